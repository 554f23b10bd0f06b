import { TokenKind } from '../syntax/syntax';
import { say } from '../text/message';
import type { Span } from '../text/span';
import type { IgnoredRule } from '../zone/ignoreComment';
import type { Ignore } from '../zone/ignores';
import type { Fix } from './rule';

/** The id of a rule in an ignore comment. */
export function ignoredSpan({ syntax }: Ignore, { start, end }: IgnoredRule): Span {
  const { file, base } = syntax;
  return { file, start: base + start, end: base + end };
}

/** The comment, without another one behind it. */
export function ignoreSpan({ syntax, comment }: Ignore): Span {
  const { file, base, text } = syntax;
  const { start, end } = comment;
  return { file, start: base + start, end: base + start + text.slice(start, end).trimEnd().length };
}

/** Takes one rule out of a comment, or the comment away where nothing is left of it. */
export function removeIgnored(ignore: Ignore, ignored?: IgnoredRule): Fix {
  const { syntax, comment } = ignore;
  const { file, base } = syntax;
  const { rules } = comment;
  const place = ignored === undefined ? 0 : rules.indexOf(ignored);
  const [before, after] = [rules[place - 1], rules[place + 1]];
  const title =
    ignored === undefined
      ? say('Remove the comment')
      : say('Remove “{0}” from the comment', ignored.id);
  let { start, end } = commentLine(ignore);
  if (ignored !== undefined && after !== undefined)
    ({ start, end } = { start: ignored.start, end: after.start });
  else if (ignored !== undefined && before !== undefined)
    ({ start, end } = { start: before.end, end: ignored.end });
  const span = { file, start: base + start, end: base + end };
  return { title, grade: 'safe', edits: [{ span, text: '' }] };
}

/** The comment with the blanks before it; with its line where that holds nothing else. */
function commentLine({ syntax, comment }: Ignore): {
  readonly start: number;
  readonly end: number;
} {
  const { text, entryStarts, entryTokens, tokenStarts, tokenKinds } = syntax;
  const { entry } = comment;
  let { start, end } = comment;
  // Another comment follows: it takes the place.
  if (text.charAt(end) === ';') return { start, end };
  const first = entryTokens.get(entry);
  if (tokenKinds.get(first) === TokenKind.comment && tokenStarts.get(first) === start)
    return { start: entryStarts.get(entry), end: entryStarts.get(entry + 1) };
  while (start > 0 && /[ \t]/.test(text.charAt(start - 1))) start--;
  end = comment.end;
  return { start, end };
}
