import type { AbsoluteName, NameTable } from '../dns/name';
import { RRType } from '../syntax/mnemonics';
import { IntList } from '../text/intList';
import type { RecordTable } from './recordTable';
import { cutBits, TypeBit, typeBit } from './typeBits';

/** By name: how many NS and MX records name it. Made when first asked. */
interface Namers {
  readonly servers: IntList;
  readonly exchanges: IntList;
}

/** Marks a name that owns a record whose type is not told apart from that of another one. */
const severalMark = 1 << 15;

const sharedBits = TypeBit.other | TypeBit.dnssec;

/** The TypeBits and marks of a name that come to own one more record. */
function withRecord(mask: number, bit: number): number {
  return mask | bit | (((mask | sharedBits) & bit) === 0 ? 0 : severalMark);
}

/** What each name of a zone owns: its records as a chain, and its types as bits. */
export class NameIndex {
  readonly #names: NameTable;
  readonly #records: RecordTable;
  /** By name: its first record plus one. */
  readonly #heads: IntList;
  readonly #tails: IntList;
  readonly #masks: IntList;
  /** By name: 1 for owning something, and 1 for each child that exists. Made when first asked. */
  #existing: IntList | undefined;
  #cutChanges = 0;
  #cuts = 0;
  #namers: Namers | undefined;

  /** `expected` is about how many names there will be. */
  constructor(names: NameTable, records: RecordTable, expected = 1024) {
    this.#heads = new IntList(expected);
    this.#tails = new IntList(expected);
    this.#masks = new IntList(expected);
    this.#names = names;
    this.#records = records;
  }

  /** Names from this one on own nothing. */
  get size(): number {
    return this.#masks.length;
  }

  typesOf(name: AbsoluteName): number {
    return this.#masks.get(name) & ~severalMark;
  }

