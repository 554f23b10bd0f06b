import { readProblems } from '../readProblems';
import type { ZoneRule } from '../rule';

export const rule: ZoneRule = {
  id: 'include-outside-workspace',
  family: 'syntax',
  level: 'error',
  scope: 'zone',
  summary: 'A $INCLUDE leads out of the folder that is open.',
  why: 'A zone file must not make the editor or a build show files that it has no business with. So what lies outside is not read, and what it would add is not known.',
  ignore:
    'Open the folder that holds all files of the zone; on the command line, name it with --root.',
  references: [{ rfc: 1035, section: '5.1' }],
  examples: [
    {
      title: 'Above the folder',
      zone: `
$INCLUDE «../outside.example»
@ MX 10 mail
`,
    },
    {
      title: 'An absolute path',
      zone: `
$INCLUDE «/etc/outside.example»
`,
    },
    {
      title: 'In quotes',
      zone: `
$INCLUDE «"../outside.example"» sub
`,
    },
    {
      title: 'Beside the file',
      zone: `
$INCLUDE hosts.example
@ MX 10 mail
`,
    },
    {
      title: 'In a folder below',
      zone: `
$INCLUDE parts/hosts.example
`,
    },
    {
      title: 'In a folder below and back',
      zone: `
$INCLUDE parts/../hosts.example
`,
    },
  ],
  check: (zone) => readProblems(zone, 'include-outside-workspace'),
};
