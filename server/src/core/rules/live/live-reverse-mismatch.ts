import type { KnownAnswer } from '../../resolve/cache';
import type { Dns } from '../../resolve/ledger';
import { reverseLimit } from '../../resolve/lookup';
import { reverseName } from '../../resolve/reverse';
import { type Message, say } from '../../text/message';
import { askedOf, isPrivateText, proseOf, publishedHost, recordsOf } from '../published';
import type { LiveExchangeRule } from '../rule';

export const rule: LiveExchangeRule = {
  id: 'live-reverse-mismatch',
  family: 'live',
  level: 'information',
  scope: 'live-exchange',
  summary:
    'An address of the exchange, which lies in another zone, has no reverse name, or one that does not lead back.',
  why: 'Receivers distrust mail from an address whose reverse name does not lead back to it. An exchange often sends from the address that it receives at.',
  ignore: 'The exchange only receives, or it is somebody else’s.',
  references: [{ rfc: 1912, section: '2.1' }],
  examples: [
    {
      title: 'No reverse name, and one that leads elsewhere',
      zone: `
@     MX 10 «mx1.example.net.»
      MX 20 «mx2.example.net.»
`,
      dns: `
example.com.            MX 10 mx1.example.net.
example.com.            MX 20 mx2.example.net.
mx1.example.net.        A 192.0.2.1
mx1.example.net.        AAAA NODATA
1.2.0.192.in-addr.arpa. NXDOMAIN
mx2.example.net.        A 192.0.2.2
mx2.example.net.        AAAA NODATA
2.2.0.192.in-addr.arpa. PTR pool.example.net.
pool.example.net.       A 192.0.2.3
pool.example.net.       AAAA NODATA
`,
    },
    {
      title: 'Another name of the same machine leads back too',
      zone: '@ MX 10 mx1.example.net.',
      dns: `
example.com.            MX 10 mx1.example.net.
mx1.example.net.        A 192.0.2.1
mx1.example.net.        AAAA NODATA
1.2.0.192.in-addr.arpa. PTR host.example.net.
host.example.net.       A 192.0.2.1
host.example.net.       AAAA NODATA
`,
    },
    {
      title: 'A server that does not answer for the reverse name, or for where it leads',
      zone: `
@     MX 10 mx1.example.net.
      MX 20 mx2.example.net.
`,
      dns: `
example.com.            MX 10 mx1.example.net.
example.com.            MX 20 mx2.example.net.
mx1.example.net.        A 192.0.2.1
mx1.example.net.        AAAA NODATA
mx2.example.net.        A 192.0.2.2
mx2.example.net.        AAAA NODATA
2.2.0.192.in-addr.arpa. PTR pool.example.net.
`,
    },
    {
      title: 'A private address has no reverse name in the public DNS',
      zone: '@ MX 10 mx1.example.net.',
      dns: `
example.com.             MX 10 mx1.example.net.
mx1.example.net.         A 192.0.2.1
mx1.example.net.         A 10.0.0.1
mx1.example.net.         AAAA NODATA
1.2.0.192.in-addr.arpa.  PTR mx1.example.net.
1.0.0.10.in-addr.arpa.   NXDOMAIN
`,
    },
  ],
  check: (zone, mx, host, dns) => {
    const addresses = host.addresses.filter((address) => !isPrivateText(address));
    const flaws = addresses.slice(0, reverseLimit).flatMap((address) => {
      const flaw = findFlaw(dns, address);
      return flaw === undefined ? [] : [flaw];
    });
    const [first] = flaws;
    return (
      first && {
        span: mx.exchangeSpan,
        message: say('An address of {0}: {1}.', zone.names.prose(mx.exchange), first.words),
        asked: askedOf(first.answer),
      }
    );
  },
};

/** More names of one address than these are not followed. */
const mostNames = 4;

interface Flaw {
  readonly words: Message;
  readonly answer: KnownAnswer;
}

/** What is wrong with the reverse name of an address, where that is known. */
function findFlaw(dns: Dns, address: string): Flaw | undefined {
  const reverse = reverseName(address);
  const answer = reverse === undefined ? undefined : dns.ask(reverse, 'PTR');
  if (answer === undefined) return undefined;
  const all = recordsOf(answer).map(({ data }) => data);
  const [name] = all;
  if (name === undefined) return { words: say('{0} has no reverse name', address), answer };
  const hosts = all.slice(0, mostNames).map((each) => publishedHost(dns, each));
  const leadsBack = hosts.some((host) => host?.addresses.includes(address));
  // A name more may be the one that leads back.
  const isKnown = all.length <= mostNames && !hosts.includes(undefined);
  if (leadsBack || !isKnown) return undefined;
  const words = say('the reverse name of {0}, {1}, does not lead back', address, proseOf(name));
  return { words, answer };
}
