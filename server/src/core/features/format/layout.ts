import type { Steps } from '../../text/steps';
import type { Filling } from './blanks';
import { type AtBorders, findAligned, findBorders, findJoins } from './borders';
import type { Border } from './cells';
import { ColumnCounts } from './columnCounts';
import { findBorderGroups } from './fields';
import { Slot } from './lines';
import { kindOf, type PartMemory, remember } from './memory';
import type { FormatOptions } from './options';
import {
  OpenPart,
  type Part,
  type PartColumns,
  type PartFacts,
  type PartPlace,
  type PartShape,
} from './part';
import { findWords, type PartWords } from './wording';

/** Where everything goes in a file whose gaps are filled one way. */
export interface FilePlaces {
  readonly filling: Filling;
  readonly places: readonly PartPlace[];
  /** By slot, from `Slot.first` on: the column where most cells start. */
  readonly columns: readonly number[];
  readonly aligned: AtBorders;
}

/** The slots that have a column of the file. */
const columnSlots = [Slot.first, Slot.second, Slot.type, Slot.rdata];

let lastId = 0;

/**
 * What a file decides as a whole: it is a sum over its parts, of which those are read that are not
 * known yet, or that were known for something else that is around them.
 */
export class FileLayout {
  readonly parts: readonly Part[];
  readonly memories: readonly PartMemory[];
  readonly #options: FormatOptions;
  #facts: readonly PartFacts[] = [];
  #joins: readonly boolean[] = [];
  #words: readonly PartWords[] = [];
  #shapes: readonly PartShape[] = [];
  #isUnbalanced = false;
  #open: OpenPart | undefined;

  constructor(parts: readonly Part[], options: FormatOptions) {
    this.parts = parts;
    this.memories = remember(parts, options);
    this.#options = options;
  }

  get facts(): readonly PartFacts[] {
    return this.#facts;
  }

  /** True where parentheses do not balance: words and lines tell where an entry may end. */
  get isUnbalanced(): boolean {
    return this.#isUnbalanced;
  }

  /** Finds out all that does not hang by what gaps are filled with. */
  *read(): Steps<void> {
    this.#isUnbalanced = this.memories.some(({ facts }) => facts?.isUnbalanced);
    let isClassFirst = yield* this.#readFacts();
    if (!this.#isUnbalanced && this.#facts.some(({ isUnbalanced }) => isUnbalanced)) {
      this.#isUnbalanced = true;
      isClassFirst = yield* this.#readFacts();
    }
    this.#joins = findJoins(this.#facts);
    this.#words = findWords(this.#facts, this.#joins, this.#options);
    yield* this.#readShapes(isClassFirst);
  }

