import { say } from '../../text/message';
import { isNullMx } from '../../zone/mxSet';
import type { Fix, MxSetRule } from '../rule';

export const rule: MxSetRule = {
  id: 'mx-null-preference',
  family: 'mx',
  level: 'warning',
  scope: 'mx-set',
  concerns: 'null',
  summary: 'A null MX has a preference other than 0.',
  why: 'A null MX is `0 .` by definition. A sender that compares it literally does not recognise another preference, looks for a host without a name, and tries for days.',
  references: [{ rfc: 7505, section: '3' }],
  examples: [
    { title: 'The usual 10', zone: '@ MX «10» .', fixed: '@ MX 0 .' },
    {
      title: 'The largest preference',
      zone: '@ 1h IN MX «65535» . ; no mail',
      fixed: '@ 1h IN MX 0 . ; no mail',
    },
    {
      title: 'Each owner by itself',
      zone: `
@     MX 0 .
www   MX «1» .
ftp   MX «5» .
`,
    },
    { title: 'A null MX as it should be', zone: '@ MX 0 .' },
    { title: 'Zero in other words', zone: '@ MX 000 .' },
    {
      title: 'A preference of an exchange that has a name',
      zone: `
@     MX 10 mail
mail  A  192.0.2.1
      MX 0 .
`,
    },
  ],
  check: (zone, set) =>
    set.records
      .filter((mx) => mx.preference !== 0 && isNullMx(zone, mx))
      .map((mx) => {
        const span = mx.preferenceSpan;
        const fix: Fix = {
          title: say('Set the preference to 0'),
          grade: 'safe',
          edits: [{ span, text: '0' }],
        };
        return {
          span,
          message: say('A null MX has the preference 0. Senders may not recognise this one.'),
          // Beside a null MX that is right, this one would become its duplicate.
          fixes: () => (set.records.length === 1 ? [fix] : []),
        };
      }),
};
