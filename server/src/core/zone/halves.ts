import { type AbsoluteName, type NameColumns, NameTable } from '../dns/name';
import { scanHalf } from '../syntax/scanner';
import { ErrorList, type Syntax, type SyntaxProblem } from '../syntax/syntax';
import { ByteList } from '../text/byteList';
import { IntList } from '../text/intList';
import { BlockFindings } from './blockFindings';
import {
  expectNames,
  finishZone,
  nothingIncluded,
  type OriginOptions,
  type ReadPart,
} from './build';
import { isSameTold, readTold, type ToldState, tellState } from './guessState';
import type { IgnoreComment } from './ignoreComment';
import { NameIndex } from './nameIndex';
import { findOrigin, maximumEntries } from './origin';
import { EntryReader } from './read';
import { firstState, type ReadState } from './readState';
import { type RecordColumns, RecordTable } from './recordTable';
import type { OriginChange, Zone } from './zone';

/** What a half is cut into, as plain data. */
interface CutColumns {
  readonly tokenKinds: Uint8Array;
  readonly tokenStarts: Int32Array;
  readonly tokenEnds: Int32Array;
  readonly entryStarts: Int32Array;
  readonly entryTokens: Int32Array;
  readonly errors: readonly SyntaxProblem[];
}

/** What reading the second half found, as plain data; names are those of its own table. */
export interface SecondHalf {
  readonly cuts: CutColumns;
  /** What it was read with. */
  readonly before: ToldState;
  /** What it leaves. */
  readonly after: ReadState;
  readonly names: NameColumns;
  readonly records: RecordColumns;
  readonly origins: readonly OriginChange[];
  readonly flawedOwners: readonly AbsoluteName[];
  readonly flawedEntries: ReadonlySet<number>;
  readonly ignores: readonly IgnoreComment[];
  readonly errors: readonly SyntaxProblem[];
}

/** A large zone has one record in some sixty characters. */
const charactersPerRecord = 60;

/**
 * Reads the second half of a file, which starts at `base`, with a guess at what it is read with.
 * Undefined where it can't be read so.
 */
export function readSecondHalf(
  text: string,
  base: number,
  guess: ToldState,
): SecondHalf | undefined {
  const syntax = scanHalf(text, base);
  if (syntax === undefined) return undefined;
  const names = new NameTable(expectNames(text.length));
  const records = new RecordTable(Math.ceil(text.length / charactersPerRecord));
  const reader = makeReader(names, records);
  reader.state = readTold(guess, names);
  const before = tellState(reader.state, names);
  const found = reader.read(syntax, 1);
  if (!isPlain({ syntax, found })) return undefined;
  const { origins, flawedOwners, flawedEntries, ignores } = found;
  return {
    cuts: cutsOf(syntax),
    before,
    after: reader.state,
    names: names.columns,
    records: records.columns,
    origins,
    flawedOwners,
    flawedEntries,
    ignores,
    errors: found.errors.errors,
  };
}

/** The buffers of what was found, which can change their thread without a copy. */
export function buffersOf({ cuts, names, records }: SecondHalf): ArrayBuffer[] {
  const { tokenKinds, tokenStarts, tokenEnds, entryStarts, entryTokens } = cuts;
  const lists = [tokenKinds, tokenStarts, tokenEnds, entryStarts, entryTokens];
  return [...lists, names.labels, names.nodes, ...records].flatMap(({ buffer }) =>
    buffer instanceof ArrayBuffer ? [buffer] : [],
  );
}

/** Reads a file in two halves, of which another thread may have read the second one. */
export class HalvesReader {
  readonly #names: NameTable;
  readonly #records: RecordTable;
  readonly #index: NameIndex;
  readonly #reader: EntryReader;
  readonly #origin: AbsoluteName;
  readonly #options: OriginOptions;
  readonly #first: ReadPart;

  private constructor(first: Syntax, length: number, options: OriginOptions) {
    this.#options = options;
    this.#names = new NameTable(expectNames(length));
    this.#records = new RecordTable(Math.ceil(length / charactersPerRecord));
    this.#origin = findOrigin([first], this.#names, options);
    this.#reader = makeReader(this.#names, this.#records);
    this.#reader.state = firstState(this.#origin);
    this.#first = { syntax: first, found: this.#reader.read(first, 0) };
    this.#index = new NameIndex(this.#names, this.#records, expectNames(length));
    // The other thread may still be busy.
    this.#index.appendAll();
  }

