// Numbers, times and encodings in the field that is at hand. What is not of the usual kind gives -1.
import { end, isWord, octetAt, start, take } from './fields';
import { base64Values, hexValues } from './memory';

/** No number of the usual kind has more digits. */
const mostDigits: i32 = 10;

/** A decimal number up to a limit. */
export function readNumber(limit: i64): i64 {
  if (!isWord() || end - start > mostDigits) return -1;
  const number = digitsBetween(start, end);
  return number <= limit ? number : -1;
}

function digitsBetween(from: i32, to: i32): i64 {
  let number: i64 = 0;
  for (let at = from; at < to; at++) {
    const digit = octetAt(at) - 0x30;
    if (digit > 9) return -1;
    number = number * 10 + digit;
  }
  return from < to ? number : -1;
}

/** A TTL: seconds, or numbers with units. */
export function readTtl(): i64 {
  let total: i64 = 0;
  let number: i64 = 0;
  let digits = 0;
  let hasUnit = false;
  for (let at = start; at < end; at++) {
    const octet = octetAt(at);
    if (octet - 0x30 <= 9) {
      number = number * 10 + (octet - 0x30);
      if (++digits > mostDigits) return -1;
      continue;
    }
    const seconds = secondsOf(octet | 0x20);
    if (seconds === 0 || digits === 0) return -1;
    total += number * seconds;
    number = 0;
    digits = 0;
    hasUnit = true;
    if (total > i32.MAX_VALUE) return -1;
  }
  if (digits > 0 && hasUnit) return -1;
  total += number;
  return total <= i32.MAX_VALUE ? total : -1;
}

function secondsOf(unit: u32): i64 {
  if (unit === 0x73) return 1;
  if (unit === 0x6d) return 60;
  if (unit === 0x68) return 3600;
  if (unit === 0x64) return 86_400;
  return unit === 0x77 ? 604_800 : 0;
}

/** True for a moment as YYYYMMDDHHmmSS, or seconds since 1970. */
export function isTime(): bool {
  if (end - start !== 14) return readNumber(0xffff_ffff) >= 0;
  if (!isWord()) return false;
  const date = digitsBetween(start, start + 8);
  const time = digitsBetween(start + 8, end);
  if (date < 19_700_101 || time < 0) return false;
  const month = <i32>((date / 100) % 100);
  const day = <i32>(date % 100);
  // On which days February ends is left to those who know calendars.
  const isDay = day >= 1 && day <= (month === 2 ? 28 : 30);
  const minute = (time / 100) % 100;
  return month >= 1 && month <= 12 && isDay && time < 240_000 && minute < 60 && time % 100 < 60;
}

/** How many hexadecimal digits this field and those behind it have; -1 where other characters do. */
export function countHexDigits(): i32 {
  let count = 0;
  do {
    for (let at = start; at < end; at++)
      if (load<u8>(hexValues + <usize>octetAt(at)) > 0xf) return -1;
    count += end - start;
  } while (take());
  return count;
}

/** True where this field and those behind it are base64, whole and without hidden bits. */
export function isBase64(): bool {
  let digits = 0;
  let pads = 0;
  let last: u32 = 0;
  do {
    for (let at = start; at < end; at++) {
      const octet = octetAt(at);
      if (octet === 0x3d) {
        pads++;
        continue;
      }
      const value = <u32>load<u8>(base64Values + <usize>octet);
      if (value > 63 || pads > 0) return false;
      last = value;
      digits++;
    }
  } while (take());
  if (digits === 0 || pads > 2 || ((digits + pads) & 3) !== 0) return false;
  return (last & (pads === 0 ? 0 : pads === 1 ? 3 : 15)) === 0;
}
