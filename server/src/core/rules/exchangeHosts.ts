import type { AbsoluteName } from '../dns/name';
import { addressOwner } from '../zone/hostAddresses';
import type { MxRecord, MxSet } from '../zone/mxSet';
import type { Zone } from '../zone/zone';

/** An exchange whose addresses the zone knows. */
export interface ExchangeHost {
  /** The first record that names it. */
  readonly mx: MxRecord;
  /** Who owns the addresses: the exchange, its canonical name, or a wildcard. */
  readonly owner: AbsoluteName;
}

/**
 * The exchanges of an owner whose addresses the zone knows, each once, in file order; undefined where
 * there are not several. Where records are missing in the zone, further addresses may be among them,
 * so that none is known.
 */
export function exchangeHosts(zone: Zone, { records }: MxSet): ExchangeHost[] | undefined {
  if (records.length < 2 || !zone.isComplete) return undefined;
  let hosts: ExchangeHost[] | undefined;
  let first: MxRecord | undefined;
  for (const mx of records) {
    if (mx.exchange === first?.exchange || !isInZone(zone, mx)) continue;
    // Mostly there is none or one: nothing is asked of the zone then.
    if (first === undefined) {
      first = mx;
      continue;
    }
    hosts ??= addHost(zone, first, []);
    addHost(zone, mx, hosts);
  }
  return hosts !== undefined && hosts.length > 1 ? hosts : undefined;
}

function addHost(zone: Zone, mx: MxRecord, hosts: ExchangeHost[]): ExchangeHost[] {
  if (hosts.some((host) => host.mx.exchange === mx.exchange)) return hosts;
  const owner = addressOwner(zone, mx.exchange);
  if (owner !== undefined) hosts.push({ mx, owner });
  return hosts;
}

function isInZone(zone: Zone, mx: MxRecord): boolean {
  return zone.names.isAtOrBelow(mx.exchange, zone.apex);
}
