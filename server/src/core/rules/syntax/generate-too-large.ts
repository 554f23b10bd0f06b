import { readProblems } from '../readProblems';
import type { ZoneRule } from '../rule';

export const rule: ZoneRule = {
  id: 'generate-too-large',
  family: 'syntax',
  level: 'error',
  scope: 'zone',
  summary: 'A $GENERATE makes more records than are looked at.',
  why: 'A slip in a range makes millions of records: a name server loads them all, or runs out of memory. Up to 100,000 records of one directive and 1,000,000 of a zone are looked at.',
  references: [{ rfc: 1035, section: '5.1' }],
  examples: [
    {
      title: 'A range that is too large',
      zone: `
$GENERATE «0-999999999» host$ A 192.0.2.1
`,
    },
    {
      title: 'Steps that are too small',
      zone: `
$GENERATE «0-1000000/2» host$ A 192.0.2.1
`,
    },
    {
      title: 'One too many',
      zone: `
$GENERATE «0-100000» host$ A 192.0.2.1
`,
    },
    {
      title: 'As many as there are addresses in a small network',
      zone: `
$GENERATE 1-254 host$ A 192.0.2.$
`,
    },
    {
      title: 'A large range in large steps',
      zone: `
$GENERATE 0-999999999/100000000 host$ A 192.0.2.1
`,
    },
    {
      title: 'Numbers, padded and shifted',
      zone: `
$GENERATE 0-15 host\${16,3,x} AAAA 2001:db8::\${0,1,x}
`,
    },
  ],
  check: (zone) => readProblems(zone, 'generate-too-large'),
};
