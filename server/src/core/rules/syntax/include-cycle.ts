import { readProblems } from '../readProblems';
import type { ZoneRule } from '../rule';

export const rule: ZoneRule = {
  id: 'include-cycle',
  family: 'syntax',
  level: 'error',
  scope: 'zone',
  summary: 'Files include each other without an end.',
  why: 'A name server refuses the zone, or reads it until it runs out of memory. Files may include each other twenty deep.',
  references: [{ rfc: 1035, section: '5.1' }],
  examples: [
    {
      title: 'A file that includes itself',
      zone: `
$INCLUDE «self.example»
`,
    },
    {
      title: 'With an origin, it is the same file all the same',
      zone: `
$INCLUDE «self.example» sub
`,
    },
    {
      title: 'In a zone with mail',
      zone: `
@ MX 10 mail
mail A 192.0.2.1
$INCLUDE «self.example»
`,
    },
    {
      title: 'The same file twice, the second time below a name of its own',
      zone: `
$INCLUDE hosts.example
$INCLUDE hosts.example sub
`,
    },
    {
      title: 'The same file below two origins',
      zone: `
$INCLUDE hosts.example a
$INCLUDE hosts.example b

`,
    },
    {
      title: 'A file whose name looks like the zone’s',
      zone: `
$INCLUDE hosts.example example.com.
`,
    },
  ],
  check: (zone) => readProblems(zone, 'include-cycle'),
};
