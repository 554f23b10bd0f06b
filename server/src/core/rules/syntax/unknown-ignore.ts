import { distance } from '../../text/distance';
import { say } from '../../text/message';
import { ignoredSpan } from '../ignoreEdits';
import type { IgnoreRule, Judgement } from '../rule';

/** How many slips a name may have to be taken for a rule’s. */
const mostSlips = 3;

export const rule: IgnoreRule = {
  id: 'unknown-ignore',
  family: 'syntax',
  level: 'warning',
  scope: 'ignore',
  summary: 'A comment ignores a rule that there is none of.',
  why: 'The comment does nothing, so what it was written for is still found. Most often the id is mistyped.',
  references: [],
  examples: [
    {
      title: 'A slip in an id',
      zone: `
mail A 192.0.2.1 ; zone-mx-ignore «mx-equal-preferences»
`,
      fixed: `
mail A 192.0.2.1 ; zone-mx-ignore mx-equal-preference
`,
    },
    {
      title: 'One of two, on the line before',
      zone: `
; zone-mx-ignore mx-single-exchange, «single-exchange» -- the other one is being moved
@ MX 10 mail
mail A 192.0.2.1
@ TXT "v=spf1 mx -all"
`,
    },
    {
      title: 'For the whole file',
      zone: `
; zone-mx-ignore-file «everything»
$ORIGIN example.com.
$TTL 1h
@ SOA ns.example.net. host.example.net. 1 1h 15m 30d 1h
@ NS ns.example.net.
`,
    },
    {
      title: 'A rule that there is',
      zone: `
@ MX 10 mail ; zone-mx-ignore mx-single-exchange
mail A 192.0.2.1
@ TXT "v=spf1 mx -all"
`,
    },
    {
      title: 'A reason behind a colon or two hyphens',
      zone: `
@ MX 10 mail ; zone-mx-ignore mx-single-exchange: one host is enough
mail A 192.0.2.1 ; zone-mx-ignore mx-exchange-ipv6-only -- for now
@ TXT "v=spf1 mx -all"
`,
    },
    {
      title: 'The word in the midst of a comment',
      zone: `
mail A 192.0.2.1 ; here zone-mx-ignore would do nothing
`,
    },
  ],
  check: (zone, { ids }) =>
    zone.ignores.all.flatMap((ignore) =>
      ignore.comment.rules.flatMap((ignored): readonly Judgement[] => {
        if (ids.includes(ignored.id)) return [];
        const span = ignoredSpan(ignore, ignored);
        const message = say('There is no rule “{0}”, so nothing is ignored.', ignored.id);
        const nearest = findNearest(ids, ignored.id);
        if (nearest === undefined) return [{ span, message }];
        const title = say('Change to {0}', nearest);
        return [
          {
            span,
            message,
            fixes: () => [{ title, grade: 'unsafe', edits: [{ span, text: nearest }] }],
          },
        ];
      }),
    ),
};

function findNearest(ids: readonly string[], id: string): string | undefined {
  const lower = id.toLowerCase();
  const [nearest] = ids
    .map((known) => ({ known, slips: distance(lower, known, mostSlips) }))
    .filter(({ slips }) => slips <= mostSlips)
    .sort((a, b) => a.slips - b.slips);
  return nearest?.known;
}
