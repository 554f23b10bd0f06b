import { formatAddress, parseAddress } from '../dns/address';
import { registrableDomain } from '../dns/publicSuffix';
import { foldName, isAtOrBelow } from '../resolve/names';

/** A name as people say it: without the final dot, except for the root. */
export function proseName(name: string): string {
  return name === '.' ? name : name.replace(/\.$/, '');
}

/** The registered domain that a name lies in, in lower case; undefined where it can’t be told. */
export function domainOf(name: string): string | undefined {
  // An escaped dot would be taken for one between labels.
  return name.includes('\\') ? undefined : registrableDomain(proseName(foldName(name)));
}

/** True for an exchange in the domain of the owner, or in the registered one that this is a part of. */
export function isAtHome(exchange: string, owner: string): boolean {
  if (isAtOrBelow(exchange, owner)) return true;
  const domain = domainOf(owner);
  return domain !== undefined && domainOf(exchange) === domain;
}

/** The network that hosts in one place share: a /24 of IPv4, a /48 of IPv6; undefined for no address. */
export function networkOf(address: string): string | undefined {
  const parsed = parseAddress(address);
  if (parsed === undefined) return undefined;
  const kept = parsed.family === 4 ? 3 : 6;
  const octets = parsed.octets.map((octet, index) => (index < kept ? octet : 0));
  return `${formatAddress({ family: parsed.family, octets })}/${8 * kept}`;
}

/** More hosts than these are not compared. */
const mostHosts = 64;

/**
 * In how many networks hosts are, each given by its addresses. Hosts are in one where all their
 * addresses of a family are, and of each family that they share; undefined where there are too many
 * hosts, or the addresses of one are not known.
 */
export function countNetworks(hosts: readonly (readonly string[])[]): number | undefined {
  if (hosts.length > mostHosts || hosts.some((addresses) => addresses.length === 0))
    return undefined;
  const networks = hosts.map(
    (addresses) => new Set(addresses.flatMap((each) => networkOf(each) ?? [])),
  );
  let places: ReadonlySet<string>[][] = [];
  for (const own of networks) {
    const near = places.filter((place) => place.some((other) => areNeighbours(own, other)));
    places = [...places.filter((place) => !near.includes(place)), [own, ...near.flat()]];
  }
  return places.length;
}

function areNeighbours(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const families = [':', '.'].map((mark) =>
    [one, other].map((networks) => [...networks].filter((network) => network.includes(mark))),
  );
  const compared = families.filter((sides) => sides.every((side) => side.length > 0));
  return compared.length > 0 && compared.every((sides) => new Set(sides.flat()).size === 1);
}
