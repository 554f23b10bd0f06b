import { hasWord } from './octets';

/** What `readPlainSpf` says of a record; the low eight bits are the number of look-ups. */
export const PlainSpf = {
  lookups: 0xff,
  /** The mechanism `mx` without a domain name. */
  mx: 0x100,
  /** Other records are included. */
  include: 0x200,
} as const;

/**
 * Reads an SPF record of the kind that nearly all are, which stands between two offsets: `v=spf1`
 * and the mechanisms a, mx, ip4 and include in their simple forms, `all` at the end. Gives its
 * PlainSpf bits; -1 for one that takes a closer look, be it sound or not.
 */
export function readPlainSpf(octets: Uint8Array, start: number, end: number): number {
  let facts = 0;
  let position = start + 'v=spf1'.length;
  while (position < end) {
    if (octets[position++] !== 0x20) return -1;
    let to = position;
    while (to < end && octets[to] !== 0x20) to++;
    const term = readTerm(octets, position, to);
    if (term < 0 || (term === isAll && to !== end)) return -1;
    facts = term === isAll ? facts : (facts | (term & ~PlainSpf.lookups)) + (term & 1);
    position = to;
  }
  return (facts & PlainSpf.lookups) < 0x80 ? facts : -1;
}

const isAll = 0x1000;

function readTerm(octets: Uint8Array, start: number, end: number): number {
  const code = octets[start];
  const from = code === 0x2d || code === 0x7e || code === 0x3f || code === 0x2b ? start + 1 : start;
  switch (end - from) {
    case 1:
      return hasWord(octets, from, 'a') ? 1 : -1;
    case 2:
      return hasWord(octets, from, 'mx') ? 1 | PlainSpf.mx : -1;
    case 3:
      return hasWord(octets, from, 'all') ? isAll : -1;
    default:
  }
  if (end - from < 4) return -1;
  if (hasWord(octets, from, 'ip4:')) return isNetwork(octets, from + 4, end) ? 0 : -1;
  if (hasWord(octets, from, 'include:'))
    return isHost(octets, from + 8, end) ? 1 | PlainSpf.include : -1;
  return -1;
}

function digitAt(octets: Uint8Array, at: number): number {
  return (octets[at] ?? 0) - 0x30;
}

/** Four decimal numbers with dots, without leading zeros. */
function isIPv4(octets: Uint8Array, start: number, end: number): boolean {
  let parts = 1;
  let value = -1;
  for (let i = start; i < end; i++) {
    const digit = digitAt(octets, i);
    if (digit >= 0 && digit <= 9) {
      if (value === 0) return false;
      value = value < 0 ? digit : value * 10 + digit;
      if (value > 255) return false;
    } else {
      if (octets[i] !== 0x2e || value < 0) return false;
      value = -1;
      parts++;
    }
  }
  return parts === 4 && value >= 0;
}

/** An IPv4 address, perhaps with a prefix length of two digits. */
function isNetwork(octets: Uint8Array, start: number, end: number): boolean {
  if (octets[end - 3] !== 0x2f) return isIPv4(octets, start, end);
  const tens = digitAt(octets, end - 2);
  const ones = digitAt(octets, end - 1);
  const length = tens * 10 + ones;
  const isLength = tens >= 1 && tens <= 3 && ones >= 0 && ones <= 9 && length <= 32;
  return isLength && isIPv4(octets, start, end - 3);
}

/** Letters, digits, hyphens and underscores in labels; the last one is of letters. */
function isHost(octets: Uint8Array, start: number, end: number): boolean {
  let labelStart = start;
  let isOfLetters = false;
  for (let i = start; i < end; i++) {
    const octet = octets[i] ?? 0;
    const code = octet | 0x20;
    if (octet === 0x2e) {
      if (i === labelStart) return false;
      labelStart = i + 1;
      isOfLetters = true;
    } else if (code >= 0x61 && code <= 0x7a) continue;
    else if ((code >= 0x30 && code <= 0x39) || code === 0x2d || octet === 0x5f) isOfLetters = false;
    else return false;
  }
  return isOfLetters && labelStart > start && labelStart < end;
}
