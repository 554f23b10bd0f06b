import { type AddressSource, addressSource } from '../zone/hostAddresses';
import type { MxRecord, MxSet } from '../zone/mxSet';
import type { OtherAnswer } from '../zone/otherZones';
import type { Zone } from '../zone/zone';
import { isInZone } from './hostedExchanges';

/** An exchange whose addresses are known, in this zone or in the file of another one. */
export interface ExchangeHost {
  /** The first record that names it. */
  readonly mx: MxRecord;
  /** Who has the addresses: the exchange, its canonical name, or a wildcard. */
  readonly source: AddressSource;
}

/**
 * The exchanges of an owner whose addresses are known, each once, in file order; undefined where
 * there are not several. Where records are missing in the zone, further addresses may be among them,
 * so that none is known.
 */
export function exchangeHosts(zone: Zone, { records }: MxSet): ExchangeHost[] | undefined {
  if (records.length < 2 || !zone.isComplete) return undefined;
  let hosts: ExchangeHost[] | undefined;
  let first: MxRecord | undefined;
  for (const mx of records) {
    if (mx.exchange === first?.exchange || !(zone.knowsOthers || isInZone(zone, mx))) continue;
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
  const source = addressSource(zone, mx.exchange);
  if (source !== undefined) hosts.push({ mx, source });
  return hosts;
}

/** What the files of other zones say of the hosts that are not in this zone. */
export function filesOf(hosts: readonly ExchangeHost[]): readonly OtherAnswer[] {
  return hosts.flatMap(({ source }) => (typeof source === 'object' ? source : []));
}
