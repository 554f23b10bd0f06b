import type { AbsoluteName, NameTable } from '../dns/name';
import { RRType } from '../syntax/mnemonics';
import {
  ErrorList,
  entryAt,
  entrySpan,
  type Syntax,
  type SyntaxProblem,
  TokenKind,
  tokenSpan,
  tokenText,
} from '../syntax/syntax';
import type { FileIndex, Span } from '../text/span';
import type { IgnoreComment } from './ignoreComment';
import { Ignores } from './ignores';
import type { NameIndex } from './nameIndex';
import type { Elsewhere, OtherAnswer } from './otherZones';
import type { RecordTable } from './recordTable';
import { cutBits, TypeBit } from './typeBits';

/** Number of a record within its zone; it says nothing about the record's place. */
export type RecordIndex = number;

/** Number of a block of entries within its zone. */
export type BlockIndex = number;

/** The origin from an entry of a block on, until the next change. */
export interface OriginChange {
  readonly entry: number;
  readonly origin: AbsoluteName;
}

/** An entry and where it is. */
export interface EntryPlace {
  readonly block: BlockIndex;
  readonly syntax: Syntax;
  readonly entry: number;
}

/** The comments of a block that say which rules are to be quiet. */
export interface BlockIgnores {
  readonly block: BlockIndex;
  readonly comments: readonly IgnoreComment[];
}

/** Errors in order of their place, the first of them. */
export interface ZoneErrors {
  readonly errors: readonly SyntaxProblem[];
  /** How many there are beyond those that are listed. */
  readonly omitted: number;
}

/** The blocks that a zone was read from. */
export interface ZoneBlocks {
  syntaxOf(block: BlockIndex): Syntax | undefined;
  /** The numbers of the zone's files, the one that was opened first. */
  files(): readonly FileIndex[];
  /** The blocks of a file in order. */
  ofFile(file: FileIndex): readonly BlockIndex[];
  /** The block of a file that an offset lies in. */
  at(file: FileIndex, offset: number): BlockIndex | undefined;
  /** The block that comes next in the same file. */
  after(block: BlockIndex): BlockIndex | undefined;
  /** The blocks that the directives of a block add, those within them included. */
  nestedIn(block: BlockIndex): readonly BlockIndex[];
  /** The record that is read first, -1 for none. */
  firstRecord(): RecordIndex;
  /** The records in the entries of a block, in order. */
  recordsOf(block: BlockIndex): readonly RecordIndex[];
  /** Where the origin changes; the first is the one that the block starts with. */
  originsOf(block: BlockIndex): readonly OriginChange[];
  /** Entries of a block that are no sound record or directive. */
  flawedEntriesOf(block: BlockIndex): ReadonlySet<number>;
  errors(): ZoneErrors;
  /** The blocks that have comments which ignore a rule. */
  ignores(): readonly BlockIgnores[];
}

/** What a reader found; Zone gives it a face. */
export interface ZoneParts {
  readonly blocks: ZoneBlocks;
  readonly names: NameTable;
  readonly records: RecordTable;
  readonly index: NameIndex;
  /** What the first entry was read with. */
  readonly origin: AbsoluteName;
  /** Owner of the first SOA, -1 for none. */
  readonly soaOwner: number;
  /** -1 where no record says it. */
  readonly classNumber: number;
  readonly hasUnreadParts: boolean;
  /** What is known of names in other zones. */
  readonly elsewhere: Elsewhere | undefined;
}

/** One zone as its files have it. It answers for the version that it was made for. */
export class Zone {
  readonly blocks: ZoneBlocks;
  readonly names: NameTable;
  readonly records: RecordTable;
  /** Owner of the SOA; of a file without one, its origin, which may be `names.unknownOrigin`. */
  readonly apex: AbsoluteName;
  /** The class of all records: 1 for IN. */
  readonly classNumber: number;
  /**
   * True where the files hold the whole zone, so that a name that is missing does not exist. False
   * for a fragment, and where $INCLUDE or $GENERATE add what is not read here.
   */
  readonly isComplete: boolean;
  /** True where records in the zone end its say for names below them, or at them. */
  readonly hasCuts: boolean;
  /** True where a name at the apex stands for all below it: a DNAME record. */
  readonly isApexDname: boolean;
  readonly #index: NameIndex;
  readonly #elsewhere: Elsewhere | undefined;
  #errors: ZoneErrors | undefined;
  #ignores: Ignores | undefined;
  #watch: ((name: AbsoluteName) => void) | undefined;

