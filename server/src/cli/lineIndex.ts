import { IntList } from '../core/text/intList';
import type { Span } from '../core/text/span';

/** A place as the command prints it: line and column from 1, offset from 0, in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

export interface Range {
  readonly start: Place;
  /** Exclusive. */
  readonly end: Place;
}

/** Where the lines of a text start; a line ends with LF, CR LF or CR, as in the editor. */
export class LineIndex {
  readonly #starts: IntList;

  constructor(text: string) {
    const starts = new IntList(Math.max(64, text.length >> 5));
    starts.push(0);
    const carriageReturns = text.includes('\r');
    for (let i = text.indexOf('\n'); i >= 0 && !carriageReturns; i = text.indexOf('\n', i + 1))
      starts.push(i + 1);
    for (let i = 0; i < text.length && carriageReturns; i++) {
      const code = text.charCodeAt(i);
      if (code === 0x0a || (code === 0x0d && text.charCodeAt(i + 1) !== 0x0a)) starts.push(i + 1);
    }
    this.#starts = starts;
  }

  rangeOf({ start, end }: Span): Range {
    return { start: this.placeOf(start), end: this.placeOf(end) };
  }

  placeOf(offset: number): Place {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts.get(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.#starts.get(low) + 1, offset };
  }
}
