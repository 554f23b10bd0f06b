import type { ByteList } from '../text/byteList';
import type { IntList } from '../text/intList';
import type { FileIndex } from '../text/span';
import { CharacterClass, characterClass } from './characters';
import { Rescanner, scan } from './scanner';
import { type ErrorList, type Syntax, TokenKind } from './syntax';

/** The columns of tokens and entries. */
type Columns = Pick<
  Syntax,
  'tokenKinds' | 'tokenStarts' | 'tokenEnds' | 'entryStarts' | 'entryTokens'
>;

/** How many blocks keep their columns: those that are looked at again soon. */
const mostKept = 256;

/**
 * A stretch of whole entries of a file. Only its place changes: edits put other blocks in its stead.
 *
 * The columns take more room than the text, and scanning a block takes less time than anyone
 * notices: they are made when they are asked for, and kept for the blocks that were asked last.
 */
export class Block implements Syntax {
  static readonly #kept: (Block | undefined)[] = new Array(mostKept).fill(undefined);
  static #next = 0;
  static readonly #rescanner = new Rescanner();

  readonly file: FileIndex;
  readonly text: string;
  readonly entryCount: number;
  readonly errors: ErrorList;
  readonly generatedBy = undefined;
  /** True where only what the next block starts with ends the last entry. */
  readonly endsOpen: boolean;
  /** Closing parentheses without an opening one in the block. */
  readonly closers: number;
  /** Opening parentheses without a closing one in the block. */
  readonly openers: number;
  /** How many line ends the block has. */
  readonly lineEnds: number;
  base = 0;
  /** The line that the block starts with, counted from 0. */
  line = 0;
  /** The block's place among those of its file. */
  order = 0;
  #lineStarts: Int32Array | undefined;
  #columns: Columns | undefined;

  constructor(syntax: Syntax, endsOpen: boolean, keepsColumns = true) {
    this.file = syntax.file;
    this.text = syntax.text;
    this.entryCount = syntax.entryCount;
    this.errors = syntax.errors;
    this.endsOpen = endsOpen;
    this.lineEnds = countLineEnds(syntax);
    const { closers, openers } = countUnmatched(syntax);
    this.closers = closers;
    this.openers = openers;
    if (!keepsColumns) return;
    this.#columns = syntax;
    // What an error is about may be decided by the text around the block: it stays as it was read.
    if (syntax.errors.count === 0) this.#keep();
  }

  get tokenKinds(): ByteList {
    return this.#getColumns().tokenKinds;
  }

  get tokenStarts(): IntList {
    return this.#getColumns().tokenStarts;
  }

  get tokenEnds(): IntList {
    return this.#getColumns().tokenEnds;
  }

  get entryStarts(): IntList {
    return this.#getColumns().entryStarts;
  }

  get entryTokens(): IntList {
    return this.#getColumns().entryTokens;
  }

  /** Where each line starts in the text; one more than there are line ends. */
  get lineStarts(): Int32Array {
    this.#lineStarts ??= findLineStarts(this.text, this.lineEnds);
    return this.#lineStarts;
  }

  /** The line, counted from the block's first, that an offset in the text lies in. */
  lineOf(offset: number): number {
    const starts = this.lineStarts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /**
   * The block to read through once, where its columns are not there: what is given is of use until
   * this is asked again.
   */
  passing(): Syntax {
    // What a directive of its own adds, refers to it later.
    if (this.#columns !== undefined || this.entryCount < 2) return this;
    const { file, base, text } = this;
    return { ...Block.#rescanner.scan(text, file, base === 0), base };
  }

  #getColumns(): Columns {
    if (this.#columns !== undefined) return this.#columns;
    this.#columns = scan(this.text, this.file, this.base === 0);
    this.#keep();
    return this.#columns;
  }

  /** Keeps the columns until many others have been asked for. */
  #keep(): void {
    const slot = Block.#next;
    const oldest = Block.#kept[slot];
    if (oldest !== undefined) {
      oldest.#columns = undefined;
      oldest.#lineStarts = undefined;
    }
    Block.#kept[slot] = this;
    Block.#next = (slot + 1) % mostKept;
  }
}
/** Where the line end at a position ends; the position itself where there is none. */
function afterLineEnd(text: string, position: number): number {
  const code = text.charCodeAt(position);
  if (characterClass(code) !== CharacterClass.lineEnd) return position;
  return code === 0x0d && text.charCodeAt(position + 1) === 0x0a ? position + 2 : position + 1;
}

function countLineEnds({ text }: Syntax): number {
  let count = 0;
  for (let position = 0; position < text.length; ) {
    const next = afterLineEnd(text, position);
    if (next > position) count++;
    position = Math.max(next, position + 1);
  }
  return count;
}

function findLineStarts(text: string, lineEnds: number): Int32Array {
  const starts = new Int32Array(lineEnds + 1);
  let line = 0;
  for (let position = 0; position < text.length; ) {
    const next = afterLineEnd(text, position);
    if (next > position) starts[++line] = next;
    position = Math.max(next, position + 1);
  }
  return starts;
}

function countUnmatched({ errors, tokenKinds }: Syntax): { closers: number; openers: number } {
  let closers = 0;
  let openers = 0;
  // Whatever is not matched has an error.
  if (errors.errors.length === 0) return { closers, openers };
  for (let token = 0; token < tokenKinds.length; token++) {
    const kind = tokenKinds.get(token);
    if (kind === TokenKind.open) openers++;
    else if (kind === TokenKind.close) {
      if (openers > 0) openers--;
      else closers++;
    }
  }
  return { closers, openers };
}
