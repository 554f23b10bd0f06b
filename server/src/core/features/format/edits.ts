import type { Syntax } from '../../syntax/syntax';
import type { TextEdit } from '../../text/span';
import { isBlank } from './blanks';

/** A stretch of the file in UTF-16 offsets; `end` is exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The characters before a part and behind it, empty for none. */
export interface Neighbours {
  readonly before: string;
  readonly after: string;
}

/** Collects the places where the text of a part is to be another one. */
export class EditList {
  readonly #part: Pick<Syntax, 'file' | 'text' | 'base'>;
  readonly #neighbours: Neighbours;
  readonly #edits: TextEdit[] = [];

  constructor({ file, text, base }: Syntax, neighbours: Neighbours) {
    this.#part = { file, text, base };
    this.#neighbours = neighbours;
  }

  /**
   * Has a stretch, in offsets of the part, read as given; nothing is noted where it does. It may
   * end behind the part where it ends with the file.
   */
  set(start: number, end: number, text: string): void {
    const { file, text: source, base } = this.#part;
    if (text.length === end - start && source.startsWith(text, start)) return;
    if (text === '' && this.#joinsLineEnds(start, end)) return;
    this.#edits.push({ span: { file, start: base + start, end: base + end }, text });
  }

  /** Takes away the blanks and tabs that a stretch ends with. */
  trimEnd(start: number, end: number): void {
    const { text } = this.#part;
    let last = end;
    while (last > start && isBlank(text.charCodeAt(last - 1))) last--;
    if (last < end) this.set(last, end, '');
  }

  /** True where what surrounds a stretch would be one line end instead of two. */
  #joinsLineEnds(start: number, end: number): boolean {
    const { text } = this.#part;
    const { before, after } = this.#neighbours;
    if ((start === 0 ? before : text[start - 1]) !== '\r') return false;
    return (end === text.length ? after : text[end]) === '\n';
  }

  /** The edits in order of their place, in offsets of the file. */
  finish(): readonly TextEdit[] {
    return this.#edits.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  }
}
