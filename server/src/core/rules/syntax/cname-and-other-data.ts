import { RRType, typeMnemonic } from '../../syntax/mnemonics';
import { say } from '../../text/message';
import { firstOfType } from '../../zone/ofType';
import { TypeBit, typeBit } from '../../zone/typeBits';
import { typeSpan } from '../edits';
import { nothing } from '../records';
import type { OwnerRule } from '../rule';

/** What may stand beside a CNAME: it says nothing about the name but that it is signed. */
const allowed = TypeBit.cname | TypeBit.dnssec;

export const rule: OwnerRule = {
  id: 'cname-and-other-data',
  family: 'syntax',
  level: 'error',
  scope: 'owner',
  types: TypeBit.cname,
  summary: 'A CNAME record beside other records of the same owner.',
  why: 'An alias has its canonical name’s records and no others. Name servers refuse the zone, or answer now the one and now the other. At the top of a zone, where SOA and NS records stand, no CNAME is possible.',
  references: [
    { rfc: 1034, section: '3.6.2' },
    { rfc: 2181, section: '10.1' },
  ],
  examples: [
    {
      title: 'An alias with mail of its own',
      zone: `
www   CNAME www.example.net.
      «MX 10 mail.example.net.»
      TXT "v=spf1 -all"
`,
    },
    {
      title: 'A CNAME at the top of the zone',
      zone: '«@     CNAME www.example.net.»',
    },
    {
      title: 'Wherever the two stand, and by a wildcard too',
      zone: `
a     A     192.0.2.1
*     TXT   "any"
b     A     192.0.2.1
«*     CNAME a»
«A     CNAME b»
`,
    },
    {
      title: 'Signed aliases',
      zone: `
www   CNAME www.example.net.
      RRSIG CNAME 13 3 3600 20300101000000 20260101000000 4711 example.com. AAAA
      NSEC  example.com. CNAME RRSIG NSEC
`,
    },
    {
      title: 'Names below an alias, and above',
      zone: `
www   CNAME www.example.net.
a.www A     192.0.2.1
`,
    },
    {
      title: 'Other records that point elsewhere',
      zone: `
www   DNAME www.example.net.
      A     192.0.2.1
`,
    },
  ],
  check: (zone, owner) => {
    if ((zone.typesOf(owner) & ~allowed) === 0) return nothing;
    const cname = firstOfType(zone, owner, RRType.CNAME);
    let other = zone.firstOf(owner);
    while (other >= 0 && (typeBit(zone.records.types.get(other)) & allowed) !== 0)
      other = zone.nextOf(other);
    if (cname < 0 || other < 0) return nothing;
    let first = zone.firstOf(owner);
    while (first !== cname && first !== other) first = zone.nextOf(first);
    const second = first === cname ? other : cname;
    return [
      {
        span: zone.recordSpan(second),
        message: say(
          '{0} has a CNAME record and the type {1} as well: an alias can’t have other records. Name servers refuse this.',
          zone.names.prose(owner),
          typeMnemonic(zone.records.types.get(other)),
        ),
        related: [{ span: typeSpan(zone, first), message: say('This is the first one.') }],
      },
    ];
  },
};
