import { isRegistrable } from '../../dns/publicSuffix';
import { isMeantAsDmarc } from '../../policy/dmarc';
import { RRType } from '../../syntax/mnemonics';
import { say } from '../../text/message';
import { lookUp } from '../../zone/lookup';
import { firstOfType } from '../../zone/ofType';
import { TypeBit } from '../../zone/typeBits';
import { typeSpan } from '../edits';
import { findTexts, takesNoMail } from '../policies';
import { nothing } from '../records';
import type { MxSetRule } from '../rule';

export const rule: MxSetRule = {
  id: 'dmarc-missing',
  family: 'policy',
  level: 'hint',
  scope: 'mx-set',
  summary: 'The domain takes mail but has no DMARC record.',
  why: 'A DMARC record says what receivers are to do with mail that only claims to come from the domain, and where they report it. Large receivers want one of everybody who sends them much mail; `p=none` is enough to begin with.',
  references: [{ rfc: 9989, section: '4.7' }],
  examples: [
    {
      title: 'No such name',
      zone: `
@      «MX» 10 mail
       MX 20 mail.example.net.
mail   A  192.0.2.25
`,
    },
    {
      title: 'Another text at that name',
      zone: `
@      «MX» 10 mail
_dmarc TXT "to do"
mail   A  192.0.2.25
`,
    },
    {
      title: 'A policy for a name below says nothing of the domain',
      zone: `
@      «MX» 10 mail.example.net.
_dmarc.news TXT "v=DMARC1; p=none"
`,
    },
    {
      title: 'One that says nothing but what it is',
      zone: `
@      MX 10 mail.example.net.
_dmarc TXT "v=DMARC1; p=none"
`,
    },
    {
      title: 'Kept by somebody else: an alias, or a zone of its own',
      zone: `
@      MX 10 mail.example.net.
_dmarc CNAME example.com._dmarc.example.net.
`,
    },
    {
      title: 'Names below the domain have its policy',
      zone: `
news   MX 10 mail.example.net.
`,
    },
    {
      title: 'The policy is where the domain is registered, not in a part of it',
      zone: `
$ORIGIN example.org.
$TTL 1h
sub    SOA ns.example.net. hostmaster.example.net. 1 1h 15m 30d 1h
sub    NS ns.example.net.
sub    MX 10 mail.example.net.
`,
    },
  ],
  check: (zone, set) => {
    if (set.owner !== zone.apex || !zone.isComplete || takesNoMail(zone, set)) return nothing;
    const apex = zone.names.prose(zone.apex);
    // Below a registered domain, what lies above decides.
    if (!isRegistrable(apex)) return nothing;
    const name = zone.names.parse('_dmarc', zone.apex);
    const answer = name === undefined ? undefined : lookUp(zone, name);
    const isMissing =
      answer?.kind === 'nxdomain' ||
      (answer?.kind === 'node' &&
        ((answer.types & TypeBit.txt) === 0 ||
          findTexts(zone, answer.owner, '', isMeantAsDmarc).length === 0));
    const mx = firstOfType(zone, set.owner, RRType.MX);
    if (!isMissing || mx < 0) return nothing;
    return [
      {
        span: typeSpan(zone, mx),
        message: say(
          '_dmarc.{0} has no DMARC record. Receivers are told nothing about mail that only claims to come from {0}.',
          apex,
        ),
      },
    ];
  },
};
