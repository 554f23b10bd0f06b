import { isDigit } from '../../syntax/characters';
import { type Message, say } from '../../text/message';
import { NameFlaw } from '../labels';

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
