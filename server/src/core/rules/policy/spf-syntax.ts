import type { AbsoluteName } from '../../dns/name';
import { isSpf, parseSpf } from '../../policy/spf';
import { RRType } from '../../syntax/mnemonics';
import { say } from '../../text/message';
import { firstOfType, nextOfType } from '../../zone/ofType';
import { recordText, textStartsWith } from '../../zone/recordText';
import { TypeBit } from '../../zone/typeBits';
import type { Zone } from '../../zone/zone';
import { judgeText, plainSpfOf, separateStrings, spfRecords } from '../policies';
import { nothing } from '../records';
import type { Judgement, OwnerRule } from '../rule';

export const rule: OwnerRule = {
  id: 'spf-syntax',
  family: 'policy',
  level: 'error',
  scope: 'owner',
  types: TypeBit.txt,
  summary: 'An SPF record with a term that is none, or that has no effect.',
  why: 'One term that a receiver can’t read makes the whole record a permerror: nothing in it counts. What stands behind `all` is never looked at, so that hosts named there are refused.',
  references: [
    { rfc: 7208, section: '4.6' },
    { rfc: 7208, section: '12' },
  ],
  examples: [
    {
      title: 'Mechanisms that do not exist',
      zone: `
@     TXT "v=spf1 «ipv4:192.0.2.1» «mx.example.com» «-al»"
`,
    },
    {
      title: 'Addresses, prefix lengths and names',
      zone: `
@     TXT "v=spf1 «ip4:192.0.2.256» «ip4:2001:db8::1» «ip4:192.0.2.0/33» «ip6:2001:db8::/129» -all"
a     TXT "v=spf1 «include:» «include» «a:mail» «mx/33» «include:192.0.2.1» «all:x» -all"
b     TXT "v=spf1 «include=a.example.net» «exists:%{x}.example.net» redirect=a.example.net «redirect=b.example.net»"
`,
    },
    {
      title: 'What is never looked at',
      zone: `
@     TXT "v=spf1 ip4:192.0.2.1 -all «ip4:192.0.2.2»"
a     TXT "v=spf1 «redirect=spf.example.net» ~all"
`,
    },
    {
      title: 'Strings are joined without a blank',
      zone: '@     TXT "v=spf1 «ip4:192.0.2.1" "include:spf.example.net» -all"',
      fixed: '@     TXT "v=spf1 ip4:192.0.2.1 " "include:spf.example.net -all"',
    },
    {
      title: 'So is the version, and then it is no SPF record at all',
      zone: '@     TXT "«v=spf1" "ip4:192.0.2.1» -all"',
      fixed: '@     TXT "v=spf1 " "ip4:192.0.2.1 -all"',
    },
    {
      title: 'Without quotes each word is a string',
      zone: '@     TXT «v=spf1 ip4:192.0.2.1 -all»',
      fixed: '@     TXT "v=spf1 ip4:192.0.2.1 -all"',
    },
    {
      title: 'All that SPF has',
      zone: `
$ORIGIN sub.example.com.
a     TXT "v=spf1 +a ?mx:example.net/24 A:mail.example.com/24//64 a//64 ptr:example.com ~all"
b     TXT "v=spf1 exists:%{ir}.%{v}._spf.%{d2} include:_spf.%{d} -all exp=why.example.com"
c     TXT "V=SPF1  ip4:192.0.2.0/24 ip6:2001:db8::/32 moo=x%%y redirect=_spf.example.net  "
d     TXT "v=spf1"
e     TXT "v=sp" "f1 a:%{l}.x.example." " " "-all"
f     TXT "v=spf1 include:%{d1r+}%{p} ?all"
`,
    },
    {
      title: 'What is no SPF record',
      zone: `
@     TXT "v=spf10 no"
      TXT "v=spf1;no"
      TXT "spf2.0/mfrom,pra nonsense"
      TXT "v=verifydomain MS=1234"
`,
    },
    {
      title: 'Quotes and escapes of the zone file are no part of it',
      zone: `
@     TXT v=spf1 " include:_spf.example.net " -all
a     TXT "v=spf1\\032\\-all"
`,
    },
  ],
  check: (zone, owner) => {
    if (plainSpfOf(zone, owner) >= 0) return nothing;
    let found: Judgement[] | undefined;
    for (const record of spfRecords(zone, owner)) {
      const text = recordText(zone, record);
      const { problems } = parseSpf(text.text);
      if (problems.length === 0) continue;
      found ??= [];
      found.push(...judgeText(text, problems));
    }
    return found ?? findJoinedVersion(zone, owner);
  },
};

/** A first string of nothing but the version: without a blank behind it receivers see no SPF record. */
function findJoinedVersion(zone: Zone, owner: AbsoluteName): readonly Judgement[] {
  let record = firstOfType(zone, owner, RRType.TXT);
  for (; record >= 0; record = nextOfType(zone, record)) {
    if (!textStartsWith(zone, record, 'v=spf1')) continue;
    const found = recordText(zone, record);
    if (isSpf(found.text) || found.seams[0] !== 'v=spf1'.length) continue;
    const blank = found.text.indexOf(' ');
    const end = blank < 0 ? found.text.length : blank;
    return [
      {
        span: found.spanOf(0, end),
        message: say(
          'Strings are joined without a blank: receivers read “{0}”, and that is no SPF record.',
          found.text.slice(0, Math.min(end, 60)),
        ),
        fixes: () => separateStrings(found, 'v=spf1'.length),
      },
    ];
  }
  return nothing;
}
