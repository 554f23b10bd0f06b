import type { Syntax } from '../../syntax/syntax';
import type { TextEdit } from '../../text/span';
import { isBlank } from './blanks';

/** Collects the places where the text is to be another one. */
export class EditList {
  readonly #syntax: Syntax;
  readonly #edits: TextEdit[] = [];

  constructor(syntax: Syntax) {
    this.#syntax = syntax;
  }

  /** Has a stretch read as given; nothing is noted where it does. */
  set(start: number, end: number, text: string): void {
    const { file, text: source } = this.#syntax;
    if (text.length === end - start && source.startsWith(text, start)) return;
    // Two line ends would become one.
    const { [start - 1]: before, [end]: after } = source;
    if (text === '' && before === '\r' && after === '\n') return;
    this.#edits.push({ span: { file, start, end }, text });
  }

  /** Takes away the blanks and tabs that a stretch ends with. */
  trimEnd(start: number, end: number): void {
    const { text } = this.#syntax;
    let last = end;
    while (last > start && isBlank(text.charCodeAt(last - 1))) last--;
    if (last < end) this.set(last, end, '');
  }

  /** The edits in order of their place. */
  finish(): readonly TextEdit[] {
    return this.#edits.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  }
}
