import { RRType } from '../../syntax/mnemonics';
import { nextField, TokenKind, tokenSpan, tokenText } from '../../syntax/syntax';
import { say } from '../../text/message';
import type { TextEdit } from '../../text/span';
import type { FindRefactorings } from './refactoring';

/** The octets that one string holds (RFC 1035 3.3). */
const longest = 255;

/** Strings of a TXT record that are too long, as several. */
export const splitText: FindRefactorings = (zone, { start }) => {
  const place = zone.entryAt(0, start);
  const record = place === undefined ? undefined : zone.recordIn(place);
  if (place === undefined || record === undefined) return [];
  const type = zone.records.types.get(record);
  if (type !== RRType.TXT && type !== RRType.SPF) return [];
  const { syntax, entry } = place;
  const end = syntax.entryTokens.get(entry + 1);
  const edits: TextEdit[] = [];
  for (
    let token = nextField(syntax, zone.records.typeTokens.get(record) + 1, end);
    token < end;
    token = nextField(syntax, token + 1, end)
  ) {
    const written = tokenText(syntax, token);
    const isQuoted = syntax.tokenKinds.get(token) === TokenKind.quoted;
    if (isQuoted && !/^".*"$/s.test(written)) return [];
    const pieces = cut(isQuoted ? written.slice(1, -1) : written);
    if (pieces.length > 1)
      edits.push({
        span: tokenSpan(syntax, token),
        text: pieces.map((each) => `"${each}"`).join(' '),
      });
  }
  return edits.length === 0
    ? []
    : [{ name: 'splitText', title: say('Split the text in strings of 255 octets'), edits }];
};

/** Pieces of at most 255 octets; an escape and a character beyond ASCII stay whole. */
function cut(text: string): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  let octets = 0;
  for (const [unit] of text.matchAll(/\\\d{3}|\\.|./gsu)) {
    const size = octetsOf(unit);
    if (octets + size > longest) {
      pieces.push(piece);
      piece = '';
      octets = 0;
    }
    piece += unit;
    octets += size;
  }
  return [...pieces, piece];
}

/** In UTF-8; an escape of digits is one octet. */
function octetsOf(unit: string): number {
  if (/^\\\d/.test(unit)) return 1;
  const point = unit.codePointAt(unit.startsWith('\\') ? 1 : 0) ?? 0;
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}
