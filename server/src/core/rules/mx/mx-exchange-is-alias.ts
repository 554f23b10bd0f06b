import { say } from '../../text/message';
import { isAlias, lookUpCanonical } from '../../zone/lookup';
import { namingFiles, relatedAlias, saidIn } from '../elsewhere';
import type { ExchangeRule } from '../rule';
import { fixAlias } from '../targets';

export const rule: ExchangeRule = {
  id: 'mx-exchange-is-alias',
  family: 'mx',
  level: 'error',
  scope: 'exchange',
  rank: 4,
  concerns: 'known',
  summary: 'The exchange is an alias (CNAME) or lies below a DNAME.',
  why: 'An MX record must name a host that has its own address records. Some senders refuse to deliver to an alias, others do not recognise themselves as the host and loop.',
  references: [
    { rfc: 2181, section: '10.3' },
    { rfc: 5321, section: '5.1' },
  ],
  examples: [
    {
      title: 'An alias of a host in the zone',
      zone: `
@     MX 10 «mail»
mail  CNAME host
host  A  192.0.2.1
`,
      fixed: `
@     MX 10 host
mail  CNAME host
host  A  192.0.2.1
`,
    },
    {
      title: 'An alias of an alias of a host elsewhere',
      zone: `
@     MX 10 «mail.example.com.»
mail  CNAME alias
alias CNAME host.example.net.
`,
      fixed: `
@     MX 10 host.example.net.
mail  CNAME alias
alias CNAME host.example.net.
`,
    },
    {
      title: 'An alias by a wildcard, and one by a DNAME',
      zone: `
@     MX 10 «mail.web»
      MX 20 «mail.old»
*.web CNAME host
old   DNAME new
mail.new A 192.0.2.2
host  A  192.0.2.1
`,
    },
    {
      title: 'A host with addresses, though others are aliases of it',
      zone: `
@     MX 10 host
mail  CNAME host
host  A  192.0.2.1
`,
    },
  ],
  check: (zone, mx) => {
    const { answer } = mx;
    if (!isAlias(answer)) return undefined;
    const canonical = lookUpCanonical(zone, mx.exchange);
    const name = zone.names.prose(mx.exchange);
    return {
      span: mx.exchangeSpan,
      message: namingFiles(
        canonical === undefined
          ? say('{0} is an alias in a loop; mail can’t be delivered to it.', name)
          : say(
              '{0} is an alias of {1}; an MX record must name a host with its own address. Some senders refuse to deliver.',
              name,
              zone.names.prose(canonical.name),
            ),
        canonical?.said ?? saidIn(answer),
      ),
      related: relatedAlias(zone, mx.exchange, answer),
      fixes: () => fixAlias(zone, mx.record, mx.exchange),
    };
  },
};
