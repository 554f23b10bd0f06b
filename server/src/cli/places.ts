import { isOwnSpan, type OtherPoint, type OtherSpan, type Span } from '../core/text/span';
import { type Excerpt, takeExcerpt } from './excerpt';
import { LineIndex, type Place, type Range } from './lineIndex';

/** A file that places lie in. */
interface PlacedFile {
  readonly name: string;
  readonly text: string;
}

/** Makes places out of the offsets of a zone's files. */
export class Places {
  readonly #files: readonly PlacedFile[];
  /** By file, made when first asked: most files have no findings. */
  readonly #lines: (LineIndex | undefined)[] = [];

  constructor(files: readonly PlacedFile[]) {
    this.#files = files;
  }

  /** The files of other zones are named by their paths. */
  of(span: Span | OtherSpan): { readonly path: string; readonly range: Range } {
    if (!isOwnSpan(span))
      return { path: span.file, range: { start: toPlace(span.start), end: toPlace(span.end) } };
    return { path: this.#fileOf(span).name, range: this.#linesOf(span).rangeOf(span) };
  }

  /** The same for those who look at the file from another zone. */
  ofOther(span: Span): OtherSpan {
    const { path, range } = this.of(span);
    return { file: path, start: toPoint(range.start), end: toPoint(range.end) };
  }

  excerptOf(span: Span, { start }: Range): Excerpt {
    const lineStart = span.start - start.column + 1;
    return takeExcerpt(this.#fileOf(span).text, lineStart, span.start, span.end);
  }

  #linesOf(span: Span): LineIndex {
    const lines = this.#lines[span.file] ?? new LineIndex(this.#fileOf(span).text);
    this.#lines[span.file] = lines;
    return lines;
  }

  #fileOf({ file }: Span): PlacedFile {
    const found = this.#files[file];
    if (found === undefined) throw new RangeError(`No file ${file}.`);
    return found;
  }
}

function toPlace({ line, character, offset }: OtherPoint): Place {
  return { line: line + 1, column: character + 1, offset };
}

function toPoint({ line, column, offset }: Place): OtherPoint {
  return { line: line - 1, character: column - 1, offset };
}
