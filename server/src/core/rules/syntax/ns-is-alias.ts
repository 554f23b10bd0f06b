import { RRType } from '../../syntax/mnemonics';
import { say } from '../../text/message';
import { TypeBit } from '../../zone/typeBits';
import type { OwnerRule } from '../rule';
import { judgeAliases } from '../servers';

export const rule: OwnerRule = {
  id: 'ns-is-alias',
  family: 'syntax',
  level: 'error',
  scope: 'owner',
  types: TypeBit.ns,
  summary: 'A name server is an alias (CNAME) or lies below a DNAME.',
  why: 'An NS record must name a host that has its own address records. Resolvers may not follow an alias there, and the zone can’t be reached.',
  references: [{ rfc: 2181, section: '10.3' }],
  examples: [
    {
      title: 'An alias of a host in the zone',
      zone: `
@     NS «ns1»
ns1   CNAME host
host  A  192.0.2.53
`,
      fixed: `
@     NS host
ns1   CNAME host
host  A  192.0.2.53
`,
    },
    {
      title: 'Of a delegation, and to a host elsewhere',
      zone: `
sub   NS «ns1.example.com.»
      NS ns.example.net.
ns1   CNAME ns1.example.net.
`,
    },
    {
      title: 'By a wildcard, and by a DNAME',
      zone: `
sub   NS «ns.any»
      NS «ns.old»
*.any CNAME host
old   DNAME new
ns.new A 192.0.2.54
host  A  192.0.2.53
`,
    },
    {
      title: 'A host with addresses that has aliases',
      zone: `
@     NS host
ns1   CNAME host
host  A  192.0.2.53
`,
    },
    {
      title: 'Hosts elsewhere, which may be anything',
      zone: `
@     NS ns1.example.net.
sub   NS ns1.sub.example.org.
`,
    },
    {
      title: 'What lies below a zone cut',
      zone: `
sub   NS ns.example.net.
other NS ns.sub
`,
    },
  ],
  check: (zone, owner) =>
    judgeAliases(zone, owner, RRType.NS, (host) =>
      say(
        '{0} is an alias; an NS record must name a host with its own address. Resolvers may fail to reach the zone.',
        zone.names.prose(host),
      ),
    ),
};
