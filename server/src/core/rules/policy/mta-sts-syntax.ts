import { checkMtaSts, isMeantAsMtaSts } from '../../policy/transport';
import { TypeBit } from '../../zone/typeBits';
import { judgeSingle } from '../policies';
import { nothing } from '../records';
import type { OwnerRule } from '../rule';

export const rule: OwnerRule = {
  id: 'mta-sts-syntax',
  family: 'policy',
  level: 'warning',
  scope: 'owner',
  types: TypeBit.txt,
  concerns: 'underscore',
  summary: 'An MTA-STS record that senders pass over.',
  why: 'Without a record that they can read, or with several of them, senders do not fetch the MTA-STS policy, and mail may travel without TLS.',
  references: [{ rfc: 8461, section: '3.1' }],
  examples: [
    {
      title: 'The version',
      zone: `
_mta-sts.a TXT "«v=stsv1»; id=1"
_mta-sts.b TXT "«v=STSv1 id=1»"
_mta-sts.c TXT "«v=STSv2»; id=1"
`,
      also: ['mta-sts-host-missing', 'mta-sts-host-missing', 'mta-sts-host-missing'],
    },
    {
      title: 'The id',
      zone: `
_mta-sts   TXT "«v=STSv1»;"
_mta-sts.a TXT "v=STSv1; id=«2024-01-01»"
_mta-sts.b TXT "v=STSv1; «id=»; «20240101»"
mta-sts    CNAME www.example.net.
mta-sts.a  CNAME www.example.net.
mta-sts.b  CNAME www.example.net.
`,
    },
    {
      title: 'Several records',
      zone: `
_mta-sts   TXT "v=STSv1; id=20240101"
           TXT "«v=STSv1; id=20250101»"
mta-sts    A   192.0.2.1
`,
    },
    {
      title: 'What is in order',
      zone: `
_mta-sts   TXT "v=STSv1; id=20240101T000000Z;"
_mta-sts.a TXT "v=STSv1;id=1 ; x=y"
_mta-sts.b TXT ( "v=STSv1; "
                 "id=abc" )
mta-sts    A   192.0.2.1
*.a        CNAME mta-sts
mta-sts.b  CNAME www.example.net.
`,
    },
    {
      title: 'Other texts, and the same text elsewhere',
      zone: `
_mta-sts   TXT "to do"
mta-sts    TXT "v=STSv1"
`,
    },
    { title: 'An alias', zone: '_mta-sts   CNAME _mta-sts.example.net.' },
  ],
  check: (zone, owner) => {
    if (!zone.names.startsWith(owner, '_mta-sts')) return nothing;
    return judgeSingle(zone, owner, isMeantAsMtaSts, checkMtaSts);
  },
};
