import { TokenKind } from '../../../syntax/syntax';
import { say } from '../../../text/message';
import type { FieldKind } from '../field';
import type { RdataInput } from '../input';
import { parseInteger } from '../validate';

/** A moment as YYYYMMDDHHmmSS in UTC (RFC 2535 4.1.5). */
export const dateTime: FieldKind = {
  read: (input, output, field) => {
    input.take();
    const seconds = input.kind === TokenKind.word ? readDateTime(input) : -1;
    if (seconds < 0)
      return say(
        'The {0} is a time in UTC such as 20301231235959; “{1}” is none.',
        field.name,
        input.word(),
      );
    output.u32(seconds % 0x1_0000_0000);
    return undefined;
  },
  present: (wire) => {
    const seconds = wire.number(4);
    if (seconds === undefined) return undefined;
    return new Date(seconds * 1000).toISOString().replace(/[-:T]|\.\d*Z/g, '');
  },
};

/** The same, or seconds since 1970 in up to ten digits (RFC 4034 3.2). */
export const timestamp: FieldKind = {
  read: (input, output, field) => {
    if (input.nextLength > 10) return dateTime.read(input, output, field);
    input.take();
    const seconds =
      input.kind === TokenKind.word
        ? parseInteger(input.text, input.start, input.end)
        : Number.POSITIVE_INFINITY;
    if (seconds > 0xffff_ffff)
      return say(
        'The {0} is a time in UTC such as 20301231235959, or in seconds since 1970; “{1}” is none.',
        field.name,
        input.word(),
      );
    output.u32(seconds);
    return undefined;
  },
  present: dateTime.present,
};

/** Seconds since 1970, -1 where the token is no time. */
function readDateTime({ text, start, end }: RdataInput): number {
  const number = parseInteger(text, start, end);
  if (end - start !== 14 || number === Number.POSITIVE_INFINITY) return -1;
  const part = (from: number, to: number): number => parseInteger(text, start + from, start + to);
  const year = part(0, 4);
  const month = part(4, 6);
  const day = part(6, 8);
  const second = part(12, 14);
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return -1;
  if (part(8, 10) > 23 || part(10, 12) > 59 || second > 60 || year < 1970) return -1;
  return Date.UTC(year, month - 1, day, part(8, 10), part(10, 12), second) / 1000;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
