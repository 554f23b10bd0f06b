import type { AbsoluteName } from '../../dns/name';
import { RRType } from '../../syntax/mnemonics';
import { say } from '../../text/message';
import { recordText } from '../../zone/recordText';
import { TypeBit } from '../../zone/typeBits';
import type { RecordIndex, Zone } from '../../zone/zone';
import { removeRecords, typeSpan } from '../edits';
import { spfRecords } from '../policies';
import type { Fix, OwnerRule } from '../rule';

export const rule: OwnerRule = {
  id: 'spf-obsolete-type',
  family: 'policy',
  level: 'warning',
  scope: 'owner',
  types: TypeBit.spf,
  summary: 'A record of the type SPF, which no receiver asks for any more.',
  why: 'RFC 7208 gave up the record type SPF (99): receivers look for a TXT record that starts with v=spf1, and nothing else counts.',
  references: [{ rfc: 7208, section: '3.1' }],
  examples: [
    {
      title: 'The type SPF alone',
      zone: '@     «SPF» "v=spf1 a -all"',
      fixed: '@     TXT "v=spf1 a -all"',
    },
    {
      title: 'Beside a TXT record that says the same, as was once advised',
      zone: `
@     TXT "v=spf1 a -all"
      «SPF» "v=spf1 a -all"
www   A   192.0.2.1
`,
      fixed: `
@     TXT "v=spf1 a -all"
www   A   192.0.2.1
`,
    },
    {
      title: 'By its number',
      zone: 'www   3600 IN «TYPE99» "v=spf1 -all"',
      fixed: 'www   3600 IN TXT "v=spf1 -all"',
    },
    { title: 'A TXT record', zone: '@     TXT "v=spf1 -all"' },
    { title: 'A name that is called so', zone: 'spf   TXT "SPF"' },
    { title: 'A policy behind an alias', zone: '_spf  CNAME _spf.example.net.' },
  ],
  check: (zone, owner) =>
    zone.recordsOf(owner, RRType.SPF).map((record) => ({
      span: typeSpan(zone, record),
      message: say('Receivers never ask for the type SPF: only a TXT record counts.'),
      fixes: () => fixes(zone, owner, record),
    })),
};

function fixes(zone: Zone, owner: AbsoluteName, record: RecordIndex): readonly Fix[] {
  if (spfRecords(zone, owner).length > 0) {
    const title = say('Remove it: a TXT record says what holds');
    return [{ title, grade: 'unsafe', edits: removeRecords(zone, [record]) }];
  }
  if (!recordText(zone, record).text.toLowerCase().startsWith('v=spf1')) return [];
  return [
    {
      title: say('Make it a TXT record'),
      grade: 'unsafe',
      edits: [{ span: typeSpan(zone, record), text: 'TXT' }],
    },
  ];
}
