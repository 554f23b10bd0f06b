import { say } from '../../text/message';
import { findTargetSlip, fixSlip } from '../missingDot';
import type { ExchangeRule } from '../rule';

export const rule: ExchangeRule = {
  id: 'mx-exchange-missing-dot',
  family: 'mx',
  level: 'error',
  scope: 'exchange',
  rank: 3,
  summary: 'The exchange lacks its final dot, so that the origin is added to it.',
  why: 'A name without a final dot is relative: name servers append the origin. `mail.example.com` inside example.com becomes `mail.example.com.example.com`, and mail bounces.',
  references: [{ rfc: 1035, section: '5.1' }],
  examples: [
    {
      title: 'The zone’s own name is repeated',
      zone: `
@     MX 10 «mail.example.com»
mail  A  192.0.2.1
`,
      fixed: `
@     MX 10 mail.example.com.
mail  A  192.0.2.1
`,
    },
    {
      title: 'A provider’s host',
      zone: '@ MX 10 «mx.mailhost.net»',
      fixed: '@ MX 10 mx.mailhost.net.',
    },
    {
      title: 'A public suffix of two labels',
      zone: '@ MX 10 «mx.mailhost.co.uk»',
      fixed: '@ MX 10 mx.mailhost.co.uk.',
    },
    {
      title: 'The origin in force counts too',
      zone: `
$ORIGIN sub.example.com.
@     MX 10 «mx.sub.example.com»
mx    A  192.0.2.1
`,
    },
    {
      title: 'Relative on purpose: the name exists in the zone',
      zone: `
@     MX 10 mail.de
      MX 20 mx.it
mail.de A 192.0.2.1
*.it  A  192.0.2.2
`,
    },
    {
      title: 'A single label is always relative on purpose',
      zone: `
@     MX 10 com
com   A  192.0.2.1
`,
    },
  ],
  check: (zone, mx) => {
    const slip = findTargetSlip(zone, mx.record);
    if (slip === undefined) return undefined;
    return {
      span: mx.exchangeSpan,
      message: say(
        'Without a final dot this means {0}. Mail would be sent to a host that does not exist.',
        zone.names.prose(mx.exchange),
      ),
      fixes: () => fixSlip(zone, mx.record, slip, mx.exchangeSpan),
    };
  },
};
