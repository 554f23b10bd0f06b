import { RRType, typeMnemonic } from '../../syntax/mnemonics';
import { say } from '../../text/message';
import { firstOfType, nextOfType } from '../../zone/ofType';
import { TypeBit } from '../../zone/typeBits';
import { nothing } from '../records';
import type { Judgement, OwnerRule } from '../rule';

export const rule: OwnerRule = {
  id: 'cname-multiple',
  family: 'syntax',
  level: 'error',
  scope: 'owner',
  types: TypeBit.cname | TypeBit.dname,
  concerns: 'several',
  summary: 'Several CNAME or DNAME records of one owner.',
  why: 'An alias has one canonical name. Name servers refuse a zone in which it has two; to share load, give a name several address records.',
  references: [
    { rfc: 2181, section: '10.1' },
    { rfc: 6672, section: '2.4' },
  ],
  examples: [
    {
      title: 'Two canonical names',
      zone: `
www   CNAME a.example.net.
      «CNAME b.example.net.»
`,
    },
    {
      title: 'Three, in several places',
      zone: `
www   CNAME a.example.net.
ftp   CNAME a.example.net.
«www 300 IN CNAME b.example.net.»
«WWW 300 IN CNAME c.example.net.»
`,
      also: ['rrset-ttl-mismatch', 'rrset-ttl-mismatch'],
    },
    {
      title: 'Two DNAME records',
      zone: `
old   DNAME new.example.net.
      «DNAME new.example.org.»
`,
    },
    {
      title: 'The same twice is kept once',
      zone: `
www   CNAME a.example.net.
      CNAME A.example.net.
`,
      also: ['rr-duplicate'],
    },
    {
      title: 'One each of several owners',
      zone: `
www   CNAME a.example.net.
ftp   CNAME b.example.net.
*     CNAME c.example.net.
`,
    },
    {
      title: 'Several addresses',
      zone: `
www   A 192.0.2.1
      A 192.0.2.2
`,
    },
  ],
  check: (zone, owner) => {
    let found: Judgement[] | undefined;
    for (const type of [RRType.CNAME, RRType.DNAME]) {
      const first = firstOfType(zone, owner, type);
      if (first < 0) continue;
      const target = zone.targetOf(first);
      for (let other = nextOfType(zone, first); other >= 0; other = nextOfType(zone, other)) {
        if (zone.targetOf(other) === target || zone.targetOf(other) === undefined) continue;
        found ??= [];
        found.push({
          span: zone.recordSpan(other),
          message: say(
            '{0} has a {1} record already and can have one only. Name servers refuse this.',
            zone.names.prose(owner),
            typeMnemonic(type),
          ),
          related: [{ span: zone.recordSpan(first), message: say('This is the first one.') }],
        });
      }
    }
    return found ?? nothing;
  },
};
