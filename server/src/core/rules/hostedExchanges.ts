import type { AbsoluteName } from '../dns/name';
import { Hostings } from '../providers/hosting';
import type { Provider } from '../providers/provider';
import { isNullMx, type MxRecord, type MxSet } from '../zone/mxSet';
import type { Zone } from '../zone/zone';

/** An exchange that takes mail, with the provider that it belongs to. */
export interface HostedExchange {
  readonly mx: MxRecord;
  /** The exchange; where it is written with a slip, the one that was meant. */
  readonly exchange: AbsoluteName;
  readonly provider: Provider | undefined;
}

/**
 * The exchanges of an owner that take mail, in file order; undefined where none of them is a known
 * provider’s, which is told without looking at their text.
 */
export function hostedExchanges(zone: Zone, set: MxSet): readonly HostedExchange[] | undefined {
  if (!set.records.some((mx) => isKnownElsewhere(zone, mx))) return undefined;
  const hostings = Hostings.of(zone.names);
  return set.records.flatMap((mx) => {
    if (isNullMx(zone, mx)) return [];
    const hosting = mx.isInZone ? undefined : hostings.find(mx.exchange);
    if (hosting?.isVerification === true) return [];
    if (hosting !== undefined) return [{ mx, exchange: mx.exchange, provider: hosting.provider }];
    return [meantExchange(zone, mx)];
  });
}

/** The provider of an exchange out of the zone. */
export function providerOf(zone: Zone, mx: MxRecord): Provider | undefined {
  return mx.isInZone ? undefined : Hostings.of(zone.names).find(mx.exchange)?.provider;
}

/** True for an exchange that only proves who owns the domain. */
export function isVerification(zone: Zone, mx: MxRecord): boolean {
  return Hostings.of(zone.names).find(mx.exchange)?.isVerification === true;
}

function isKnownElsewhere(zone: Zone, mx: MxRecord): boolean {
  return !mx.isInZone && Hostings.of(zone.names).find(mx.exchange) !== undefined;
}

function meantExchange(zone: Zone, mx: MxRecord): HostedExchange {
  const slip = mx.isInZone ? undefined : Hostings.of(zone.names).findSlip(mx.exchange);
  const meant = slip === undefined ? undefined : zone.names.parse(`${slip.host}.`);
  return { mx, exchange: meant ?? mx.exchange, provider: slip?.provider };
}
