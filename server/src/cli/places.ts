import type { Span } from '../core/text/span';
import { type Excerpt, takeExcerpt } from './excerpt';
import { LineIndex, type Range } from './lineIndex';

/** Makes places out of the offsets of a zone's files. */
export class Places {
  readonly #files: readonly { readonly name: string; readonly text: string }[];
  /** By file, made when first asked: most files have no findings. */
  readonly #lines: (LineIndex | undefined)[] = [];

  constructor(files: readonly { readonly name: string; readonly text: string }[]) {
    this.#files = files;
  }

  of(span: Span): { readonly path: string; readonly range: Range } {
    return { path: this.#fileOf(span).name, range: this.#linesOf(span).rangeOf(span) };
  }

  excerptOf(span: Span, { start }: Range): Excerpt {
    return takeExcerpt(
      this.#fileOf(span).text,
      span.start - start.column + 1,
      span.start,
      span.end,
    );
  }

  #linesOf(span: Span): LineIndex {
    const lines = this.#lines[span.file] ?? new LineIndex(this.#fileOf(span).text);
    this.#lines[span.file] = lines;
    return lines;
  }

  #fileOf({ file }: Span): { readonly name: string; readonly text: string } {
    const found = this.#files[file];
    if (found === undefined) throw new RangeError(`No file ${file}.`);
    return found;
  }
}