  constructor(parts: ZoneParts) {
    this.blocks = parts.blocks;
    this.names = parts.names;
    this.records = parts.records;
    this.#index = parts.index;
    this.#elsewhere = parts.elsewhere;
    const hasSoa = parts.soaOwner >= 0;
    this.apex = hasSoa ? (parts.soaOwner as AbsoluteName) : parts.origin;
    this.classNumber = Math.abs(parts.classNumber);
    const apexTypes = this.#index.typesOf(this.apex);
    const isZone = hasSoa || (apexTypes & TypeBit.ns) !== 0;
    this.isComplete = isZone && !parts.hasUnreadParts;
    this.isApexDname = (apexTypes & TypeBit.dname) !== 0;
    const ownCuts = (apexTypes & cutBits) !== 0 ? 1 : 0;
    this.hasCuts = this.isApexDname || this.#index.cuts > ownCuts;
  }

  /** Errors that reading found, in order of their place. */
  get errors(): readonly SyntaxProblem[] {
    this.#errors ??= this.blocks.errors();
    return this.#errors.errors;
  }

  get omittedErrors(): number {
    this.#errors ??= this.blocks.errors();
    return this.#errors.omitted;
  }

  /** What its comments say about rules. */
  get ignores(): Ignores {
    this.#ignores ??= new Ignores(this);
    return this.#ignores;
  }

  /** Runs something and tells the watcher each name that is asked for meanwhile. */
  watching(watch: (name: AbsoluteName) => void, run: () => void): void {
    this.#watch = watch;
    try {
      run();
    } finally {
      this.#watch = undefined;
    }
  }

  /**
   * The NS and DNAME bits of a name: what lies below it is not this zone's to say. Every check
   * depends on where the cuts are, so that asking is not noted.
   */
  cutsAt(name: AbsoluteName): number {
    return this.#index.typesOf(name) & cutBits;
  }

  /** Changes whenever a cut comes or goes. */
  get cutChanges(): number {
    return this.#index.cutChanges;
  }

  /** The TypeBits of what a name owns. */
  typesOf(name: AbsoluteName): number {
    // Whatever the apex owns, every check depends on.
    if (name !== this.apex) this.#watch?.(name);
    return this.#index.typesOf(name);
  }

  /** True where an owner may have several records of one type. */
  ownsSeveral(owner: AbsoluteName): boolean {
    this.#watch?.(owner);
    return this.#index.ownsSeveral(owner);
  }

  /** The records of one owner and type, in file order. */
  recordsOf(owner: AbsoluteName, type: number): readonly RecordIndex[] {
    this.#watch?.(owner);
    const found: RecordIndex[] = [];
    for (let next = this.#index.headOf(owner); next > 0; next = this.records.nexts.get(next - 1)) {
      if (this.records.types.get(next - 1) === type) found.push(next - 1);
    }
    return found;
  }

  /** The first record of an owner in file order, -1 for none. */
  firstOf(owner: AbsoluteName): RecordIndex {
    this.#watch?.(owner);
    return this.#index.headOf(owner) - 1;
  }

  /** The next record of the same owner in file order, -1 for none. */
  nextOf(record: RecordIndex): RecordIndex {
    return this.records.nexts.get(record) - 1;
  }

  /** The TypeBits of the NS and MX records that name it, wherever they are in the zone. */
  namedBy(name: AbsoluteName): number {
    this.#watch?.(name);
    return this.#index.namedBy(name);
  }

  /** Every name that owns one of the types, in the order in which names first occur. */
  *ownersWith(bits: number): Generator<AbsoluteName> {
    for (let owner = this.ownerFrom(0, bits); owner !== undefined; ) {
      yield owner;
      owner = this.ownerFrom(owner + 1, bits);
    }
  }

  /** The first name from a number on that owns one of the types; quicker than `ownersWith`. */
  ownerFrom(first: number, bits: number): AbsoluteName | undefined {
    const index = this.#index;
    for (let name = first; name < index.size; name++)
      if ((index.typesOf(name as AbsoluteName) & bits) !== 0) return name as AbsoluteName;
    return undefined;
  }

  /** True for a name that owns records or has names below it that do (RFC 4592 2.2.2). */
  exists(name: AbsoluteName): boolean {
    this.#watch?.(name);
    return this.#index.exists(name);
  }

  /** False where nothing is known of names that are not this zone's to answer for. */
  get knowsOthers(): boolean {
    return this.#elsewhere !== undefined;
  }

