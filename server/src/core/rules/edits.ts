import type { AbsoluteName } from '../dns/name';
import { RRType, typeMnemonic } from '../syntax/mnemonics';
import {
  entrySpan,
  nextField,
  type Syntax,
  startsBlank,
  TokenKind,
  tokenSpan,
  tokenText,
} from '../syntax/syntax';
import type { Span, TextEdit } from '../text/span';
import type { RecordIndex, Zone } from '../zone/zone';

/** Writes a name where another one stands: relative where that one is. */
export function renameTarget(zone: Zone, record: RecordIndex, name: AbsoluteName): TextEdit {
  const isAbsolute = zone.targetText(record).endsWith('.');
  const text = isAbsolute ? zone.names.text(name) : zone.names.written(name, zone.originOf(record));
  return { span: zone.targetSpan(record), text };
}

/**
 * Removes records with their lines; an owner that a later record inherits moves on to that one. All
 * are of one owner and file.
 */
export function removeRecords(zone: Zone, records: readonly RecordIndex[]): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  const removed = new Set(records.map((record) => zone.records.entries.get(record)));
  const heirs = new Set<number>();
  for (const record of records) {
    const syntax = zone.fileOf(record);
    const entry = zone.records.entries.get(record);
    edits.push({ span: entrySpan(syntax, entry), text: '' });
    if (startsBlank(syntax, entry)) continue;
    let heir = nextEntryWithFields(syntax, entry);
    while (heir !== undefined && removed.has(heir)) heir = nextEntryWithFields(syntax, heir);
    if (heir === undefined || heirs.has(heir) || !startsBlank(syntax, heir)) continue;
    heirs.add(heir);
    edits.push(giveOwner(syntax, heir, tokenText(syntax, firstField(syntax, entry))));
  }
  return edits;
}

/** Writes an owner into the blank that an entry starts with, its columns kept. */
function giveOwner(syntax: Syntax, entry: number, owner: string): TextEdit {
  const start = syntax.entryStarts.get(entry);
  const end = syntax.tokenStarts.get(firstField(syntax, entry));
  const gap = syntax.text.slice(start, end).slice(owner.length);
  return { span: { file: syntax.file, start, end }, text: owner + (gap === '' ? ' ' : gap) };
}

/** Adds a record in the file's own layout, after the zone's last address record or after `near`. */
export function insertRecord(
  zone: Zone,
  near: RecordIndex,
  owner: AbsoluteName,
  type: number,
  rdata: string,
): TextEdit {
  const model = findModel(zone, near);
  const syntax = zone.fileOf(model);
  let entry = zone.records.entries.get(model);
  for (;;) {
    const next = nextEntryWithFields(syntax, entry);
    // Records that inherit their owner stay with it.
    if (next === undefined || !startsBlank(syntax, next)) break;
    entry = next;
  }
  const { file, end } = entrySpan(syntax, entry);
  const lineEnd = lineEndOf(syntax);
  const endsLine = /[\r\n]$/.test(syntax.text.slice(end - 1, end));
  const name = zone.names.written(owner, zone.originAt(file, entry));
  const line = writeLine(zone, model, name, type, rdata);
  return {
    span: { file, start: end, end },
    text: endsLine ? line + lineEnd : lineEnd + line,
  };
}

/**
 * Puts records of the given type and RDATA into the place of one record, one line each; undefined
 * where the record is spread over parentheses.
 */
export function replaceRdata(
  zone: Zone,
  record: RecordIndex,
  records: readonly { readonly type: number; readonly rdata: string }[],
): TextEdit | undefined {
  const syntax = zone.fileOf(record);
  const { start: entryStart, file } = zone.entrySpan(record);
  const { start, end } = zone.recordSpan(record);
  if (hasParentheses(syntax, zone.records.entries.get(record))) return undefined;
  const typeStart = syntax.tokenStarts.get(zone.records.typeTokens.get(record));
  const gap = gapAfter(syntax, zone.records.typeTokens.get(record));
  const before = syntax.text.slice(entryStart, typeStart);
  const owner = /^\S*/.exec(before)?.[0] ?? '';
  const further = `${' '.repeat(owner.length)}${before.slice(owner.length)}`;
  const lineEnd = lineEndOf(syntax);
  const lines = records.map(({ type, rdata }) => `${typeMnemonic(type)}${gap}${rdata}`);
  return {
    span: { file, start: Math.max(start, typeStart), end },
    text: lines.join(lineEnd + further),
  };
}

