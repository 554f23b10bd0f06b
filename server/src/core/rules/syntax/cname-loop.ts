import type { AbsoluteName } from '../../dns/name';
import { RRType } from '../../syntax/mnemonics';
import { say } from '../../text/message';
import { lookUp } from '../../zone/lookup';
import { TypeBit } from '../../zone/typeBits';
import type { Zone } from '../../zone/zone';
import { firstOfType, nothing } from '../records';
import type { OwnerRule } from '../rule';

/** A chain that is longer is no loop that anybody made by mistake. */
const maximumSteps = 32;

export const rule: OwnerRule = {
  id: 'cname-loop',
  family: 'syntax',
  level: 'error',
  scope: 'owner',
  types: TypeBit.cname,
  summary: 'Aliases that lead back to themselves.',
  why: 'Whoever follows them never arrives at an address: resolvers give up with an error.',
  references: [{ rfc: 1034, section: '3.6.2' }],
  examples: [
    { title: 'An alias of itself', zone: 'www CNAME «www»' },
    {
      title: 'Round two corners',
      zone: `
a     CNAME «b»
b     CNAME «c.example.com.»
c     CNAME «A»
d     CNAME a
`,
    },
    {
      title: 'By a wildcard',
      zone: `
*     CNAME «any»
www   A     192.0.2.1
`,
    },
    {
      title: 'A chain with an end',
      zone: `
a     CNAME b
b     CNAME c
c     A     192.0.2.1
`,
    },
    {
      title: 'A wildcard that leads to a name that is there',
      zone: `
*     CNAME www
www   A     192.0.2.1
`,
    },
    {
      title: 'A name of the same beginning elsewhere, and one that is delegated',
      zone: `
www   CNAME www.example.net.
a     CNAME a.sub
sub   NS    ns.example.net.
`,
    },
  ],
  check: (zone, owner) => {
    const cname = firstOfType(zone, owner, RRType.CNAME);
    const target = cname < 0 ? undefined : zone.targetOf(cname);
    if (target === undefined || !leadsBack(zone, owner, target)) return nothing;
    return [
      {
        span: zone.targetSpan(cname),
        message: say(
          '{0} is an alias that leads back to itself. Resolvers give up with an error.',
          zone.names.prose(owner),
        ),
      },
    ];
  },
};

function leadsBack(zone: Zone, owner: AbsoluteName, target: AbsoluteName): boolean {
  let name = target;
  for (let step = 0; step < maximumSteps; step++) {
    if (name === owner) return true;
    // Most canonical names are elsewhere, or have records that end the chain.
    if (!zone.names.isAtOrBelow(name, zone.apex)) return false;
    const types = zone.typesOf(name);
    if (types !== 0 && (types & TypeBit.cname) === 0) return false;
    const answer = lookUp(zone, name);
    if (answer.kind !== 'alias' || answer.byDname) return false;
    // A wildcard's record stands for the name, too.
    if (zone.ownerOf(answer.record) === owner) return true;
    const next = zone.targetOf(answer.record);
    if (next === undefined) return false;
    name = next;
  }
  return false;
}
