import { say } from '../../text/message';
import type { ExchangeRule } from '../rule';

export const rule: ExchangeRule = {
  id: 'mx-exchange-not-hostname',
  family: 'mx',
  level: 'error',
  scope: 'exchange',
  rank: 2,
  summary: 'The exchange is no host name.',
  why: 'A host name has letters, digits and hyphens only, no hyphen at either end of a label, and not only digits in its last label. BIND refuses a zone that breaks this, and senders refuse to deliver. Mostly something was pasted along with the name, or an address was turned around.',
  references: [
    { rfc: 1123, section: '2.1' },
    { rfc: 5321, section: '2.3.5' },
  ],
  examples: [
    {
      title: 'An underscore',
      zone: `
@     MX 10 «mail_1»
mail_1 A 192.0.2.1
`,
    },
    {
      title: 'A wildcard as an exchange',
      zone: `
@     MX 10 «*.mail»
*.mail A 192.0.2.1
`,
    },
    {
      title: 'Pasted along with the name: a blank and a remark, a web address',
      zone: `
@     MX 10 «mx.example.net\\032\\(priority:1\\).»
      MX 20 «http://mx.example.net.»
`,
    },
    {
      title: 'A last label of digits, a hyphen at the end of a label',
      zone: `
@     MX 10 «mail.25.»
      MX 20 «mail-.example.net.»
`,
    },
    {
      title: 'Digits and hyphens inside labels, and a label that begins with a digit',
      zone: `
@     MX 10 1-2.3com.example.net.
      MX 20 0-0-0.example.net.
`,
    },
    {
      title: 'An internationalized name in its ASCII form',
      zone: '@ MX 10 mail.xn--mller-kva.example.net.',
    },
    {
      title: 'Underscores in other names, and letters that are written as escapes',
      zone: `
@     MX 10 m\\097il
mail  A  192.0.2.1
_dmarc TXT "v=DMARC1; p=none"
`,
    },
  ],
  check: (zone, mx) => {
    if (zone.names.isHostName(mx.exchange)) return undefined;
    return {
      span: mx.exchangeSpan,
      message: say(
        '{0} is no host name: its labels may have letters, digits and inner hyphens only, and the last one is no number. Name servers and senders refuse it.',
        zone.names.prose(mx.exchange),
      ),
    };
  },
};
