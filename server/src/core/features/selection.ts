import { nextField, TokenKind, tokenSpan } from '../syntax/syntax';
import type { Span } from '../text/span';
import type { EntryPlace, RecordIndex, Zone } from '../zone/zone';
import { recordsAround } from './cursor';
import { findUseAt } from './names/uses';

/** So many records around the cursor are looked at for those of the same owner. */
const mostNeighbours = 2000;

/**
 * What a selection around an offset of the file that was opened grows to, the smallest first: name,
 * field, RDATA, record, RRset, records of the owner, file. Each one holds those before.
 */
export function findSelections(zone: Zone, offset: number, length: number): readonly Span[] {
  const place = zone.entryAt(0, offset);
  const found = place === undefined ? [] : selectionsInEntry(zone, place, offset);
  const spans = [...found, { file: 0, start: 0, end: length }];
  const growing: Span[] = [];
  for (const span of spans) {
    const last = growing.at(-1) ?? { start: offset, end: offset };
    const isHeld = span.start <= last.start && last.end <= span.end;
    const isLarger = span.end - span.start > last.end - last.start;
    if (isHeld && isLarger) growing.push(span);
  }
  return growing;
}

function selectionsInEntry(zone: Zone, place: EntryPlace, offset: number): readonly Span[] {
  const { syntax, entry } = place;
  const found: Span[] = [];
  const use = findUseAt(zone, offset);
  if (use !== undefined) found.push(use.span);
  const end = syntax.entryTokens.get(entry + 1);
  for (let token = syntax.entryTokens.get(entry); token < end; token++) {
    const span = tokenSpan(syntax, token);
    if (span.end < offset) continue;
    if (span.start > offset) break;
    const isQuoted = syntax.tokenKinds.get(token) === TokenKind.quoted;
    const isClosed = isQuoted && syntax.text[span.end - 1 - syntax.base] === '"';
    if (isClosed) found.push({ ...span, start: span.start + 1, end: span.end - 1 });
    found.push(span);
  }
  const record = zone.recordIn(place);
  if (record !== undefined) found.push(...selectionsOfRecord(zone, place, record));
  return found;
}

function selectionsOfRecord(zone: Zone, place: EntryPlace, record: RecordIndex): readonly Span[] {
  const { types, typeTokens } = zone.records;
  const whole = zone.recordSpan(record);
  const { syntax, entry } = place;
  const end = syntax.entryTokens.get(entry + 1);
  const token = nextField(syntax, typeTokens.get(record) + 1, end);
  const rdata = token < end ? [{ ...whole, start: tokenSpan(syntax, token).start }] : [];
  const around = recordsAround(zone, place, mostNeighbours);
  const type = types.get(record);
  const isOwn = (each: RecordIndex): boolean => zone.ownerOf(each) === zone.ownerOf(record);
  const isSame = (each: RecordIndex): boolean => isOwn(each) && types.get(each) === type;
  return [
    ...rdata,
    whole,
    runSpan(zone, around, record, isSame),
    runSpan(zone, around, record, isOwn),
  ];
}

/** The stretch of the records next to one that are alike. */
function runSpan(
  zone: Zone,
  records: readonly RecordIndex[],
  record: RecordIndex,
  isAlike: (record: RecordIndex) => boolean,
): Span {
  const at = records.indexOf(record);
  let [first, last] = [at, at];
  while (first > 0 && isAlike(records[first - 1] ?? record)) first--;
  while (last + 1 < records.length && isAlike(records[last + 1] ?? record)) last++;
  const { end } = zone.recordSpan(records[last] ?? record);
  return { ...zone.recordSpan(records[first] ?? record), end };
}
