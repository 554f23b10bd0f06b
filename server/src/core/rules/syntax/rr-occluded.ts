import type { AbsoluteName } from '../../dns/name';
import { typeMnemonic } from '../../syntax/mnemonics';
import { say } from '../../text/message';
import { addressBits, TypeBit, typeBit } from '../../zone/typeBits';
import type { RecordIndex, Zone } from '../../zone/zone';
import { nothing, ownerSpan } from '../records';
import type { Judgement, OwnerRule } from '../rule';

/** What the parent has at a zone cut; an SOA record there is a mistake of another kind. */
const cutTypes = TypeBit.ns | TypeBit.ds | TypeBit.dnssec | TypeBit.soa;

export const rule: OwnerRule = {
  id: 'rr-occluded',
  family: 'syntax',
  level: 'warning',
  scope: 'owner',
  types: -1,
  concerns: 'cuts',
  summary: 'A record below a zone cut or a DNAME, which nobody is ever answered.',
  why: 'What lies below a delegation is the delegated zone’s to say: here only the addresses of name servers count, as glue. Below a DNAME there is nothing at all. Other records have no effect; often they were left behind when the name was delegated.',
  references: [
    { rfc: 1034, section: '4.2.1' },
    { rfc: 6672, section: '2.4' },
  ],
  examples: [
    {
      title: 'Hosts of a zone that was delegated',
      zone: `
sub      NS ns1.sub
         NS ns.example.net.
ns1.sub  A  192.0.2.53
«www.sub»  A  192.0.2.1
«sub2.sub» MX 10 mail.example.net.
`,
    },
    {
      title: 'Other records at the cut itself',
      zone: `
sub      NS ns.example.net.
         «MX» 10 mail.example.net.
         TXT "hello"
sub2     NS ns.example.net.
«sub2»     A  192.0.2.1
`,
    },
    {
      title: 'Below a DNAME',
      zone: `
old      DNAME new
         TXT "moved"
«www.old»  A  192.0.2.1
www.new  A  192.0.2.1
`,
    },
    {
      title: 'Glue: addresses of name servers, a sibling’s too, and one that is the cut',
      zone: `
a        NS ns.a
         NS ns.b
         NS c
ns.a     A  192.0.2.53
b        NS ns.a
         DS 4711 13 2 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
ns.b     AAAA 2001:db8::53
c        NS c
         A  192.0.2.54
`,
    },
    {
      title: 'The top of the zone is no cut',
      zone: `
@        MX 10 mail
mail     A  192.0.2.25
a.mail   A  192.0.2.26
`,
    },
    {
      title: 'In a file that includes others, glue may serve a cut elsewhere',
      zone: `
$INCLUDE more.inc
sub      NS ns.example.net.
ns.sub   A  192.0.2.53
`,
    },
  ],
  check: (zone, owner) => {
    const { apex, names } = zone;
    if (owner === apex || !names.isAtOrBelow(owner, apex)) return nothing;
    const types = zone.typesOf(owner);
    for (let above = names.parent(owner); ; above = names.parent(above)) {
      const typesAbove = zone.cutsAt(above);
      if ((typesAbove & TypeBit.dname) !== 0 && (types & ~TypeBit.dnssec) !== 0)
        return judge(zone, owner, above, TypeBit.dnssec);
      if (above === apex || above === names.root) break;
      if ((typesAbove & TypeBit.ns) !== 0)
        return judge(zone, owner, above, TypeBit.dnssec | glueTypes(zone, owner, types));
    }
    // A CNAME record there is a mistake of another kind.
    if ((types & TypeBit.ns) === 0 || (types & ~(cutTypes | TypeBit.cname)) === 0) return nothing;
    return judge(zone, owner, owner, cutTypes | TypeBit.cname | glueTypes(zone, owner, types));
  },
};

/** The types of glue that the owner may have: addresses, where it serves as a name server. */
function glueTypes(zone: Zone, owner: AbsoluteName, types: number): number {
  if ((types & addressBits) === 0) return 0;
  return !zone.isComplete || (zone.namedBy(owner) & TypeBit.ns) !== 0 ? addressBits : 0;
}

/** A judgement of the first record that is not of the allowed types. */
function judge(
  zone: Zone,
  owner: AbsoluteName,
  above: AbsoluteName,
  allowed: number,
): readonly Judgement[] {
  let record: RecordIndex = zone.firstOf(owner);
  while (record >= 0 && (typeBit(zone.records.types.get(record)) & allowed) !== 0)
    record = zone.nextOf(record);
  if (record < 0) return nothing;
  const args = [
    typeMnemonic(zone.records.types.get(record)),
    zone.names.prose(owner),
    zone.names.prose(above),
  ] as const;
  const isByDname = owner !== above && (zone.cutsAt(above) & TypeBit.dname) !== 0;
  return [
    {
      span: ownerSpan(zone, record),
      message: isByDname
        ? say('Nobody is answered this {0} record: {1} lies below the DNAME of {2}.', ...args)
        : say('Nobody is answered this {0} record of {1}: {2} is delegated to others.', ...args),
    },
  ];
}