/** The line end that the file's first line has. */
function lineEndOf({ text }: Syntax): string {
  const at = text.indexOf('\n');
  return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n';
}

/** The last address record of a zone's files, so that many fixes do not look for it anew. */
const models = new WeakMap<Zone, Map<number, RecordIndex | undefined>>();

/** The record whose layout is copied: the last address record of its file, else `near` itself. */
function findModel(zone: Zone, near: RecordIndex): RecordIndex {
  const file = zone.records.files.get(near);
  const known = models.get(zone) ?? new Map<number, RecordIndex | undefined>();
  if (!known.has(file)) models.set(zone, known.set(file, findLastAddress(zone, file)));
  return known.get(file) ?? near;
}

function findLastAddress(zone: Zone, file: number): RecordIndex | undefined {
  for (let record = zone.records.length - 1; record >= 0; record--) {
    const type = zone.records.types.get(record);
    if (type !== RRType.A && type !== RRType.AAAA) continue;
    if (zone.records.files.get(record) === file) return record;
  }
  return undefined;
}

/** One line with the columns of the model: owner, TTL and class where it has them, type, RDATA. */
function writeLine(
  zone: Zone,
  model: RecordIndex,
  owner: string,
  type: number,
  rdata: string,
): string {
  const syntax = zone.fileOf(model);
  const entry = zone.records.entries.get(model);
  const typeToken = zone.records.typeTokens.get(model);
  const mnemonic = matchCase(typeMnemonic(type), tokenText(syntax, typeToken));
  if (hasParentheses(syntax, entry)) return `${owner} IN ${mnemonic} ${rdata}`;
  const first = firstField(syntax, entry);
  const isBlank = startsBlank(syntax, entry);
  const start = syntax.entryStarts.get(entry);
  const next = isBlank ? first : nextField(syntax, first + 1, typeToken + 1);
  const ownerEnd = isBlank ? start : syntax.tokenEnds.get(first);
  const gap = syntax.text.slice(ownerEnd, syntax.tokenStarts.get(next));
  let line = pad(owner, gap, syntax.tokenStarts.get(next) - start);
  for (let token = next; token < typeToken; token = nextField(syntax, token + 1, typeToken))
    line += tokenText(syntax, token) + gapAfter(syntax, token);
  const width = syntax.tokenStarts.get(typeToken + 1) - syntax.tokenStarts.get(typeToken);
  return line + pad(mnemonic, gapAfter(syntax, typeToken), width) + rdata;
}

/** A column: tabs are copied as they are, blanks are filled up to the column's width. */
function pad(text: string, gap: string, width: number): string {
  if (gap.includes('\t')) return text + (gap.trimStart() === '' ? gap : '\t');
  return text.length < width ? text.padEnd(width) : `${text} `;
}

function gapAfter(syntax: Syntax, token: number): string {
  const gap = syntax.text.slice(syntax.tokenEnds.get(token), syntax.tokenStarts.get(token + 1));
  return /^[ \t]+$/.test(gap) ? gap : ' ';
}

function matchCase(mnemonic: string, like: string): string {
  return like === like.toLowerCase() ? mnemonic.toLowerCase() : mnemonic;
}

function hasParentheses(syntax: Syntax, entry: number): boolean {
  for (
    let token = syntax.entryTokens.get(entry);
    token < syntax.entryTokens.get(entry + 1);
    token++
  ) {
    const kind = syntax.tokenKinds.get(token);
    if (kind === TokenKind.open || kind === TokenKind.close) return true;
  }
  return false;
}

function firstField(syntax: Syntax, entry: number): number {
  return nextField(syntax, syntax.entryTokens.get(entry), syntax.entryTokens.get(entry + 1));
}

function nextEntryWithFields(syntax: Syntax, entry: number): number | undefined {
  for (let next = entry + 1; next < syntax.entryCount; next++) {
    if (firstField(syntax, next) < syntax.entryTokens.get(next + 1)) return next;
  }
  return undefined;
}

/** The span of a record's type, for related information. */
export function typeSpan(zone: Zone, record: RecordIndex): Span {
  return tokenSpan(zone.fileOf(record), zone.records.typeTokens.get(record));
}
