import { RRType } from '../../syntax/mnemonics';
import { say } from '../../text/message';
import { hasAddress, lookUp, lookUpCanonical } from '../../zone/lookup';
import type { MxRecord } from '../../zone/mxSet';
import type { RecordIndex, Zone } from '../../zone/zone';
import { renameTarget, replaceRdata, typeSpan } from '../edits';
import type { ExchangeRule, Fix } from '../rule';

export const rule: ExchangeRule = {
  id: 'mx-exchange-is-alias',
  family: 'mx',
  level: 'error',
  scope: 'exchange',
  rank: 4,
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
    const answer = lookUp(zone, mx.exchange);
    if (answer.kind !== 'alias') return undefined;
    const canonical = lookUpCanonical(zone, mx.exchange);
    const name = zone.names.prose(mx.exchange);
    return {
      span: mx.exchangeSpan,
      message:
        canonical === undefined
          ? say('{0} is an alias in a loop; mail can’t be delivered to it.', name)
          : say(
              '{0} is an alias of {1}; an MX record must name a host with its own address. Some senders refuse to deliver.',
              name,
              zone.names.prose(canonical.name),
            ),
      related: [
        { span: typeSpan(zone, answer.record), message: say('{0} is made an alias here.', name) },
      ],
      fixes: () => fixes(zone, mx, answer.byDname ? undefined : answer.record),
    };
  },
};

function fixes(zone: Zone, mx: MxRecord, cname: RecordIndex | undefined): readonly Fix[] {
  const canonical = lookUpCanonical(zone, mx.exchange);
  if (canonical === undefined) return [];
  // A name that is known to have no address would only be the next mistake.
  const isUsable = canonical.answer.kind === 'unknown' || hasAddress(canonical.answer);
  if (!isUsable) return [];
  const found: Fix[] = [
    {
      title: say('Name {0} instead', zone.names.prose(canonical.name)),
      grade: 'safe',
      edits: [renameTarget(zone, mx.record, canonical.name)],
    },
  ];
  if (cname === undefined || canonical.answer.kind !== 'node') return found;
  if (zone.ownerOf(cname) !== mx.exchange) return found;
  const { owner } = canonical.answer;
  const addresses = [RRType.A, RRType.AAAA].flatMap((type) =>
    zone.recordsOf(owner, type).map((record) => ({ type, rdata: zone.rdataText(record) })),
  );
  const edit = replaceRdata(zone, cname, addresses);
  if (edit !== undefined)
    found.push({
      title: say('Give {0} its own address records', zone.names.prose(mx.exchange)),
      grade: 'unsafe',
      edits: [edit],
    });
  return found;
}
