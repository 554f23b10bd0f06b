import { checkDmarc, isMeantAsDmarc } from '../../policy/dmarc';
import { recordText } from '../../zone/recordText';
import { TypeBit } from '../../zone/typeBits';
import { findTexts, judgeText } from '../policies';
import { nothing } from '../records';
import type { OwnerRule } from '../rule';

export const rule: OwnerRule = {
  id: 'dmarc-syntax',
  family: 'policy',
  level: 'error',
  scope: 'owner',
  types: TypeBit.txt,
  concerns: 'underscore',
  summary: 'A DMARC record that receivers pass over, as a whole or in part.',
  why: 'A record that does not start with v=DMARC1 is none. In others, what a receiver can’t read is dropped: a policy becomes none, and reports are sent to nobody.',
  references: [
    { rfc: 9989, section: '4.7' },
    { rfc: 9989, section: '4.8' },
  ],
  examples: [
    {
      title: 'The version: in these letters, first, and with a semicolon',
      zone: `
_dmarc.a TXT "«v=dmarc1»; p=none"
_dmarc.b TXT "«p=none»; v=DMARC1"
_dmarc.c TXT "«v=DMARC1 p=none»"
`,
    },
    {
      title: 'Policies and modes',
      zone: `
_dmarc   TXT "v=DMARC1; p=«deny»; «sp=»; adkim=«relaxed»; fo=1:«x»; «p=none»; «reject»"
`,
    },
    {
      title: 'Where reports go',
      zone: `
_dmarc   TXT "v=DMARC1; p=none; rua=«dmarc@example.com», mailto:a@example.com; ruf=«mailto:nobody»"
_dmarc.a TXT "v=DMARC1; p=none; «rua=»"
_dmarc.b TXT ( "v=DMARC1; p=none; "
               "rua=«mailto:a@exam ple.com»" )
`,
    },
    {
      title: 'Neither a policy nor reports',
      zone: '_dmarc   TXT "«v=DMARC1»; policy=reject"',
    },
    {
      title: 'All tags, in any order, with blanks and unknown ones',
      zone: `
_dmarc   TXT ( "v=DMARC1;rua=mailto:a@example.com!10m,https://example.net/r ; p = Reject;sp=none; np=reject;"
               "adkim=s; aspf=r; fo=0:1:d:s; psd=n; t=y; x=y; ruf=mailto:b@example.net ;" )
`,
    },
    {
      title: 'What older records have is passed over',
      zone: `
_dmarc   TXT "v=DMARC1; p=quarantine; pct=50; rf=afrf; ri=86400"
_dmarc.a TXT "v=DMARC1; rua=mailto:a@example.com"
_dmarc.b TXT v=DMARC1\\;p=none
`,
    },
    {
      title: 'Other texts and other names: a permission to report, notes',
      zone: `
example.net._report._dmarc TXT "v=DMARC1"
_dmarc   TXT "see the wiki"
         TXT "v=spf1 -all"
dmarc    TXT "v=dmarc1 p=none"
`,
    },
  ],
  check: (zone, owner) => {
    if (!zone.names.startsWith(owner, '_dmarc')) return nothing;
    return findTexts(zone, owner, '', isMeantAsDmarc).flatMap((record) => {
      const text = recordText(zone, record);
      return judgeText(text, checkDmarc(text.text));
    });
  },
};
