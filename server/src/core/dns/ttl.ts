import { isDigit } from '../syntax/characters';

/** The largest TTL, in seconds (RFC 2181 8). */
export const maximumTtl = 2 ** 31 - 1;

/** Seconds in each unit that name servers accept. */
const units: Readonly<Record<string, number>> = { w: 604_800, d: 86_400, h: 3_600, m: 60, s: 1 };

/**
 * Reads a TTL: plain seconds, or numbers with units such as `1h30m`. Gives seconds, -1 where the
 * text is none. The result may be larger than `maximumTtl`; a number of any length is bounded by
 * 2^53.
 */
export function parseTtl(text: string, start: number, end: number): number {
  if (start >= end || !isDigit(text.charCodeAt(start))) return -1;
  let total = 0;
  let number = 0;
  let digits = 0;
  let hasUnit = false;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (isDigit(code)) {
      number = Math.min(number * 10 + code - 0x30, Number.MAX_SAFE_INTEGER / 1e6);
      digits++;
      continue;
    }
    const seconds = units[String.fromCharCode(code).toLowerCase()];
    if (seconds === undefined || digits === 0) return -1;
    total += number * seconds;
    number = 0;
    digits = 0;
    hasUnit = true;
  }
  // `1h30` is refused by name servers: once units are used, each number needs one.
  if (digits > 0 && hasUnit) return -1;
  return total + number;
}
