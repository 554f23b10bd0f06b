import { readProblems } from '../readProblems';
import type { ZoneRule } from '../rule';

export const rule: ZoneRule = {
  id: 'include-not-found',
  family: 'syntax',
  level: 'error',
  scope: 'zone',
  summary: 'A $INCLUDE names a file that is not there or can’t be read.',
  why: 'A name server refuses the zone. Paths count from the file that includes, then from the working directory. What the file would add is not known, so nothing is said to be missing.',
  references: [{ rfc: 1035, section: '5.1' }],
  examples: [
    {
      title: 'A file that is not there',
      zone: `
$INCLUDE «hosts.missing»
@ MX 10 mail
`,
    },
    {
      title: 'A path in quotes, and an origin of its own',
      zone: `
$INCLUDE «"mail hosts.missing"» sub
`,
    },
    {
      title: 'One that is not there beside one that is',
      zone: `
$INCLUDE hosts.example
$INCLUDE «other.missing»
@ MX 10 mail
`,
    },
    {
      title: 'A file that is there',
      zone: `
$INCLUDE hosts.example
@ MX 10 mail
`,
    },
    {
      title: 'The same file for two origins',
      zone: `
$INCLUDE hosts.example
$INCLUDE hosts.example sub
@ MX 10 mail
sub MX 10 mail.sub
`,
    },
    {
      title: 'A path in quotes',
      zone: `
$INCLUDE "hosts.example" ; hosts
@ MX 10 mail
`,
    },
  ],
  check: (zone) => readProblems(zone, 'include-not-found'),
};
