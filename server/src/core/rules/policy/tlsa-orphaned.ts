import type { AbsoluteName } from '../../dns/name';
import { RRType } from '../../syntax/mnemonics';
import { say } from '../../text/message';
import { lookUp } from '../../zone/lookup';
import { firstOfType } from '../../zone/ofType';
import { TypeBit } from '../../zone/typeBits';
import type { Zone } from '../../zone/zone';
import { exchangeOfTlsa } from '../policies';
import { nothing, ownerSpan } from '../records';
import type { OwnerRule } from '../rule';
import { isWithoutAddress } from '../targets';

export const rule: OwnerRule = {
  id: 'tlsa-orphaned',
  family: 'policy',
  level: 'warning',
  scope: 'owner',
  types: TypeBit.tlsa,
  concerns: 'underscore',
  summary: 'A TLSA record for SMTP at a name that is no exchange in this zone.',
  why: 'Senders look for TLSA records at `_25._tcp` below the exchange that an MX record names, not below the mail domain. At any other name they are never asked for; often the exchange was renamed and its records were left behind.',
  ignore: 'Domains in other zones have this host as their exchange.',
  references: [
    { rfc: 7672, section: '2.2.3' },
    { rfc: 7672, section: '3.2.1' },
  ],
  examples: [
    {
      title: 'At the domain instead of at its exchange',
      zone: `
@         MX   10 mail
          A    192.0.2.1
«_25._tcp» TLSA 3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
mail      A    192.0.2.25
`,
    },
    {
      title: 'At a host that is no longer there',
      zone: `
@         MX   10 mx.example.net.
«_25._tcp.mail» TLSA 3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
`,
    },
    {
      title: 'At a former exchange',
      zone: `
@         MX   10 mx1
mx1       A    192.0.2.25
mx2       A    198.51.100.25
_25._tcp.mx1 TLSA 3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
«_25._tcp.mx2» TLSA 3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
`,
    },
    {
      title: 'At the exchange of any name in the zone, also of a wildcard',
      zone: `
*.news    MX   10 mail
@         MX   10 @
          A    192.0.2.1
mail      A    192.0.2.25
_25._tcp.mail TLSA 3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
_25._tcp  TLSA 3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
`,
    },
    {
      title: 'Other services and other protocols',
      zone: `
@         MX   10 mx.example.net.
_443._tcp.www TLSA 3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
_587._tcp.mail TLSA 3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
_25._udp.mail TLSA 3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
`,
    },
    {
      title: 'The hosts of a provider: the domain itself takes no mail here',
      zone: `
mx1       A    192.0.2.25
_25._tcp.mx1 TLSA 3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
`,
    },
  ],
  check: (zone, owner) => {
    const host = exchangeOfTlsa(zone, owner);
    if (host === undefined || !zone.isComplete || !isOrphaned(zone, host)) return nothing;
    const record = firstOfType(zone, owner, RRType.TLSA);
    if (record < 0) return nothing;
    return [
      {
        span: ownerSpan(zone, record),
        message: say(
          'No MX record here names {0}, so senders of mail never ask for this.',
          zone.names.prose(host),
        ),
      },
    ];
  },
};

function isOrphaned(zone: Zone, host: AbsoluteName): boolean {
  const isExchange = (zone.namedBy(host) & TypeBit.mx) !== 0;
  if (isExchange || zone.names.isWildcard(host)) return false;
  const answer = lookUp(zone, host);
  if (isWithoutAddress(answer)) return true;
  // A zone whose own domain takes no mail here may hold the exchanges of others.
  return answer.kind === 'node' && (zone.typesOf(zone.apex) & TypeBit.mx) !== 0;
}
