import { isDigit } from '../../syntax/characters';
import { TokenKind } from '../../syntax/syntax';
import { type Message, say } from '../../text/message';
import { isIPv4, isIPv6 } from '../address';
import { NameFlaw, needlessEscape, readEscape } from '../labels';
import { maximumTtl, parseTtl } from '../ttl';
import type { Field } from './field';

/** The largest number of each integer kind. */
const maxima = { u8: 0xff, u16: 0xffff, u32: 0xffff_ffff } as const;

/** The most bytes that one character-string holds (RFC 1035 3.3). */
const maximumString = 255;

/** True where a token is a valid field of the kind; names are read by the name table instead. */
export function isValidField(
  kind: Field['kind'],
  text: string,
  tokenKind: number,
  start: number,
  end: number,
): boolean {
  if (kind === 'strings') return stringFlaw(text, tokenKind, start, end) === undefined;
  if (tokenKind === TokenKind.quoted) return kind === 'name';
  switch (kind) {
    case 'name':
      return true;
    case 'ipv4':
      return isIPv4(text, start, end);
    case 'ipv6':
      return isIPv6(text, start, end);
    case 'ttl': {
      const seconds = parseTtl(text, start, end);
      return seconds >= 0 && seconds <= maximumTtl;
    }
    default:
      return parseInteger(text, start, end) <= maxima[kind];
  }
}

/** A decimal number; Infinity where the text is none. */
export function parseInteger(text: string, start: number, end: number): number {
  if (start >= end) return Number.POSITIVE_INFINITY;
  let number = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (!isDigit(code)) return Number.POSITIVE_INFINITY;
    number = number * 10 + code - 0x30;
  }
  return number;
}

/** Says what is wrong with a field that is not valid. */
export function describeField(
  mnemonic: string,
  field: Field,
  text: string,
  tokenKind: number,
): Message {
  switch (field.kind) {
    case 'ipv4':
      return say('{0} needs an IPv4 address such as 192.0.2.1; “{1}” is none.', mnemonic, text);
    case 'ipv6':
      return say('{0} needs an IPv6 address such as 2001:db8::1; “{1}” is none.', mnemonic, text);
    case 'ttl':
      return say('The {0} is a time in seconds or such as 1h30m; “{1}” is none.', field.name, text);
    case 'strings':
      return stringFlaw(text, tokenKind, 0, text.length) ?? say('“{0}” is no text.', text);
    case 'name':
      return say('The {0} is no domain name.', field.name);
    default:
      return say(
        'The {0} is a number from 0 to {1}; “{2}” is none.',
        field.name,
        maxima[field.kind],
        text,
      );
  }
}

/** Says why a written name is none. */
export function describeName(flaw: number): Message {
  switch (flaw) {
    case NameFlaw.emptyLabel:
      return say('A label is empty: two dots follow each other, or the name starts with one.');
    case NameFlaw.labelTooLong:
      return say('A label has more than 63 octets.');
    case NameFlaw.nameTooLong:
      return say('The name has more than 255 octets, the origin included.');
    default:
      return say('A backslash takes one character or three digits up to 255.');
  }
}

/** What is wrong with a character-string (RFC 1035 5.1), if anything. */
function stringFlaw(
  text: string,
  tokenKind: number,
  start: number,
  end: number,
): Message | undefined {
  const quoted = tokenKind === TokenKind.quoted;
  let bytes = 0;
  // An opening quote without a closing one has been reported by the scanner.
  for (let i = quoted ? start + 1 : start; i < end; bytes++) {
    const code = text.charCodeAt(i);
    if (code === 0x5c) {
      const byte = readEscape(text, i, end);
      if (byte < 0) return describeName(NameFlaw.badEscape);
      if (byte === needlessEscape) {
        i++;
        bytes--;
      } else i += byte > 0xff ? 4 : 2;
    } else {
      if (quoted && code === 0x22) break;
      bytes += furtherUtf8Bytes(code);
      i++;
    }
  }
  if (bytes <= maximumString) return undefined;
  return say('One string holds up to 255 octets, this one has {0}: split it in several.', bytes);
}

/** How many bytes a UTF-16 unit takes beyond its first; each half of a surrogate pair takes two. */
function furtherUtf8Bytes(code: number): number {
  if (code < 0x80) return 0;
  return code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 1 : 2;
}
