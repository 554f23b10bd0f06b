import { say } from '../../text/message';
import { addressKeys, addressTypes, firstNetwork } from '../../zone/hostAddresses';
import { type ExchangeHost, filesOf } from '../../zone/mxSet';
import type { Zone } from '../../zone/zone';
import { namingFiles } from '../elsewhere';
import { nothing } from '../records';
import type { MxSetRule } from '../rule';

export const rule: MxSetRule = {
  id: 'mx-same-network',
  family: 'mx',
  level: 'information',
  scope: 'mx-set',
  concerns: 'several',
  summary: 'All exchanges of one owner are in one network.',
  why: 'Exchanges in one IPv4 /24 and one IPv6 /48 are mostly in one place: a line, a router or a house that fails takes all of them away. Mail then waits at the senders.',
  ignore: 'The hosts share the load, or the network is in several places.',
  references: [{ rfc: 5321, section: '5.1' }],
  examples: [
    {
      title: 'Neighbours',
      zone: `
@     MX 10 «mx1»
      MX 20 mx2
mx1   A  192.0.2.1
mx2   A  192.0.2.200
`,
    },
    {
      title: 'IPv4 and IPv6 alike; the first exchange in the file is marked',
      zone: `
@     MX 20 «mx2»
      MX 10 mx1
mx1   A  192.0.2.1
      AAAA 2001:db8:0:1::25
mx2   A  192.0.2.2
      AAAA 2001:db8:0:2::25
`,
    },
    {
      title: 'IPv6 alone',
      zone: `
@     MX 10 «mx1»
      MX 20 mx2
mx1   AAAA 2001:db8:1:1::25
mx2   AAAA 2001:db8:1:ffff::25
`,
    },
    {
      title: 'Another IPv4 network, or another IPv6 network',
      zone: `
@     MX 10 mx1
      MX 20 mx2
sub   MX 10 mx1
      MX 20 mx3
mx1   A  192.0.2.1
      AAAA 2001:db8:1::25
mx2   A  198.51.100.2
mx3   A  192.0.2.3
      AAAA 2001:db8:2::25
`,
    },
    {
      title: 'An exchange elsewhere',
      zone: `
@     MX 10 mx1
      MX 20 mx2
      MX 30 mx.example.net.
mx1   A  192.0.2.1
mx2   A  192.0.2.2
`,
    },
    {
      title: 'Nothing to compare: IPv4 here, IPv6 there',
      zone: `
@     MX 10 mx1
      MX 20 mx2
mx1   A  192.0.2.1
mx2   AAAA 2001:db8::2
`,
    },
  ],
  check: (zone, set) => {
    const { hosts } = set;
    if (!mayBeNeighbours(zone, hosts)) return nothing;
    const known = new Set(hosts.map(({ mx }) => mx.exchange));
    if (set.records.some(({ exchange }) => !known.has(exchange))) return nothing;
    const addresses = hosts.map(({ source }) => addressKeys(zone, source) ?? []);
    const [first] = set.records;
    if (first === undefined || !areNeighbours(addresses)) return nothing;
    return [
      {
        span: first.exchangeSpan,
        message: namingFiles(
          say(
            'All exchanges of {0} are in one network: what takes one of them away, takes all.',
            zone.names.prose(set.owner),
          ),
          filesOf(hosts),
        ),
      },
    ];
  },
};

/** False where the first addresses of two hosts tell that they are not: quick for the usual ones. */
function mayBeNeighbours(zone: Zone, [first, second]: readonly ExchangeHost[]): boolean {
  if (first === undefined || second === undefined) return false;
  return addressTypes.every((type) => {
    const network = firstNetwork(zone, first.source, type);
    const other = network < 0 ? -1 : firstNetwork(zone, second.source, type);
    return other < 0 || network === other;
  });
}

/** Octets of the network that two hosts in one place share: a /24 of IPv4, a /48 of IPv6. */
const networkOctets = { 4: 3, 16: 6 } as const;

function areNeighbours(hosts: readonly (readonly string[])[]): boolean {
  let isComparable = false;
  for (const length of [4, 16] as const) {
    const ofFamily = hosts.map((host) => host.filter((address) => address.length === length));
    const networks = ofFamily.flat().map((address) => address.slice(0, networkOctets[length]));
    if (networks.some((network) => network !== networks[0])) return false;
    if (ofFamily.every((host) => host.length > 0)) isComparable = true;
  }
  // The very same addresses are another mistake.
  const isSame = hosts.every((host) => host.toSorted().join() === hosts[0]?.toSorted().join());
  return isComparable && !isSame;
}
