import type { ZoneRule } from '../rule';

export const rule: ZoneRule = {
  id: 'syntax',
  family: 'syntax',
  level: 'error',
  scope: 'zone',
  summary: 'Text that is no entry of a zone file, or not a whole one.',
  why: 'A name server refuses the file, or drops the record.',
  references: [{ rfc: 1035, section: '5.1' }],
  examples: [
    {
      title: 'Fields that are missing, too many or out of range',
      zone: `
@     MX «mail»
      MX «mail» 10
      MX «70000» mail
      MX 10 mail «mail2»
mail  A «192.0.2.256»
www   A 192.0.2.1 «192.0.2.2»
`,
    },
    {
      title: 'No such type, and no type at all',
      zone: `
mail  IN «AAA» 2001:db8::1
«www»
`,
    },
    {
      title: 'A parenthesis or a quote that is not closed; the rest is read all the same',
      zone: `
@     TXT «"text without an end»
www   TXT «(» "text"
mail  A 192.0.2.1
`,
    },
    {
      title: 'TTL and class in either order, units, comments and parentheses anywhere',
      zone: `
a  1h30m IN ( ; a comment
        A  ; another
   192.0.2.1 )
b  IN 5400 TXT "quoted; \\"text\\"" plain\\;text
`,
    },
  ],
  check: function* (zone) {
    for (const error of zone.errors) if (error.rule === undefined) yield error;
  },
};
