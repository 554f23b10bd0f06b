import { Slot } from './lines';

/** Columns beyond this are not taken over from the file. */
const greatestColumn = 160;
/** Fewer records than these show no style. */
const leastRecords = 3;

/** The slots that a column is chosen for, from `Slot.first` on. */
const chosenSlots = Slot.rdata;
const columnCount = greatestColumn + 1;
/** Where the counts start in what is packed: behind the records and the cells by slot. */
const packedHead = 1 + chosenSlots;

/**
 * How many cells of each slot start in which column and can stay there, and in which they would
 * start if each block were as narrow as can be. Those of a file are the sum of its parts'.
 */
export class ColumnCounts {
  records = 0;
  readonly #cells = new Int32Array(chosenSlots);
  /** By slot: the columns that can stay, then the narrowest ones. */
  readonly #counts = new Int32Array(chosenSlots * 2 * columnCount);

  /** Counts a cell that is in column `found` now and needs `needed` at least. */
  count(slot: number, found: number, needed: number): void {
    const index = slot - Slot.first;
    this.#cells[index] = (this.#cells[index] ?? 0) + 1;
    const first = index * 2 * columnCount;
    if (needed <= greatestColumn) this.#add(first + columnCount + needed, 1);
    if (found >= needed && found <= greatestColumn) this.#add(first + found, 1);
  }

  /**
   * The column where most cells of a slot start and can stay, or else where most would start if
   * each block were as narrow as can be; 0 where there is none. Once the file is formatted, it is
   * the same again: a column that most cells have only gains by it. `more` counts as well.
   */
  choose(slot: number, more: ColumnCounts = noCounts): number {
    if (this.records + more.records < leastRecords) return 0;
    const index = slot - Slot.first;
    const cells = (this.#cells[index] ?? 0) + (more.#cells[index] ?? 0);
    const first = index * 2 * columnCount;
    for (let at = first; at < first + 2 * columnCount; at++) {
      const count = (this.#counts[at] ?? 0) + (more.#counts[at] ?? 0);
      if (count * 2 > cells) return (at - first) % columnCount;
    }
    return 0;
  }

  /** The counts that are not 0, in little room. */
  pack(): Int32Array {
    const packed = [this.records, ...this.#cells];
    for (let at = 0; at < this.#counts.length; at++) {
      const count = this.#counts[at] ?? 0;
      if (count > 0) packed.push(at, count);
    }
    return Int32Array.from(packed);
  }

  /** Adds what was packed. */
  add(packed: Int32Array): void {
    this.records += packed[0] ?? 0;
    for (let index = 0; index < chosenSlots; index++)
      this.#cells[index] = (this.#cells[index] ?? 0) + (packed[1 + index] ?? 0);
    for (let at = packedHead; at < packed.length; at += 2)
      this.#add(packed[at] ?? 0, packed[at + 1] ?? 0);
  }

  #add(at: number, count: number): void {
    this.#counts[at] = (this.#counts[at] ?? 0) + count;
  }
}

const noCounts = new ColumnCounts();
