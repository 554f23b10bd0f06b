import { say } from '../../text/message';
import { isPublicZone } from '../publicNames';
import { askedOf, isPrivateText } from '../published';
import type { LiveExchangeRule } from '../rule';

export const rule: LiveExchangeRule = {
  id: 'live-exchange-private-address',
  family: 'live',
  level: 'warning',
  scope: 'live-exchange',
  rank: 5,
  summary:
    'The exchange, which lies in another zone, has only addresses in DNS that its own network alone can reach.',
  why: 'Loopback, private, link-local, shared and unique local addresses mean something else in every network. A sender elsewhere connects to a machine of its own, or to none.',
  ignore:
    'The resolver that is asked is one’s own network’s, and answers otherwise than the public DNS.',
  references: [{ rfc: 6890 }, { rfc: 1918 }, { rfc: 5321, section: '5.1' }],
  examples: [
    {
      title: 'Private addresses of both families',
      zone: '@ MX 10 «mail.example.net.»',
      dns: `
example.com.      MX 10 mail.example.net.
mail.example.net. A 10.0.0.25
mail.example.net. AAAA fd00::25
`,
    },
    {
      title: 'Loopback',
      zone: '@ MX 10 «mail.example.net.»',
      dns: `
example.com.      MX 10 mail.example.net.
mail.example.net. A 127.0.0.1
mail.example.net. AAAA NODATA
`,
    },
    {
      title: 'One public address is enough',
      zone: '@ MX 10 mail.example.net.',
      dns: `
example.com.      MX 10 mail.example.net.
mail.example.net. A 10.0.0.25
mail.example.net. A 192.0.2.25
mail.example.net. AAAA NODATA
`,
    },
    {
      title: 'A private address, but no answer for the other family',
      zone: '@ MX 10 mail.example.net.',
      dns: `
example.com.      MX 10 mail.example.net.
mail.example.net. A 10.0.0.25
`,
    },
    {
      title: 'A zone of one’s own network, by its name',
      zone: `
$ORIGIN corp.internal.
$TTL 1h
@     SOA ns hostmaster 1 1h 15m 30d 1h
      NS ns
      MX 10 mail.other.internal.
ns    A  10.0.0.53
`,
      dns: `
corp.internal.       MX 10 mail.other.internal.
mail.other.internal. A 10.0.0.25
mail.other.internal. AAAA NODATA
`,
    },
  ],
  check: (zone, mx, { ipv4, addresses }) => {
    if (addresses.length === 0 || !addresses.every(isPrivateText)) return undefined;
    if (!isPublicZone(zone)) return undefined;
    return {
      span: mx.exchangeSpan,
      message: say(
        '{0} has only addresses that its own network alone can reach; senders elsewhere can’t deliver to it.',
        zone.names.prose(mx.exchange),
      ),
      asked: askedOf(ipv4),
    };
  },
};
