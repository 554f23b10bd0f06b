import type { Syntax } from '../../syntax/syntax';
import { behindMark, columnAfter, type Filling, fill, isLineEnd, stopAt } from './blanks';
import type { EditList } from './edits';
import { WidthCounts } from './widths';

/** Lines up to this width have their comments in one column. */
const ordinaryWidth = 64;
/** A line wider than this has its comment right behind it. */
const greatestWidth = 160;

/** A comment behind something on its line. */
interface EndComment {
  readonly edits: EditList;
  /** What is written before the gap, and where what it replaces starts and ends. */
  readonly prefix: string;
  readonly start: number;
  readonly gapEnd: number;
  /** True where the gap has a tab and is filled with tabs. */
  readonly hasTab: boolean;
  /** Where the line's content ends once it is formatted. */
  readonly end: number;
  /** Where it ends now, and where the comment stands now. */
  readonly foundEnd: number;
  readonly found: number;
}

/**
 * Puts the comments of neighbouring lines into one column, as far from the content as it was where
 * they were in one already. A comment on a line of its own goes with the one above it where it
 * stood in the same column.
 */
export class CommentColumns {
  readonly #filling: Filling;
  #syntax: Syntax;
  #edits: EditList;
  readonly #ends = new WidthCounts(ordinaryWidth, greatestWidth);
  #run: EndComment[] = [];
  /** Of the comment on the line above: its column before and after. */
  #above: { readonly found: number; readonly column: number } | undefined;

  constructor(syntax: Syntax, filling: Filling, edits: EditList) {
    this.#syntax = syntax;
    this.#filling = filling;
    this.#edits = edits;
  }

  /** Goes on in the part behind. */
  enter(syntax: Syntax, edits: EditList): void {
    this.#syntax = syntax;
    this.#edits = edits;
  }

  /** A comment behind what ends, formatted, in column `end`; `prefix` goes before its gap. */
  addAtEnd(token: number, start: number, prefix: string, end: number): void {
    const { text, tokenStarts, tokenEnds } = this.#syntax;
    const gapStart = tokenEnds.get(token - 1);
    const gapEnd = tokenStarts.get(token);
    const found = this.#columnOf(gapEnd);
    const foundEnd = this.#columnOf(gapStart);
    const hasTab = this.#filling.tabs && text.slice(gapStart, gapEnd).includes('\t');
    this.#run.push({ edits: this.#edits, prefix, start, gapEnd, hasTab, end, foundEnd, found });
    this.#trim(token);
  }

  /**
   * A comment on a line of its own, which starts at `start`; without a column it stays where it
   * is, unless it goes with the one above.
   */
  addOwnLine(token: number, start: number, column?: number): void {
    this.endRun();
    const end = this.#syntax.tokenStarts.get(token);
    const found = this.#columnOf(end);
    const above = this.#above?.found === found ? this.#above.column : undefined;
    const target = above ?? (found === 0 ? 0 : (column ?? found));
    const keeps = target === found && (above !== undefined || column === undefined);
    if (!keeps) this.#edits.set(start, end, fill(0, target, this.#filling));
    this.#above = { found, column: target };
    this.#trim(token);
  }

  /** The next comment starts another run, but may still go with the one above. */
  endRun(): void {
    if (this.#run.length === 0) return;
    const column = this.#place(this.#run);
    const last = this.#run.at(-1);
    if (last !== undefined) this.#above = { found: last.found, column };
    this.#run = [];
  }

  /** The line above the next one has no comment. */
  reset(): void {
    this.endRun();
    this.#above = undefined;
  }

  /** Places a run and gives the column of its last comment. */
  #place(run: readonly EndComment[]): number {
    this.#ends.clear();
    for (const { end } of run) this.#ends.add(end);
    const common = this.#ends.common();
    const inColumn = run.filter(({ end }) => end <= common);
    const tabs = inColumn.some(({ hasTab }) => hasTab);
    const filling = { ...this.#filling, tabs };
    const shared = stopAt(common + 1, filling) + distance(inColumn, filling);
    let column = 0;
    for (const { edits, start, gapEnd, prefix, end } of run) {
      column = end <= common ? shared : stopAt(end + 1, filling);
      edits.set(start, gapEnd, prefix + fill(end, column, filling));
    }
    return column;
  }

  #trim(token: number): void {
    this.#edits.trimEnd(this.#syntax.tokenStarts.get(token), this.#syntax.tokenEnds.get(token));
  }

  /** The column that an offset is in now. */
  #columnOf(offset: number): number {
    const { text } = this.#syntax;
    let start = offset;
    while (start > 0 && !isLineEnd(text.charCodeAt(start - 1))) start--;
    const lineStart = behindMark(this.#syntax, start);
    return columnAfter(text, lineStart, offset, 0, this.#filling.tabSize);
  }
}

/** How much farther away than needed the comments stand, where they stand in one column. */
function distance(run: readonly EndComment[], filling: Filling): number {
  const first = run[0];
  if (first === undefined || run.some(({ found }) => found !== first.found)) return 0;
  let needed = 0;
  for (const { foundEnd } of run) needed = Math.max(needed, stopAt(foundEnd + 1, filling));
  const extra = first.found - needed;
  return extra > 0 && stopAt(extra, filling) === extra ? extra : 0;
}
