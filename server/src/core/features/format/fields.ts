import { RRType } from '../../syntax/mnemonics';
import { type Syntax, TokenKind } from '../../syntax/syntax';
import { columnAfter } from './blanks';
import type { Placement } from './columns';
import { breaksBefore, type RecordLine, Slot, slotCount } from './lines';

/** Fields behind these are separated by single blanks. */
const mostFields = 8;

/** Neighbours of one type in a block, as far as a part has them. */
export interface Group {
  readonly type: number;
  /** How far behind the first RDATA field those are that have one column in all of them. */
  readonly columns: readonly number[];
}

/** The first and the last group of a part, the same object where they are one. */
export interface BorderGroups {
  readonly first: Group;
  readonly last: Group;
  /** True where they are in the part's first block, and in its last one. */
  readonly isInFirstBlock: boolean;
  readonly isInLastBlock: boolean;
}

/** Undefined for a part without records. */
export function findBorderGroups(
  syntax: Syntax,
  placement: Placement,
  blockCount: number,
  tabSize: number,
): BorderGroups | undefined {
  const { records } = placement;
  const [head] = records;
  const tail = records.at(-1);
  if (head === undefined || tail === undefined) return undefined;
  let end = 1;
  while (goesOn(records, end)) end++;
  let start = records.length - 1;
  while (goesOn(records, start)) start--;
  const columns = (from: number, to: number): readonly number[] =>
    alignedColumns(syntax, placement, from, to, tabSize);
  const first = { type: head.type, columns: columns(0, end) };
  return {
    first,
    last: start === 0 ? first : { type: tail.type, columns: columns(start, records.length) },
    isInFirstBlock: head.block === 0,
    isInLastBlock: tail.block === blockCount - 1,
  };
}

/** How many columns all pieces of a group have in common. */
export function countJoined(pieces: readonly Group[]): number {
  return pieces.map(({ columns }) => columns).reduce(commonStart).length;
}

/**
 * By record: how many of its RDATA fields behind the first stand in one column with those of its
 * neighbours of the same type, such as the exchanges behind preferences of various lengths. Those
 * stay where they are. What is known of the first and of the last group is given, -1 for nothing.
 */
export function countAlignedFields(
  syntax: Syntax,
  placement: Placement,
  tabSize: number,
  known: { readonly first: number; readonly last: number },
): Uint8Array {
  const { records } = placement;
  const counts = new Uint8Array(records.length);
  let start = 0;
  for (let end = 1; end <= records.length; end++) {
    if (goesOn(records, end)) continue;
    const atBorder = start === 0 && known.first >= 0 ? known.first : -1;
    const count = end === records.length && known.last >= 0 ? known.last : atBorder;
    if (count >= 0) counts.fill(count, start, end);
    else if (end - start > 1)
      counts.fill(alignedColumns(syntax, placement, start, end, tabSize).length, start, end);
    start = end;
  }
  return counts;
}

/** True where a record belongs to the group of the one before. */
function goesOn(records: readonly RecordLine[], index: number): boolean {
  const record = records[index - 1];
  const other = records[index];
  if (record === undefined || other === undefined) return false;
  return record.block === other.block && record.type === other.type && mayAlign(record.type);
}

/** SOA records have a layout of their own. */
export function mayAlign(type: number): boolean {
  return type !== RRType.SOA;
}

/** The columns that all records from one to another have in common. */
function alignedColumns(
  syntax: Syntax,
  { records, found }: Placement,
  start: number,
  end: number,
  tabSize: number,
): readonly number[] {
  return records
    .slice(start, end)
    .map((record, offset) =>
      fieldColumns(syntax, record, found[(start + offset) * slotCount + Slot.rdata] ?? -1, tabSize),
    )
    .reduce(commonStart);
}

function commonStart(columns: readonly number[], others: readonly number[]): readonly number[] {
  let count = 0;
  while (count < columns.length && columns[count] === others[count]) count++;
  return count === columns.length ? columns : columns.slice(0, count);
}

/** How far behind the start of RDATA the further fields start, up to a parenthesis. */
function fieldColumns(
  syntax: Syntax,
  { entry, typeToken }: RecordLine,
  first: number,
  tabSize: number,
): readonly number[] {
  const { text, tokenKinds, tokenStarts, entryTokens } = syntax;
  const columns: number[] = [];
  if (first < 0) return columns;
  let column = first;
  if (tokenKinds.get(typeToken + 1) > TokenKind.quoted) return columns;
  for (let token = typeToken + 2; token < entryTokens.get(entry + 1); token++) {
    if (tokenKinds.get(token) > TokenKind.quoted || breaksBefore(syntax, token)) break;
    if (columns.length === mostFields) break;
    column = columnAfter(text, tokenStarts.get(token - 1), tokenStarts.get(token), column, tabSize);
    columns.push(column - first);
  }
  return columns;
}
