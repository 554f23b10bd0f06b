import type { AbsoluteName } from '../dns/name';
import { RRType } from '../syntax/mnemonics';
import type { Span } from '../text/span';
import type { RecordIndex, Zone } from './zone';

/** One MX record that is sound. Spans are worked out when someone asks: most records have no flaw. */
export class MxRecord {
  readonly record: RecordIndex;
  readonly preference: number;
  readonly exchange: AbsoluteName;
  readonly #zone: Zone;

  constructor(zone: Zone, record: RecordIndex, preference: number, exchange: AbsoluteName) {
    this.#zone = zone;
    this.record = record;
    this.preference = preference;
    this.exchange = exchange;
  }

  get preferenceSpan(): Span {
    return this.#zone.rdataSpan(this.record);
  }

  get exchangeSpan(): Span {
    return this.#zone.targetSpan(this.record);
  }
}

/** The MX RRset of one owner, in file order. */
export interface MxSet {
  readonly owner: AbsoluteName;
  readonly records: readonly MxRecord[];
}

/** The exchanges that share a preference: senders take one of them at random (RFC 5321 5.1). */
export interface DeliveryGroup {
  readonly preference: number;
  readonly exchanges: readonly AbsoluteName[];
}

export function mxSetOf(zone: Zone, owner: AbsoluteName): MxSet {
  const records: MxRecord[] = [];
  for (const record of zone.recordsOf(owner, RRType.MX)) {
    const exchange = zone.targetOf(record);
    const preference = zone.records.preferences.get(record);
    if (exchange === undefined || preference < 0) continue;
    records.push(new MxRecord(zone, record, preference, exchange));
  }
  return { owner, records };
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
export function deliveryGroups(set: MxSet): readonly DeliveryGroup[] {
  const best = new Map<AbsoluteName, number>();
  for (const { exchange, preference } of set.records)
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
