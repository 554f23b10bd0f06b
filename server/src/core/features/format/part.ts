import { type Syntax, TokenKind } from '../../syntax/syntax';
import { type Filling, lineStartOf } from './blanks';
import { type Border, measureCells, type Widths, widthsOfBlock, withBorder } from './cells';
import {
  type ChooseColumn,
  chooseOrder,
  countOrders,
  type Placement,
  placeRecords,
} from './columns';
import type { BorderGroups } from './fields';
import { countGaps, type Gaps } from './filling';
import { EntryKind, type Lines, Slot, soundLines } from './lines';
import { defaultFormat, type FormatOptions } from './options';
import { type PartWords, readWording, type WordingFacts, wordRecords } from './wording';

/**
 * A stretch of whole entries of a file, or all of it. What is found out about it is kept for as long
 * as the object lives: its text never changes.
 */
export type Part = Syntax & {
  /** The part to read through once, before another one is. */
  readonly passing?: () => Syntax;
};

/** Of an entry's comment: none, behind a record, or on a line of its own that it does not start. */
export type CommentPlace = 'none' | 'behind' | 'indented';

/** What a part says of itself, whatever is around it. */
export interface PartFacts {
  /** True where it was read as one of a file whose parentheses do not balance. */
  readonly isInUnbalanced: boolean;
  readonly isUnbalanced: boolean;
  /** True where an entry has a token. */
  readonly isFilled: boolean;
  readonly blockCount: number;
  readonly startsBlock: boolean;
  readonly endsBlock: boolean;
  readonly gaps: Gaps;
  /** Where its first and its last entry have a comment that may stand in a column with others. */
  readonly firstComment: CommentPlace;
  readonly lastComment: CommentPlace;
  readonly wording: WordingFacts;
}

/** What a part says once its words are known, and the order of TTL and class. */
export interface PartShape {
  readonly words: string;
  readonly isClassFirst: boolean;
  /** By how much more records say the class before the TTL. */
  readonly balance: number;
  /** The widths of the first and of the last block: counts, and the common ones packed. */
  readonly firstCounts: Int32Array;
  readonly lastCounts: Int32Array;
  readonly first: number;
  readonly last: number;
  /** The widths of the first and the last owners of the blocks between them, 0 for none. */
  readonly firstOwner: number;
  readonly lastOwner: number;
}

/** What a part says once its records have places, and the columns of slots are assumed. */
export interface PartColumns {
  readonly place: PartPlace;
  /** By slot, from `Slot.first` on: the columns that it was placed with. */
  readonly assumed: readonly number[];
  readonly counts: Int32Array;
  readonly groups: BorderGroups | undefined;
}

/** All that the places of a part's records depend on but the columns of slots. */
export interface PartPlace {
  /** No other place of any part has it. */
  readonly id: number;
  /** True where the part is all there is, so that nobody looks out for its neighbours. */
  readonly isAlone: boolean;
  readonly isInUnbalanced: boolean;
  readonly words: PartWords;
  readonly isClassFirst: boolean;
  readonly border: Border;
  readonly filling: Filling;
}

/** One part while its lines are at hand. */
export class OpenPart {
  readonly part: Part;
  readonly isInUnbalanced: boolean;
  readonly syntax: Syntax;
  readonly lines: Lines;
  readonly #options: FormatOptions;
  #words: string | undefined;
  #isClassFirst: boolean | undefined;
  #widths: Widths | undefined;
  #placed: { readonly place: PartPlace; readonly placement: Placement } | undefined;

  constructor(part: Part, isInUnbalanced: boolean, options: FormatOptions) {
    this.part = part;
    this.syntax = part.passing?.() ?? part;
    this.lines = soundLines(this.syntax, isInUnbalanced);
    this.isInUnbalanced = isInUnbalanced || this.lines.isUnbalanced;
    this.#options = this.isInUnbalanced ? defaultFormat : options;
  }

  /** False where it has other words already. */
  canHave({ key }: PartWords): boolean {
    return this.#words === undefined || this.#words === key;
  }

  facts(): PartFacts {
    const { syntax, lines, isInUnbalanced } = this;
    const { isUnbalanced, records, blockCount, startsBlock, endsBlock } = lines;
    return {
      isInUnbalanced,
      isUnbalanced,
      isFilled: syntax.entryTokens.get(syntax.entryCount) > 0,
      blockCount,
      startsBlock,
      endsBlock,
      gaps: countGaps(syntax, records),
      firstComment: this.#commentOf(0),
      lastComment: this.#commentOf(syntax.entryCount - 1),
      wording: readWording(syntax, lines, this.#options),
    };
  }

  /** By how much more records say the class before the TTL. */
  balance(words: PartWords): number {
    this.#word(words);
    return countOrders(this.lines.records);
  }

  shape(words: PartWords, isClassFirst: boolean): PartShape {
    const { blockCount } = this.lines;
    const widths = this.#measure(words, isClassFirst);
    const inner = widths.common.subarray(1, Math.max(1, blockCount - 1));
    return {
      words: words.key,
      isClassFirst,
      balance: this.balance(words),
      firstCounts: widths.first,
      lastCounts: widths.last,
      first: widthsOfBlock(widths, 0),
      last: widthsOfBlock(widths, blockCount - 1),
      firstOwner: inner.find((width) => width > 0) ?? 0,
      lastOwner: inner.findLast((width) => width > 0) ?? 0,
    };
  }

  place(place: PartPlace, choose: ChooseColumn): Placement {
    const { words, isClassFirst, border, filling } = place;
    const widths = withBorder(this.#measure(words, isClassFirst), border);
    const { records } = this.lines;
    const placement = placeRecords(this.syntax, records, widths, border.owner, filling, choose);
    this.#placed = { place, placement };
    return placement;
  }

  /** The same with the columns that the file has. */
  placeIn(place: PartPlace, columns: readonly number[]): Placement {
    const placed = this.#placed;
    if (placed?.place === place && placed.placement.chosen.join() === columns.join())
      return placed.placement;
    return this.place(place, (slot) => columns[slot - Slot.first] ?? 0);
  }

  /** Says the records in their words; what has been said is not said in others. */
  #word(words: PartWords): void {
    if (this.#words !== undefined) return;
    this.#words = words.key;
    wordRecords(this.syntax, this.lines, words.start, this.#options);
  }

  #measure(words: PartWords, isClassFirst: boolean): Widths {
    if (this.#widths !== undefined && this.#isClassFirst === isClassFirst) return this.#widths;
    this.#word(words);
    this.#isClassFirst = isClassFirst;
    const { records, blockCount } = this.lines;
    chooseOrder(records, isClassFirst);
    this.#widths = measureCells(records, blockCount);
    return this.#widths;
  }

  #commentOf(entry: number): CommentPlace {
    const { tokenKinds, tokenStarts, entryTokens } = this.syntax;
    const kind = this.lines.kinds[entry];
    if (kind === EntryKind.comment) {
      const start = tokenStarts.get(entryTokens.get(entry));
      return start > lineStartOf(this.syntax, entry) ? 'indented' : 'none';
    }
    const last = entryTokens.get(entry + 1) - 1;
    const isBehind = kind === EntryKind.record && tokenKinds.get(last) === TokenKind.comment;
    return isBehind ? 'behind' : 'none';
  }
}
