import { RRType } from '../../syntax/mnemonics';
import { say } from '../../text/message';
import { TypeBit } from '../../zone/typeBits';
import { exchangeOfTlsa } from '../policies';
import { nothing } from '../records';
import type { OwnerRule } from '../rule';

export const rule: OwnerRule = {
  id: 'tlsa-usage',
  family: 'policy',
  level: 'warning',
  scope: 'owner',
  types: TypeBit.tlsa,
  concerns: 'underscore',
  summary: 'A TLSA record for SMTP with the usage 0 or 1.',
  why: 'Usages 0 and 1 rest on a public certification authority. Mail servers have none in common, so senders treat such records as unusable: only 2 (DANE-TA) and 3 (DANE-EE) protect mail.',
  references: [{ rfc: 7672, section: '3.1.3' }],
  examples: [
    {
      title: 'Usage 1',
      zone: `
@         MX   10 mail
mail      A    192.0.2.25
_25._tcp.mail TLSA «1» 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
`,
    },
    {
      title: 'Usage 0, beside one that is in order',
      zone: `
@         MX   10 mail
mail      A    192.0.2.25
_25._tcp.mail TLSA 3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
          TLSA «0» 1 1 ( 0123456789abcdef0123456789abcdef
                         0123456789abcdef0123456789abcdef )
`,
    },
    {
      title: 'Written at length',
      zone: `
@         MX   10 mail
mail      A    192.0.2.25
_25._TCP.mail.example.com. 3600 IN TLSA «001» 0 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
`,
    },
    {
      title: 'Usages 2 and 3',
      zone: `
@         MX   10 mail
mail      A    192.0.2.25
_25._tcp.mail TLSA 3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
          TLSA 2 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
`,
    },
    {
      title: 'Services with certification authorities: the web',
      zone: `
_443._tcp.www TLSA 1 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
`,
    },
    {
      title: 'Other protocols',
      zone: `
_25._udp.www TLSA 0 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
`,
    },
  ],
  check: (zone, owner) => {
    if (exchangeOfTlsa(zone, owner) === undefined) return nothing;
    return zone.recordsOf(owner, RRType.TLSA).flatMap((record) => {
      const usage = zone.rdataText(record);
      if (!/^0*[01]$/.test(usage)) return [];
      return [
        {
          span: zone.rdataSpan(record),
          message: say(
            'Senders of mail can’t use a TLSA record of usage {0}: it takes 3, or 2.',
            Number(usage),
          ),
        },
      ];
    });
  },
};
