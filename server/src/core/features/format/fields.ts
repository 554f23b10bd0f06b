import { RRType } from '../../syntax/mnemonics';
import { type Syntax, TokenKind } from '../../syntax/syntax';
import { columnAfter } from './blanks';
import type { Placement } from './columns';
import { breaksBefore, type RecordLine, Slot, slotCount } from './lines';

/** Fields behind these are separated by single blanks. */
const mostFields = 8;

/**
 * By record: how many of its RDATA fields behind the first stand in one column with those of its
 * neighbours of the same type, such as the exchanges behind preferences of various lengths. Those
 * stay where they are.
 */
export function countAlignedFields(
  syntax: Syntax,
  { records, found }: Placement,
  tabSize: number,
): Uint8Array {
  const counts = new Uint8Array(records.length);
  let start = 0;
  for (let index = 1; index <= records.length; index++) {
    const first = records[start];
    const next = records[index];
    if (first !== undefined && next !== undefined && areAlike(first, next)) continue;
    if (index - start > 1) {
      const group = records.slice(start, index).map((record, offset) => {
        const first = found[(start + offset) * slotCount + Slot.rdata] ?? -1;
        return fieldColumns(syntax, record, first, tabSize);
      });
      counts.fill(countIn(group), start, index);
    }
    start = index;
  }
  return counts;
}

function areAlike(record: RecordLine, other: RecordLine): boolean {
  // SOA records have a layout of their own.
  return record.block === other.block && record.type === other.type && record.type !== RRType.SOA;
}

/** How many fields have the same column in all records of a group. */
function countIn(group: readonly (readonly number[])[]): number {
  const [first = []] = group;
  let count = 0;
  while (count < first.length && group.every((columns) => columns[count] === first[count])) count++;
  return count;
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
