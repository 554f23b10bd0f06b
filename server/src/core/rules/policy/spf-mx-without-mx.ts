import type { AbsoluteName } from '../../dns/name';
import { PlainSpf } from '../../policy/plainSpf';
import { parseSpf, type SpfTerm } from '../../policy/spf';
import { say } from '../../text/message';
import {
  isBelowCut,
  isMissing,
  lookUpCanonical,
  typesIn,
  type ZoneAnswer,
} from '../../zone/lookup';
import { recordText } from '../../zone/recordText';
import { TypeBit } from '../../zone/typeBits';
import type { Zone } from '../../zone/zone';
import { knownFrom, relatedRecord } from '../elsewhere';
import { nameToAsk } from '../names';
import { plainSpfOf, spfRecords } from '../policies';
import { nothing } from '../records';
import type { Judgement, OwnerRule } from '../rule';

export const rule: OwnerRule = {
  id: 'spf-mx-without-mx',
  family: 'policy',
  level: 'warning',
  scope: 'owner',
  types: TypeBit.txt,
  summary: 'The SPF mechanism `mx` where the name has no MX record.',
  why: 'The mechanism `mx` allows the hosts of the name’s MX records. Without any it allows nobody, and a receiver looks in vain: an address record alone does not count here.',
  references: [{ rfc: 7208, section: '5.4' }],
  examples: [
    {
      title: 'The name itself has none',
      zone: `
www   A   192.0.2.1
      TXT "v=spf1 «mx» -all"
`,
    },
    {
      title: 'Another name that has none, or does not exist',
      zone: `
@     MX  10 mail
      TXT "v=spf1 mx «~mx:mail.example.com/24» «mx:nowhere.example.com» -all"
mail  A   192.0.2.25
`,
    },
    {
      title: 'An included record is about its own name',
      zone: `
@     MX  10 mail
      TXT "v=spf1 include:_spf.example.com -all"
_spf  TXT "v=spf1 «mx» ip4:192.0.2.0/24 -all"
mail  A   192.0.2.25
`,
    },
    {
      title: 'The MX records are there',
      zone: `
@     MX  10 mail
      TXT "v=spf1 mx mx:old.example.com -all"
mail  A   192.0.2.25
old   CNAME @
`,
    },
    {
      title: 'What the zone does not know',
      zone: `
a     TXT "v=spf1 mx:example.net mx:%{d2} mx:x.sub.example.com -all"
sub   NS  ns.example.net.
`,
    },
    {
      title: 'Behind all it is not looked at',
      zone: '@ TXT "v=spf1 -all mx"',
      also: ['spf-syntax'],
    },
  ],
  check: (zone, owner) => {
    if (!zone.isComplete) return nothing;
    const facts = plainSpfOf(zone, owner);
    if (facts >= 0 && ((facts & PlainSpf.mx) === 0 || (zone.typesOf(owner) & TypeBit.mx) !== 0))
      return nothing;
    let found: Judgement[] | undefined;
    for (const record of spfRecords(zone, owner)) {
      const text = recordText(zone, record);
      for (const term of parseSpf(text.text).terms) {
        if (term.name !== 'mx' || term.isModifier || !term.isUsed) continue;
        const without = findWithoutMx(zone, owner, term);
        if (without === undefined) continue;
        const { name, answer } = without;
        const message = say('{0} has no MX record, so this allows no host.', name);
        found ??= [];
        found.push({
          span: text.spanOf(term.start, term.end),
          message: knownFrom(answer, message),
          related: relatedRecord(answer, say('{0} has other records only.', name)),
        });
      }
    }
    return found ?? nothing;
  },
};

/** The name that the mechanism is about, where it is known to have no MX record. */
function findWithoutMx(
  zone: Zone,
  owner: AbsoluteName,
  term: SpfTerm,
): { readonly name: string; readonly answer: ZoneAnswer } | undefined {
  if (term.domain === '' && (zone.typesOf(owner) & TypeBit.mx) !== 0) return undefined;
  if (term.domain.includes('%')) return undefined;
  const name = term.domain === '' ? owner : nameToAsk(zone, term.domain);
  const answer = name === undefined ? undefined : lookUpCanonical(zone, name)?.answer;
  if (name === undefined || answer === undefined) return undefined;
  const types = typesIn(answer);
  const isGlue = answer.kind === 'node' && isBelowCut(zone, name);
  const isWithout =
    isMissing(answer) || (types !== undefined && (types & TypeBit.mx) === 0 && !isGlue);
  return isWithout ? { name: zone.names.prose(name), answer } : undefined;
}
