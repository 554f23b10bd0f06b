import { RRType } from '../../syntax/mnemonics';
import { say } from '../../text/message';
import { TypeBit } from '../../zone/typeBits';
import type { OwnerRule } from '../rule';
import { judgeAliases } from '../servers';

export const rule: OwnerRule = {
  id: 'srv-is-alias',
  family: 'syntax',
  level: 'error',
  scope: 'owner',
  types: TypeBit.srv,
  summary: 'The target of an SRV record is an alias (CNAME) or lies below a DNAME.',
  why: 'An SRV record must name a host that has its own address records. Some programs do not follow an alias there and find no service.',
  references: [{ rfc: 2782 }],
  examples: [
    {
      title: 'An alias of a host in the zone',
      zone: `
_sip._tcp SRV 0 0 5060 «sip»
sip   CNAME host
host  A  192.0.2.1
`,
      fixed: `
_sip._tcp SRV 0 0 5060 host
sip   CNAME host
host  A  192.0.2.1
`,
    },
    {
      title: 'An alias of a host elsewhere, beside one that is none',
      zone: `
_imaps._tcp SRV 0 0 993 «imap.example.com.»
            SRV 9 0 993 host
imap  CNAME imap.example.net.
host  A  192.0.2.1
`,
    },
    {
      title: 'By a wildcard',
      zone: `
_xmpp-client._tcp SRV 5 0 5222 «chat»
*     CNAME www.example.net.
`,
    },
    {
      title: 'A host with addresses that has aliases',
      zone: `
_sip._tcp SRV 0 0 5060 host
sip   CNAME host
host  A  192.0.2.1
`,
    },
    {
      title: 'A service that there is none of, and one elsewhere',
      zone: `
_pop3._tcp SRV 0 0 0 .
_sip._tcp  SRV 0 0 5060 sip.example.net.
`,
    },
    {
      title: 'An alias whose canonical name has the records',
      zone: `
_sip._tcp CNAME _sip._tcp.example.net.
`,
    },
  ],
  check: (zone, owner) =>
    judgeAliases(zone, owner, RRType.SRV, (host) =>
      say(
        '{0} is an alias; an SRV record must name a host with its own address. Some programs find no service.',
        zone.names.prose(host),
      ),
    ),
};
