import type { Syntax } from '../../syntax/syntax';
import { columnAfter, type Filling, lineStartOf, stopAt } from './blanks';
import { widthSlots } from './cells';
import { ColumnCounts } from './columnCounts';
import { type RecordLine, Slot, slotCount, textIn, tokenIn } from './lines';

/**
 * Where the cells of the records of a file, or of a part of one, stand and go. Columns of all slots
 * of all records are in one list: there may be a million records.
 */
export interface Placement {
  readonly records: readonly RecordLine[];
  /** By record and slot: the column that it stands in now, -1 for none. */
  readonly found: Int32Array;
  /** By record and slot: the column where it is to start; only sound where the slot is filled. */
  readonly columns: Int32Array;
  /** By block: the column of RDATA. */
  readonly rdataColumns: Int32Array;
  readonly counts: ColumnCounts;
  /** By slot, from `Slot.first` on: the column where most of the file's cells start. */
  readonly chosen: readonly number[];
}

/** Chooses the column of a slot, from `Slot.first` on, once the part's own cells are counted. */
export type ChooseColumn = (slot: number, own: ColumnCounts) => number;

/** Gives every cell its column. */
export function placeRecords(
  syntax: Syntax,
  records: readonly RecordLine[],
  widths: Int32Array,
  owner: number,
  filling: Filling,
  choose: ChooseColumn,
): Placement {
  const found = findColumns(syntax, records, filling.tabSize);
  const columns = new Int32Array(records.length * slotCount);
  const chosen: number[] = [];
  const counts = new ColumnCounts();
  counts.records = records.length;
  const free = columnsBehindOwners(widths, owner);
  const blockCount = free.length;
  // The first column that is free on each record's own line.
  const lineFree = Int32Array.from(records, (record) => record.owner.length + 1);
  for (let slot: number = Slot.first; ; slot++) {
    countColumns(records, found, free, lineFree, slot, filling, counts);
    const least = choose(slot, counts);
    chosen.push(least);
    const starts = free.map((column) => stopAt(Math.max(least, column), filling));
    for (const [index, record] of records.entries()) {
      if (!isFilled(record, slot)) continue;
      const start = starts[record.block] ?? 0;
      const column = stopAt(Math.max(start, lineFree[index] ?? 0), filling);
      columns[index * slotCount + slot] = column;
      lineFree[index] = column + textIn(record, slot).length + 1;
    }
    if (slot === Slot.rdata)
      return { records, found, columns, rdataColumns: starts, counts, chosen };
    for (let block = 0; block < blockCount; block++) {
      const width = widths[slot * blockCount + block] ?? 0;
      if (width > 0) free[block] = (starts[block] ?? 0) + width + 1;
    }
  }
}

/** By how much more records say the class before the TTL, of those that say both. */
export function countOrders(records: readonly RecordLine[]): number {
  let balance = 0;
  for (const record of records) {
    if (saysBoth(record)) balance += record.classToken < record.ttlToken ? 1 : -1;
  }
  return balance;
}

/** Has each record say TTL and class in its own order, or in that of most records of the file. */
export function chooseOrder(records: readonly RecordLine[], isClassFirst: boolean): void {
  for (const record of records)
    record.isClassFirst = saysBoth(record) ? record.classToken < record.ttlToken : isClassFirst;
}

/** True where TTL and class stand in the file and stay there, so that their order does. */
function saysBoth({ ttlToken, classToken, ttl, class: rrClass }: RecordLine): boolean {
  return ttlToken >= 0 && classToken >= 0 && ttl !== '' && rrClass !== '';
}

/** By record and slot: the column that it stands in now, -1 for none. */
function findColumns(syntax: Syntax, records: readonly RecordLine[], tabSize: number): Int32Array {
  const found = new Int32Array(records.length * slotCount).fill(-1);
  for (const [index, record] of records.entries()) {
    let position = lineStartOf(syntax, record.entry);
    let column = 0;
    for (let slot = 0; slot < slotCount; slot++) {
      const token = tokenIn(record, slot);
      if (token < 0 || !isFilled(record, slot)) continue;
      const start = syntax.tokenStarts.get(token);
      column = columnAfter(syntax.text, position, start, column, tabSize);
      position = start;
      found[index * slotCount + slot] = column;
    }
  }
  return found;
}

function isFilled(record: RecordLine, slot: number): boolean {
  return slot === Slot.rdata ? record.hasTail : textIn(record, slot) !== '';
}

/**
 * By block: the first column that is free behind its owners; one without owners does as the block
 * before it.
 */
function columnsBehindOwners(widths: Int32Array, owner: number): Int32Array {
  let last = owner;
  return Int32Array.from(widths.subarray(0, widths.length / widthSlots), (width) => {
    if (width > 0) last = width;
    return last + 1;
  });
}

function countColumns(
  records: readonly RecordLine[],
  foundColumns: Int32Array,
  free: Int32Array,
  lineFree: Int32Array,
  slot: number,
  filling: Filling,
  counts: ColumnCounts,
): void {
  for (const [index, record] of records.entries()) {
    if (!isFilled(record, slot)) continue;
    const needed = stopAt(Math.max(free[record.block] ?? 0, lineFree[index] ?? 0), filling);
    const found = stopAt(foundColumns[index * slotCount + slot] ?? -1, filling);
    counts.count(slot, found, needed);
  }
}
