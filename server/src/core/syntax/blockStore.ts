import type { FileIndex } from '../text/span';
import { Block } from './block';
import { CharacterClass, characterClass } from './characters';
import { scanBlocks } from './scanner';

/** How long a block is at least, unless the file is shorter: what one keystroke scans anew. */
export const usualBlockLength = 16_384;

/** The blocks that an edit took out and those that it put in their place. */
export interface BlockChange {
  /** The place of the first of both. */
  readonly order: number;
  readonly removed: readonly Block[];
  readonly added: readonly Block[];
}

/** A place as editors count: line and UTF-16 unit in it, both from 0. */
export interface LinePosition {
  readonly line: number;
  readonly character: number;
}

/**
 * The text of a file that is being edited, in blocks of whole entries: an edit scans the blocks that
 * it touches, and moves the others. At any time the entries are those that a scan of the whole text
 * would give.
 */
export class BlockStore {
  readonly #file: FileIndex;
  readonly #blockLength: number;
  #blocks: Block[];
  /** How many blocks have parentheses that do not match within: in most files none. */
  #unbalanced = 0;

  constructor(text: string, file: FileIndex = 0, blockLength = usualBlockLength) {
    this.#file = file;
    this.#blockLength = blockLength;
    this.#blocks = this.#scan(text, 0, true, undefined) ?? [];
    this.#unbalanced = countUnbalanced(this.#blocks);
    this.#place(0);
  }

  get blocks(): readonly Block[] {
    return this.#blocks;
  }

  get length(): number {
    const last = this.#blocks.at(-1);
    return last === undefined ? 0 : last.base + last.text.length;
  }

  text(): string {
    return this.#blocks.map(({ text }) => text).join('');
  }

  /** The block that an offset lies in; the last one for the end of the text and beyond. */
  blockAt(offset: number): Block | undefined {
    return this.#search(({ base }) => base <= offset);
  }

  /** The offset of a line position; one outside the text gives the nearest offset. */
  offsetAt({ line, character }: LinePosition): number {
    if (line < 0) return 0;
    const block = this.#search((each) => each.line <= line);
    if (block === undefined) return 0;
    const { lineStarts, lineEnds, text, base } = block;
    const own = line - block.line;
    if (own > lineEnds) return this.length;
    const start = lineStarts[own] ?? 0;
    const end = contentEnd(text, start, lineStarts[own + 1] ?? text.length);
    return base + Math.min(start + Math.max(0, character), end);
  }

  /** The line position of an offset; the end of the text for one beyond. */
  positionAt(offset: number): LinePosition {
    const inText = Math.max(0, Math.min(offset, this.length));
    const block = this.blockAt(inText);
    if (block === undefined) return { line: 0, character: 0 };
    const own = inText - block.base;
    const line = block.lineOf(own);
    const start = block.lineStarts[line] ?? 0;
    const end = contentEnd(block.text, start, block.lineStarts[line + 1] ?? block.text.length);
    return { line: block.line + line, character: Math.min(own, end) - start };
  }

  /** Replaces the text from `start` to `end`. */
  edit(start: number, end: number, text: string): BlockChange {
    const from = Math.max(0, Math.min(start, this.length));
    const to = Math.max(from, Math.min(end, this.length));
    const firstTouched = this.blockAt(from);
    const lastTouched = this.blockAt(to);
    if (firstTouched === undefined || lastTouched === undefined)
      throw new RangeError('A text has a block.');
    const region =
      firstTouched.text.slice(0, from - firstTouched.base) +
      text +
      lastTouched.text.slice(to - lastTouched.base);
    let { order: first } = firstTouched;
    let joined = region;
    const before = this.#blocks[first - 1];
    // What the block before ends with may belong together with what is now behind it.
    if (before !== undefined && (before.endsOpen || before.text.endsWith('\r'))) {
      joined = before.text + region;
      first--;
    }
    return this.#rescan(first, lastTouched.order, joined);
  }

