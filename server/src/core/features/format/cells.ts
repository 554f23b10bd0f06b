import { type RecordLine, Slot, textIn } from './lines';
import { WidthCounts } from './widths';

/** Cells up to this width always get a column that holds them. */
const ordinaryWidth = 24;
/** No cell makes its column wider than this; a line with a wider one overflows alone. */
const greatestWidth = 120;

/** The slots whose cells have widths that count. */
export const widthSlots = Slot.rdata;

/** How wide the cells of a part are. */
export interface Widths {
  /** By slot and block: the common width of the cells; 0 where it has none. */
  readonly common: Int32Array;
  /** The counts of the first block and of the last one, packed: they may go on outside. */
  readonly first: Int32Array;
  readonly last: Int32Array;
}

/** What a part's columns take from outside. */
export interface Border {
  /** Common widths of the first and of the last block, packed, with what they have outside. */
  readonly first: number;
  readonly last: number;
  /** The width of the owners before: blocks without owners do as those. */
  readonly owner: number;
}

function newCounts(): WidthCounts {
  return new WidthCounts(ordinaryWidth, greatestWidth);
}

/** Measures the cells of all blocks. */
export function measureCells(records: readonly RecordLine[], blockCount: number): Widths {
  const common = new Int32Array(blockCount * widthSlots);
  const counts = Array.from({ length: widthSlots }, newCounts);
  let first = noWidths;
  let last = noWidths;
  for (const [index, record] of records.entries()) {
    const { block } = record;
    for (const [slot, each] of counts.entries()) {
      const width = textIn(record, slot).length;
      if (width > 0) each.add(width);
    }
    if (records[index + 1]?.block === block) continue;
    if (block === 0) first = packCounts(counts);
    if (block === blockCount - 1) last = block === 0 ? first : packCounts(counts);
    for (const [slot, each] of counts.entries()) {
      common[slot * blockCount + block] = columnWidth(each);
      each.clear();
    }
  }
  return { common, first, last };
}

/** A block whose cells are all too wide has a column of no width. */
function columnWidth(counts: WidthCounts): number {
  return counts.total === 0 ? 0 : Math.max(1, counts.common());
}

const noWidths: Int32Array = new Int32Array(0);
const bitsPerWidth = 7;
const widthMask = (1 << bitsPerWidth) - 1;
const joined = Array.from({ length: widthSlots }, newCounts);

/** Slot and width, and how often, one after the other. */
function packCounts(counts: readonly WidthCounts[]): Int32Array {
  const packed: number[] = [];
  for (const [slot, each] of counts.entries())
    each.forEach((width, times) => {
      packed.push((slot << bitsPerWidth) | width, times);
    });
  return Int32Array.from(packed);
}

/** The common widths of a block that several parts have of, packed into one number. */
export function joinWidths(pieces: readonly Int32Array[]): number {
  for (const each of joined) each.clear();
  for (const packed of pieces) {
    for (let at = 0; at < packed.length; at += 2) {
      const each = packed[at] ?? 0;
      joined[each >> bitsPerWidth]?.add(each & widthMask, packed[at + 1] ?? 0);
    }
  }
  let packed = 0;
  for (const [slot, each] of joined.entries()) packed |= columnWidth(each) << (slot * bitsPerWidth);
  return packed;
}

/** The common widths of one block, packed into one number. */
export function widthsOfBlock({ common }: Widths, block: number): number {
  const blockCount = common.length / widthSlots;
  let packed = 0;
  for (let slot = 0; slot < widthSlots; slot++)
    packed |= (common[slot * blockCount + block] ?? 0) << (slot * bitsPerWidth);
  return packed;
}

/** The width of a slot among packed ones. */
export function widthIn(packed: number, slot: number): number {
  return (packed >> (slot * bitsPerWidth)) & widthMask;
}

/** The common widths with those of the first and the last block as they are with what is outside. */
export function withBorder({ common }: Widths, { first, last }: Border): Int32Array {
  const blockCount = common.length / widthSlots;
  const widths = common.slice();
  for (let slot = 0; slot < widthSlots && blockCount > 0; slot++) {
    widths[slot * blockCount] = widthIn(first, slot);
    widths[slot * blockCount + blockCount - 1] = widthIn(last, slot);
  }
  return widths;
}
