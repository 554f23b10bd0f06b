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
import type { EntryPlace, RecordIndex, Zone } from '../zone/zone';

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
  const removed = new Set(records.map((record) => zone.entrySpan(record).start));
  const heirs = new Set<number>();
  for (const record of records) {
    const place = zone.placeOf(record);
    const { syntax, entry } = place;
    edits.push({ span: entrySpan(syntax, entry), text: '' });
    if (startsBlank(syntax, entry)) continue;
    let heir = nextWithFields(zone, place);
    while (heir !== undefined && removed.has(spanOf(heir).start)) heir = nextWithFields(zone, heir);
    if (heir === undefined || heirs.has(spanOf(heir).start)) continue;
    if (!startsBlank(heir.syntax, heir.entry)) continue;
    heirs.add(spanOf(heir).start);
    edits.push(giveOwner(heir, tokenText(syntax, firstField(syntax, entry))));
  }
  return edits;
}

/**
 * Gives the next record at or behind an offset the owner that it inherits, so that a record that is put
 * before it does not take it away; undefined where it says its owner, or there is none.
 */
export function keepOwner(zone: Zone, file: number, offset: number): Inherited | undefined {
  const at = zone.entryAt(file, offset);
  if (at === undefined) return undefined;
  const isNext =
    spanOf(at).start >= offset &&
    firstField(at.syntax, at.entry) < at.syntax.entryTokens.get(at.entry + 1);
  const heir = isNext ? at : nextWithFields(zone, at);
  const record = heir === undefined ? undefined : zone.recordIn(heir);
  if (heir === undefined || record === undefined || !startsBlank(heir.syntax, heir.entry))
    return undefined;
  const owner = zone.ownerOf(record);
  return { owner, edit: giveOwner(heir, zone.names.written(owner, zone.originAt(heir))) };
}

/** An owner that a record inherits, and the edit that has the record say it. */
export interface Inherited {
  readonly owner: AbsoluteName;
  readonly edit: TextEdit;
}

/** A line for a record, without its line end, with the columns of the last address record, or of `near`. */
export function layOutRecord(
  zone: Zone,
  near: RecordIndex,
  owner: string,
  type: number,
  rdata: string,
): string {
  return writeLine(zone, findModel(zone, near), owner, type, rdata);
}

/** Writes an owner into the blank that an entry starts with, its columns kept. */
function giveOwner({ syntax, entry }: EntryPlace, owner: string): TextEdit {
  const start = syntax.entryStarts.get(entry);
  const end = syntax.tokenStarts.get(firstField(syntax, entry));
  const gap = syntax.text.slice(start, end).slice(owner.length);
  const { base, file } = syntax;
  const span = { file, start: base + start, end: base + end };
  return { span, text: owner + (gap === '' ? ' ' : gap) };
}

