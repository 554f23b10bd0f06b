import type { Span } from '../core/text/span';
import { type Excerpt, takeExcerpt } from './excerpt';
import { LineIndex, type Range } from './lineIndex';

/** A file that places lie in. */
export interface PlacedFile {
  readonly name: string;
  readonly text: string;
  /** What follows the text, where both are kept apart: they would be too much in one. */
  readonly rest?: string;
}

/** Makes places out of the offsets of a zone's files. */
export class Places {
  readonly #files: readonly PlacedFile[];
  /** By file, made when first asked: most files have no findings. */
  readonly #lines: (LineIndex | undefined)[] = [];

  constructor(files: readonly PlacedFile[]) {
    this.#files = files;
  }

  of(span: Span): { readonly path: string; readonly range: Range } {
    return { path: this.#fileOf(span).name, range: this.#linesOf(span).rangeOf(span) };
  }

  excerptOf(span: Span, { start }: Range): Excerpt {
    const { text, rest } = this.#fileOf(span);
    const lineStart = span.start - start.column + 1;
    if (rest === undefined || span.start < text.length)
      return takeExcerpt(text, lineStart, span.start, span.end);
    const base = text.length;
    return takeExcerpt(rest, lineStart - base, span.start - base, span.end - base);
  }

  #linesOf(span: Span): LineIndex {
    const { text, rest = '' } = this.#fileOf(span);
    const lines = this.#lines[span.file] ?? new LineIndex(text, rest);
    this.#lines[span.file] = lines;
    return lines;
  }

  #fileOf({ file }: Span): PlacedFile {
    const found = this.#files[file];
    if (found === undefined) throw new RangeError(`No file ${file}.`);
    return found;
  }
}
