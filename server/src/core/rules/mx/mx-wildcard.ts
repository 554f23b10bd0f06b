import type { AbsoluteName } from '../../dns/name';
import { RRType } from '../../syntax/mnemonics';
import { say } from '../../text/message';
import { addressBits, TypeBit } from '../../zone/typeBits';
import type { Zone } from '../../zone/zone';
import { ChildNames } from '../childNames';
import { inheritedOwnerSpan } from '../edits';
import type { Judgement, OwnerRule, Related } from '../rule';

export const rule: OwnerRule = {
  id: 'mx-wildcard',
  family: 'mx',
  level: 'information',
  scope: 'owner',
  types: TypeBit.mx,
  summary: 'A wildcard MX record does not apply to names that exist.',
  why: 'A wildcard answers only for names that do not exist. A name with any record of its own, an address or a TXT, gets nothing from it: mail for that name goes to its own address, or nowhere.',
  ignore: 'The names that exist are hosts that take no mail by that name.',
  references: [
    { rfc: 4592, section: '2.2' },
    { rfc: 1034, section: '4.3.3' },
  ],
  examples: [
    {
      title: 'A host and a subdomain that the wildcard does not reach',
      zone: `
@     MX 10 mail
«*»   MX 10 mail
mail  A  192.0.2.1
www   A  192.0.2.2
shop  TXT "v=spf1 -all"
`,
    },
    {
      title: 'Once for an owner, at its name',
      zone: `
mail  A  192.0.2.1
«*.web» A 192.0.2.3
      MX 10 mail
      MX 20 mx.example.net.
a.web A  192.0.2.2
`,
    },
    {
      title: 'Further down as well',
      zone: `
«*»   MX 10 mail
mail  A  192.0.2.1
a.b   A  192.0.2.2
`,
    },
    {
      title: 'Names with MX records, aliases, delegations, the exchange and a name server',
      zone: `
@     NS ns1
      MX 10 mail
ns1   A  192.0.2.53
*     MX 10 mail
mail  A  192.0.2.1
www   MX 10 mail
      A  192.0.2.2
ftp   CNAME www
sub   NS ns.sub
ns.sub A 192.0.2.3
`,
    },
    {
      title: 'Names that no mail domain can have',
      zone: `
*     MX 10 mx.example.net.
_dmarc TXT "v=DMARC1; p=none"
key._domainkey TXT "v=DKIM1; p="
`,
    },
    {
      title: 'A wildcard beside the existing names',
      zone: `
*.web MX 10 mail
mail  A  192.0.2.1
`,
    },
  ],
  check: (zone, owner) => (zone.names.isWildcard(owner) ? judge(zone, owner) : []),
};

function judge(zone: Zone, owner: AbsoluteName): readonly Judgement[] {
  const missed = findMissed(zone, owner).toSorted((a, b) => zone.names.compare(a, b));
  const [first] = zone.recordsOf(owner, RRType.MX);
  if (first === undefined || missed.length === 0) return [];
  const named = missed.slice(0, maximumNamed).map((name) => zone.names.prose(name));
  const list = named.join(', ');
  return [
    {
      span: inheritedOwnerSpan(zone, first),
      message:
        missed.length > named.length
          ? say('A wildcard does not apply to names that exist, such as {0}.', list)
          : say('A wildcard does not apply to names that exist; here these are: {0}.', list),
      related: missed.slice(0, maximumNamed).flatMap((name) => relate(zone, name)),
    },
  ];
}

/** More names than these are not listed. */
const maximumNamed = 5;

/** More names than these are not asked for: the finding is advice. */
const maximumAsked = 10_000;

/**
 * The names below the wildcard’s parent that own records but no MX; the
 * wildcard’s exchanges and the zone’s name servers are left out, nobody writes to those.
 */
function findMissed(zone: Zone, wildcard: AbsoluteName): readonly AbsoluteName[] {
  const servers = new Set(
    [...zone.recordsOf(wildcard, RRType.MX), ...zone.recordsOf(zone.apex, RRType.NS)].map(
      (record) => zone.targetOf(record),
    ),
  );
  const children = ChildNames.of(zone.names);
  const missed: AbsoluteName[] = [];
  const open = [zone.names.parent(wildcard)];
  let asked = 0;
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    for (const name of children.below(parent)) {
      if (++asked > maximumAsked) return missed;
      // Underscores and wildcards: nobody writes to such names, nor to any below.
      if (!zone.names.isHostName(name)) continue;
      const types = zone.typesOf(name);
      if ((types & (TypeBit.ns | TypeBit.dname)) !== 0) continue;
      if (isMissed(types) && !servers.has(name)) missed.push(name);
      open.push(name);
    }
  }
  return missed;
}

function isMissed(types: number): boolean {
  return types !== 0 && (types & (TypeBit.mx | TypeBit.cname)) === 0;
}

function relate(zone: Zone, name: AbsoluteName): readonly Related[] {
  if ((zone.typesOf(name) & addressBits) === 0) return [];
  const [record] = [...zone.recordsOf(name, RRType.A), ...zone.recordsOf(name, RRType.AAAA)];
  if (record === undefined) return [];
  const span = inheritedOwnerSpan(zone, record);
  return [{ span, message: say('{0} exists.', zone.names.prose(name)) }];
}
