import { isMeantAsMtaSts } from '../../policy/transport';
import { say } from '../../text/message';
import { lookUpCanonical } from '../../zone/lookup';
import { TypeBit } from '../../zone/typeBits';
import { knownFrom } from '../elsewhere';
import { findTexts } from '../policies';
import { nothing, ownerSpan } from '../records';
import type { OwnerRule } from '../rule';
import { isWithoutAddress } from '../targets';

export const rule: OwnerRule = {
  id: 'mta-sts-host-missing',
  family: 'policy',
  level: 'warning',
  scope: 'owner',
  types: TypeBit.txt,
  concerns: 'underscore',
  summary: 'An MTA-STS record, but no host mta-sts to fetch the policy from.',
  why: 'Senders fetch the policy from https://mta-sts.DOMAIN/.well-known/mta-sts.txt. Where that host has no address, the record alone has no effect.',
  references: [{ rfc: 8461, section: '3.3' }],
  examples: [
    { title: 'No such host', zone: '«_mta-sts» TXT "v=STSv1; id=1"' },
    {
      title: 'A host without an address',
      zone: `
_mta-sts TXT "to do"
         «TXT» "v=STSv1; id=1"
mta-sts  TXT "to do"
`,
    },
    {
      title: 'Another domain’s host is another',
      zone: `
«_mta-sts.news» TXT "v=STSv1; id=1"
mta-sts  A   192.0.2.1
`,
    },
    {
      title: 'A host with an address, also by a wildcard',
      zone: `
_mta-sts      TXT  "v=STSv1; id=1"
mta-sts       AAAA 2001:db8::1
_mta-sts.news TXT  "v=STSv1; id=1"
*.news        A    192.0.2.1
`,
    },
    {
      title: 'Kept by somebody else',
      zone: `
_mta-sts      TXT   "v=STSv1; id=1"
mta-sts       CNAME mta-sts.example.net.
_mta-sts.news TXT   "v=STSv1; id=1"
mta-sts.news  NS    ns.example.net.
`,
    },
    {
      title: 'No record that asks for it',
      zone: `
_mta-sts TXT "to do"
`,
    },
  ],
  check: (zone, owner) => {
    if (!zone.names.startsWith(owner, '_mta-sts') || !zone.isComplete) return nothing;
    const [record] = findTexts(zone, owner, '', isMeantAsMtaSts);
    const host = zone.names.parse('mta-sts', zone.names.parent(owner));
    if (record === undefined || host === undefined) return nothing;
    const answer = lookUpCanonical(zone, host)?.answer;
    if (answer === undefined || !isWithoutAddress(answer)) return nothing;
    return [
      {
        span: ownerSpan(zone, record),
        message: knownFrom(
          answer,
          say(
            '{0} has no address, so senders can’t fetch the policy that this announces.',
            zone.names.prose(host),
          ),
        ),
      },
    ];
  },
};
