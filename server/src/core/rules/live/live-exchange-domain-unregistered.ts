import { registrableDomain } from '../../dns/publicSuffix';
import { say } from '../../text/message';
import { askedOf, isNxdomain } from '../published';
import type { LiveExchangeRule } from '../rule';

export const rule: LiveExchangeRule = {
  id: 'live-exchange-domain-unregistered',
  family: 'live',
  level: 'error',
  scope: 'live-exchange',
  rank: 1,
  summary: 'Not even the domain that the exchange lies in exists in DNS.',
  why: 'A domain that has lapsed, or that was never registered, can be had by anyone. Whoever registers it receives the mail.',
  references: [
    { rfc: 5321, section: '5.1' },
    { rfc: 8020, section: '2' },
  ],
  examples: [
    {
      title: 'A slip of the pen in the domain',
      zone: '@ MX 10 «mail.exmaple.co.uk.»',
      dns: `
example.com.         MX 10 mail.exmaple.co.uk.
mail.exmaple.co.uk.  NXDOMAIN
exmaple.co.uk.       NXDOMAIN
`,
    },
    {
      title: 'The domain itself as the exchange',
      zone: '@ MX 10 «lapsed.net.»',
      dns: `
example.com. MX 10 lapsed.net.
lapsed.net.  NXDOMAIN
`,
    },
    {
      title: 'A host that does not exist in a domain that does',
      zone: '@ MX 10 mail.example.net.',
      dns: `
example.com.      MX 10 mail.example.net.
mail.example.net. NXDOMAIN
example.net.      NS ns.example.net.
`,
      also: ['live-exchange-nxdomain'],
    },
    {
      title: 'A domain of which no server says anything',
      zone: '@ MX 10 mail.example.net.',
      dns: `
example.com.      MX 10 mail.example.net.
mail.example.net. NXDOMAIN
`,
      also: ['live-exchange-nxdomain'],
    },
    {
      title: 'No answer at all',
      zone: '@ MX 10 mail.lapsed.net.',
      dns: 'example.com. MX 10 mail.lapsed.net.',
    },
  ],
  check: (zone, mx, host, dns) => {
    if (!isNxdomain(host)) return undefined;
    const domain = registrableDomain(zone.names.prose(mx.exchange));
    const answer = domain === undefined ? undefined : dns.ask(`${domain}.`, 'NS');
    if (domain === undefined || answer?.kind !== 'nxdomain' || answer.aliases.length > 0)
      return undefined;
    return {
      span: mx.exchangeSpan,
      message: say(
        'The domain {0} does not exist in DNS, so mail can’t be delivered to {1}. Where it is not registered, anyone may register it and receive the mail.',
        domain,
        zone.names.prose(mx.exchange),
      ),
      asked: askedOf(answer),
    };
  },
};
