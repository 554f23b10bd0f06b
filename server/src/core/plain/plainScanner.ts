import type { ByteList } from '../text/byteList';
import type { IntList } from '../text/intList';
import { findOdd, PlainEngine } from './engine';

/** The columns that a scanner fills. */
export interface TokenColumns {
  readonly tokenKinds: ByteList;
  readonly tokenStarts: IntList;
  readonly tokenEnds: IntList;
  readonly entryStarts: IntList;
  readonly entryTokens: IntList;
}

/** Scans the usual kind of entries of a long text. */
export class PlainScanner {
  readonly #engine: PlainEngine;
  readonly #text: string;
  /** The stretch of the text that is in the window. */
  #from = 0;
  #to = 0;
  /** False where that stretch can't be scanned so. */
  #isPlain = false;

  private constructor(engine: PlainEngine, text: string) {
    this.#engine = engine;
    this.#text = text;
  }

  /** Undefined where the host does not let it be used. */
  static create(text: string): PlainScanner | undefined {
    const engine = PlainEngine.create();
    return engine && new PlainScanner(engine, text);
  }

  /**
   * Scans entries from a position on, of which the columns have the start; gives where the first one
   * starts that is left to others, or the end of the text.
   */
  scan(position: number, columns: TokenColumns): number {
    let at = position;
    while (at < this.#text.length) {
      if (at < this.#from || at >= this.#to) this.#load(at);
      if (!this.#isPlain) return at;
      const next = this.#scanWindow(at, columns);
      if (next < this.#to) {
        const isCut = this.#engine.exports.ranOut.value !== 0 && next > this.#from;
        if (!isCut) return next;
        this.#load(next);
      }
      at = next;
    }
    return at;
  }

  /** Nothing more is scanned. */
  end(): void {
    this.#engine.release();
  }

  /** Takes whole lines into the window, or one line that can't be scanned so. */
  #load(from: number): void {
    const { exports } = this.#engine;
    const end = Math.min(this.#text.length, from + this.#engine.reach);
    const slice = this.#text.slice(from, end);
    const isLast = end === this.#text.length;
    let length = isLast ? slice.length : slice.lastIndexOf('\n') + 1;
    this.#isPlain = length > 0 && this.#engine.load(this.#text, from, from + length);
    if (!this.#isPlain) {
      const odd = Math.max(0, findOdd(slice));
      length = odd === 0 ? 0 : slice.lastIndexOf('\n', odd) + 1;
      this.#isPlain = length > 0 && this.#engine.load(this.#text, from, from + length);
      if (!this.#isPlain) length = slice.indexOf('\n', odd) + 1 || slice.length;
    }
    this.#from = from;
    this.#to = from + length;
    exports.setWindow(from, 0, 0);
  }

  #scanWindow(at: number, columns: TokenColumns): number {
    const { bytes, exports } = this.#engine;
    const isFileEnd = this.#to === this.#text.length ? 1 : 0;
    const next = exports.scan(at, this.#to, isFileEnd, columns.tokenKinds.length);
    const tokens = exports.tokenCount.value;
    const entries = exports.entryCount.value - 1;
    const kinds = exports.tokenKinds.value;
    columns.tokenKinds.append(bytes.subarray(kinds, kinds + tokens));
    columns.tokenStarts.append(this.#engine.column(exports.tokenStarts.value, tokens));
    columns.tokenEnds.append(this.#engine.column(exports.tokenEnds.value, tokens));
    // The start of the first entry is there.
    columns.entryStarts.append(this.#engine.column(exports.entryStarts.value + 4, entries));
    columns.entryTokens.append(this.#engine.column(exports.entryTokens.value + 4, entries));
    return next;
  }
}
