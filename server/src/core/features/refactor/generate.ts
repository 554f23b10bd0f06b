import { lineEndOf } from '../../rules/edits';
import { nextField, startsBlank, tokenText } from '../../syntax/syntax';
import { say } from '../../text/message';
import { generate } from '../../zone/generate';
import type { FindRefactorings } from './refactoring';

/** More lines are rather left to the directive. */
const mostLines = 1000;

/** A $GENERATE directive as the records that it stands for. */
export const expandGenerate: FindRefactorings = (zone, { start }) => {
  const place = zone.entryAt(0, start);
  if (place === undefined) return [];
  const { syntax, entry } = place;
  const end = syntax.entryTokens.get(entry + 1);
  const first = nextField(syntax, syntax.entryTokens.get(entry), end);
  if (first >= end || tokenText(syntax, first).toUpperCase() !== '$GENERATE') return [];
  const made = generate(syntax, first, end, mostLines);
  // A comment would be lost, and what inherits its owner below would get another one.
  const hasMore = end - 1 > first && nextField(syntax, end - 1, end) === end;
  const isLast = entry + 1 >= syntax.entryCount;
  if (made.kind !== 'records' || hasMore || isLast || startsBlank(syntax, entry + 1)) return [];
  const text = made.text.trimEnd().replace(/\r?\n/g, lineEndOf(zone, 0));
  const span = {
    file: 0,
    start: syntax.base + syntax.tokenStarts.get(first),
    end: syntax.base + syntax.tokenEnds.get(end - 1),
  };
  if (syntax.tokenStarts.get(first) !== syntax.entryStarts.get(entry)) return [];
  return [
    {
      name: 'expandGenerate',
      title: say('Write the {0} records that it stands for', made.count),
      edits: [{ span, text }],
    },
  ];
};
