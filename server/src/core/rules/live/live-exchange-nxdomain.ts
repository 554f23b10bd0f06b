import { say } from '../../text/message';
import { askedOf, isNxdomain } from '../published';
import type { LiveExchangeRule } from '../rule';

export const rule: LiveExchangeRule = {
  id: 'live-exchange-nxdomain',
  family: 'live',
  level: 'error',
  scope: 'live-exchange',
  rank: 2,
  summary: 'The exchange, which lies in another zone, does not exist in DNS.',
  why: 'A sender finds no address to connect to and tries the next exchange; when there is none, mail bounces.',
  references: [
    { rfc: 5321, section: '5.1' },
    { rfc: 8020, section: '2' },
  ],
  examples: [
    {
      title: 'A host that another zone does not have',
      zone: `
@     MX 10 mx1.example.net.
      MX 20 «mx2.example.net.»
`,
      dns: `
example.com.     MX 10 mx1.example.net.
example.com.     MX 20 mx2.example.net.
mx1.example.net. A 192.0.2.1
mx1.example.net. AAAA NODATA
mx2.example.net. NXDOMAIN
example.net.     NS ns.example.net.
`,
    },
    {
      title: 'A host below a zone cut',
      zone: `
@      MX 10 «mail.sub»
sub    NS ns.sub
ns.sub A  192.0.2.53
`,
      dns: `
example.com.          MX 10 mail.sub.example.com.
mail.sub.example.com. NXDOMAIN
example.com.          NS ns.example.net.
`,
    },
    {
      title: 'A server that does not answer for one of the families',
      zone: '@ MX 10 «mail.example.net.»',
      dns: `
example.com.      MX 10 mail.example.net.
mail.example.net. A NXDOMAIN
example.net.      NS ns.example.net.
`,
    },
    {
      title: 'An alias of a name that does not exist is there all the same',
      zone: '@ MX 10 mail.example.net.',
      dns: `
example.com.      MX 10 mail.example.net.
mail.example.net. CNAME gone.example.net.
gone.example.net. NXDOMAIN
`,
      also: ['live-exchange-is-alias'],
    },
    {
      title: 'Hosts of the zone itself, which may not be published yet',
      zone: `
@     MX 10 mail
mail  A  192.0.2.1
`,
      dns: `
example.com.      MX 10 mail.example.com.
mail.example.com. NXDOMAIN
`,
    },
    {
      title: 'A server that does not answer',
      zone: '@ MX 10 mail.example.net.',
      dns: 'example.com. MX 10 mail.example.net.',
    },
  ],
  check: (zone, mx, host) => {
    if (!isNxdomain(host)) return undefined;
    return {
      span: mx.exchangeSpan,
      message: say(
        '{0} does not exist in DNS, so mail can’t be delivered to it.',
        zone.names.prose(mx.exchange),
      ),
      asked: askedOf(host.ipv4),
    };
  },
};
