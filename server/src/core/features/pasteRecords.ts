import { type ImportedRecord, importRecords } from '../import/import';
import { endsWithName } from '../import/values';
import { keepOwner, layOutRecord, lineEndOf } from '../rules/edits';
import { apexText, isTextInZone } from '../rules/names';
import { RRType, typeMnemonic } from '../syntax/mnemonics';
import { scan } from '../syntax/scanner';
import { entrySpan, type Syntax, tokenText } from '../syntax/syntax';
import { applyEdits, type TextEdit } from '../text/span';
import type { RecordIndex, Zone } from '../zone/zone';
import type { Stretch } from './format/edits';
import { formatEdits } from './format/format';
import { readLines } from './format/lines';
import type { FormatOptions } from './format/options';

/** More is no text that somebody copies to paste it, in UTF-16 units and records. */
const longestPaste = 1_000_000;
const mostRecords = 5000;

/** A larger file is not laid out for it. */
const largestFile = 2_000_000;

/** Records to put into a zone's file in the place of a stretch. */
export interface Paste {
  /** What goes into the place of the stretch. */
  readonly text: string;
  /** What else must change: blanks before the stretch, and the owner that the next record inherits. */
  readonly further: readonly TextEdit[];
  readonly count: number;
}

/**
 * What was copied from a tool or a page, as records of a zone's own file (0): in its columns, with names
 * relative where the file has them so, without the TTLs, which are those of somebody's cache. Undefined
 * where the text has no records, is zone text already, or the place is in the middle of a line.
 */
export function pasteRecords(
  zone: Zone,
  text: string,
  stretch: Stretch,
  copied: string,
  options: FormatOptions,
): Paste | undefined {
  if (copied.length > longestPaste) return undefined;
  const lineStart = findLine(zone, text, stretch);
  if (lineStart === undefined) return undefined;
  const { records, isZoneText } = importRecords(copied, {
    owner: apexText(zone) || undefined,
    all: true,
  });
  const wanted = isZoneText || records.length > mostRecords ? [] : chooseRecords(zone, records);
  const last = wanted.at(-1);
  if (last === undefined) return undefined;
  const lineEnd = lineEndOf(zone, 0);
  const block = writeRecords(zone, lineStart, wanted).join(lineEnd);
  const isLineEnd = stretch.end === text.length || /[\r\n]/.test(text.charAt(stretch.end));
  const end = isLineEnd ? '' : lineEnd;
  const heir = keepOwner(zone, 0, stretch.end);
  const isTaken = heir !== undefined && zone.names.text(heir.owner) !== last.owner;
  const blanks = { span: { file: 0, start: lineStart, end: stretch.start }, text: '' };
  return {
    text: layOut(text, lineStart, stretch.end, block, options) + end,
    further: [...(lineStart < stretch.start ? [blanks] : []), ...(isTaken ? [heir.edit] : [])],
    count: wanted.length,
  };
}

/** The start of the line that the stretch starts in, where nothing but blanks stands before it. */
function findLine(zone: Zone, text: string, { start, end }: Stretch): number | undefined {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  if (start > 0 && /[^ \t]/.test(text.slice(lineStart, start))) return undefined;
  const isWhole = end === text.length || /[\r\n]/.test(text.charAt(end));
  if (!isWhole && (end !== start || start !== lineStart)) return undefined;
  const above = lineStart === 0 ? undefined : zone.entryAt(0, lineStart - 1);
  // In the middle of parentheses nothing may come between.
  if (above !== undefined && entrySpan(above.syntax, above.entry).end > lineStart) return undefined;
  return lineStart;
}

/** Without what lies in other zones, and what each zone has once and for itself. */
function chooseRecords(zone: Zone, records: readonly ImportedRecord[]): readonly ImportedRecord[] {
  const inZone = records.filter(({ owner }) => isTextInZone(zone, owner));
  const chosen = inZone.length > 0 ? inZone : records;
  if (zone.recordsOf(zone.apex, RRType.SOA).length === 0) return chosen;
  const apex = zone.names.text(zone.apex);
  const isOwn = ({ owner, type }: ImportedRecord): boolean =>
    owner === apex && (type === RRType.SOA || type === RRType.NS);
  return chosen.filter((record) => !isOwn(record));
}

/** A line for each record, as the file writes its others. */
function writeRecords(
  zone: Zone,
  lineStart: number,
  records: readonly ImportedRecord[],
): readonly string[] {
  const place = zone.entryAt(0, Math.max(0, lineStart - 1));
  const near = firstRecord(zone);
  const entry = lineStart === 0 ? -1 : (place?.entry ?? 0);
  const origin = zone.originAt({ block: place?.block ?? 0, entry });
  const isAbsolute = near !== undefined && hasAbsoluteOwners(zone);
  const write = (text: string): string => {
    const name = isAbsolute ? undefined : zone.names.parse(text);
    return name === undefined ? text : zone.names.written(name, origin);
  };
  return records.map(({ owner, type, rdata }) => {
    const fields = endsWithName(typeMnemonic(type))
      ? rdata.replace(/\S+$/, (name) => write(name))
      : rdata;
    return near === undefined
      ? `${write(owner)} IN ${typeMnemonic(type)} ${fields}`
      : layOutRecord(zone, near, write(owner), type, fields);
  });
}

function firstRecord(zone: Zone): RecordIndex | undefined {
  for (const block of zone.blocks.ofFile(0)) {
    const [first] = zone.blocks.recordsOf(block);
    if (first !== undefined) return first;
  }
  return undefined;
}

/** True for a file like those that tools write, with every name in full. */
function hasAbsoluteOwners(zone: Zone): boolean {
  let absolute = 0;
  let all = 0;
  for (const block of zone.blocks.ofFile(0).slice(0, 4)) {
    const syntax = zone.blocks.syntaxOf(block);
    if (syntax === undefined) continue;
    for (const { ownerToken, type } of readLines(syntax).records) {
      if (ownerToken < 0 || type === RRType.SOA) continue;
      all++;
      if (tokenText(syntax, ownerToken).endsWith('.')) absolute++;
    }
  }
  return absolute * 2 > all;
}

/** The lines in the columns of the file around them, owners left out where the file does so. */
function layOut(
  text: string,
  start: number,
  end: number,
  block: string,
  options: FormatOptions,
): string {
  if (text.length > largestFile) return block;
  const whole = text.slice(0, start) + block + text.slice(end);
  const syntax = scan(whole);
  const stretch = { start, end: start + block.length };
  const omits = options.repeatedOwners === 'keep' && omitsOwners(syntax, stretch);
  const choice = omits ? { ...options, repeatedOwners: 'omit' as const } : options;
  const edits = formatEdits(syntax, choice, stretch)
    .filter(({ span }) => span.start >= stretch.start && span.end <= stretch.end)
    .map(({ span, text: changed }) => ({
      text: changed,
      span: { file: 0, start: span.start - start, end: span.end - start },
    }));
  return applyEdits(block, edits);
}

/** True where the records outside of a stretch rather inherit an owner than repeat it. */
function omitsOwners(syntax: Syntax, { start, end }: Stretch): boolean {
  let inherited = 0;
  let repeated = 0;
  let owner = '';
  for (const { entry, ownerToken } of readLines(syntax).records) {
    const at = syntax.entryStarts.get(entry);
    if (at >= start && at < end) continue;
    const written = ownerToken < 0 ? undefined : tokenText(syntax, ownerToken);
    if (written === undefined) inherited++;
    else if (written === owner) repeated++;
    owner = written ?? owner;
  }
  return inherited > repeated;
}
