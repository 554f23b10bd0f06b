import { entryAt, type Syntax, TokenKind, tokenText } from '../syntax/syntax';

/** A rule that a comment names. Offsets count from the start of the block's text. */
export interface IgnoredRule {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/** A comment that says which rules are to be quiet. Offsets count from the start of the block's text. */
export interface IgnoreComment {
  /** The entry that it stands in. */
  readonly entry: number;
  readonly start: number;
  /** Where it ends: at a further semicolon, else with the line. */
  readonly end: number;
  /** True for `zone-mx-ignore-file`: it speaks for the whole file. */
  readonly isForFile: boolean;
  readonly rules: readonly IgnoredRule[];
}

export const ignoreWord = 'zone-mx-ignore';
export const ignoreFileWord = `${ignoreWord}-file`;

/** Until a reason, or another comment. */
const comment = /^;+[ \t]*zone-mx-ignore(-file)?(?=[\s,;:]|$)((?:(?!\s--(?:\s|$))[^;:])*)(.?)/;

/** The comments of a text that say which rules are to be quiet. */
export function readIgnores(syntax: Syntax): readonly IgnoreComment[] {
  const { text } = syntax;
  const found: IgnoreComment[] = [];
  if (syntax.generatedBy !== undefined) return found;
  // Nearly all texts have none: one search through the text costs less than a look at its tokens.
  for (let at = text.indexOf(ignoreWord); at >= 0; at = text.indexOf(ignoreWord, at + 1)) {
    const entry = entryAt(syntax, at);
    const token = tokenAt(syntax, entry, at);
    const read = readComment(syntax, token, entry, at);
    if (read !== undefined) found.push(read);
  }
  return found;
}

/** The last token of an entry that starts at or before an offset, or the entry's first. */
function tokenAt({ entryTokens, tokenStarts }: Syntax, entry: number, offset: number): number {
  let low = entryTokens.get(entry);
  let high = entryTokens.get(entry + 1) - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (tokenStarts.get(middle) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function readComment(
  syntax: Syntax,
  token: number,
  entry: number,
  word: number,
): IgnoreComment | undefined {
  if (syntax.tokenKinds.get(token) !== TokenKind.comment) return undefined;
  const start = syntax.tokenStarts.get(token);
  // What stands further behind in a comment is a part of its text.
  if (!/^;+[ \t]*$/.test(syntax.text.slice(start, word))) return undefined;
  const match = comment.exec(tokenText(syntax, token));
  if (match === null) return undefined;
  const [whole, ofFile, names = '', next] = match;
  const isFollowed = next === ';';
  const namesStart = start + whole.length - (next ?? '').length - names.length;
  const rules = [...names.matchAll(/[^\s,]+/g)].map(({ 0: id, index }) => ({
    id,
    start: namesStart + index,
    end: namesStart + index + id.length,
  }));
  return {
    entry,
    start,
    end: isFollowed ? namesStart + names.length : syntax.tokenEnds.get(token),
    isForFile: ofFile !== undefined,
    rules,
  };
}
