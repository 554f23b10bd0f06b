import { TokenKind } from '../../../syntax/syntax';
import { say } from '../../../text/message';
import type { FieldKind } from '../field';
import type { RdataInput } from '../input';
import { parseInteger } from '../validate';

/** A moment as YYYYMMDDHHmmSS in UTC (RFC 2535 4.1.5). */
export const dateTime: FieldKind = {
  holds: say('A time in UTC, as YYYYMMDDHHmmSS.'),
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
  holds: say('A time in UTC, as YYYYMMDDHHmmSS, or in seconds since 1970.'),
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

/** Seconds since 1970, -1 where the token is no time. Signatures are many: nothing is allocated. */
function readDateTime({ text, start, end }: RdataInput): number {
  const digits = end - start === 14 ? parseInteger(text, start, end) : Number.POSITIVE_INFINITY;
  if (digits === Number.POSITIVE_INFINITY) return -1;
  const date = Math.floor(digits / 1_000_000);
  const time = digits - date * 1_000_000;
  const year = Math.floor(date / 10_000);
  const month = Math.floor(date / 100) % 100;
  const day = date % 100;
  const hour = Math.floor(time / 10_000);
  const minute = Math.floor(time / 100) % 100;
  const second = time % 100;
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return -1;
  if (hour > 23 || minute > 59 || second > 60 || year < 1970) return -1;
  return ((daysBefore(year, month) + day - 1) * 24 + hour) * 3600 + minute * 60 + second;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Days from the start of 1970 to that of the month. */
function daysBefore(year: number, month: number): number {
  const last = year - 1;
  const leapDays = (last >> 2) - Math.floor(last / 100) + Math.floor(last / 400) - 477;
  let days = (year - 1970) * 365 + leapDays;
  for (let each = 1; each < month; each++) days += daysIn(year, each);
  return days;
}
