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
  let count = 0;
  let steps = 0;
  for (const owner of now.ownersWith(-1)) {
    if (++steps % ownersPerStep === 0) yield;
    const lines = records.of(owner);
    if (lines.size === 0) continue;
    const same = before.names.parse(now.names.text(owner));
    if (same === undefined || !isSameSet(lines, recordsBefore.of(same))) return true;
    count++;
  }
  for (const owner of before.ownersWith(-1)) {
    if (++steps % ownersPerStep === 0) yield;
    if (recordsBefore.has(owner) && --count < 0) return true;
  }
  return false;
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
