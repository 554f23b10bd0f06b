import type { ByteList } from '../text/byteList';
import type { IntList } from '../text/intList';
import type { Message } from '../text/message';
import type { FileIndex, Span } from '../text/span';

export const byteOrderMark = 0xfeff;

/** What a token is. Blanks and line ends between tokens are not tokens; entries hold them. */
export const TokenKind = {
  /** Characters without a blank, escapes included. */
  word: 1,
  /** A quoted character-string, quotes included. */
  quoted: 2,
  open: 3,
  close: 4,
  /** From `;` to the end of the line, the line end excluded. */
  comment: 5,
} as const;

/** Something in the text that is no entry, or not a whole one. */
export interface SyntaxProblem {
  readonly span: Span;
  readonly message: Message;
  /** The rule that says it, where it is not the one on syntax. */
  readonly rule?: string;
}

interface ErrorMark {
  readonly length: number;
  readonly omitted: number;
}

/** Syntax errors in the order they were met; a file that is no zone file has no end of them. */
export class ErrorList {
  static readonly maximum = 1000;
  readonly #errors: SyntaxProblem[] = [];
  #omitted = 0;

  get errors(): readonly SyntaxProblem[] {
    return this.#errors;
  }

  /** How many errors there are beyond those that are listed. */
  get omitted(): number {
    return this.#omitted;
  }

  /** How many errors there are, listed or not. */
  get count(): number {
    return this.#errors.length + this.#omitted;
  }

  add(span: Span, message: Message, rule?: string): void {
    if (this.#errors.length >= ErrorList.maximum) this.#omitted++;
    else this.#errors.push(rule === undefined ? { span, message } : { span, message, rule });
  }

  /** Where the list stands, to go back there. */
  mark(): ErrorMark {
    return { length: this.#errors.length, omitted: this.#omitted };
  }

  /** Drops the errors of text that is about to be read again. */
  reset({ length, omitted }: ErrorMark): void {
    this.#errors.length = length;
    this.#omitted = omitted;
  }
}

/**
 * A file, or a block of one, cut into tokens and entries; nothing is lost: entry N reaches from
 * `entryStarts[N]` to `entryStarts[N + 1]`, the first starts at 0 and the last ends where the text
 * ends. Offsets count from the start of `text`; spans, from the start of the file.
 *
 * An entry ends with the line end outside parentheses (RFC 1035 5.1). A quoted string ends with its
 * line even when its quote is missing, as BIND reads it.
 */
export interface Syntax {
  readonly file: FileIndex;
  readonly text: string;
  /** Where the text starts in its file. */
  readonly base: number;
  /** The directive that stands for the text, where it stands in no file: all spans are its own. */
  readonly generatedBy: DirectivePlace | undefined;
  readonly tokenKinds: ByteList;
  readonly tokenStarts: IntList;
  readonly tokenEnds: IntList;
  /** One more than there are entries: the last element is the length of the text. */
  readonly entryStarts: IntList;
  /** The first token of each entry; one more than there are entries. */
  readonly entryTokens: IntList;
  readonly entryCount: number;
  readonly errors: ErrorList;
}

/** The entry of a directive. */
export interface DirectivePlace {
  readonly syntax: Syntax;
  readonly entry: number;
}

/** The span of one token. */
export function tokenSpan(syntax: Syntax, token: number): Span {
  const { base, file, generatedBy } = syntax;
  if (generatedBy !== undefined) return directiveSpan(generatedBy);
  return {
    file,
    start: base + syntax.tokenStarts.get(token),
    end: base + syntax.tokenEnds.get(token),
  };
}

/** The characters of one token. */
export function tokenText(syntax: Syntax, token: number): string {
  return syntax.text.slice(syntax.tokenStarts.get(token), syntax.tokenEnds.get(token));
}

/** The span of a directive, from its word to its last field. */
export function directiveSpan({ syntax, entry }: DirectivePlace): Span {
  const { base, file, tokenStarts, tokenEnds, tokenKinds } = syntax;
  const first = syntax.entryTokens.get(entry);
  let last = syntax.entryTokens.get(entry + 1) - 1;
  while (last > first && tokenKinds.get(last) === TokenKind.comment) last--;
  return { file, start: base + tokenStarts.get(first), end: base + tokenEnds.get(last) };
}

/** The span of one entry, its line end included. */
export function entrySpan(syntax: Syntax, entry: number): Span {
  const { base, file, generatedBy } = syntax;
  if (generatedBy !== undefined) return entrySpan(generatedBy.syntax, generatedBy.entry);
  return {
    file,
    start: base + syntax.entryStarts.get(entry),
    end: base + syntax.entryStarts.get(entry + 1),
  };
}

/** True where an entry starts with a blank, so that a record in it has the last owner. */
export function startsBlank(syntax: Syntax, entry: number): boolean {
  const start = syntax.entryStarts.get(entry);
  const first = syntax.entryTokens.get(entry);
  if (first >= syntax.entryTokens.get(entry + 1)) return false;
  const mark = start + syntax.base === 0 && syntax.text.charCodeAt(0) === byteOrderMark ? 1 : 0;
  return syntax.tokenStarts.get(first) > start + mark;
}

/** The entry that an offset in the text lies in; the last one for an offset at or after the end. */
export function entryAt(syntax: Syntax, offset: number): number {
  let low = 0;
  let high = syntax.entryCount - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (syntax.entryStarts.get(middle) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The next token at or after `token` and before `end` that is a word or a quoted string. */
export function nextField(syntax: Syntax, token: number, end: number): number {
  let next = token;
  while (next < end && syntax.tokenKinds.get(next) > TokenKind.quoted) next++;
  return next;
}
