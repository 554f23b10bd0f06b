import { say } from '../../text/message';
import { askedOf } from '../published';
import type { LiveExchangeRule } from '../rule';

export const rule: LiveExchangeRule = {
  id: 'live-tlsa-without-dnssec',
  family: 'live',
  level: 'warning',
  scope: 'live-exchange',
  summary: 'The exchange has TLSA records, but DNSSEC does not authenticate the answers.',
  why: 'Senders that use DANE pass over TLSA records of a zone that is not signed, or whose chain of trust is broken: the records protect nothing. The finding needs a resolver that verifies; with any other, nothing is said.',
  references: [
    { rfc: 7672, section: '2.2' },
    { rfc: 4035, section: '3.2.3' },
  ],
  examples: [
    {
      title: 'TLSA records in a zone that is not signed',
      zone: '@ MX 10 «mail.example.net.»',
      dns: `
example.com.               MX 10 mail.example.net.
mail.example.net.          A 192.0.2.1
mail.example.net.          AAAA NODATA
_25._tcp.mail.example.net. TLSA 3 1 1 ab12
.                          NS a.root-servers.net. ; authenticated
`,
    },
    {
      title: 'A signed TLSA record of a host whose address is not signed',
      zone: '@ MX 10 «mail.example.net.»',
      dns: `
example.com.               MX 10 mail.example.net.
mail.example.net.          A 192.0.2.1
mail.example.net.          AAAA NODATA
_25._tcp.mail.example.net. TLSA 3 1 1 ab12 ; authenticated
.                          NS a.root-servers.net. ; authenticated
`,
    },
    {
      title: 'A zone that is signed',
      zone: '@ MX 10 mail.example.net.',
      dns: `
example.com.               MX 10 mail.example.net.
mail.example.net.          A 192.0.2.1 ; authenticated
mail.example.net.          AAAA NODATA
_25._tcp.mail.example.net. TLSA 3 1 1 ab12 ; authenticated
.                          NS a.root-servers.net. ; authenticated
`,
    },
    {
      title: 'A resolver that does not verify: nothing is known',
      zone: '@ MX 10 mail.example.net.',
      dns: `
example.com.               MX 10 mail.example.net.
mail.example.net.          A 192.0.2.1
mail.example.net.          AAAA NODATA
_25._tcp.mail.example.net. TLSA 3 1 1 ab12
.                          NS a.root-servers.net.
`,
    },
    {
      title: 'No TLSA record',
      zone: '@ MX 10 mail.example.net.',
      dns: `
example.com.               MX 10 mail.example.net.
mail.example.net.          A 192.0.2.1
mail.example.net.          AAAA NODATA
_25._tcp.mail.example.net. NXDOMAIN
.                          NS a.root-servers.net. ; authenticated
`,
    },
  ],
  check: (zone, mx, { name, ipv4, ipv6, addresses }, dns) => {
    if (addresses.length === 0) return undefined;
    const tlsa = dns.ask(`_25._tcp.${name}`, 'TLSA');
    if (tlsa?.kind !== 'rrset') return undefined;
    const answers = [tlsa, ipv4, ipv6].filter(({ kind }) => kind === 'rrset');
    if (answers.every(({ authenticated }) => authenticated)) return undefined;
    // The root is signed: who does not say so of it, says so of nothing.
    if (dns.ask('.', 'NS')?.authenticated !== true) return undefined;
    return {
      span: mx.exchangeSpan,
      message: say(
        '{0} has TLSA records, but DNSSEC does not authenticate the answers; senders that use DANE pass them over.',
        zone.names.prose(mx.exchange),
      ),
      asked: askedOf(tlsa),
    };
  },
};