/** Adds records in the file's own layout, after the zone's last address record or after `near`. */
export function insertRecords(
  zone: Zone,
  near: RecordIndex,
  owner: AbsoluteName,
  type: number,
  rdata: readonly string[],
): TextEdit {
  const model = findModel(zone, near);
  let place = zone.placeOf(model);
  for (;;) {
    const next = nextWithFields(zone, place);
    // Records that inherit their owner stay with it.
    if (next === undefined || !startsBlank(next.syntax, next.entry)) break;
    place = next;
  }
  const { syntax } = place;
  const { file, end } = spanOf(place);
  const lineEnd = lineEndOf(zone, file);
  const endsLine = /[\r\n]$/.test(syntax.text.slice(0, end - syntax.base).slice(-1));
  const name = zone.names.written(owner, zone.originAt(place));
  const lines = rdata.map((each) => writeLine(zone, model, name, type, each)).join(lineEnd);
  return {
    span: { file, start: end, end },
    text: endsLine ? lines + lineEnd : lineEnd + lines,
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
  const syntax = zone.syntaxOf(record);
  const { start: entryStart, file } = zone.entrySpan(record);
  const { start, end } = zone.recordSpan(record);
  if (hasParentheses(syntax, zone.records.entries.get(record))) return undefined;
  const typeStart = typeSpan(zone, record).start;
  const gap = gapAfter(syntax, zone.records.typeTokens.get(record));
  const before = syntax.text.slice(entryStart - syntax.base, typeStart - syntax.base);
  const owner = /^\S*/.exec(before)?.[0] ?? '';
  const further = `${' '.repeat(owner.length)}${before.slice(owner.length)}`;
  const lineEnd = lineEndOf(zone, file);
  const lines = records.map(({ type, rdata }) => `${typeMnemonic(type)}${gap}${rdata}`);
  return {
    span: { file, start: Math.max(start, typeStart), end },
    text: lines.join(lineEnd + further),
  };
}

/** The line end that the file's first line has, of those that are in use. */
export function lineEndOf(zone: Zone, file: number): string {
  const { blocks } = zone;
  for (let block = blocks.at(file, 0); block !== undefined; block = blocks.after(block)) {
    const text = blocks.syntaxOf(block)?.text ?? '';
    const at = text.indexOf('\n');
    if (at >= 0) return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n';
  }
  return '\n';
}

/** The last address record of a zone's files, so that many fixes do not look for it anew. */
const models = new WeakMap<Zone, Map<number, RecordIndex | undefined>>();

/** The record whose layout is copied: the last address record of its file, else `near` itself. */
function findModel(zone: Zone, near: RecordIndex): RecordIndex {
  const { file } = zone.syntaxOf(near);
  const known = models.get(zone) ?? new Map<number, RecordIndex | undefined>();
  if (!known.has(file)) models.set(zone, known.set(file, findLastAddress(zone, file)));
  return known.get(file) ?? near;
}

function findLastAddress(zone: Zone, file: number): RecordIndex | undefined {
  for (const block of zone.blocks.ofFile(file).toReversed()) {
    const found = zone.blocks.recordsOf(block).findLast((record) => {
      const type = zone.records.types.get(record);
      return type === RRType.A || type === RRType.AAAA;
    });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** One line with the columns of the model: owner, TTL and class where it has them, type, RDATA. */
export function writeLine(
  zone: Zone,
  model: RecordIndex,
  owner: string,
  type: number,
  rdata: string,
): string {
  const syntax = zone.syntaxOf(model);
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
  const isLast = typeToken + 1 >= syntax.entryTokens.get(entry + 1);
  const width = isLast
    ? 0
    : syntax.tokenStarts.get(typeToken + 1) - syntax.tokenStarts.get(typeToken);
  return line + pad(mnemonic, gapAfter(syntax, typeToken), width) + rdata;
}

/** A column: tabs are copied as they are, blanks are filled up to the column's width. */
function pad(text: string, gap: string, width: number): string {
  if (gap.includes('\t')) return text + (gap.trimStart() === '' ? gap : '\t');
  return text.length < width ? text.padEnd(width) : `${text} `;
}

function gapAfter(syntax: Syntax, token: number): string {
  // Behind an entry's last token there is its line end, which is no gap.
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

/** The next entry of the same file that says something. */
function nextWithFields(zone: Zone, { block, entry }: EntryPlace): EntryPlace | undefined {
  let next = entry + 1;
  for (let at: number | undefined = block; at !== undefined; at = zone.blocks.after(at)) {
    const syntax = zone.blocks.syntaxOf(at);
    if (syntax === undefined) return undefined;
    for (; next < syntax.entryCount; next++) {
      if (firstField(syntax, next) < syntax.entryTokens.get(next + 1))
        return { block: at, syntax, entry: next };
    }
    next = 0;
  }
  return undefined;
}

/** The owner name that a record has, or that it inherits from a record above it. */
export function inheritedOwnerSpan(zone: Zone, record: RecordIndex): Span {
  const place = zone.placeOf(record);
  if (place.syntax.generatedBy !== undefined) return zone.recordSpan(record);
  const ofFile = zone.blocks.ofFile(place.syntax.file);
  // A file that is included twice is one block each time.
  const blocks = ofFile.includes(place.block) ? ofFile : [place.block];
  let { entry } = place;
  for (let at = blocks.indexOf(place.block); at >= 0; at--) {
    const syntax = zone.blocks.syntaxOf(blocks[at] ?? -1);
    if (syntax === undefined) break;
    for (entry = Math.min(entry, syntax.entryCount - 1); entry >= 0; entry--)
      if (!isOwnerless(syntax, entry)) return tokenSpan(syntax, firstField(syntax, entry));
    entry = Number.POSITIVE_INFINITY;
  }
  return zone.recordSpan(record);
}

/** True for an entry that inherits its owner, and for one without fields or with a directive. */
function isOwnerless(syntax: Syntax, entry: number): boolean {
  if (startsBlank(syntax, entry)) return true;
  const first = firstField(syntax, entry);
  if (first >= syntax.entryTokens.get(entry + 1)) return true;
  return syntax.text.charCodeAt(syntax.tokenStarts.get(first)) === 0x24;
}

function spanOf({ syntax, entry }: EntryPlace): Span {
  return entrySpan(syntax, entry);
}

/** The span of a record's type, for related information. */
export function typeSpan(zone: Zone, record: RecordIndex): Span {
  return tokenSpan(zone.syntaxOf(record), zone.records.typeTokens.get(record));
}
