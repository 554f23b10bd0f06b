import type { AbsoluteName } from '../../dns/name';
import { RRType, typeMnemonic } from '../../syntax/mnemonics';
import { say } from '../../text/message';
import type { Zone } from '../../zone/zone';
import { removeRecords } from '../edits';
import { nothing } from '../records';
import type { Judgement, OwnerRule } from '../rule';
import { findDuplicates } from '../sameRecord';

export const rule: OwnerRule = {
  id: 'rr-duplicate',
  family: 'syntax',
  level: 'warning',
  scope: 'owner',
  types: -1,
  concerns: 'several',
  summary: 'The same record twice.',
  why: 'Name servers keep it once, so the second does nothing. It misleads whoever changes one of the two later.',
  references: [{ rfc: 2181, section: '5' }],
  examples: [
    {
      title: 'One address twice',
      zone: `
www   A 192.0.2.1
      A 192.0.2.2
      «A 192.0.2.1»
mail  A 192.0.2.3
`,
      fixed: `
www   A 192.0.2.1
      A 192.0.2.2
mail  A 192.0.2.3
`,
    },
    {
      title: 'Names in another notation and case, and with another TTL',
      zone: `
@     MX 10 mail
«Example.com. 300 IN MX 010 MAIL.example.com.»
mail  A  192.0.2.25
`,
    },
    {
      title: 'Addresses, escapes and strings in another notation',
      zone: `
a     AAAA 2001:db8::1
      «AAAA 2001:DB8:0::01»
      AAAA ::ffff:192.0.2.1
      «AAAA ::ffff:c000:201»
      TXT  "a b"
      «TXT a\\032b»
      TYPE1 \\# 4 c0000201
      «A    192.0.2.1»
`,
    },
    {
      title: 'Records that only look alike',
      zone: `
a     TXT "ab"
      TXT "AB"
      TXT "a" "b"
      SRV 0 0 1 b
      SRV 0 0 2 b
b     A   192.0.2.1
      A   192.0.2.10
      A   192.0.2.11
      MX  10 b
      MX  20 b
`,
      also: ['mx-duplicate-exchange'],
    },
    {
      title: 'The same data of two owners, and of two types',
      zone: `
a     A   192.0.2.1
b     A   192.0.2.1
c     TXT "v=spf1 -all"
      NINFO "v=spf1 -all"
`,
    },
    {
      title: 'A zone transfer as it is printed: the SOA record again at the end',
      zone: `
example.com. 3600 IN SOA ns.example.net. hostmaster.example.net. 1 3600 900 2592000 3600
example.com. 3600 IN NS ns.example.net.
example.com. 3600 IN SOA ns.example.net. hostmaster.example.net. 1 3600 900 2592000 3600
`,
    },
  ],
  check: (zone, owner) => {
    const duplicates = findDuplicates(zone, owner);
    return duplicates === undefined ? nothing : judge(zone, owner, duplicates);
  },
};

function* judge(
  zone: Zone,
  owner: AbsoluteName,
  duplicates: ReadonlyMap<number, number>,
): Generator<Judgement> {
  for (const [record, first] of duplicates) {
    const type = zone.records.types.get(record);
    if (type === RRType.SOA) continue;
    yield {
      span: zone.recordSpan(record),
      message: say(
        'This {0} record of {1} is there already. Name servers keep it once.',
        typeMnemonic(type),
        zone.names.prose(owner),
      ),
      related: [{ span: zone.recordSpan(first), message: say('This is the first one.') }],
      fixes: () => [
        {
          title: say('Remove this record'),
          grade: 'safe',
          edits: removeRecords(zone, [record]),
        },
      ],
    };
  }
}
