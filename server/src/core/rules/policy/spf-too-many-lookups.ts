import { PlainSpf } from '../../policy/plainSpf';
import { isSpf, parseSpf, type SpfRecord } from '../../policy/spf';
import { countLookups, maximumLookups } from '../../policy/spfLookups';
import { say } from '../../text/message';
import { lookUpCanonical } from '../../zone/lookup';
import type { OtherAnswer } from '../../zone/otherZones';
import { recordText } from '../../zone/recordText';
import { TypeBit } from '../../zone/typeBits';
import type { Zone } from '../../zone/zone';
import { namingFiles } from '../elsewhere';
import { nameToAsk } from '../names';
import { plainSpfOf, spfRecords } from '../policies';
import { nothing } from '../records';
import type { OwnerRule } from '../rule';

export const rule: OwnerRule = {
  id: 'spf-too-many-lookups',
  family: 'policy',
  level: 'error',
  scope: 'owner',
  types: TypeBit.txt,
  summary: 'An SPF record leads to more than ten look-ups in DNS.',
  why: 'Each include, a, mx, ptr, exists and redirect is a look-up, those in included records too. After ten a receiver gives up with permerror, and the record counts for nothing. Only what the zone, and other zones that are known, show is counted; included records elsewhere may add more.',
  references: [{ rfc: 7208, section: '4.6.4' }],
  examples: [
    {
      title: 'Eleven in one record',
      zone: `
@     TXT ( "v=spf1 a include:1.example.net include:2.example.net include:3.example.net "
            "include:4.example.net include:5.example.net include:6.example.net "
            "include:7.example.net exists:8.example.net ptr «a:10.example.net» -all" )
`,
    },
    {
      title: 'Those of included records in the zone count',
      zone: `
@     TXT "v=spf1 a «include:_spf.example.com» -all"
_spf  TXT ( "v=spf1 a:1.example.net a:2.example.net a:3.example.net a:4.example.net "
            "a:5.example.net a:6.example.net a:7.example.net a:8.example.net "
            "a:9.example.net" )
`,
    },
    {
      title: 'Records that include each other',
      zone: `
a     TXT "v=spf1 «include:b.example.com» -all"
b     TXT "v=spf1 «redirect=a.example.com»"
`,
    },
    {
      title: 'Ten are allowed',
      zone: `
@     TXT ( "v=spf1 a include:1.example.net include:2.example.net include:3.example.net "
            "include:4.example.net include:5.example.net include:6.example.net "
            "include:7.example.net exists:8.example.net a:9.example.net -all" )
`,
    },
    {
      title: 'Addresses need no look-up, however many they are',
      zone: `
@     TXT ( "v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 ip4:192.0.2.3 ip4:192.0.2.4 ip4:192.0.2.5 "
            "ip4:192.0.2.6 ip4:192.0.2.7 ip4:192.0.2.8 ip4:192.0.2.9 ip4:192.0.2.10 "
            "ip4:192.0.2.11 ip6:2001:db8::/32 exp=why.example.com -all" )
`,
    },
    {
      title: 'An included record of addresses costs one',
      zone: `
@     TXT "v=spf1 mx include:_a.example.com include:_b.example.com include:%{d}.example.com -all"
      MX  10 mail.example.net.
_a    TXT "v=spf1 ip4:192.0.2.1 -all"
_b    TXT "v=spf1 include:_a.example.com include:_a.example.com -all"
`,
    },
  ],
  check: (zone, owner) => {
    const facts = plainSpfOf(zone, owner);
    const isPlain = facts >= 0 && (facts & PlainSpf.include) === 0;
    if (isPlain && (facts & PlainSpf.lookups) <= maximumLookups) return nothing;
    const [record] = spfRecords(zone, owner);
    if (record === undefined) return nothing;
    const text = recordText(zone, record);
    const said: OtherAnswer[] = [];
    const { count, term } = countLookups(parseSpf(text.text), (domain) =>
      findSpf(zone, domain, (answer) => said.push(answer)),
    );
    if (term === undefined) return nothing;
    return [
      {
        span: text.spanOf(term.start, term.end),
        message: namingFiles(
          say(
            'This record leads to at least {0} look-ups. Receivers stop after {1} and use nothing of it.',
            count,
            maximumLookups,
          ),
          said.slice(0, mostNamed),
        ),
      },
    ];
  },
};

/** More files are not named. */
const mostNamed = 5;

/** The one SPF record that a domain is known to have; `note` is told what another zone’s file says. */
function findSpf(
  zone: Zone,
  domain: string,
  note: (said: OtherAnswer) => void,
): SpfRecord | undefined {
  const name = nameToAsk(zone, domain);
  const answer = name === undefined ? undefined : lookUpCanonical(zone, name)?.answer;
  if (answer?.kind === 'elsewhere') {
    const [text] = answer.said.spf.filter(isSpf);
    if (text === undefined) return undefined;
    note(answer.said);
    return parseSpf(text);
  }
  if (answer?.kind !== 'node') return undefined;
  const [record] = spfRecords(zone, answer.owner);
  return record === undefined ? undefined : parseSpf(recordText(zone, record).text);
}
