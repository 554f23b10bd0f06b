import type { AbsoluteName, NameTable } from '../dns/name';
import { RRType } from '../syntax/mnemonics';
import { entrySpan, type Syntax, type SyntaxProblem, tokenSpan, tokenText } from '../syntax/syntax';
import { IntList } from '../text/intList';
import type { Span } from '../text/span';

/** Number of a record within its zone, in file order. */
export type RecordIndex = number;

/** What a name owns, as bits; types that no check asks for share one. */
export const TypeBit = {
  a: 1,
  aaaa: 2,
  cname: 4,
  mx: 8,
  ns: 16,
  dname: 32,
  soa: 64,
  txt: 128,
  srv: 256,
  ptr: 512,
  tlsa: 1024,
  spf: 2048,
  ds: 4096,
  /** RRSIG, NSEC, NSEC3 and their forerunners: they may stand beside every other type. */
  dnssec: 8192,
  other: 16384,
} as const;

/** The bits of types whose number is below 64, by number: most records are asked for theirs. */
const bitsByType = new Int32Array(64).fill(TypeBit.other as number);
for (const [type, bit] of [
  [RRType.A, TypeBit.a],
  [RRType.NS, TypeBit.ns],
  [RRType.CNAME, TypeBit.cname],
  [RRType.SOA, TypeBit.soa],
  [RRType.PTR, TypeBit.ptr],
  [RRType.MX, TypeBit.mx],
  [RRType.TXT, TypeBit.txt],
  [RRType.SIG, TypeBit.dnssec],
  [RRType.KEY, TypeBit.dnssec],
  [RRType.AAAA, TypeBit.aaaa],
  [RRType.NXT, TypeBit.dnssec],
  [RRType.SRV, TypeBit.srv],
  [RRType.DNAME, TypeBit.dname],
  [RRType.DS, TypeBit.ds],
  [RRType.RRSIG, TypeBit.dnssec],
  [RRType.NSEC, TypeBit.dnssec],
  [RRType.NSEC3, TypeBit.dnssec],
  [RRType.TLSA, TypeBit.tlsa],
] as const)
  bitsByType[type] = bit;

export const addressBits = TypeBit.a | TypeBit.aaaa;

/** The TypeBit of a type. */
export function typeBit(type: number): number {
  if (type === RRType.SPF) return TypeBit.spf;
  return bitsByType[type] ?? TypeBit.other;
}

/** Columns of the record table; a row is a record. Filled by the builder alone. */
export class RecordTable {
  readonly owners: IntList;
  readonly types: IntList;
  /** Seconds, -1 where the zone does not say. */
  readonly ttls: IntList;
  readonly files: IntList;
  readonly entries: IntList;
  readonly typeTokens: IntList;
  /** The first RDATA token. */
  readonly rdataTokens: IntList;
  /** The name in RDATA that the zone indexes (exchange, canonical name …), -1 for none. */
  readonly targets: IntList;
  readonly targetTokens: IntList;
  /** The preference of an MX record, -1 where it has none that is valid. */
  readonly preferences: IntList;
  /** The next record of the same owner plus one; 0 for none. */
  readonly nexts: IntList;

  /** `capacity` is about how many records there will be: growing costs a copy. */
  constructor(capacity: number) {
    this.owners = new IntList(capacity);
    this.types = new IntList(capacity);
    this.ttls = new IntList(capacity);
    this.files = new IntList(capacity);
    this.entries = new IntList(capacity);
    this.typeTokens = new IntList(capacity);
    this.rdataTokens = new IntList(capacity);
    this.targets = new IntList(capacity);
    this.targetTokens = new IntList(capacity);
    this.preferences = new IntList(capacity);
    this.nexts = new IntList(capacity);
  }

  get length(): number {
    return this.owners.length;
  }
}

/** The origin from an entry on, until the next change. */
export interface OriginChange {
  readonly file: number;
  readonly entry: number;
  readonly origin: AbsoluteName;
}

/** What the builder found; Zone gives it a face. */
export interface ZoneParts {
  readonly files: readonly Syntax[];
  readonly names: NameTable;
  readonly records: RecordTable;
  /** By name: its first record plus one. */
  readonly heads: IntList;
  /** By name: its TypeBits. */
  readonly masks: IntList;
  readonly apex: AbsoluteName;
  readonly classNumber: number;
  readonly isComplete: boolean;
  readonly origins: readonly OriginChange[];
  readonly errors: readonly SyntaxProblem[];
  readonly omittedErrors: number;
}

/** One zone as its files have it: an immutable snapshot. */
export class Zone {
  readonly files: readonly Syntax[];
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
  readonly errors: readonly SyntaxProblem[];
  readonly omittedErrors: number;
  readonly #heads: IntList;
  readonly #masks: IntList;
  readonly #origins: readonly OriginChange[];
  #existing: Uint8Array | undefined;
  #namedBy: Uint8Array | undefined;

  constructor(parts: ZoneParts) {
    this.files = parts.files;
    this.names = parts.names;
    this.records = parts.records;
    this.apex = parts.apex;
    this.classNumber = parts.classNumber;
    this.isComplete = parts.isComplete;
    this.errors = parts.errors;
    this.omittedErrors = parts.omittedErrors;
    this.#heads = parts.heads;
    this.#masks = parts.masks;
    this.#origins = parts.origins;
  }

  /** The TypeBits of what a name owns. */
  typesOf(name: AbsoluteName): number {
    return this.#masks.get(name);
  }

