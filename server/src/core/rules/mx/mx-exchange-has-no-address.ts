import { type Message, say } from '../../text/message';
import { isMissing, type ZoneAnswer } from '../../zone/lookup';
import { knownFrom, relatedRecord } from '../elsewhere';
import type { ExchangeRule } from '../rule';
import { fixMissingAddress, isWithoutAddress } from '../targets';

export const rule: ExchangeRule = {
  id: 'mx-exchange-has-no-address',
  family: 'mx',
  level: 'error',
  scope: 'exchange',
  rank: 5,
  concerns: 'known',
  summary: 'The exchange lies in the zone but has no A or AAAA record.',
  why: 'A sender finds no address to connect to and tries the next exchange; when there is none, mail bounces.',
  references: [{ rfc: 5321, section: '5.1' }],
  examples: [
    {
      title: 'A host that is not there',
      zone: `
@     MX 10 «mail»
www   A  192.0.2.1
`,
      fixed: `
@     MX 10 mail
www   A  192.0.2.1
mail  A  192.0.2.1 ; replace by the real address
`,
    },
    {
      title: 'A slip of the pen',
      zone: `
@     MX 10 «mial»
mail  A  192.0.2.1
`,
      fixed: `
@     MX 10 mail
mail  A  192.0.2.1
`,
    },
    {
      title: 'A name with other records only, and one that has names below it only',
      zone: `
@     MX 10 «mail»
      MX 20 «dc»
mail  TXT "no address"
a.dc  A  192.0.2.1
`,
    },
    {
      title: 'Wildcards, glue and what other zones say',
      zone: `
@     MX 10 any.web
      MX 20 mx.sub
      MX 30 mx.other
      MX 40 mail.example.net.
*.web A  192.0.2.1
sub   NS mx.sub
mx.sub AAAA 2001:db8::1
other NS ns.example.net.
`,
    },
  ],
  check: (zone, mx) => {
    const { answer } = mx;
    if (!isWithoutAddress(answer)) return undefined;
    const name = zone.names.prose(mx.exchange);
    return {
      span: mx.exchangeSpan,
      message: describe(answer, name),
      related: relatedRecord(answer, say('{0} has other records only.', name)),
      fixes: () => fixMissingAddress(zone, mx.record, mx.exchange),
    };
  },
};

function describe(answer: ZoneAnswer, name: string): Message {
  if (answer.kind === 'nxdomain')
    return say('{0} does not exist in this zone, so mail can’t be delivered to it.', name);
  const message = isMissing(answer)
    ? say('{0} does not exist, so mail can’t be delivered to it.', name)
    : say('{0} has no A or AAAA record, so mail can’t be delivered to it.', name);
  return knownFrom(answer, message);
}
