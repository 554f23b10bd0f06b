import { RRType } from '../../syntax/mnemonics';
import { say } from '../../text/message';
import { TypeBit } from '../../zone/typeBits';
import type { OwnerRule } from '../rule';
import { judgeWithoutAddress } from '../servers';

export const rule: OwnerRule = {
  id: 'srv-has-no-address',
  family: 'syntax',
  level: 'error',
  scope: 'owner',
  types: TypeBit.srv,
  summary: 'The target of an SRV record lies in the zone but has no A or AAAA record.',
  why: 'Programs that look for the service find no address to connect to. Where there is no such service, the target is `.`.',
  references: [{ rfc: 2782 }],
  examples: [
    {
      title: 'A host that is not there',
      zone: `
_sip._tcp SRV 0 0 5060 «sip»
www   A  192.0.2.1
`,
      fixed: `
_sip._tcp SRV 0 0 5060 sip
www   A  192.0.2.1
sip   A  192.0.2.1 ; replace by the real address
`,
    },
    {
      title: 'A name with other records only, and one that has names below it only',
      zone: `
_ldap._tcp SRV 0 0 389 «dc»
           SRV 0 0 389 «txt.example.com.»
txt   TXT "no address"
a.dc  A  192.0.2.1
`,
    },
    {
      title: 'A slip of the pen',
      zone: `
_imaps._tcp SRV 0 0 993 «mial»
mail  A  192.0.2.25
`,
      fixed: `
_imaps._tcp SRV 0 0 993 mail
mail  A  192.0.2.25
`,
    },
    {
      title: 'A service that there is none of',
      zone: `
_pop3._tcp SRV 0 0 0 .
`,
    },
    {
      title: 'Addresses in the zone and by a wildcard',
      zone: `
_sip._tcp SRV 0 0 5060 sip
          SRV 9 0 5060 any.web
sip   AAAA 2001:db8::1
*.web A  192.0.2.1
`,
    },
    {
      title: 'Hosts elsewhere, or below a zone cut',
      zone: `
_sip._tcp SRV 0 0 5060 sip.example.net.
          SRV 9 0 5060 sip.sub
sub   NS ns.example.net.
`,
    },
  ],
  check: (zone, owner) =>
    judgeWithoutAddress(zone, owner, RRType.SRV, (host) =>
      say('{0} has no A or AAAA record, so the service can’t be reached.', zone.names.prose(host)),
    ),
};
