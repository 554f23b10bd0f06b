import { Hostings } from '../../providers/hosting';
import { say } from '../../text/message';
import type { MxRecord } from '../../zone/mxSet';
import type { Zone } from '../../zone/zone';
import { renameTarget } from '../edits';
import type { ExchangeRule, Fix } from '../rule';

export const rule: ExchangeRule = {
  id: 'mx-exchange-typo',
  family: 'mx',
  level: 'warning',
  scope: 'exchange',
  rank: 7,
  concerns: 'elsewhere',
  summary: 'The exchange is one slip away from a known provider’s host.',
  why: 'A letter too many, missing, wrong or swapped makes another name of a provider’s host. Where nobody has that name, mail bounces; where somebody has registered it, he receives the mail.',
  ignore: 'The name is right, and its likeness to a provider’s is chance.',
  references: [{ rfc: 5321, section: '5.1' }],
  examples: [
    {
      title: 'A letter is missing',
      zone: '@ MX 1 «smtp.gogle.com.»',
      fixed: '@ MX 1 smtp.google.com.',
    },
    {
      title: 'The digit 1 instead of the letter l, letters swapped, a dot missing',
      zone: `
@     MX 1 «aspmx.1.google.com.»
      MX 5 «atl1.aspmx.l.google.com.»
      MX 5 «alt2aspmx.l.google.com.»
      MX 10 alt3.aspmx.l.google.com.
      MX 10 alt4.aspmx.l.google.com.
`,
    },
    {
      title: 'Another top-level domain',
      zone: `
@     MX 10 «mx1.privateemail.co.»
      MX 10 mx2.privateemail.com.
`,
      fixed: `
@     MX 10 mx1.privateemail.com.
      MX 10 mx2.privateemail.com.
`,
    },
    {
      title: 'Names that differ in a number only are other hosts of the same row',
      zone: `
@     MX 1 mx0.mail.ovh.net.
      MX 5 mx9.mail.ovh.net.
`,
    },
    {
      title: 'Short domains look alike without any slip',
      zone: '@ MX 10 mx.soho.com.',
    },
    {
      title: 'A host of the zone itself, however it is called',
      zone: `
$ORIGIN gogle.com.
$TTL 1h
@     SOA ns.example.net. hostmaster.example.net. 1 1h 15m 30d 1h
      NS ns.example.net.
      MX 1 smtp
smtp  A  192.0.2.1
`,
    },
    {
      title: 'The customer’s own label in a provider’s host',
      zone: '@ MX 0 outlok.mail.protection.outlook.com.',
    },
  ],
  check: (zone, mx) => {
    const slip = Hostings.of(zone.names).findSlip(mx.exchange);
    if (slip === undefined || isCustomersOwn(zone, mx)) return undefined;
    return {
      span: mx.exchangeSpan,
      message: say(
        '{0} is one slip away from {1}, an exchange of {2}. Mail goes to whoever has the other name, or nowhere.',
        zone.names.prose(mx.exchange),
        slip.host,
        slip.provider.name,
      ),
      fixes: () => correct(zone, mx, slip.host),
    };
  },
};

/** True for a host that a provider names after its customer: there is no list of those. */
function isCustomersOwn(zone: Zone, mx: MxRecord): boolean {
  const provider = Hostings.of(zone.names).find(mx.exchange)?.provider;
  return provider?.sets.every((set) => set.some((line) => line.includes('*'))) === true;
}

function correct(zone: Zone, mx: MxRecord, host: string): readonly Fix[] {
  const target = zone.names.parse(`${host}.`);
  if (target === undefined) return [];
  const edits = [renameTarget(zone, mx.record, target)];
  return [{ title: say('Change to {0}', host), grade: 'unsafe', edits }];
}
