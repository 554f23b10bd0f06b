import { say } from '../../text/message';
import { recordText } from '../../zone/recordText';
import { TypeBit } from '../../zone/typeBits';
import { plainSpfOf, spfRecords } from '../policies';
import { nothing } from '../records';
import type { OwnerRule } from '../rule';
import { differentRecords } from '../sameRecord';

export const rule: OwnerRule = {
  id: 'spf-multiple',
  family: 'policy',
  level: 'error',
  scope: 'owner',
  types: TypeBit.txt,
  summary: 'A name has several SPF records.',
  why: 'With more than one SPF record a receiver can’t know which one holds: the result is permerror, and none of them protects the name. Join them into one.',
  references: [
    { rfc: 7208, section: '3.2' },
    { rfc: 7208, section: '4.5' },
  ],
  examples: [
    {
      title: 'One for the own hosts, one for a provider',
      zone: `
@     TXT "v=spf1 ip4:192.0.2.0/24 -all"
      TXT "«v=spf1 include:_spf.example.net -all»"
`,
    },
    {
      title: 'The second and every later one, however it is written',
      zone: `
@     TXT "v=spf1 a -all"
      TXT "verification"
      TXT «V=spf1»
      TXT ( "«v=spf1 "
            "-all»" )
`,
    },
    {
      title: 'A former record that was left behind',
      zone: `
news  TXT "v=spf1 -all"
news  TXT "«v=spf1 include:mail.example.net ~all»"
`,
    },
    {
      title: 'The same record twice is sent once',
      zone: `
@     TXT "v=spf1 -all"
      TXT "v=spf1 -all"
`,
      also: ['rr-duplicate'],
    },
    {
      title: 'What is no SPF record: Sender ID, other versions, verification',
      zone: `
@     TXT "v=spf1 -all"
      TXT "spf2.0/pra -all"
      TXT "v=spf10 -all"
      TXT "see v=spf1 -all"
`,
    },
    {
      title: 'One each at two names',
      zone: `
@     TXT "v=spf1 -all"
www   TXT "v=spf1 -all"
`,
    },
  ],
  check: (zone, owner) => {
    if (plainSpfOf(zone, owner) >= 0) return nothing;
    const records = spfRecords(zone, owner);
    if (records.length < 2) return nothing;
    const [first, ...others] = differentRecords(zone, records);
    if (first === undefined) return nothing;
    const firstSpan = recordText(zone, first).span;
    return others.map((record) => ({
      span: recordText(zone, record).span,
      message: say(
        '{0} has another SPF record already. With several of them receivers use none.',
        zone.names.prose(owner),
      ),
      related: [{ span: firstSpan, message: say('This is the first one.') }],
    }));
  },
};
