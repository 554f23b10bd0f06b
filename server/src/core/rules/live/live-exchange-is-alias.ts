import { say } from '../../text/message';
import { askedOf, proseOf } from '../published';
import type { LiveExchangeRule } from '../rule';
import { nameInstead } from '../targets';

export const rule: LiveExchangeRule = {
  id: 'live-exchange-is-alias',
  family: 'live',
  level: 'error',
  scope: 'live-exchange',
  rank: 3,
  summary: 'The exchange, which lies in another zone, is an alias (CNAME) in DNS.',
  why: 'An MX record must name a host that has its own address records. Some senders refuse to deliver to an alias, others do not recognise themselves as the host and loop.',
  references: [
    { rfc: 2181, section: '10.3' },
    { rfc: 5321, section: '5.1' },
  ],
  examples: [
    {
      title: 'An alias of a host elsewhere',
      zone: '@ MX 10 «mail.example.net.»',
      dns: `
example.com.      MX 10 mail.example.net.
mail.example.net. CNAME host.example.org.
host.example.org. A 192.0.2.1
host.example.org. AAAA NODATA
`,
      fixed: '@ MX 10 host.example.org.',
    },
    {
      title: 'An alias that leads to nothing',
      zone: '@ MX 10 «mail.example.net.»',
      dns: `
example.com.      MX 10 mail.example.net.
mail.example.net. CNAME host.example.org.
host.example.org. NXDOMAIN
`,
    },
    {
      title: 'A host with an address of its own',
      zone: '@ MX 10 mail.example.net.',
      dns: `
example.com.      MX 10 mail.example.net.
mail.example.net. A 192.0.2.1
mail.example.net. AAAA NODATA
`,
    },
    {
      title: 'An alias in the zone itself is found without asking',
      zone: `
@     MX 10 mail
mail  CNAME host
host  A  192.0.2.1
`,
      dns: 'example.com. MX 10 mail.example.com.',
      also: ['mx-exchange-is-alias'],
    },
    {
      title: 'A server that does not answer',
      zone: '@ MX 10 mail.example.net.',
      dns: 'example.com. MX 10 mail.example.net.',
    },
  ],
  check: (zone, mx, host) => {
    const canonical = host.aliases.at(-1)?.data;
    if (canonical === undefined) return undefined;
    return {
      span: mx.exchangeSpan,
      message: say(
        '{0} is an alias of {1}; an MX record must name a host with its own address. Some senders refuse to deliver.',
        zone.names.prose(mx.exchange),
        proseOf(canonical),
      ),
      fixes: () => {
        const name = host.addresses.length > 0 ? zone.names.parse(canonical) : undefined;
        if (name === undefined || !zone.names.isHostName(name)) return [];
        // Others may lead the alias elsewhere tomorrow: to stop following it is a decision.
        return [nameInstead(zone, mx.record, name, 'unsafe')];
      },
      asked: askedOf(host.ipv4.aliases.length > 0 ? host.ipv4 : host.ipv6),
    };
  },
};
