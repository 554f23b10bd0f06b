import { maximumTtl, parseTtl } from '../dns/ttl';
import { isDigit } from '../syntax/characters';
import { findClass, findType } from '../syntax/mnemonics';
import {
  nextField,
  type Syntax,
  type SyntaxProblem,
  TokenKind,
  tokenSpan,
  tokenText,
} from '../syntax/syntax';
import { say } from '../text/message';

/** A header before it is filled. */
export function emptyHeader(): Header {
  return { ttl: -1, classNumber: -1, classToken: -1, type: -1, typeToken: -1, rdataToken: -1 };
}

/** What stands between a record's owner and its RDATA; filled in place, it is read in a hot loop. */
export interface Header {
  /** Seconds, -1 where the record has none of its own. */
  ttl: number;
  /** -1 where the record does not say it. */
  classNumber: number;
  classToken: number;
  type: number;
  typeToken: number;
  /** The first RDATA field; the entry's last token plus one where there is none. */
  rdataToken: number;
}

/**
 * Reads TTL, class (in either order, RFC 1035 5.1) and type from `token` on. Gives what is wrong
 * where there is no record.
 */
export function readHeader(
  syntax: Syntax,
  entry: number,
  token: number,
  end: number,
  header: Header,
): SyntaxProblem | undefined {
  const { text, tokenKinds, tokenStarts, tokenEnds } = syntax;
  header.ttl = -1;
  header.classNumber = -1;
  let field = token;
  for (; field < end; field = nextField(syntax, field + 1, end)) {
    const start = tokenStarts.get(field);
    const fieldEnd = tokenEnds.get(field);
    const mayBeTtl = header.ttl < 0 && isDigit(text.charCodeAt(start));
    const ttl = mayBeTtl ? parseTtl(text, start, fieldEnd) : -1;
    if (ttl >= 0) {
      if (ttl > maximumTtl) return ttlTooLarge(syntax, field);
      header.ttl = ttl;
      continue;
    }
    const classNumber = header.classNumber < 0 ? findClass(text, start, fieldEnd) : -1;
    if (classNumber < 0) break;
    header.classNumber = classNumber;
    header.classToken = field;
  }
  if (field >= end) {
    return {
      span: tokenSpan(syntax, lastField(syntax, entry, end)),
      message: say('This record needs a type after it, such as A or MX.'),
    };
  }
  header.typeToken = field;
  header.type =
    tokenKinds.get(field) === TokenKind.word
      ? findType(text, tokenStarts.get(field), tokenEnds.get(field))
      : -1;
  header.rdataToken = nextField(syntax, field + 1, end);
  return header.type >= 0 ? undefined : unknownType(syntax, field);
}

/** The last word or quoted string of an entry that has one. */
function lastField(syntax: Syntax, entry: number, end: number): number {
  let token = end - 1;
  const first = syntax.entryTokens.get(entry);
  while (token > first && syntax.tokenKinds.get(token) > TokenKind.quoted) token--;
  return token;
}

function unknownType(syntax: Syntax, token: number): SyntaxProblem {
  return {
    span: tokenSpan(syntax, token),
    message: say(
      'A record type such as A or MX is expected here; “{0}” is none.',
      tokenText(syntax, token),
    ),
  };
}

function ttlTooLarge(syntax: Syntax, token: number): SyntaxProblem {
  return {
    span: tokenSpan(syntax, token),
    message: say('A TTL is at most {0} seconds.', maximumTtl),
  };
}
