import { type Syntax, TokenKind } from '../../syntax/syntax';
import { columnAfter, contentEndOf, type Filling, fill, isBlank, lineStartOf } from './blanks';
import type { Placement } from './columns';
import type { CommentColumns } from './comments';
import type { EditList } from './edits';
import { type RecordLine, Slot, slotCount, textIn, tokenIn } from './lines';
import type { TailItem } from './tail';

/** Writes records: each of their gaps as it is to be. */
export class RecordWriter {
  readonly #syntax: Syntax;
  readonly #filling: Filling;
  readonly #edits: EditList;
  readonly #comments: CommentColumns;
  readonly #lineEnd: string;
  /** Where what is not written yet starts in the file. */
  #position = 0;
  /** What is written since, and the column where it ends. */
  #pending = '';
  #column = 0;
  /** How far to the left RDATA of the record moves. */
  #shift = 0;

  constructor(
    syntax: Syntax,
    filling: Filling,
    edits: EditList,
    comments: CommentColumns,
    lineEnd: string,
  ) {
    this.#syntax = syntax;
    this.#filling = filling;
    this.#edits = edits;
    this.#comments = comments;
    this.#lineEnd = lineEnd;
  }

  /** Writes the record with a number; its first so many fields behind the first stay in columns. */
  write(
    { records, columns, found, rdataColumns }: Placement,
    index: number,
    tail: readonly TailItem[],
    alignedFields: number,
  ): void {
    const record = records[index];
    if (record === undefined) return;
    this.#position = lineStartOf(this.#syntax, record.entry);
    this.#pending = '';
    this.#column = 0;
    this.#writeHeader(record, columns, index * slotCount);
    const rdata = columns[index * slotCount + Slot.rdata] ?? 0;
    this.#shift = (found[index * slotCount + Slot.rdata] ?? 0) - rdata;
    this.#writeTail(tail, rdata, rdataColumns[record.block] ?? 0, alignedFields);
    this.#finish(record.entry);
  }

  #writeTail(
    tail: readonly TailItem[],
    firstColumn: number,
    rdataColumn: number,
    alignedFields: number,
  ): void {
    const isMultiLine = tail.some(({ breaks }) => breaks);
    if (isMultiLine) this.#comments.endRun();
    let hasComment = false;
    let isFirstLine = true;
    for (const [index, item] of tail.entries()) {
      if (item.breaks) {
        if (!hasComment) this.#comments.reset();
        if (isFirstLine) this.#comments.endRun();
        isFirstLine = false;
        this.#breakLine(item);
      }
      hasComment = item.kind === TokenKind.comment;
      if (hasComment) this.#writeComment(item, rdataColumn);
      else {
        if (item.breaks) this.#fillTo(rdataColumn);
        else if (index === 0) this.#fillTo(firstColumn);
        else if (index <= alignedFields) this.#keepGap(item);
        else if (!this.#isAdjacent(item)) this.#append(' ');
        this.#writeItem(item);
      }
    }
    if (!hasComment) this.#comments.reset();
    else if (isMultiLine) this.#comments.endRun();
  }

  #writeHeader(record: RecordLine, columns: Int32Array, first: number): void {
    for (let slot = 0; slot < Slot.rdata; slot++) {
      const text = textIn(record, slot);
      if (text === '') continue;
      this.#fillTo(columns[first + slot] ?? 0);
      const token = tokenIn(record, slot);
      if (token < 0) {
        this.#append(text);
        continue;
      }
      this.#reach(this.#syntax.tokenStarts.get(token));
      this.#edits.set(this.#position, this.#syntax.tokenEnds.get(token), text);
      this.#position = this.#syntax.tokenEnds.get(token);
      this.#column += text.length;
    }
  }

  #writeItem({ token, kind }: TailItem): void {
    if (token < 0) {
      this.#append(kind === TokenKind.open ? '(' : ')');
      return;
    }
    const start = this.#syntax.tokenStarts.get(token);
    this.#reach(start);
    this.#position = this.#syntax.tokenEnds.get(token);
    this.#column += this.#position - start;
  }

  /** Keeps the distance to the field before: the gap itself, but where its tabs would be others. */
  #keepGap({ token }: TailItem): void {
    const { tabSize } = this.#filling;
    const { text, tokenStarts } = this.#syntax;
    const gap = text.slice(this.#position, tokenStarts.get(token));
    const shift = this.#shift;
    const width =
      columnAfter(gap, 0, gap.length, this.#column + shift, tabSize) - this.#column - shift;
    this.#pending += shift % tabSize === 0 ? gap : ' '.repeat(width);
    this.#column += width;
  }

  #writeComment({ token, breaks }: TailItem, rdataColumn: number): void {
    const start = this.#syntax.tokenStarts.get(token);
    if (breaks) {
      const indentation = start - this.#indentationBefore(start);
      this.#reach(indentation);
      this.#comments.addOwnLine(token, indentation, rdataColumn);
    } else this.#comments.addAtEnd(token, this.#position, this.#pending, this.#column);
    this.#position = this.#syntax.tokenEnds.get(token);
    this.#pending = '';
  }

  /** Keeps empty lines; writes a line end where there is none. */
  #breakLine({ token }: TailItem): void {
    const { text, tokenStarts } = this.#syntax;
    const gap = token < 0 ? '' : text.slice(this.#position, tokenStarts.get(token));
    const lineEnds = gap.replace(/[^\r\n]+/g, '');
    this.#pending += lineEnds === '' ? this.#lineEnd : lineEnds;
    this.#column = 0;
    if (lineEnds.length > 1 && lineEnds !== '\r\n') this.#comments.reset();
  }

  #finish(entry: number): void {
    const end = contentEndOf(this.#syntax, entry);
    if (this.#position <= end) this.#reach(end);
  }

  /** True where an item follows the one before without a blank. */
  #isAdjacent({ token }: TailItem): boolean {
    return (
      token >= 0 && this.#pending === '' && this.#syntax.tokenStarts.get(token) === this.#position
    );
  }

  #indentationBefore(start: number): number {
    let before = start;
    while (before > this.#position && isBlank(this.#syntax.text.charCodeAt(before - 1))) before--;
    return start - before;
  }

  #fillTo(column: number): void {
    this.#append(fill(this.#column, column, this.#filling));
    this.#column = column;
  }

  #append(text: string): void {
    this.#pending += text;
    this.#column += text.length;
  }

  /** Writes what is pending in the place of all up to an offset. */
  #reach(offset: number): void {
    this.#edits.set(this.#position, offset, this.#pending);
    this.#position = offset;
    this.#pending = '';
  }
}
