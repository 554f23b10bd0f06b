import { lineEndOf } from '../rules/edits';
import type { Finding } from '../rules/rule';
import { byteOrderMark, nextField, type Syntax, TokenKind } from '../syntax/syntax';
import type { FileIndex, TextEdit } from '../text/span';
import { ignoreFileWord, ignoreWord } from '../zone/ignoreComment';
import { findFirstRecord, type Ignore } from '../zone/ignores';
import type { EntryPlace, Zone } from '../zone/zone';

/** How many entries up and down are looked at for the column that comments stand in. */
const neighbours = 10;

/** What name servers refuse stays refused: to hide that helps nobody. */
const neverIgnored: ReadonlySet<string> = new Set(['syntax']);

/** Findings on comments that ignore rules: another such comment would only grow the heap. */
const ofComments: ReadonlySet<string> = new Set(['unused-ignore', 'unknown-ignore']);

/** Whether a reader is offered to ignore a rule. */
export function isIgnorable(rule: string): boolean {
  return !neverIgnored.has(rule);
}

/** Writes a comment that ignores a finding's rule in its entry, or extends one that is there. */
export function ignoreHere(zone: Zone, { rule, span }: Finding): TextEdit | undefined {
  const place = zone.entryAt(span.file, span.start);
  if (ofComments.has(rule) || place === undefined || !hasFields(place)) return undefined;
  const known = zone.ignores.all.find(
    ({ target, comment }) =>
      typeof target === 'object' &&
      target.block === place.block &&
      target.entry === place.entry &&
      comment.rules.length > 0,
  );
  if (known !== undefined) return extend(known, rule);
  const comment = `; ${ignoreWord} ${rule}`;
  const { syntax, entry } = place;
  // In a quote that is not closed, a comment would be text.
  if (isOfSeveralLines(place) || zone.blocks.flawedEntriesOf(place.block).has(entry))
    return insertLine(zone, syntax, syntax.entryStarts.get(entry), comment);
  return append(place, comment);
}

/** Writes a comment that ignores a rule in a whole file, or extends one that is there. */
export function ignoreInFile(zone: Zone, rule: string, file: FileIndex): TextEdit | undefined {
  const known = zone.ignores.all.find(
    ({ target, syntax, comment }) =>
      target === 'file' && syntax.file === file && comment.rules.length > 0,
  );
  if (known !== undefined) return extend(known, rule);
  const block = zone.blocks.at(file, 0);
  if (block === undefined) return undefined;
  const first = findFirstRecord(zone, file, block);
  const place = zone.entryAt(file, Number.isFinite(first) ? first : 0);
  if (place === undefined) return undefined;
  const { syntax, entry } = place;
  return insertLine(zone, syntax, syntax.entryStarts.get(entry), `; ${ignoreFileWord} ${rule}`);
}

function extend({ syntax, comment }: Ignore, rule: string): TextEdit {
  const at = syntax.base + (comment.rules.at(-1)?.end ?? comment.end);
  return { span: { file: syntax.file, start: at, end: at }, text: `, ${rule}` };
}

function insertLine(zone: Zone, syntax: Syntax, offset: number, line: string): TextEdit {
  const { file, base, text } = syntax;
  const mark = base + offset === 0 && text.charCodeAt(0) === byteOrderMark ? 1 : 0;
  const start = base + offset + mark;
  return { span: { file, start, end: start }, text: line + lineEndOf(zone, file) };
}

/** Behind the entry's last field, before the comment that it has. */
function append(place: EntryPlace, comment: string): TextEdit {
  const { syntax, entry } = place;
  const { file, base, text } = syntax;
  const last = syntax.entryTokens.get(entry + 1) - 1;
  if (syntax.tokenKinds.get(last) === TokenKind.comment) {
    const start = base + syntax.tokenStarts.get(last);
    return { span: { file, start, end: start }, text: `${comment} ` };
  }
  const from = syntax.tokenEnds.get(last);
  let to = from;
  while (text.charAt(to) === ' ' || text.charAt(to) === '\t') to++;
  const span = { file, start: base + from, end: base + to };
  return { span, text: gapBefore(place, from) + comment };
}

/** The gap before a comment, as the entries around it have theirs. */
function gapBefore({ syntax, entry }: EntryPlace, end: number): string {
  const { text, entryStarts, tokenStarts, tokenEnds } = syntax;
  const column = end - entryStarts.get(entry);
  for (let by = 1; by <= neighbours; by++) {
    for (const other of [entry - by, entry + by]) {
      if (other < 0 || other >= syntax.entryCount) continue;
      const token = syntax.entryTokens.get(other + 1) - 1;
      if (token <= syntax.entryTokens.get(other)) continue;
      if (syntax.tokenKinds.get(token) !== TokenKind.comment) continue;
      const start = entryStarts.get(other);
      const line = text.slice(start, tokenStarts.get(token));
      if (text.slice(tokenEnds.get(token - 1), tokenStarts.get(token)).includes('\t')) return '\t';
      // Where tabs stand, a column is not a number of characters.
      if (/[\t\r\n]/.test(line) || text.slice(entryStarts.get(entry), end).includes('\t'))
        return ' ';
      return ' '.repeat(Math.max(1, line.length - column));
    }
  }
  return ' ';
}

function hasFields({ syntax, entry }: EntryPlace): boolean {
  const end = syntax.entryTokens.get(entry + 1);
  return nextField(syntax, syntax.entryTokens.get(entry), end) < end;
}

function isOfSeveralLines({ syntax, entry }: EntryPlace): boolean {
  const { text, entryStarts } = syntax;
  const line = text.slice(entryStarts.get(entry), entryStarts.get(entry + 1));
  return /[\r\n]/.test(line.replace(/\r?\n$|\r$/, ''));
}
