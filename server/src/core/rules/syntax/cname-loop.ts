import type { AbsoluteName } from '../../dns/name';
import { RRType } from '../../syntax/mnemonics';
import { say } from '../../text/message';
import { isAlias, lookUp, nextOfAlias, type ZoneAnswer } from '../../zone/lookup';
import { firstOfType } from '../../zone/ofType';
import type { OtherAnswer } from '../../zone/otherZones';
import { TypeBit } from '../../zone/typeBits';
import type { Zone } from '../../zone/zone';
import { namingFiles } from '../elsewhere';
import { nothing } from '../records';
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
    const said = target === undefined ? undefined : findWayBack(zone, owner, target);
    if (said === undefined) return nothing;
    return [
      {
        span: zone.targetSpan(cname),
        message: namingFiles(
          say(
            '{0} is an alias that leads back to itself. Resolvers give up with an error.',
            zone.names.prose(owner),
          ),
          said,
        ),
        related: said.flatMap(({ place }) =>
          place === undefined ? [] : [{ span: place, message: say('The way leads through here.') }],
        ),
      },
    ];
  },
};

/** What other zones’ files say on the way back to the owner; undefined where none leads there. */
function findWayBack(
  zone: Zone,
  owner: AbsoluteName,
  target: AbsoluteName,
): readonly OtherAnswer[] | undefined {
  const said: OtherAnswer[] = [];
  let name = target;
  for (let step = 0; step < maximumSteps; step++) {
    if (name === owner) return said;
    if (endsChain(zone, name)) return undefined;
    const answer: ZoneAnswer = lookUp(zone, name);
    if (!isAlias(answer) || (answer.kind === 'alias' && answer.byDname)) return undefined;
    // A wildcard's record stands for the name, too.
    if (answer.kind === 'alias' && zone.ownerOf(answer.record) === owner) return said;
    if (answer.kind === 'elsewhere') said.push(answer.said);
    const next = nextOfAlias(zone, name, answer);
    if (next === undefined) return undefined;
    name = next;
  }
  return undefined;
}

/** Most canonical names are elsewhere, or have records that end the chain. */
function endsChain(zone: Zone, name: AbsoluteName): boolean {
  if (!zone.names.isAtOrBelow(name, zone.apex)) return !zone.knowsOthers;
  const types = zone.typesOf(name);
  return types !== 0 && (types & TypeBit.cname) === 0;
}
