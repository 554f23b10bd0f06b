import { TextFacts } from '../../policy/textFacts';
import { RRType } from '../../syntax/mnemonics';
import { say } from '../../text/message';
import { lookUp } from '../../zone/lookup';
import { firstOfType, nextOfType } from '../../zone/ofType';
import { textStartsWith } from '../../zone/recordText';
import { TypeBit } from '../../zone/typeBits';
import { typeSpan } from '../edits';
import { takesNoMail } from '../policies';
import { nothing } from '../records';
import type { MxSetRule } from '../rule';

export const rule: MxSetRule = {
  id: 'spf-missing',
  family: 'policy',
  level: 'information',
  scope: 'mx-set',
  summary: 'A name has MX records but no SPF record.',
  why: 'A name that takes mail usually sends mail too. Without an SPF record receivers can’t tell its hosts from anybody else’s, and large receivers reject or junk its mail.',
  ignore: 'The name takes mail but never stands in a sender’s address.',
  references: [{ rfc: 7208, section: '3' }],
  examples: [
    {
      title: 'No TXT record at all',
      zone: `
@     «MX» 10 mail
mail  A  192.0.2.25
`,
    },
    {
      title: 'Other texts, and one that only looks like SPF',
      zone: `
@     A  192.0.2.1
      «MX» 10 mail
      MX 20 mail2
      TXT "google-site-verification=abc"
      TXT "v=spf10 mx -all"
mail  A  192.0.2.25
mail2 A  198.51.100.25
`,
    },
    {
      title: 'Each owner needs its own, a wildcard too',
      zone: `
@      MX 10 mail
       TXT "v=spf1 mx -all"
*      «MX» 10 mail
shop   «MX» 10 mail
mail   A  192.0.2.25
`,
    },
    {
      title: 'An SPF record in several strings',
      zone: `
@     MX 10 mail
      TXT "v=spf1 mx" " -all"
mail  A  192.0.2.25
`,
    },
    { title: 'No mail is taken', zone: '@ MX 0 .' },
    {
      title: 'No MX record: hosts need not speak of mail',
      zone: `
@     TXT "hello"
www   A  192.0.2.1
`,
    },
  ],
  check: (zone, set) => {
    if (!zone.isComplete || takesNoMail(zone, set)) return nothing;
    const { owner } = set;
    // Most owners have one; a text that is not quite one has a finding of its own.
    if ((zone.typesOf(owner) & TypeBit.spf) !== 0) return nothing;
    for (
      let text = firstOfType(zone, owner, RRType.TXT);
      text >= 0;
      text = nextOfType(zone, text)
    ) {
      const facts = zone.records.facts.get(text);
      if (facts >= 0 && (facts & TextFacts.startsLikeSpf) === 0) continue;
      if (textStartsWith(zone, text, 'v=spf1') && !textStartsWith(zone, text, 'v=spf10'))
        return nothing;
    }
    const mx = firstOfType(zone, owner, RRType.MX);
    if (mx < 0 || lookUp(zone, owner).kind !== 'node') return nothing;
    return [
      {
        span: typeSpan(zone, mx),
        message: say(
          '{0} takes mail but has no SPF record. Receivers can’t tell which hosts may send mail in its name.',
          zone.names.prose(owner),
        ),
      },
    ];
  },
};
