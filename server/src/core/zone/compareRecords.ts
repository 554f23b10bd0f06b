import type { AbsoluteName } from '../dns/name';
import { RRType } from '../syntax/mnemonics';
import { canonicalRdata } from './canonical';
import type { RecordIndex, Zone } from './zone';

/** Work between two pauses, in owners. */
const ownersPerStep = 64;

/**
 * Tells whether two zones of one apex have other records: another owner, TTL, type or RDATA. How and
 * in which order they are written does not matter, nor does the serial, nor what a name server
 * would not load. Pauses now and then; the zones must stay what they are until the end.
 */
export function* hasOtherRecords(now: Zone, before: Zone): Generator<undefined, boolean> {
  if (now.classNumber !== before.classNumber) return true;
  const [records, recordsBefore] = [new ComparedRecords(now), new ComparedRecords(before)];
  const sameNames = new SameNames(now, before);
  let count = 0;
  let steps = 0;
  for (const owner of now.ownersWith(-1)) {
    if (++steps % ownersPerStep === 0) yield;
    if (!records.has(owner)) continue;
    const same = sameNames.of(owner);
    if (same === undefined) return true;
    count++;
    if (records.isWrittenAs(owner, recordsBefore, same, sameNames)) continue;
    if (!isSameSet(records.of(owner), recordsBefore.of(same))) return true;
  }
  for (const owner of before.ownersWith(-1)) {
    if (++steps % ownersPerStep === 0) yield;
    if (recordsBefore.has(owner) && --count < 0) return true;
  }
  return false;
}

/** Names of one zone in another one; the same few origins are asked for again and again. */
class SameNames {
  readonly #from: Zone;
  readonly #to: Zone;
  #last: readonly [AbsoluteName, AbsoluteName | undefined] | undefined;

  constructor(from: Zone, to: Zone) {
    this.#from = from;
    this.#to = to;
  }

  of(name: AbsoluteName): AbsoluteName | undefined {
    return this.#to.names.parse(this.#from.names.text(name));
  }

  isSame(name: AbsoluteName, other: AbsoluteName): boolean {
    if (this.#last?.[0] !== name) this.#last = [name, this.of(name)];
    return this.#last[1] === other;
  }
}

/** The records of a zone in a form that is equal where they mean the same. */
class ComparedRecords {
  readonly #zone: Zone;
  /** For records before which no TTL is said: the minimum of the SOA record, as BIND takes it. */
  readonly #fallbackTtl: string;

  constructor(zone: Zone) {
    this.#zone = zone;
    const [soa] = zone.recordsOf(zone.apex, RRType.SOA);
    this.#fallbackTtl =
      soa === undefined ? '' : (canonicalRdata(zone, soa).split(' ').at(-1) ?? '');
  }

  of(owner: AbsoluteName): ReadonlySet<string> {
    const lines = new Set<string>();
    for (const record of this.#records(owner)) lines.add(this.#line(record));
    return lines;
  }

  has(owner: AbsoluteName): boolean {
    return this.#records(owner).next().done !== true;
  }

  /** True where the records of two owners are written alike; they may be the same where not. */
  isWrittenAs(
    owner: AbsoluteName,
    other: ComparedRecords,
    otherOwner: AbsoluteName,
    names: SameNames,
  ): boolean {
    const others = other.#records(otherOwner);
    for (const record of this.#records(owner)) {
      const { value, done } = others.next();
      if (done === true) return false;
      const written = this.#written(record);
      if (written === undefined || written !== other.#written(value)) return false;
      if (!names.isSame(this.#zone.originOf(record), other.#zone.originOf(value))) return false;
    }
    return others.next().done === true;
  }

  /** Type, TTL and RDATA as they stand there; nothing for an SOA record, whose serial does not count. */
  #written(record: RecordIndex): string | undefined {
    const zone = this.#zone;
    const type = zone.records.types.get(record);
    const syntax = zone.syntaxOf(record);
    if (type === RRType.SOA || syntax.generatedBy !== undefined) return undefined;
    const ttl = zone.records.ttls.get(record);
    const start = syntax.tokenStarts.get(zone.records.rdataTokens.get(record));
    const end = zone.recordSpan(record).end - syntax.base;
    return `${type} ${ttl >= 0 ? ttl : this.#fallbackTtl} ${syntax.text.slice(start, end)}`;
  }

  *#records(owner: AbsoluteName): Generator<RecordIndex> {
    const zone = this.#zone;
    if (!zone.names.isAtOrBelow(owner, zone.apex)) return;
    for (let record = zone.firstOf(owner); record >= 0; record = zone.nextOf(record)) {
      if (!zone.isFlawed(record)) yield record;
    }
  }

  #line(record: RecordIndex): string {
    const type = this.#zone.records.types.get(record);
    const ttl = this.#zone.records.ttls.get(record);
    const rdata = canonicalRdata(this.#zone, record);
    const kept = type === RRType.SOA ? rdata.replace(/^(\S+ \S+) \S+/, '$1') : rdata;
    return `${type} ${ttl >= 0 ? ttl : this.#fallbackTtl} ${kept}`;
  }
}

function isSameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((line) => b.has(line));
}
