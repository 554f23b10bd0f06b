import { RRType } from '../../syntax/mnemonics';
import { say } from '../../text/message';
import { TypeBit } from '../../zone/typeBits';
import type { OwnerRule } from '../rule';
import { judgeWithoutAddress } from '../servers';

export const rule: OwnerRule = {
  id: 'ns-has-no-address',
  family: 'syntax',
  level: 'error',
  scope: 'owner',
  types: TypeBit.ns,
  summary: 'A name server lies in the zone but has no A or AAAA record.',
  why: 'Resolvers find no address to ask. A name server refuses a zone whose own name servers have none, and a delegation to a name below itself works by its glue alone.',
  references: [
    { rfc: 1034, section: '4.2.1' },
    { rfc: 1912, section: '2.8' },
  ],
  examples: [
    {
      title: 'A host that is not there',
      zone: `
@     NS «ns1»
www   A  192.0.2.1
`,
      fixed: `
@     NS ns1
www   A  192.0.2.1
ns1   A  192.0.2.1 ; replace by the real address
`,
    },
    {
      title: 'A slip of the pen',
      zone: `
sub   NS «n1»
ns1   A  192.0.2.53
`,
      fixed: `
sub   NS ns1
ns1   A  192.0.2.53
`,
    },
    {
      title: 'A delegation without its glue, and a name with other records only',
      zone: `
sub   NS «ns.sub»
      NS «txt»
txt   TXT "no address"
`,
    },
    {
      title: 'Addresses in the zone, by a wildcard, and as glue',
      zone: `
@     NS ns1
sub   NS ns.sub
      NS any.web
ns1   AAAA 2001:db8::53
ns.sub A 192.0.2.53
*.web A  192.0.2.54
`,
    },
    {
      title: 'Hosts elsewhere, or below another zone cut',
      zone: `
@     NS ns1.example.net.
sub   NS ns1.example.org.
other NS ns.sub
`,
    },
    {
      title: 'An alias is another mistake',
      zone: `
@     NS ns1
ns1   CNAME ns.example.net.
`,
      also: ['ns-is-alias'],
    },
  ],
  check: (zone, owner) =>
    judgeWithoutAddress(zone, owner, RRType.NS, (host, isGlue) =>
      isGlue
        ? say(
            '{0} needs an A or AAAA record here: without this glue nobody gets to ask it.',
            zone.names.prose(host),
          )
        : say('{0} has no A or AAAA record, so it can’t be asked.', zone.names.prose(host)),
    ),
};