  /** Reads the first half of a file that is `length` long. Undefined where it can't be read so. */
  static read(text: string, length: number, options: OriginOptions): HalvesReader | undefined {
    const first = scanHalf(text, 0);
    const reader = first && new HalvesReader(first, length, options);
    return reader !== undefined && isPlain(reader.#first) ? reader : undefined;
  }

  /** Whether the second half was read with what the first one leaves. */
  accepts({ before, after }: SecondHalf): boolean {
    // Whether the first SOA record gives the TTL depends on the last one, which is not guessed.
    const hasFirstSoa = before.apex === undefined && after.apex >= 0;
    return !hasFirstSoa && isSameTold(before, tellState(this.#reader.state, this.#names));
  }

  /**
   * The zone, with the second half, which is read anew where it is not accepted. Undefined where the
   * halves are not what the whole file would be.
   */
  finish(text: string, second: SecondHalf): Zone | undefined {
    const syntax = openCuts(text, this.#first.syntax.text.length, second.cuts);
    if (!this.#isOriginOf(syntax)) return undefined;
    const found = this.accepts(second) ? this.#take(second) : this.#reader.read(syntax, 1);
    const parts = [this.#first, { syntax, found }];
    if (!parts.every(isPlain) || !isListed(parts)) return undefined;
    const [names, records, index, origin] = [this.#names, this.#records, this.#index, this.#origin];
    return finishZone({ names, records, index, origin, parts }, this.#reader.state);
  }

  /** The origin is looked for in the first entries, which a small file may have in both halves. */
  #isOriginOf(second: Syntax): boolean {
    const { syntax } = this.#first;
    if (syntax.entryCount >= maximumEntries) return true;
    const names = new NameTable();
    const origin = findOrigin([syntax, second], names, this.#options);
    return names.text(origin) === this.#names.text(this.#origin);
  }

  #take(second: SecondHalf): BlockFindings {
    const names = this.#names.addAll(second.names);
    const known = (name: number): AbsoluteName => (names[name] ?? -1) as AbsoluteName;
    const from = this.#records.length;
    this.#records.addAll(second.records);
    const { owners, targets, ttls, length } = this.#records;
    const { state } = this.#reader;
    for (let record = from; record < length; record++) {
      owners.set(record, known(owners.get(record)));
      targets.set(record, known(targets.get(record)));
      // Without a $TTL a record has that of the one before, which was not known.
      if (ttls.get(record) < 0) ttls.set(record, state.lastTtl);
    }
    const { apex, classNumber } = second.after;
    this.#reader.state = { ...state, apex: known(apex), classNumber };
    const found = new BlockFindings();
    for (const { entry, origin } of second.origins)
      found.origins.push({ entry, origin: known(origin) });
    for (const owner of second.flawedOwners) found.flawedOwners.push(known(owner));
    for (const entry of second.flawedEntries) found.flawedEntries.add(entry);
    found.ignores = second.ignores;
    addErrors(found.errors, second.errors);
    return found;
  }
}

function makeReader(names: NameTable, records: RecordTable): EntryReader {
  return new EntryReader(names, records, { newBlock: () => 2, include: nothingIncluded });
}

/** True where no directive adds entries, and all errors are listed. */
function isPlain({ syntax, found }: ReadPart): boolean {
  return (
    !found.hasIncludes &&
    !found.hasUnreadParts &&
    found.nested.length === 0 &&
    syntax.errors.omitted + found.errors.omitted === 0
  );
}

/** True where the errors of all parts are no more than those of one may be. */
function isListed(parts: readonly ReadPart[]): boolean {
  const scanned = parts.reduce((sum, { syntax }) => sum + syntax.errors.count, 0);
  const read = parts.reduce((sum, { found }) => sum + found.errors.count, 0);
  return Math.max(scanned, read) <= ErrorList.maximum;
}

function cutsOf(syntax: Syntax): CutColumns {
  return {
    tokenKinds: syntax.tokenKinds.values,
    tokenStarts: syntax.tokenStarts.values,
    tokenEnds: syntax.tokenEnds.values,
    entryStarts: syntax.entryStarts.values,
    entryTokens: syntax.entryTokens.values,
    errors: syntax.errors.errors,
  };
}

function openCuts(text: string, base: number, cuts: CutColumns): Syntax {
  const errors = new ErrorList();
  addErrors(errors, cuts.errors);
  return {
    file: 0,
    text,
    base,
    generatedBy: undefined,
    tokenKinds: ByteList.of(cuts.tokenKinds),
    tokenStarts: IntList.of(cuts.tokenStarts),
    tokenEnds: IntList.of(cuts.tokenEnds),
    entryStarts: IntList.of(cuts.entryStarts),
    entryTokens: IntList.of(cuts.entryTokens),
    entryCount: cuts.entryStarts.length - 1,
    errors,
  };
}

function addErrors(list: ErrorList, problems: readonly SyntaxProblem[]): void {
  for (const { span, message, rule } of problems) list.add(span, message, rule);
}