  /** Gives records their places; what is found in parts that did not change is not asked again. */
  *place(filling: Filling): Steps<FilePlaces> {
    const places = this.#findPlaces(filling);
    const kind = kindOf(filling);
    const known = this.memories.find(({ columns }, part) => columns[kind]?.place === places[part]);
    let assumed = known?.columns[kind]?.assumed;
    for (;;) {
      const total = yield* this.#countColumns(places, assumed);
      const columns = columnSlots.map((slot) => total.choose(slot));
      if (assumed !== undefined && isSameBeforeRdata(columns, assumed)) {
        const groups = this.memories.map((memory) => memory.columns[kind]?.groups);
        return { filling, places, columns, aligned: findAligned(this.#facts, groups) };
      }
      assumed = columns;
    }
  }

  /**
   * A part to read until the next one is opened; it has these words, or none yet. Others get a turn
   * before it is opened: they may read parts, too.
   */
  *open(part: number, words?: PartWords): Steps<OpenPart> {
    const open = this.#open;
    const wanted = this.#partAt(part);
    const isOpen = open?.part === wanted && open.isInUnbalanced === this.#isUnbalanced;
    if (isOpen && (words === undefined || open.canHave(words))) return open;
    if (open !== undefined && this.parts.length > 1) yield;
    this.#open = new OpenPart(wanted, this.#isUnbalanced, this.#options);
    return this.#open;
  }

  /** Gives a guess whether most records say the class before the TTL. */
  *#readFacts(): Steps<boolean> {
    const all: PartFacts[] = [];
    let balance = 0;
    for (const [part, memory] of this.memories.entries()) {
      const { facts } = memory;
      if (facts?.isUnbalanced === true || facts?.isInUnbalanced === this.#isUnbalanced) {
        all.push(facts);
        balance += memory.shape?.balance ?? 0;
        continue;
      }
      const open = yield* this.open(part);
      memory.facts = open.facts();
      all.push(memory.facts);
      // Its words as if it were all there is: that saves most parts from being read again.
      const [words] = findWords([memory.facts], [false], this.#options);
      if (words !== undefined) {
        balance += open.balance(words);
        memory.shape = open.shape(words, balance > 0);
      }
    }
    this.#facts = all;
    return balance > 0;
  }

  *#readShapes(guess: boolean): Steps<void> {
    for (let isClassFirst = guess; ; isClassFirst = !isClassFirst) {
      const shapes: PartShape[] = [];
      let balance = 0;
      for (const [part, memory] of this.memories.entries()) {
        const words = this.#words[part];
        if (words === undefined) continue;
        let { shape } = memory;
        if (shape?.words !== words.key || shape.isClassFirst !== isClassFirst) {
          const open = yield* this.open(part, words);
          shape = open.shape(words, isClassFirst);
          memory.shape = shape;
        }
        shapes.push(shape);
        balance += shape.balance;
      }
      this.#shapes = shapes;
      if (balance > 0 === isClassFirst) return;
    }
  }

  #findPlaces(filling: Filling): readonly PartPlace[] {
    const borders = findBorders(this.#facts, this.#shapes, this.#joins);
    const kind = kindOf(filling);
    return this.#words.map((words, part) => {
      const first = borders.first[part] ?? 0;
      const last = borders.last[part] ?? 0;
      const owner = borders.owner[part] ?? 0;
      const isClassFirst = this.#shapes[part]?.isClassFirst === true;
      const places = this.memories[part]?.places;
      const known = places?.[kind];
      if (known !== undefined && this.#isIn(known, words, isClassFirst)) {
        const { border } = known;
        if (border.first === first && border.last === last && border.owner === owner) return known;
      }
      const place = this.#newPlace(words, isClassFirst, { first, last, owner }, filling);
      if (places !== undefined) places[kind] = place;
      return place;
    });
  }

  #newPlace(words: PartWords, isClassFirst: boolean, border: Border, filling: Filling): PartPlace {
    const isAlone = this.parts.length < 2;
    const isInUnbalanced = this.#isUnbalanced;
    return { id: ++lastId, isAlone, isInUnbalanced, words, isClassFirst, border, filling };
  }

  #isIn(place: PartPlace, { key }: PartWords, isClassFirst: boolean): boolean {
    const { isAlone, isInUnbalanced } = place;
    if (isAlone !== this.parts.length < 2 || isInUnbalanced !== this.#isUnbalanced) return false;
    return place.words.key === key && place.isClassFirst === isClassFirst;
  }

  /**
   * Counts the columns of all parts. Those of a slot hang by the columns before it: what is not
   * assumed is guessed from the parts before.
   */
  *#countColumns(
    places: readonly PartPlace[],
    assumed: readonly number[] | undefined,
  ): Steps<ColumnCounts> {
    const total = new ColumnCounts();
    for (const [part, { columns }] of this.memories.entries()) {
      const place = places[part];
      if (place === undefined) continue;
      const kind = kindOf(place.filling);
      let counted = columns[kind];
      if (counted?.place !== place || !isSameBeforeRdata(counted.assumed, assumed)) {
        counted = yield* this.#countPart(part, place, assumed, total);
        columns[kind] = counted;
      }
      total.add(counted.counts);
    }
    return total;
  }

  *#countPart(
    part: number,
    place: PartPlace,
    assumed: readonly number[] | undefined,
    total: ColumnCounts,
  ): Steps<PartColumns> {
    const open = yield* this.open(part, place.words);
    const placement =
      assumed === undefined
        ? open.place(place, (slot, own) => total.choose(slot, own))
        : open.placeIn(place, assumed);
    const { blockCount } = open.lines;
    const groups = place.isAlone
      ? undefined
      : findBorderGroups(open.syntax, placement, blockCount, place.filling.tabSize);
    const { chosen, counts } = placement;
    return { place, assumed: chosen, counts: counts.pack(), groups };
  }

  #partAt(part: number): Part {
    const found = this.parts[part];
    if (found === undefined) throw new RangeError('A file has no such part.');
    return found;
  }
}

/** True where slots before RDATA have the same columns; where nothing is assumed, any will do. */
function isSameBeforeRdata(
  columns: readonly number[],
  assumed: readonly number[] | undefined,
): boolean {
  for (let index = 0; assumed !== undefined && index < columnSlots.length - 1; index++)
    if (columns[index] !== assumed[index]) return false;
  return true;
}
