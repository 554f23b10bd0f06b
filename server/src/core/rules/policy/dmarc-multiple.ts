import { isDmarc } from '../../policy/dmarc';
import { say } from '../../text/message';
import { recordText } from '../../zone/recordText';
import { TypeBit } from '../../zone/typeBits';
import { findTexts } from '../policies';
import { nothing } from '../records';
import type { OwnerRule } from '../rule';
import { differentRecords } from '../sameRecord';

export const rule: OwnerRule = {
  id: 'dmarc-multiple',
  family: 'policy',
  level: 'error',
  scope: 'owner',
  types: TypeBit.txt,
  concerns: 'underscore',
  summary: 'A domain has several DMARC records.',
  why: 'Where a receiver finds more than one DMARC record it uses none of them: the domain has no policy, and no reports are sent.',
  references: [{ rfc: 9989, section: '4.10' }],
  examples: [
    {
      title: 'Two policies',
      zone: `
_dmarc TXT "v=DMARC1; p=none"
       TXT "«v=DMARC1; p=reject»"
`,
    },
    {
      title: 'One for each address that wants reports',
      zone: `
_dmarc.news 300 TXT "v=DMARC1; p=none; rua=mailto:a@example.com"
_dmarc.news 300 TXT "«v=DMARC1; p=none; rua=mailto:b@example.com»"
_dmarc.news 300 TXT "«v=DMARC1; p=none; rua=mailto:c@example.com»"
`,
    },
    {
      title: 'The same text in other pieces is another record',
      zone: `
_dmarc TXT "v=DMARC1; p=none"
       TXT "«v=DMARC1;" " p=none»"
`,
    },
    {
      title: 'Another text beside it',
      zone: `
_dmarc TXT "v=DMARC1; p=none"
       TXT "since 2024"
`,
    },
    {
      title: 'The same record twice is sent once',
      zone: `
_dmarc TXT "v=DMARC1; p=none"
_DMARC TXT "v=DMARC1; p=none"
`,
      also: ['rr-duplicate'],
    },
    {
      title: 'One each at two names',
      zone: `
_dmarc      TXT "v=DMARC1; p=reject"
_dmarc.news TXT "v=DMARC1; p=none"
`,
    },
  ],
  check: (zone, owner) => {
    if (!zone.names.startsWith(owner, '_dmarc')) return nothing;
    const records = findTexts(zone, owner, 'v', isDmarc);
    if (records.length < 2) return nothing;
    const [first, ...others] = differentRecords(zone, records);
    if (first === undefined) return nothing;
    const firstSpan = recordText(zone, first).span;
    return others.map((record) => ({
      span: recordText(zone, record).span,
      message: say('There is another DMARC record here. With several of them receivers use none.'),
      related: [{ span: firstSpan, message: say('This is the first one.') }],
    }));
  },
};
