import type { AbsoluteName } from '../../dns/name';
import { isRegistrable } from '../../dns/publicSuffix';
import { isDmarc, policyOf } from '../../policy/dmarc';
import { parseSpf } from '../../policy/spf';
import { type Message, say } from '../../text/message';
import { lookUp } from '../../zone/lookup';
import type { MxSet } from '../../zone/mxSet';
import { recordText } from '../../zone/recordText';
import type { Zone } from '../../zone/zone';
import { findTexts, spfRecords, takesNoMail } from '../policies';
import { nothing } from '../records';
import type { MxSetRule } from '../rule';

export const rule: MxSetRule = {
  id: 'null-mx-posture',
  family: 'policy',
  level: 'hint',
  scope: 'mx-set',
  concerns: 'null',
  summary: 'A name that takes no mail does not say that it sends none either.',
  why: 'A null MX is about mail to the name. Mail that claims to come from it is stopped by an SPF record `v=spf1 -all` and a DMARC policy of reject; names that are not in use are what forgers look for.',
  references: [{ rfc: 7505, section: '4.2' }],
  examples: [
    { title: 'A null MX alone', zone: '@ MX 0 «.»' },
    {
      title: 'SPF but no DMARC, and an SPF that allows somebody',
      zone: `
a       MX  0 «.»
        TXT "v=spf1 -all"
b       MX  0 «.»
        TXT "v=spf1 a -all"
_dmarc.b TXT "v=DMARC1; p=reject"
`,
    },
    {
      title: 'A DMARC policy of none',
      zone: `
@       MX  0 «.»
        TXT "v=spf1 -all"
_dmarc  TXT "v=DMARC1; p=none"
`,
    },
    {
      title: 'Both are there',
      zone: `
@       MX  0 .
        TXT "v=spf1 -all"
_dmarc  TXT "v=DMARC1; p=reject"
`,
    },
    {
      title: 'The domain’s policy holds for names below',
      zone: `
@       MX  10 mail.example.net.
        TXT "v=spf1 mx -all"
_dmarc  TXT "v=DMARC1; p=none; sp=reject"
print   MX  0 .
        TXT "v=spf1 -all"
`,
    },
    {
      title: 'A policy that somebody else keeps',
      zone: `
@       MX  0 .
        TXT "v=spf1 -all"
_dmarc  CNAME _dmarc.example.net.
`,
    },
  ],
  check: (zone, set) => {
    const [mx] = set.records;
    if (mx === undefined || !zone.isComplete || !takesNoMail(zone, set)) return nothing;
    if (lookUp(zone, set.owner).kind !== 'node') return nothing;
    const message = describe(zone, set);
    return message === undefined ? nothing : [{ span: mx.exchangeSpan, message }];
  },
};

function describe(zone: Zone, { owner }: MxSet): Message | undefined {
  const lacksSpf = !sendsNothing(zone, owner);
  const lacksDmarc = isWithoutReject(zone, owner);
  const name = zone.names.prose(owner);
  if (lacksSpf && lacksDmarc)
    return say(
      '{0} takes no mail, but anybody may send in its name: v=spf1 -all and a DMARC policy of reject are missing.',
      name,
    );
  if (lacksSpf)
    return say('{0} takes no mail, but v=spf1 -all does not say that it sends none.', name);
  if (lacksDmarc)
    return say(
      '{0} takes no mail, but no DMARC policy of reject says what forgeries deserve.',
      name,
    );
  return undefined;
}

/** True where the SPF record says `-all` and allows nobody before. */
function sendsNothing(zone: Zone, owner: AbsoluteName): boolean {
  const [record] = spfRecords(zone, owner);
  if (record === undefined) return false;
  const [first] = parseSpf(recordText(zone, record).text).terms.filter((term) => !term.isModifier);
  return first?.name === 'all' && first.qualifier === '-';
}

/** True where the zone shows that no policy of reject holds for the name. */
function isWithoutReject(zone: Zone, owner: AbsoluteName): boolean {
  for (let name = owner; ; name = zone.names.parent(name)) {
    const policy = findPolicy(zone, name, name !== owner);
    if (policy !== undefined) return policy !== 'reject' && policy !== 'unknown';
    if (name !== zone.apex && name !== zone.names.root) continue;
    // Below a registered domain, what lies above may decide.
    const apex = zone.names.prose(zone.apex);
    return isRegistrable(apex);
  }
}

function findPolicy(zone: Zone, domain: AbsoluteName, isAbove: boolean): string | undefined {
  const name = zone.names.parse('_dmarc', domain);
  const answer = name === undefined ? undefined : lookUp(zone, name);
  if (answer === undefined || answer.kind === 'nxdomain') return undefined;
  if (answer.kind !== 'node') return 'unknown';
  const [record] = findTexts(zone, answer.owner, 'v', isDmarc);
  return record === undefined ? undefined : policyOf(recordText(zone, record).text, isAbove);
}
