import type { NameTable } from '../dns/name';
import { readTextFacts } from '../policy/textFacts';
import { entryAt, type Syntax } from '../syntax/syntax';
import type { IntList } from '../text/intList';
import type { ReadState } from '../zone/readState';
import type { RecordTable } from '../zone/recordTable';
import { findOdd, type PlainEngine } from './engine';

/** How many entries were read, and what the last of them leaves. */
interface PlainResult {
  /** The first entry that is left to others, or the number of all. */
  readonly entry: number;
  readonly state: ReadState;
}

/** The column of facts, as RecordTable has it. */
const factsColumn = 9;

/** Below so many entries, calling the engine takes longer than it saves. */
const worthwhile = 4;

/** Where entries are mostly of other kinds, it is tried less and less often: with one of so many. */
const longestPause = 63;

/** Reads the usual kind of entries of a long text. */
export class PlainReader {
  readonly #engine: PlainEngine;
  readonly #names: NameTable;
  readonly #records: RecordTable;
  readonly #syntax: Syntax;
  /** The entries that are in the window. */
  #first = 0;
  #last = 0;
  /** False where they can't be read so. */
  #isPlain = false;
  /** How many entries are left to others before the next try, and how many were the last time. */
  #wait = 0;
  #pause = 0;

  /** The table of names keeps them in the engine’s memory. */
  constructor(engine: PlainEngine, syntax: Syntax, names: NameTable, records: RecordTable) {
    this.#engine = engine;
    this.#syntax = syntax;
    this.#names = names;
    this.#records = records;
  }

  /** Takes a turn, for an entry: false where reading is not to be tried with it. */
  takeTurn(): boolean {
    return --this.#wait < 0;
  }

  /** Reads entries of the text from one on; those of other texts are left to others. */
  read(syntax: Syntax, entry: number, block: number, state: ReadState): PlainResult {
    const isOwn = syntax === this.#syntax && this.#names.isKnown(state.origin);
    if (!isOwn || !this.#lendNames()) {
      this.#wait = longestPause;
      return { entry, state };
    }
    const { exports } = this.#engine;
    const { origin, lastOwner, defaultTtl, lastTtl, classNumber } = state;
    exports.setState(origin, lastOwner, defaultTtl, lastTtl, classNumber, block);
    let at = entry;
    while (at < syntax.entryCount) {
      if (at < this.#first || at >= this.#last) this.#load(at);
      if (!this.#isPlain) break;
      at = exports.read(at, this.#last);
      const isFull = exports.recordCount.value === exports.mostRecords.value;
      this.#takeRecords();
      if (at < this.#last && !isFull) break;
    }
    this.#pause = at - entry < worthwhile ? Math.min(longestPause, 2 * this.#pause + 1) : 0;
    this.#wait = this.#pause;
    return { entry: at, state: at === entry ? state : this.#stateAfter(state) };
  }

  /** False where the table has outgrown the engine’s memory. */
  #lendNames(): boolean {
    const { exports, integers } = this.#engine;
    const { labels, nodes, slots } = this.#names.parts;
    const isHere = [labels, nodes, slots].every(({ buffer }) => buffer === integers.buffer);
    if (!isHere) return false;
    exports.lendNames(
      labels.byteOffset,
      labels.length,
      nodes.byteOffset,
      nodes.length >> 2,
      slots.byteOffset,
      slots.length,
    );
    exports.countNames(this.#names.size, this.#names.octets);
    return true;
  }

  /** Takes entries into the window, or one that can't be read so. */
  #load(first: number): void {
    const syntax = this.#syntax;
    const { exports, bytes, integers } = this.#engine;
    const { text, entryStarts, entryTokens, tokenKinds, tokenStarts, tokenEnds } = syntax;
    const start = entryStarts.get(first);
    const end = start + this.#engine.reach;
    let last = end >= text.length ? syntax.entryCount : entryAt(syntax, end);
    this.#isPlain = last > first && this.#engine.load(text, start, entryStarts.get(last));
    if (!this.#isPlain && last > first) {
      last = entryAt(syntax, start + Math.max(0, findOdd(text.slice(start, end))));
      this.#isPlain = last > first && this.#engine.load(text, start, entryStarts.get(last));
    }
    this.#first = first;
    this.#last = Math.max(first + 1, last);
    if (!this.#isPlain) return;
    const [token, endToken] = [entryTokens.get(first), entryTokens.get(last)];
    const put = (
      place: { readonly value: number },
      list: IntList,
      from: number,
      to: number,
    ): void => integers.set(list.values.subarray(from, to), place.value >> 2);
    bytes.set(tokenKinds.values.subarray(token, endToken), exports.tokenKinds.value);
    put(exports.tokenStarts, tokenStarts, token, endToken);
    put(exports.tokenEnds, tokenEnds, token, endToken);
    put(exports.entryStarts, entryStarts, first, last + 1);
    put(exports.entryTokens, entryTokens, first, last + 1);
    exports.setWindow(start, token, first);
  }

  #takeRecords(): void {
    const { exports } = this.#engine;
    const count = exports.recordCount.value;
    if (count > 0) {
      this.#findFacts();
      const length = 4 * exports.mostRecords.value;
      const columns = this.#records.columns.map((_, column) =>
        this.#engine.column(exports.columns.value + column * length, count),
      );
      this.#records.addAll(columns);
    }
    exports.clear();
    this.#names.takeAdded(exports.nameCount.value, exports.labelCount.value);
  }

  /** Texts that may be policies are looked at by those who know them. */
  #findFacts(): void {
    const { exports, bytes, integers } = this.#engine;
    const pending = exports.pendingTexts.value >> 2;
    const facts = (exports.columns.value >> 2) + factsColumn * exports.mostRecords.value;
    for (let each = 0; each < exports.pendingCount.value; each++) {
      const at = pending + 3 * each;
      const start = exports.textOctets.value + (integers[at + 1] ?? 0);
      const length = integers[at + 2] ?? 0;
      const octets = bytes.subarray(start, start + length);
      integers[facts + (integers[at] ?? 0)] = readTextFacts(octets, length);
    }
  }

  #stateAfter(state: ReadState): ReadState {
    const { lastOwner, lastTtl, classNumber } = this.#engine.exports;
    return {
      ...state,
      lastOwner: lastOwner.value,
      sawOwner: state.sawOwner || lastOwner.value >= 0,
      lastTtl: lastTtl.value,
      classNumber: classNumber.value,
    };
  }
}