  /** Scans the text that takes the place of some blocks, and as much behind it as it needs. */
  #rescan(first: number, lastTouched: number, text: string): BlockChange {
    let last = lastTouched;
    let region = text;
    for (let more = 1; ; more *= 2) {
      const added = this.#tryScan(first, last, region);
      if (added !== undefined) return this.#exchange(first, last, added);
      for (const block of this.#blocks.slice(last + 1, last + 1 + more)) region += block.text;
      last = Math.min(last + more, this.#blocks.length - 1);
    }
  }

  #tryScan(first: number, last: number, region: string): Block[] | undefined {
    const after = this.#blocks[last + 1];
    if (after === undefined) {
      // Nothing is left of the last block: the one before it is the last one now.
      if (region === '' && first > 0) return [];
      return this.#scan(region, 0, first === 0, undefined);
    }
    if (region === '') return first === 0 ? undefined : [];
    const end = region.charCodeAt(region.length - 1);
    if (characterClass(end) !== CharacterClass.lineEnd) return undefined;
    if (end === 0x0d && after.text.startsWith('\n')) return undefined;
    // Small blocks would become many.
    if (region.length < this.#blockLength >> 2 && last - first < 2) return undefined;
    return this.#scan(region, this.#closersFrom(last + 1), first === 0, after.text);
  }

  #scan(
    text: string,
    closersAfter: number,
    isFileStart: boolean,
    textAfter: string | undefined,
  ): Block[] | undefined {
    return scanBlocks(
      text,
      this.#file,
      { closersAfter, textAfter },
      isFileStart,
      this.#blockLength,
      (syntax, endsOpen, keepsColumns) => new Block(syntax, endsOpen, keepsColumns),
    );
  }

  /** How many closing parentheses from a block on have no opening one from there on. */
  #closersFrom(order: number): number {
    let closers = 0;
    if (this.#unbalanced === 0) return closers;
    for (let index = this.#blocks.length - 1; index >= order; index--) {
      const block = this.#blocks[index];
      if (block !== undefined) closers = block.closers + Math.max(0, closers - block.openers);
    }
    return closers;
  }

  #exchange(first: number, last: number, added: Block[]): BlockChange {
    const reach = this.#reachOfParentheses(first, last, added);
    if (reach < first) {
      // A parenthesis above is closed now, or is no longer: read on from there.
      const between = this.#blocks.slice(reach, first);
      const region = [...between, ...added].map(({ text }) => text).join('');
      return this.#rescanFrom(reach, region, last);
    }
    return this.#replace(first, last + 1 - first, added);
  }

  /** Scans everything from a block on anew. */
  #rescanFrom(first: number, region: string, last: number): BlockChange {
    const rest = this.#blocks.slice(last + 1).map(({ text }) => text);
    const added = this.#scan([region, ...rest].join(''), 0, first === 0, undefined) ?? [];
    return this.#replace(first, this.#blocks.length - first, added);
  }

  #replace(order: number, count: number, added: readonly Block[]): BlockChange {
    const removed = this.#blocks.slice(order, order + count);
    if (count === added.length)
      for (const [index, block] of added.entries()) this.#blocks[order + index] = block;
    else
      this.#blocks = [
        ...this.#blocks.slice(0, order),
        ...added,
        ...this.#blocks.slice(order + count),
      ];
    this.#unbalanced += countUnbalanced(added) - countUnbalanced(removed);
    this.#place(order);
    return { order, removed, added };
  }

  /** The first block above an exchange whose open parentheses find other closing ones after it. */
  #reachOfParentheses(first: number, last: number, added: readonly Block[]): number {
    let reach = first;
    if (this.#unbalanced === 0 && countUnbalanced(added) === 0) return reach;
    const after = this.#closersFrom(last + 1);
    let old = this.#blocks.slice(first, last + 1).reduceRight(closersBefore, after);
    let now = added.reduceRight(closersBefore, after);
    for (let index = first - 1; index >= 0 && old !== now; index--) {
      const block = this.#blocks[index];
      if (block === undefined) break;
      if (block.openers > 0) reach = index;
      old = closersBefore(old, block);
      now = closersBefore(now, block);
    }
    return reach;
  }

  /** Tells the blocks from one on where they are. */
  #place(from: number): void {
    const before = this.#blocks[from - 1];
    let base = before === undefined ? 0 : before.base + before.text.length;
    let line = before === undefined ? 0 : before.line + before.lineEnds;
    for (let order = from; order < this.#blocks.length; order++) {
      const block = this.#blocks[order];
      if (block === undefined) break;
      block.order = order;
      block.base = base;
      block.line = line;
      base += block.text.length;
      line += block.lineEnds;
    }
  }

  /** The last block that something holds for; it holds for the first, and up to some block. */
  #search(holds: (block: Block) => boolean): Block | undefined {
    const blocks = this.#blocks;
    let low = 0;
    let high = blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      const block = blocks[middle];
      if (block !== undefined && holds(block)) low = middle;
      else high = middle - 1;
    }
    return blocks[low];
  }
}

function closersBefore(after: number, { closers, openers }: Block): number {
  return closers + Math.max(0, after - openers);
}

function countUnbalanced(blocks: readonly Block[]): number {
  return blocks.filter(({ closers, openers }) => closers > 0 || openers > 0).length;
}

/** Where a line ends without its line end. */
function contentEnd(text: string, start: number, end: number): number {
  let content = end;
  while (content > start && characterClass(text.charCodeAt(content - 1)) === CharacterClass.lineEnd)
    content--;
  return content;
}
