import { say } from '../../text/message';
import { typesIn } from '../../zone/lookup';
import { TypeBit } from '../../zone/typeBits';
import { knownFrom, relatedRecord } from '../elsewhere';
import type { ExchangeRule } from '../rule';

export const rule: ExchangeRule = {
  id: 'mx-exchange-ipv6-only',
  family: 'mx',
  level: 'information',
  scope: 'exchange',
  rank: 9,
  concerns: 'known',
  summary: 'The exchange has an AAAA record but no A record.',
  why: 'Senders without IPv6 can’t deliver to this exchange. There are still many; they try the other exchanges, and where there is none, mail bounces.',
  ignore: 'Another exchange of the owner has an IPv4 address, or mail from IPv6 alone is meant.',
  references: [{ rfc: 5321, section: '5.2' }],
  examples: [
    {
      title: 'An AAAA record alone',
      zone: `
@     MX 10 «mail»
mail  AAAA 2001:db8::25
`,
    },
    {
      title: 'One exchange of two',
      zone: `
@     MX 10 mx1
      MX 20 «mx2»
mx1   A  192.0.2.1
mx2   AAAA 2001:db8::2
`,
    },
    {
      title: 'By a wildcard',
      zone: `
@     MX 10 «mail.web»
*.web AAAA 2001:db8::25
`,
    },
    {
      title: 'Both addresses',
      zone: `
@     MX 10 mail
mail  A  192.0.2.25
      AAAA 2001:db8::25
`,
    },
    {
      title: 'An A record in generic notation',
      zone: `
@     MX 10 mail
mail  TYPE1 \\# 4 C0000219
      AAAA 2001:db8::25
`,
    },
    { title: 'A host elsewhere, whose addresses are not here', zone: '@ MX 10 mx.example.net.' },
  ],
  check: (zone, mx) => {
    const { answer } = mx;
    // Where records are missing here, an A record may be among them.
    if (answer.kind === 'node' && !zone.isComplete) return undefined;
    const types = typesIn(answer) ?? 0;
    const isOnly = (types & TypeBit.aaaa) !== 0 && (types & TypeBit.a) === 0;
    if (!isOnly) return undefined;
    const name = zone.names.prose(mx.exchange);
    const message = say('{0} has no A record: senders without IPv6 can’t deliver to it.', name);
    return {
      span: mx.exchangeSpan,
      message: knownFrom(answer, message),
      related: relatedRecord(answer, say('The address of {0} is here.', name)),
    };
  },
};
