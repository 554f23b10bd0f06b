import type { AbsoluteName } from '../dns/name';
import { RRType } from '../syntax/mnemonics';
import type { Span } from '../text/span';
import { type AddressSource, addressSource } from './hostAddresses';
import { lookUp, type ZoneAnswer } from './lookup';
import type { OtherAnswer } from './otherZones';
import type { RecordIndex, Zone } from './zone';

/** One MX record that is sound. Spans are worked out when someone asks: most records have no flaw. */
export class MxRecord {
  readonly record: RecordIndex;
  readonly preference: number;
  readonly exchange: AbsoluteName;
  /** True for an exchange at or below the zone’s apex. */
  readonly isInZone: boolean;
  readonly #zone: Zone;
  #answer: ZoneAnswer | undefined;

  constructor(zone: Zone, record: RecordIndex, preference: number, exchange: AbsoluteName) {
    this.#zone = zone;
    this.record = record;
    this.preference = preference;
    this.exchange = exchange;
    this.isInZone = zone.names.isAtOrBelow(exchange, zone.apex);
  }

  /** What the zone answers for the exchange; several rules ask for it. */
  get answer(): ZoneAnswer {
    this.#answer ??= lookUp(this.#zone, this.exchange);
    return this.#answer;
  }

  get preferenceSpan(): Span {
    return this.#zone.rdataSpan(this.record);
  }

  get exchangeSpan(): Span {
    return this.#zone.targetSpan(this.record);
  }
}

/** An exchange whose addresses are known, in this zone or in the file of another one. */
export interface ExchangeHost {
  /** The first record that names it. */
  readonly mx: MxRecord;
  /** Who has the addresses: the exchange, its canonical name, or a wildcard. */
  readonly source: AddressSource;
}

/** What the files of other zones say of the hosts that are not in this zone. */
export function filesOf(hosts: readonly ExchangeHost[]): readonly OtherAnswer[] {
  return hosts.flatMap(({ source }) => (typeof source === 'object' ? source : []));
}

/** The MX RRset of one owner, in file order. */
export class MxSet {
  readonly owner: AbsoluteName;
  readonly records: readonly MxRecord[];
  /** True where one of them is a null MX. */
  readonly hasNull: boolean;
  readonly #zone: Zone;
  #hosts: readonly ExchangeHost[] | undefined;

  constructor(zone: Zone, owner: AbsoluteName, records: readonly MxRecord[]) {
    this.#zone = zone;
    this.owner = owner;
    this.records = records;
    this.hasNull = records.some((mx) => isNullMx(zone, mx));
  }

  /**
   * The exchanges whose addresses are known, each once, in file order; none where there are not
   * several. Where records are missing in the zone, further addresses may be among them, so that none
   * is known.
   */
  get hosts(): readonly ExchangeHost[] {
    this.#hosts ??= this.#findHosts();
    return this.#hosts;
  }

  #findHosts(): readonly ExchangeHost[] {
    if (!this.#zone.isComplete) return noHosts;
    let hosts: Map<AbsoluteName, ExchangeHost> | undefined;
    let first: MxRecord | undefined;
    for (const mx of this.records) {
      if (mx.exchange === first?.exchange || !(mx.isInZone || this.#zone.knowsOthers)) continue;
      // Mostly there is none or one: nothing is asked of the zone then.
      if (first === undefined) {
        first = mx;
        continue;
      }
      hosts ??= this.#addHost(first, new Map());
      this.#addHost(mx, hosts);
    }
    return hosts !== undefined && hosts.size > 1 ? [...hosts.values()] : noHosts;
  }

  #addHost(mx: MxRecord, hosts: Map<AbsoluteName, ExchangeHost>): Map<AbsoluteName, ExchangeHost> {
    if (hosts.has(mx.exchange)) return hosts;
    const source = addressSource(this.#zone, mx.exchange);
    if (source !== undefined) hosts.set(mx.exchange, { mx, source });
    return hosts;
  }
}

const noHosts: readonly ExchangeHost[] = [];

/** The exchanges that share a preference: senders take one of them at random (RFC 5321 5.1). */
export interface DeliveryGroup {
  readonly preference: number;
  readonly exchanges: readonly AbsoluteName[];
}

export function mxSetOf(zone: Zone, owner: AbsoluteName): MxSet {
  const records: MxRecord[] = [];
  for (const record of zone.recordsOf(owner, RRType.MX)) {
    const exchange = zone.targetOf(record);
    const preference = zone.records.facts.get(record);
    if (exchange === undefined || preference < 0) continue;
    records.push(new MxRecord(zone, record, preference, exchange));
  }
  return new MxSet(zone, owner, records);
}

/** True where two records have the same preference, or the same exchange; quick for the usual few. */
export function hasRepeated({ records }: MxSet, key: 'preference' | 'exchange'): boolean {
  if (records.length > 8) return new Set(records.map((mx) => mx[key])).size < records.length;
  for (let i = 1; i < records.length; i++) {
    for (let j = 0; j < i; j++) if (records[i]?.[key] === records[j]?.[key]) return true;
  }
  return false;
}

/** True for an exchange of `.`: the domain takes no mail (RFC 7505 3). */
export function isNullMx(zone: Zone, mx: MxRecord): boolean {
  return mx.exchange === zone.names.root;
}

/** The groups in the order in which a sender tries them; an exchange listed twice counts where it is best. */
export function deliveryGroups(records: readonly MxRecord[]): readonly DeliveryGroup[] {
  const best = new Map<AbsoluteName, number>();
  for (const { exchange, preference } of records)
    best.set(exchange, Math.min(preference, best.get(exchange) ?? preference));
  const groups = new Map<number, AbsoluteName[]>();
  for (const [exchange, preference] of best) {
    const group = groups.get(preference);
    if (group === undefined) groups.set(preference, [exchange]);
    else group.push(exchange);
  }
  return [...groups]
    .sort(([a], [b]) => a - b)
    .map(([preference, exchanges]) => ({ preference, exchanges }));
}
