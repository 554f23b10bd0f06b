import { isPrivateAddress } from '../../dns/specialUse';
import { say } from '../../text/message';
import { addressTypes, readAddress, readKey } from '../../zone/hostAddresses';
import { hasAddress, type ZoneAnswer } from '../../zone/lookup';
import { firstOfType, nextOfType } from '../../zone/ofType';
import type { Zone } from '../../zone/zone';
import { typeSpan } from '../edits';
import { knownFrom } from '../elsewhere';
import { isPublicZone } from '../publicNames';
import type { ExchangeRule, Related } from '../rule';

export const rule: ExchangeRule = {
  id: 'mx-exchange-private-address',
  family: 'mx',
  level: 'warning',
  scope: 'exchange',
  rank: 8,
  concerns: 'known',
  summary: 'The exchange has only addresses that its own network alone can reach.',
  why: 'Loopback, private, link-local, shared and unique local addresses mean something else in every network. A sender elsewhere connects to a machine of its own, or to none.',
  ignore: 'The zone is answered inside one’s own network only.',
  references: [{ rfc: 6890 }, { rfc: 1918 }, { rfc: 5321, section: '5.1' }],
  examples: [
    {
      title: 'A private address',
      zone: `
@     MX 10 «mail»
mail  A  192.168.1.10
`,
    },
    {
      title: 'Loopback, link-local, shared and unique local addresses',
      zone: `
@     MX 10 «mx1»
      MX 20 «mx2»
      MX 30 «mx3»
      MX 40 «mx4»
mx1   A  127.0.0.1
      AAAA ::1
mx2   A  169.254.1.1
mx3   A  100.64.0.25
mx4   AAAA fd00::25
`,
    },
    {
      title: 'By a wildcard, and in generic notation',
      zone: `
@     MX 10 «mail.office»
      MX 20 «mail2»
*.office A 10.0.0.25
mail2 TYPE1 \\# 4 AC100001
`,
    },
    {
      title: 'One public address is enough',
      zone: `
@     MX 10 mail
mail  A  10.0.0.25
      A  192.0.2.25
`,
    },
    {
      title: 'Addresses just outside the private ranges',
      zone: `
@     MX 10 mx1
      MX 20 mx2
      MX 30 mx3
mx1   A  172.32.0.1
mx2   A  100.128.0.1
mx3   AAAA fec0::1
`,
    },
    {
      title: 'A zone of one’s own network, by its name',
      zone: `
$ORIGIN corp.internal.
$TTL 1h
@     SOA ns hostmaster 1 1h 15m 30d 1h
      NS ns
      MX 10 mail
ns    A  10.0.0.53
mail  A  10.0.0.25
`,
    },
  ],
  check: (zone, mx) => {
    const { answer } = mx;
    if (!hasAddress(answer)) return undefined;
    const span = findPrivate(zone, answer);
    if (span === undefined || !isPublicZone(zone)) return undefined;
    const name = zone.names.prose(mx.exchange);
    const message = say(
      '{0} has only addresses that its own network alone can reach; senders elsewhere can’t deliver to it.',
      name,
    );
    return {
      span: mx.exchangeSpan,
      message: knownFrom(answer, message),
      related: [{ span, message: say('The address of {0} is here.', name) }],
    };
  },
};

/** Where the first address is, where all of them are private. */
function findPrivate(zone: Zone, answer: ZoneAnswer): Related['span'] | undefined {
  if (answer.kind === 'elsewhere') {
    const { addresses = [], place } = answer.said;
    const isPrivate = (key: string): boolean => isPrivateAddress(octets, readKey(key, octets));
    return addresses.every(isPrivate) ? place : undefined;
  }
  if (answer.kind !== 'node' || !zone.isComplete) return undefined;
  let first: Related['span'] | undefined;
  for (const type of addressTypes) {
    let record = firstOfType(zone, answer.owner, type);
    for (; record >= 0; record = nextOfType(zone, record)) {
      if (!isPrivateAddress(octets, readAddress(zone, record, octets))) return undefined;
      first ??= typeSpan(zone, record);
    }
  }
  return first;
}

const octets = new Uint8Array(16);
