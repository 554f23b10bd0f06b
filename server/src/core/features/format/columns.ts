import type { Syntax } from '../../syntax/syntax';
import { columnAfter, type Filling, lineStartOf, stopAt } from './blanks';
import { type RecordLine, Slot, slotCount, textIn, tokenIn } from './lines';

/** Cells up to this width always get a column that holds them. */
const ordinaryWidth = 24;
/** No cell makes its column wider than this; a line with a wider one overflows alone. */
const greatestWidth = 120;
/** Columns beyond this are not taken over from the file. */
const greatestColumn = 160;
/** Fewer records than these show no style. */
const leastRecords = 3;

/**
 * Where the cells of all records stand and go. Columns of all slots of all records are in one list:
 * there may be a million records.
 */
export interface Placement {
  readonly records: readonly RecordLine[];
  /** By record and slot: the column that it stands in now, -1 for none. */
  readonly found: Int32Array;
  /** By record and slot: the column where it is to start; only sound where the slot is filled. */
  readonly columns: Int32Array;
  /** By block: the column of RDATA. */
  readonly rdataColumns: Int32Array;
}

/** Gives every cell its column. */
export function placeRecords(
  syntax: Syntax,
  records: readonly RecordLine[],
  blockCount: number,
  filling: Filling,
): Placement {
  chooseOrder(records);
  const found = findColumns(syntax, records, filling.tabSize);
  const columns = new Int32Array(records.length * slotCount);
  const rdataColumns = placeColumns(records, found, columns, blockCount, filling);
  return { records, found, columns, rdataColumns };
}

/**
 * The widest width there is, without those that stand out: wider than the given ordinary width and
 * wider than three quarters of all.
 */
export function commonWidth(widths: readonly number[], ordinary: number, greatest: number): number {
  let widest = 0;
  for (const width of widths) widest = Math.max(widest, width);
  if (widest <= ordinary) return widest;
  const sorted = Float64Array.from(widths).sort();
  const quartile = sorted[Math.floor((sorted.length - 1) * 0.75)] ?? 0;
  const limit = Math.min(Math.max(ordinary, quartile), greatest);
  let common = 0;
  for (const width of widths) if (width <= limit) common = Math.max(common, width);
  return common;
}

/** Undefined where all gaps of the file are single blanks, so that it shows no style. */
export function findFilling(
  syntax: Syntax,
  records: readonly RecordLine[],
): 'tabs' | 'spaces' | undefined {
  const { text, tokenStarts, tokenEnds } = syntax;
  let withTab = 0;
  let wide = 0;
  let single = 0;
  for (const { entry, ownerToken, typeToken, hasTail } of records) {
    const last = hasTail ? typeToken + 1 : typeToken;
    let position = lineStartOf(syntax, entry);
    for (let token = syntax.entryTokens.get(entry); token <= last; token++) {
      const gap = text.slice(position, tokenStarts.get(token));
      position = tokenEnds.get(token);
      if (token === ownerToken) continue;
      if (gap.includes('\t')) withTab++;
      else if (gap.length > 1) wide++;
      else single++;
    }
  }
  if (withTab === 0 && wide === 0) return undefined;
  return withTab > wide + single ? 'tabs' : 'spaces';
}

/** Has each record say TTL and class in its own order, or in that of most records of the file. */
function chooseOrder(records: readonly RecordLine[]): void {
  let balance = 0;
  for (const record of records) {
    if (saysBoth(record)) balance += record.classToken < record.ttlToken ? 1 : -1;
  }
  for (const record of records)
    record.isClassFirst = saysBoth(record) ? record.classToken < record.ttlToken : balance > 0;
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

/** Places slot after slot, and gives the column of RDATA by block. */
function placeColumns(
  records: readonly RecordLine[],
  found: Int32Array,
  columns: Int32Array,
  blockCount: number,
  filling: Filling,
): Int32Array {
  const free = columnsBehindOwners(records, blockCount);
  // The first column that is free on each record's own line.
  const lineFree = Int32Array.from(records, ({ owner }) => owner.length + 1);
  for (let slot: number = Slot.first; slot <= Slot.rdata; slot++) {
    const least = commonColumn(records, found, free, lineFree, slot, filling);
    const widths = commonWidths(records, blockCount, slot);
    const starts = free.map((column) => stopAt(Math.max(least, column), filling));
    for (const [index, record] of records.entries()) {
      if (!isFilled(record, slot)) continue;
      const start = starts[record.block] ?? 0;
      const column = stopAt(Math.max(start, lineFree[index] ?? 0), filling);
      columns[index * slotCount + slot] = column;
      lineFree[index] = column + textIn(record, slot).length + 1;
    }
    if (slot === Slot.rdata) return starts;
    widths.forEach((width, block) => {
      if (width > 0) free[block] = (starts[block] ?? 0) + width + 1;
    });
  }
  return free;
}

/**
 * By block: the first column that is free behind its owners; one without owners does as the block
 * before it, the first ones as the first that has some.
 */
function columnsBehindOwners(records: readonly RecordLine[], blockCount: number): Int32Array {
  const widths = commonWidths(records, blockCount, Slot.owner);
  let last = widths.find((width) => width > 0) ?? 0;
  return widths.map((width) => {
    if (width > 0) last = width;
    return last + 1;
  });
}

/** By block: the common width of the cells in a slot; 0 where it has none. */
function commonWidths(
  records: readonly RecordLine[],
  blockCount: number,
  slot: number,
): Int32Array {
  const common = new Int32Array(blockCount);
  const widths: number[] = [];
  for (const [index, record] of records.entries()) {
    const { block } = record;
    const width = textIn(record, slot).length;
    if (width > 0) widths.push(width);
    if (records[index + 1]?.block === block) continue;
    // A block whose cells are all too wide has a column of no width.
    if (widths.length > 0)
      common[block] = Math.max(1, commonWidth(widths, ordinaryWidth, greatestWidth));
    widths.length = 0;
  }
  return common;
}

/**
 * The column where most of the file's cells of a slot start and can stay, or else where most would
 * start if each block were as narrow as can be; 0 where there is none. Once the file is formatted,
 * it is the same again: a column that most cells have only gains by it.
 */
function commonColumn(
  records: readonly RecordLine[],
  foundColumns: Int32Array,
  free: Int32Array,
  lineFree: Int32Array,
  slot: number,
  filling: Filling,
): number {
  const kept = new Map<number, number>();
  const narrow = new Map<number, number>();
  let total = 0;
  for (const [index, record] of records.entries()) {
    if (!isFilled(record, slot)) continue;
    total++;
    const needed = stopAt(Math.max(free[record.block] ?? 0, lineFree[index] ?? 0), filling);
    narrow.set(needed, (narrow.get(needed) ?? 0) + 1);
    const found = stopAt(foundColumns[index * slotCount + slot] ?? -1, filling);
    if (found >= needed) kept.set(found, (kept.get(found) ?? 0) + 1);
  }
  if (records.length < leastRecords) return 0;
  for (const counts of [kept, narrow]) {
    for (const [column, count] of counts) {
      if (count * 2 > total && column <= greatestColumn) return column;
    }
  }
  return 0;
}