  /** True where a name may own several records of one type: types that share a bit are not told apart. */
  ownsSeveral(name: AbsoluteName): boolean {
    return (this.#masks.get(name) & severalMark) !== 0;
  }

  /** Goes up whenever a name comes to own NS or DNAME records, or no longer does. */
  get cutChanges(): number {
    return this.#cutChanges;
  }

  /** How many names own NS or DNAME records, the apex among them. */
  get cuts(): number {
    return this.#cuts;
  }

  /** The first record of a name plus one, 0 for none; the others follow by `nexts`. */
  headOf(name: AbsoluteName): number {
    return this.#heads.get(name);
  }

  /** Links all records, none of which was linked before, in their order. */
  appendAll(): void {
    const { owners, types, nexts, length } = this.#records;
    nexts.extend(length);
    for (let record = 0; record < length; record++)
      this.append(owners.get(record) as AbsoluteName, record, typeBit(types.get(record)));
  }

  /** Links a record that comes after all others of its owner. */
  append(owner: AbsoluteName, record: number, bit: number): void {
    this.addTypes(owner, withRecord(this.#masks.get(owner), bit));
    this.#records.nexts.set(record, 0);
    const tail = this.#tails.get(owner);
    if (tail === 0) this.#heads.set(owner, record + 1);
    else this.#records.nexts.set(tail - 1, record + 1);
    this.#tails.set(owner, record + 1);
  }

  addTypes(owner: AbsoluteName, bits: number): void {
    this.#reach(owner);
    const before = this.#masks.get(owner);
    this.#masks.set(owner, before | bits);
    this.#noteCuts(before, before | bits);
    if (before === 0 && bits !== 0 && this.#existing !== undefined) this.#raise(owner);
  }

  /**
   * Links the records of an owner anew, in the order given. Gives the names that exist now and did
   * not before, or the other way round.
   */
  relink(
    owner: AbsoluteName,
    records: readonly number[],
    furtherTypes: number,
  ): readonly AbsoluteName[] {
    this.#reach(owner);
    const { nexts, types } = this.#records;
    let mask = furtherTypes;
    let previous = -1;
    for (const record of records) {
      if (previous >= 0) nexts.set(previous, record + 1);
      mask = withRecord(mask, typeBit(types.get(record)));
      previous = record;
    }
    if (previous >= 0) nexts.set(previous, 0);
    this.#heads.set(owner, (records[0] ?? -1) + 1);
    this.#tails.set(owner, previous + 1);
    const before = this.#masks.get(owner);
    this.#masks.set(owner, mask);
    this.#noteCuts(before, mask);
    // As long as nobody asked what exists, nobody depends on it.
    if ((before === 0) === (mask === 0) || this.#existing === undefined) return [];
    return mask === 0 ? this.#lower(owner) : this.#raise(owner);
  }

  /** The TypeBits of the NS and MX records that name it, wherever they are in the zone. */
  namedBy(name: AbsoluteName): number {
    this.#namers ??= this.#countNamers();
    const { servers, exchanges } = this.#namers;
    return (servers.get(name) > 0 ? TypeBit.ns : 0) | (exchanges.get(name) > 0 ? TypeBit.mx : 0);
  }

  /** Counts a record that came or went among those that name its target; gives the target. */
  countNamer(record: number, by: number): AbsoluteName | undefined {
    const type = this.#records.types.get(record);
    const target = this.#records.targets.get(record);
    if (target < 0 || (type !== RRType.NS && type !== RRType.MX)) return undefined;
    const counts = type === RRType.NS ? this.#namers?.servers : this.#namers?.exchanges;
    counts?.extend(target + 1);
    counts?.set(target, counts.get(target) + by);
    return target as AbsoluteName;
  }

  #countNamers(): Namers {
    const namers = {
      servers: new IntList(this.#names.size),
      exchanges: new IntList(this.#names.size),
    };
    this.#namers = namers;
    for (let record = 0; record < this.#records.length; record++) this.countNamer(record, 1);
    return namers;
  }

  /** True for a name that owns records or has names below it that do (RFC 4592 2.2.2). */
  exists(name: AbsoluteName): boolean {
    this.#existing ??= this.#countExisting();
    return this.#existing.get(name) > 0;
  }

  #noteCuts(before: number, after: number): void {
    if (((before ^ after) & cutBits) === 0) return;
    this.#cutChanges++;
    this.#cuts += ((after & cutBits) !== 0 ? 1 : 0) - ((before & cutBits) !== 0 ? 1 : 0);
  }

  #reach(name: AbsoluteName): void {
    if (name < this.#masks.length) return;
    this.#heads.extend(name + 1);
    this.#tails.extend(name + 1);
    this.#masks.extend(name + 1);
  }

  #countExisting(): IntList {
    const existing = new IntList(this.#names.size);
    this.#existing = existing;
    for (let name = 0; name < this.size; name++) {
      if (this.#masks.get(name) !== 0) this.#raise(name as AbsoluteName);
    }
    return existing;
  }

  /** Counts one more at a name; gives the names that did not exist before. */
  #raise(from: AbsoluteName): readonly AbsoluteName[] {
    const existing = this.#existing;
    const risen: AbsoluteName[] = [];
    if (existing === undefined) return risen;
    existing.extend(this.#names.size);
    for (let name = from; ; name = this.#names.parent(name)) {
      const count = existing.get(name);
      existing.set(name, count + 1);
      if (count > 0) return risen;
      risen.push(name);
      if (name === this.#names.root) return risen;
    }
  }

  /** Counts one less at a name; gives the names that no longer exist. */
  #lower(from: AbsoluteName): readonly AbsoluteName[] {
    const existing = this.#existing;
    const fallen: AbsoluteName[] = [];
    if (existing === undefined) return fallen;
    for (let name = from; ; name = this.#names.parent(name)) {
      const count = existing.get(name) - 1;
      existing.set(name, count);
      if (count > 0) return fallen;
      fallen.push(name);
      if (name === this.#names.root) return fallen;
    }
  }
}