  /** What the file of another zone says of a name that is not this zone's to answer for. */
  elsewhere(name: AbsoluteName): OtherAnswer | undefined {
    if (this.#elsewhere === undefined) return undefined;
    this.#watch?.(name);
    return this.#elsewhere.ask(name, this.apex);
  }

  /** The address records of one owner, as they are written. */
  addressesOf(owner: AbsoluteName): readonly string[] {
    return [...this.recordsOf(owner, RRType.A), ...this.recordsOf(owner, RRType.AAAA)].map(
      (record) => this.rdataText(record),
    );
  }

  /** The block that a record stands in. */
  syntaxOf(record: RecordIndex): Syntax {
    const syntax = this.blocks.syntaxOf(this.records.blocks.get(record));
    if (syntax === undefined) throw new RangeError(`No record ${record}.`);
    return syntax;
  }

  placeOf(record: RecordIndex): EntryPlace {
    return {
      block: this.records.blocks.get(record),
      syntax: this.syntaxOf(record),
      entry: this.records.entries.get(record),
    };
  }

  /** True for a record that has an error; name servers load no such zone. */
  isFlawed(record: RecordIndex): boolean {
    const flawed = this.blocks.flawedEntriesOf(this.records.blocks.get(record));
    return flawed.has(this.records.entries.get(record));
  }

  ownerOf(record: RecordIndex): AbsoluteName {
    return this.records.owners.get(record) as AbsoluteName;
  }

  /** The name that the record points to, such as the exchange. */
  targetOf(record: RecordIndex): AbsoluteName | undefined {
    const target = this.records.targets.get(record);
    return target < 0 ? undefined : (target as AbsoluteName);
  }

  targetSpan(record: RecordIndex): Span {
    return tokenSpan(this.syntaxOf(record), this.records.targetTokens.get(record));
  }

  /** The target as it is written; from generic RDATA (RFC 3597 5) its name with the final dot. */
  targetText(record: RecordIndex): string {
    const target = this.targetOf(record);
    if (target !== undefined && this.#isGeneric(record)) return this.names.text(target);
    return tokenText(this.syntaxOf(record), this.records.targetTokens.get(record));
  }

  /** True where RDATA is in generic notation (RFC 3597 5); looked at without making a string. */
  #isGeneric(record: RecordIndex): boolean {
    const { text, tokenStarts, tokenEnds } = this.syntaxOf(record);
    const token = this.records.rdataTokens.get(record);
    const start = tokenStarts.get(token);
    return tokenEnds.get(token) === start + 2 && text.startsWith('\\#', start);
  }

  /** The first field of RDATA: an MX record's preference, an A record's address. */
  rdataSpan(record: RecordIndex): Span {
    return tokenSpan(this.syntaxOf(record), this.records.rdataTokens.get(record));
  }

  rdataText(record: RecordIndex): string {
    return tokenText(this.syntaxOf(record), this.records.rdataTokens.get(record));
  }

  entrySpan(record: RecordIndex): Span {
    return entrySpan(this.syntaxOf(record), this.records.entries.get(record));
  }

  /** From the entry's first field to its last, without blanks, comment and line end. */
  recordSpan(record: RecordIndex): Span {
    const syntax = this.syntaxOf(record);
    if (syntax.generatedBy !== undefined) return tokenSpan(syntax, 0);
    const entry = this.records.entries.get(record);
    let last = syntax.entryTokens.get(entry + 1) - 1;
    while (
      last > syntax.entryTokens.get(entry) &&
      syntax.tokenKinds.get(last) === TokenKind.comment
    )
      last--;
    return {
      file: syntax.file,
      start: syntax.base + syntax.tokenStarts.get(syntax.entryTokens.get(entry)),
      end: syntax.base + syntax.tokenEnds.get(last),
    };
  }

  /** The origin in force at an entry. */
  originAt({ block, entry }: Pick<EntryPlace, 'block' | 'entry'>): AbsoluteName {
    const origins = this.blocks.originsOf(block);
    let low = 0;
    let high = origins.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((origins[middle]?.entry ?? 0) <= entry) low = middle;
      else high = middle - 1;
    }
    return origins[low]?.origin ?? this.apex;
  }

  /** The origin in force at a record. */
  originOf(record: RecordIndex): AbsoluteName {
    return this.originAt({
      block: this.records.blocks.get(record),
      entry: this.records.entries.get(record),
    });
  }

  /** The entry that an offset of a file lies in. */
  entryAt(file: FileIndex, offset: number): EntryPlace | undefined {
    const block = this.blocks.at(file, offset);
    const syntax = block === undefined ? undefined : this.blocks.syntaxOf(block);
    if (block === undefined || syntax === undefined) return undefined;
    return { block, syntax, entry: entryAt(syntax, offset - syntax.base) };
  }

  /** The record that an entry holds, if it holds one. */
  recordIn({ block, entry }: EntryPlace): RecordIndex | undefined {
    const records = this.blocks.recordsOf(block);
    let low = 0;
    let high = records.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const record = records[middle] ?? 0;
      const at = this.records.entries.get(record);
      if (at === entry) return record;
      if (at < entry) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }
}

/** Errors of several lists, in order of their place and as many as a list takes. */
export function mergeErrors(lists: readonly ErrorList[]): ZoneErrors {
  const all = lists.flatMap(({ errors }) => errors);
  const errors = all
    .sort((a, b) => a.span.file - b.span.file || a.span.start - b.span.start)
    .slice(0, ErrorList.maximum);
  const omitted = lists.reduce((sum, list) => sum + list.omitted, all.length - errors.length);
  return { errors, omitted };
}
