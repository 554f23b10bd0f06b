import { say } from '../../text/message';
import { isWholeZone, nothing, ownerSpan } from '../records';
import type { OwnerRule } from '../rule';

export const rule: OwnerRule = {
  id: 'rr-out-of-zone',
  family: 'syntax',
  level: 'error',
  scope: 'owner',
  types: -1,
  concerns: 'outside',
  summary: 'A record whose owner lies outside of the zone.',
  why: 'A name server leaves such a record out, or refuses the file. Often a final dot is too much, or an $ORIGIN is another zone’s.',
  references: [{ rfc: 1035, section: '5.2' }],
  examples: [
    {
      title: 'An owner of another domain',
      zone: `
www   A 192.0.2.1
«ns.example.net.» A 192.0.2.53
`,
    },
    {
      title: 'A final dot that is too much',
      zone: `
«www.» A 192.0.2.1
       AAAA 2001:db8::1
«mail.» MX 10 mail
mail   A 192.0.2.25
`,
    },
    {
      title: 'Another origin',
      zone: `
$ORIGIN com.
«shop»  A 192.0.2.1
example A 192.0.2.1
«notexample» A 192.0.2.1
`,
    },
    {
      title: 'The zone’s own name, in other letters, and names below it',
      zone: `
EXAMPLE.com. A 192.0.2.1
www.Example.COM. A 192.0.2.1
$ORIGIN com.
www2.example A 192.0.2.1
`,
    },
    {
      title: 'A part of a zone, whose top is not known',
      zone: `; no SOA
$ORIGIN example.com.
$TTL 1h
www A 192.0.2.1
$ORIGIN example.org.
www A 192.0.2.1
`,
    },
    { title: 'A target elsewhere', zone: 'www CNAME www.example.net.' },
  ],
  check: (zone, owner) => {
    if (!isWholeZone(zone)) return nothing;
    const record = zone.firstOf(owner);
    if (record < 0) return nothing;
    return [
      {
        span: ownerSpan(zone, record),
        message: say(
          '{0} is not in the zone {1}: name servers leave its records out.',
          zone.names.prose(owner),
          zone.names.prose(zone.apex),
        ),
      },
    ];
  },
};
