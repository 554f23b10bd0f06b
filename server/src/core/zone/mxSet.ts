import type { AbsoluteName } from '../dns/name';
import { RRType } from '../syntax/mnemonics';
import type { Span } from '../text/span';
import type { RecordIndex, Zone } from './zone';

/** One MX record that is sound. */
export interface MxRecord {
  readonly record: RecordIndex;
  readonly preference: number;
  readonly exchange: AbsoluteName;
  readonly preferenceSpan: Span;
  readonly exchangeSpan: Span;
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
    records.push({
      record,
      preference,
      exchange,
      preferenceSpan: zone.rdataSpan(record),
      exchangeSpan: zone.targetSpan(record),
    });
  }
  return { owner, records };
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