  /** The records of one owner and type, in file order. */
  recordsOf(owner: AbsoluteName, type: number): readonly RecordIndex[] {
    const found: RecordIndex[] = [];
    for (let next = this.#heads.get(owner); next > 0; next = this.records.nexts.get(next - 1)) {
      if (this.records.types.get(next - 1) === type) found.push(next - 1);
    }
    return found;
  }

  /** The first record of an owner in file order, -1 for none. */
  firstOf(owner: AbsoluteName): RecordIndex {
    return this.#heads.get(owner) - 1;
  }

  /** The next record of the same owner in file order, -1 for none. */
  nextOf(record: RecordIndex): RecordIndex {
    return this.records.nexts.get(record) - 1;
  }

  /** The TypeBits of the NS and MX records that name it, wherever they are in the zone. */
  namedBy(name: AbsoluteName): number {
    this.#namedBy ??= this.#markNamed();
    return this.#namedBy[name] ?? 0;
  }

  /** Every name that owns one of the types, in the order in which names first occur. */
  *ownersWith(bits: number): Generator<AbsoluteName> {
    for (let name = 0; name < this.#masks.length; name++) {
      if ((this.#masks.get(name) & bits) !== 0) yield name as AbsoluteName;
    }
  }

  /** True for a name that owns records or has names below it that do (RFC 4592 2.2.2). */
  exists(name: AbsoluteName): boolean {
    this.#existing ??= this.#markExisting();
    return this.#existing[name] === 1;
  }

  /** The address records of one owner, as they are written. */
  addressesOf(owner: AbsoluteName): readonly string[] {
    return [...this.recordsOf(owner, RRType.A), ...this.recordsOf(owner, RRType.AAAA)].map(
      (record) => this.rdataText(record),
    );
  }

  fileOf(record: RecordIndex): Syntax {
    const syntax = this.files[this.records.files.get(record)];
    if (syntax === undefined) throw new RangeError(`No record ${record}.`);
    return syntax;
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
    return tokenSpan(this.fileOf(record), this.records.targetTokens.get(record));
  }

  /** The target as it is written; from generic RDATA (RFC 3597 5) its name with the final dot. */
  targetText(record: RecordIndex): string {
    const target = this.targetOf(record);
    if (target !== undefined && this.#isGeneric(record)) return this.names.text(target);
    return tokenText(this.fileOf(record), this.records.targetTokens.get(record));
  }

  /** True where RDATA is in generic notation (RFC 3597 5); looked at without making a string. */
  #isGeneric(record: RecordIndex): boolean {
    const { text, tokenStarts, tokenEnds } = this.fileOf(record);
    const token = this.records.rdataTokens.get(record);
    const start = tokenStarts.get(token);
    return tokenEnds.get(token) === start + 2 && text.startsWith('\\#', start);
  }

  /** The first field of RDATA: an MX record's preference, an A record's address. */
  rdataSpan(record: RecordIndex): Span {
    return tokenSpan(this.fileOf(record), this.records.rdataTokens.get(record));
  }

  rdataText(record: RecordIndex): string {
    return tokenText(this.fileOf(record), this.records.rdataTokens.get(record));
  }

  entrySpan(record: RecordIndex): Span {
    return entrySpan(this.fileOf(record), this.records.entries.get(record));
  }

  /** From the entry's first field to its last, without blanks, comment and line end. */
  recordSpan(record: RecordIndex): Span {
    const syntax = this.fileOf(record);
    const entry = this.records.entries.get(record);
    let last = syntax.entryTokens.get(entry + 1) - 1;
    while (last > syntax.entryTokens.get(entry) && syntax.tokenKinds.get(last) > 4) last--;
    return {
      file: syntax.file,
      start: syntax.tokenStarts.get(syntax.entryTokens.get(entry)),
      end: syntax.tokenEnds.get(last),
    };
  }

  /** The origin in force at an entry. */
  originAt(file: number, entry: number): AbsoluteName {
    let low = 0;
    let high = this.#origins.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      const change = this.#origins[middle];
      const isBefore =
        change !== undefined &&
        (change.file < file || (change.file === file && change.entry <= entry));
      if (isBefore) low = middle;
      else high = middle - 1;
    }
    return this.#origins[low]?.origin ?? this.apex;
  }

  /** The origin in force at a record. */
  originOf(record: RecordIndex): AbsoluteName {
    return this.originAt(this.records.files.get(record), this.records.entries.get(record));
  }

  /** The record that an entry holds, if it holds one. */
  recordInEntry(file: number, entry: number): RecordIndex | undefined {
    let low = 0;
    let high = this.records.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const at = this.records.entries.get(middle);
      if (at === entry && this.records.files.get(middle) === file) return middle;
      if (at < entry) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }

  #markNamed(): Uint8Array {
    const { types, targets, length } = this.records;
    const named = new Uint8Array(this.names.size);
    for (let record = 0; record < length; record++) {
      const bit = typeBit(types.get(record)) & (TypeBit.ns | TypeBit.mx);
      const target = targets.get(record);
      if (bit !== 0 && target >= 0) named[target] = (named[target] ?? 0) | bit;
    }
    return named;
  }

  #markExisting(): Uint8Array {
    const existing = new Uint8Array(this.names.size);
    for (const owner of this.ownersWith(-1)) {
      this.#ancestors(owner, (name) => {
        if (existing[name] === 1) return false;
        existing[name] = 1;
        return true;
      });
    }
    return existing;
  }

  /** Visits a name and its ancestors up to the apex, until the visitor says false. */
  #ancestors(from: AbsoluteName, visit: (name: AbsoluteName) => boolean): void {
    for (let name = from; visit(name); name = this.names.parent(name)) {
      if (name === this.apex || name === this.names.root) return;
    }
  }
}
