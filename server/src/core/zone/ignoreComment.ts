import { entryAt, nextField, type Syntax, TokenKind, tokenText } from '../syntax/syntax';

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
  /** The entry that it stands in or directly before. */
  readonly target: IgnoreTarget;
}

/** An entry of a block; `beyond` where only comments follow up to the block's end. */
export type IgnoreTarget = 'nothing' | 'beyond' | IgnoredEntry;

export interface IgnoredEntry {
  readonly entry: number;
  /** Where it starts in the block's text. */
  readonly start: number;
  /** The beginning of its text, where it is a directive. */
  readonly directive: string | undefined;
}

/** In characters: so much tells directives apart, and it is kept for each comment. */
const longestDirective = 1000;

export const ignoreWord = 'zone-mx-ignore';
export const ignoreFileWord = `${ignoreWord}-file`;

/** Until a reason, or another comment. */
const comment = /^;+[ \t]*zone-mx-ignore(-file)?(?=[\s,;:]|$)((?:(?!\s--(?:\s|$))[^;:])*)(.?)/;

/** The comments of a text that say which rules are to be quiet. */
export function readIgnores(syntax: Syntax): readonly IgnoreComment[] {
  const { text } = syntax;
  const found: IgnoreComment[] = [];
  if (syntax.generatedBy !== undefined) return found;
  let looked: Looked = { target: 'nothing', until: -1 };
  // Nearly all texts have none: one search through the text costs less than a look at its tokens.
  for (let at = text.indexOf(ignoreWord); at >= 0; at = text.indexOf(ignoreWord, at + 1)) {
    const entry = entryAt(syntax, at);
    const token = tokenAt(syntax, entry, at);
    const read = readComment(syntax, token, at);
    if (read === undefined) continue;
    // Comment lines that follow each other speak for the same entry: it is looked for once.
    if (entry > looked.until) looked = lookForTarget(syntax, entry);
    found.push({ ...read, entry, target: looked.target });
  }
  return found;
}

/** The entry with fields that is the first from an entry on, where only comment lines precede it. */
export function findTarget(syntax: Syntax, from: number): IgnoreTarget {
  return lookForTarget(syntax, from).target;
}

/** A target, and the last entry for whose comments it is the same. */
interface Looked {
  readonly target: IgnoreTarget;
  readonly until: number;
}

function lookForTarget(syntax: Syntax, from: number): Looked {
  const { text, entryStarts, entryTokens, tokenKinds, tokenStarts } = syntax;
  for (let entry = from; entry < syntax.entryCount; entry++) {
    const first = entryTokens.get(entry);
    const end = entryTokens.get(entry + 1);
    const field = nextField(syntax, first, end);
    if (field < end) {
      const start = entryStarts.get(entry);
      const isDirective = text.charCodeAt(tokenStarts.get(field)) === 0x24;
      const end = Math.min(entryStarts.get(entry + 1), start + longestDirective);
      const directive = isDirective ? text.slice(start, end) : undefined;
      return { target: { entry, start, directive }, until: entry };
    }
    if (first >= end || tokenKinds.get(first) !== TokenKind.comment)
      return { target: 'nothing', until: entry };
  }
  return { target: 'beyond', until: syntax.entryCount };
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
  word: number,
): Omit<IgnoreComment, 'entry' | 'target'> | undefined {
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
    start,
    end: isFollowed ? namesStart + names.length : syntax.tokenEnds.get(token),
    isForFile: ofFile !== undefined,
    rules,
  };
}
