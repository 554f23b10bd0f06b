import { readProblems } from '../readProblems';
import type { ZoneRule } from '../rule';

export const rule: ZoneRule = {
  id: 'owner-missing',
  family: 'syntax',
  level: 'error',
  scope: 'zone',
  summary: 'The first record starts with a blank, and no record before it has an owner name.',
  why: 'A record that starts with a blank has the owner of the one before it. Without any, BIND refuses the zone; other name servers may take the origin, or drop the record.',
  references: [{ rfc: 1035, section: '5.1' }],
  examples: [
    {
      title: 'An SOA record without its @',
      zone: `
$ORIGIN example.com.
$TTL 1h
    «SOA» ns.example.net. hostmaster.example.net. 1 1h 15m 30d 1h
@   NS  ns.example.net.
`,
    },
    {
      title: 'A first record below a comment',
      zone: `
; the zone's SOA record is in the file that includes this one
$ORIGIN example.com.
 «1h» MX 10 mail
mail 1h A 192.0.2.1
`,
    },
    {
      title: 'A blank that slipped in before the owner name is not the owner’s',
      zone: `
$ORIGIN example.com.
$TTL 1h
	«IN» SOA ns.example.net. hostmaster.example.net. ( 1 1h 15m 30d 1h )
@ NS ns.example.net.
`,
    },
    {
      title: 'Records that have the owner of the one above',
      zone: `
@     MX 10 mail
      TXT "v=spf1 mx -all"
mail  A 192.0.2.1
      AAAA 2001:db8::1
`,
    },
    {
      title: 'The owner from above a directive',
      zone: `
mail  A 192.0.2.1
$TTL 2h
      AAAA 2001:db8::1
`,
    },
    {
      title: 'A blank line and a comment after a blank',
      zone: `
   
   ; nothing yet
$ORIGIN example.com.
$TTL 1h
@ SOA ns.example.net. hostmaster.example.net. 1 1h 15m 30d 1h
  NS ns.example.net.
`,
    },
  ],
  check: (zone) => readProblems(zone, 'owner-missing'),
};
