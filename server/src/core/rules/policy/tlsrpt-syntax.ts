import { checkTlsrpt, isMeantAsTlsrpt } from '../../policy/transport';
import { TypeBit } from '../../zone/typeBits';
import { judgeSingle } from '../policies';
import { nothing } from '../records';
import type { OwnerRule } from '../rule';

export const rule: OwnerRule = {
  id: 'tlsrpt-syntax',
  family: 'policy',
  level: 'warning',
  scope: 'owner',
  types: TypeBit.txt,
  concerns: 'underscore',
  summary: 'A TLSRPT record that senders pass over.',
  why: 'Senders report failures of TLS where this record says. If they can’t read it, nobody hears of mail that is held up.',
  references: [{ rfc: 8460, section: '3' }],
  examples: [
    {
      title: 'The version',
      zone: `
_smtp._tls   TXT "«v=TLSRPT1»; rua=mailto:tls@example.com"
_smtp._tls.a TXT "«v=tlsrptv1»;rua=mailto:tls@example.com"
`,
    },
    {
      title: 'Where reports go',
      zone: `
_smtp._tls   TXT "v=TLSRPTv1; rua=«tls@example.com»"
_smtp._tls.a TXT "«v=TLSRPTv1»;"
_smtp._tls.b TXT "v=TLSRPTv1; rua=mailto:a@example.com,«http://example.com/»"
`,
    },
    {
      title: 'Several records',
      zone: `
_smtp._tls   TXT "v=TLSRPTv1; rua=mailto:a@example.com"
             TXT "«v=TLSRPTv1; rua=mailto:b@example.com»"
`,
    },
    {
      title: 'What is in order',
      zone: `
_smtp._tls   TXT "v=TLSRPTv1; rua=mailto:tls@example.com"
_smtp._tls.a TXT "v=TLSRPTv1;rua=https://example.net/v1/tlsrpt , mailto:a@example.com;"
`,
    },
    {
      title: 'Other texts and other names',
      zone: `
_smtp._tls   TXT "to do"
_tls         TXT "v=TLSRPTv1"
_smtp._tcp   TXT "v=TLSRPTv1"
`,
    },
    { title: 'An alias', zone: '_smtp._tls   CNAME _smtp._tls.example.net.' },
  ],
  check: (zone, owner) => {
    const { names } = zone;
    if (!names.startsWith(owner, '_smtp') || !names.startsWith(names.parent(owner), '_tls'))
      return nothing;
    return judgeSingle(zone, owner, isMeantAsTlsrpt, checkTlsrpt);
  },
};
