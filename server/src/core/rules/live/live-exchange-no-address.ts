import { say } from '../../text/message';
import { askedOf, isNxdomain } from '../published';
import type { LiveExchangeRule } from '../rule';

export const rule: LiveExchangeRule = {
  id: 'live-exchange-no-address',
  family: 'live',
  level: 'error',
  scope: 'live-exchange',
  rank: 4,
  summary: 'The exchange, which lies in another zone, has no A or AAAA record in DNS.',
  why: 'A sender finds no address to connect to and tries the next exchange; when there is none, mail bounces.',
  references: [{ rfc: 5321, section: '5.1' }],
  examples: [
    {
      title: 'A name that has other records only',
      zone: '@ MX 10 «example.net.»',
      dns: `
example.com. MX 10 example.net.
example.net. A NODATA
example.net. AAAA NODATA
`,
    },
    {
      title: 'One of two exchanges',
      zone: `
@     MX 10 mx1.example.net.
      MX 20 «mx2.example.net.»
`,
      dns: `
example.com.     MX 10 mx1.example.net.
example.com.     MX 20 mx2.example.net.
mx1.example.net. A 192.0.2.1
mx1.example.net. AAAA NODATA
mx2.example.net. A NODATA
mx2.example.net. AAAA NODATA
`,
    },
    {
      title: 'An address of one family is enough',
      zone: '@ MX 10 mail.example.net.',
      dns: `
example.com.      MX 10 mail.example.net.
mail.example.net. A NODATA
mail.example.net. AAAA 2001:db8::25
`,
    },
    {
      title: 'No answer for one of the families',
      zone: '@ MX 10 mail.example.net.',
      dns: `
example.com.      MX 10 mail.example.net.
mail.example.net. A NODATA
`,
    },
    {
      title: 'A null MX, and a host of the zone itself',
      zone: `
@     MX 0  .
www   MX 10 mail
mail  A  192.0.2.1
`,
      dns: `
example.com.      MX 0 .
www.example.com.  MX 10 mail.example.com.
mail.example.com. A NODATA
mail.example.com. AAAA NODATA
`,
    },
  ],
  check: (zone, mx, host) => {
    if (host.aliases.length > 0 || host.addresses.length > 0 || isNxdomain(host)) return undefined;
    return {
      span: mx.exchangeSpan,
      message: say(
        '{0} has no A or AAAA record in DNS, so mail can’t be delivered to it.',
        zone.names.prose(mx.exchange),
      ),
      asked: askedOf(host.ipv6),
    };
  },
};
