import { scan } from '../../syntax/scanner';
import { type Syntax, startsBlank, TokenKind, tokenText } from '../../syntax/syntax';
import { say } from '../../text/message';
import { generate } from '../../zone/generate';
import type { EntryPlace, Zone } from '../../zone/zone';
import { type FindRefactorings, mostEdits } from './refactoring';

/** Fewer records are easier to read as they are. */
const fewest = 3;

/** Numbers of more digits do not count anything. */
const mostDigits = 9;

/** A record on one line that says its owner, without a comment. */
interface Line {
  readonly owner: string;
  /** TTL, class and type as they are written, with single blanks. */
  readonly header: string;
  readonly rdata: string;
  readonly hasFields: boolean;
  readonly start: number;
  readonly end: number;
}

/** A run of records that differ by a number as the $GENERATE directive that makes them. */
export const buildGenerate: FindRefactorings = (zone, { start, end }) => {
  const place = zone.entryAt(0, start);
  if (place === undefined || place.syntax.generatedBy !== undefined) return [];
  const { syntax } = place;
  const { entry: first } = place;
  const last = end > start ? Math.max(first, entryBefore(zone, place, end)) : first;
  const run = findRun(zone, place, first, last);
  const [one, two] = run;
  const lastLine = run.at(-1);
  if (one === undefined || two === undefined || lastLine === undefined || run.length < fewest)
    return [];
  const directive = writeDirective(one, two, run.length);
  if (directive === undefined || !makes(directive, run)) return [];
  const { base, file } = syntax;
  const span = { file, start: base + one.start, end: base + lastLine.end };
  const title = say('Write these {0} records as one $GENERATE directive', run.length);
  return [{ name: 'buildGenerate', title, edits: [{ span, text: directive }] }];
};

/** The last entry of the block that a stretch touches. */
function entryBefore(zone: Zone, { block, syntax }: EntryPlace, end: number): number {
  const at = zone.entryAt(0, end - 1);
  return at?.block === block ? at.entry : syntax.entryCount - 1;
}

/** The records around an entry, or of a selection, that follow each other by the same steps. */
function findRun(
  zone: Zone,
  { block, syntax }: EntryPlace,
  first: number,
  last: number,
): readonly Line[] {
  const at = (entry: number): Line | undefined =>
    entry < 0 || entry >= syntax.entryCount ? undefined : readLine(zone, { block, syntax, entry });
  let [from, to] = [first, last];
  if (first === last) {
    const step = stepOf(at(first), at(first + 1)) ?? stepOf(at(first - 1), at(first));
    if (step === undefined) return [];
    while (first - from < mostEdits && stepOf(at(from - 1), at(from)) === step) from--;
    while (to - first < mostEdits && stepOf(at(to), at(to + 1)) === step) to++;
  }
  // What follows would inherit another owner; beyond the end of a block that is not seen.
  const isLast = to + 1 >= syntax.entryCount;
  if (isLast ? zone.blocks.after(block) !== undefined : startsBlank(syntax, to + 1)) return [];
  const lines: Line[] = [];
  for (let entry = from; entry <= to && lines.length <= mostEdits; entry++) {
    const line = at(entry);
    if (line === undefined) return [];
    lines.push(line);
  }
  return lines;
}

/** Undefined for what is no record, or spread over lines, or has a comment or characters with a meaning to $GENERATE. */
function readLine(zone: Zone, place: EntryPlace): Line | undefined {
  const { syntax, entry } = place;
  const record = zone.recordIn(place);
  if (record === undefined || zone.isFlawed(record) || startsBlank(syntax, entry)) return undefined;
  const [first, end] = [syntax.entryTokens.get(entry), syntax.entryTokens.get(entry + 1)];
  for (let token = first; token < end; token++)
    if (syntax.tokenKinds.get(token) !== TokenKind.word) return undefined;
  const typeToken = zone.records.typeTokens.get(record);
  const words = (from: number, to: number): string => joinTokens(syntax, from, to);
  const [start, stop] = [syntax.tokenStarts.get(first), syntax.tokenEnds.get(end - 1)];
  if (/[$\\"{}]/.test(syntax.text.slice(start, stop)) || typeToken + 1 >= end) return undefined;
  return {
    owner: tokenText(syntax, first),
    header: words(first + 1, typeToken + 1),
    rdata: words(typeToken + 1, end),
    hasFields: end - typeToken > 2,
    start,
    end: stop,
  };
}

function joinTokens(syntax: Syntax, from: number, to: number): string {
  const words: string[] = [];
  for (let token = from; token < to; token++) words.push(tokenText(syntax, token));
  return words.join(' ');
}

/** By how much the first number that differs in two owners does; undefined where the lines are not alike. */
function stepOf(a: Line | undefined, b: Line | undefined): number | undefined {
  if (a === undefined || b === undefined || a.header !== b.header) return undefined;
  const [from, to] = [cut(a.owner), cut(b.owner)];
  const at = from.findIndex((piece, index) => piece !== to[index]);
  const [x = '', y = ''] = [from[at], to[at]];
  if (!isNumber(x) || !isNumber(y)) return undefined;
  const step = Number(y) - Number(x);
  const isAlike = [
    writePattern(a.owner, b.owner, 0, step),
    writePattern(a.rdata, b.rdata, 0, step),
  ];
  return isAlike.includes(undefined) ? undefined : step;
}

/** A text as its numbers and what stands between them. */
function cut(text: string): readonly string[] {
  return text.match(/\d+|\D+/g) ?? [];
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text) && text.length <= mostDigits;
}

/** The directive that the first two records of a run suggest. */
function writeDirective(one: Line, two: Line, count: number): string | undefined {
  const step = stepOf(one, two);
  if (step === undefined || step < 1) return undefined;
  const [from, to] = [cut(one.owner), cut(two.owner)];
  const start = Number(from.find((piece, index) => piece !== to[index]));
  const owner = writePattern(one.owner, two.owner, start, step);
  const rdata = writePattern(one.rdata, two.rdata, start, step);
  if (owner === undefined || rdata === undefined) return undefined;
  const range = `${start}-${start + step * (count - 1)}${step > 1 ? `/${step}` : ''}`;
  const quoted = one.hasFields ? `"${rdata}"` : rdata;
  return `$GENERATE ${range} ${owner} ${one.header} ${quoted}`;
}

/** Undefined where the numbers that differ do not go the same way. */
function writePattern(a: string, b: string, start: number, step: number): string | undefined {
  const [from, to] = [cut(a), cut(b)];
  if (from.length !== to.length) return undefined;
  let pattern = '';
  for (const [index, piece] of from.entries()) {
    const other = to[index] ?? '';
    if (piece === other) {
      pattern += piece;
      continue;
    }
    if (!isNumber(piece) || !isNumber(other) || Number(other) - Number(piece) !== step)
      return undefined;
    const offset = Number(piece) - start;
    const isPadded = piece.length === other.length && /^0./.test(piece);
    const width = isPadded ? piece.length : 0;
    pattern += width > 0 || offset !== 0 ? `\${${offset}${width > 0 ? `,${width},d` : ''}}` : '$';
  }
  return pattern;
}

/** True where the directive makes just these records, each letter of them. */
function makes(directive: string, run: readonly Line[]): boolean {
  const syntax = scan(`${directive}\n`);
  const made = generate(syntax, 0, syntax.entryTokens.get(1), run.length);
  if (made.kind !== 'records' || made.count !== run.length) return false;
  const written = run.map(({ owner, header, rdata }) => `${owner} ${header} ${rdata}\n`);
  return made.text === written.join('');
}
