import { say } from '../../text/message';
import type { Ignore } from '../../zone/ignores';
import type { Zone } from '../../zone/zone';
import { ignoredSpan, ignoreSpan, removeIgnored } from '../ignoreEdits';
import type { IgnoreRule, Judgement } from '../rule';

export const rule: IgnoreRule = {
  id: 'unused-ignore',
  family: 'syntax',
  level: 'hint',
  scope: 'ignore',
  summary: 'A comment ignores a rule that finds nothing there.',
  why: 'What the comment was written for is gone, or the comment stands in the wrong place. Left where it is, it hides the next mistake. Said only of a zone that is here as a whole: elsewhere nobody knows what a rule would find.',
  references: [],
  examples: [
    {
      title: 'What was found is repaired',
      zone: `
@    MX 10 mail1 ; zone-mx-ignore «mx-equal-preference»
@    MX 20 mail2
mail1 A 192.0.2.1
mail2 A 192.0.2.2
@ TXT "v=spf1 mx -all"
`,
      fixed: `
@    MX 10 mail1
@    MX 20 mail2
mail1 A 192.0.2.1
mail2 A 192.0.2.2
@ TXT "v=spf1 mx -all"
`,
    },
    {
      title: 'A line between the comment and the record, and one of two rules',
      zone: `
; zone-mx-ignore «mx-single-exchange»

@ MX 10 mail ; zone-mx-ignore mx-single-exchange, «mx-null-preference» ; the only one
mail A 192.0.2.1
@ TXT "v=spf1 mx -all"
`,
      fixed: `

@ MX 10 mail ; zone-mx-ignore mx-single-exchange, mx-null-preference ; the only one
mail A 192.0.2.1
@ TXT "v=spf1 mx -all"
`,
    },
    {
      title: 'For the whole file, but below the first record; and without any rule',
      zone: `
; zone-mx-ignore-file «mx-single-exchange»
mail A 192.0.2.1
www  A 192.0.2.1 «; zone-mx-ignore»
`,
    },
    {
      title: 'One that is needed, at the end of the entry',
      zone: `
@ MX 10 mail ; zone-mx-ignore mx-single-exchange -- one host is enough
mail A 192.0.2.1
@ TXT "v=spf1 mx -all"
`,
    },
    {
      title: 'On the line before',
      zone: `
; zone-mx-ignore mx-single-exchange
; one host is enough
@ MX 10 mail
mail A 192.0.2.1
@ TXT "v=spf1 mx -all"
`,
    },
    {
      title: 'In the midst of a record of several lines',
      zone: `
@ ( ; zone-mx-ignore mx-single-exchange
    MX 10 mail )
mail A 192.0.2.1
@ TXT "v=spf1 mx -all"
`,
    },
  ],
  check: (zone, { ids, isUsed }) => {
    if (!zone.isComplete) return [];
    return zone.ignores.all.flatMap((ignore): readonly Judgement[] => {
      if (isUnclear(zone, ignore)) return [];
      const { rules } = ignore.comment;
      if (rules.length === 0)
        return [
          {
            span: ignoreSpan(ignore),
            message: say('This comment names no rule, so it ignores nothing.'),
            fixes: () => [removeIgnored(ignore)],
          },
        ];
      return rules
        .filter(({ id }) => ids.includes(id))
        .filter(({ id }) => ignore.target === 'nothing' || !isUsed(ignore, id))
        .map((ignored) => ({
          span: ignoredSpan(ignore, ignored),
          message: describe(ignore, ignored.id),
          fixes: () => [removeIgnored(ignore, ignored)],
        }));
    });
  },
};

/** What includes a file decides what is found in it; of what can’t be read, little is known. */
function isUnclear({ blocks }: Zone, { syntax, target }: Ignore): boolean {
  if (syntax.file !== 0) return true;
  if (typeof target === 'string') return false;
  return blocks.flawedEntriesOf(target.block).has(target.entry);
}

function describe({ comment, target }: Ignore, id: string) {
  if (target !== 'nothing') return say('“{0}” finds nothing here that could be ignored.', id);
  return comment.isForFile
    ? say('What is ignored in a whole file stands above its first record; here “{0}” is not.', id)
    : say('No record follows this comment, so “{0}” is not ignored anywhere.', id);
}
