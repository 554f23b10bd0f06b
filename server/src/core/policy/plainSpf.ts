import { isIPv4 } from '../dns/address';

/** What `readPlainSpf` says of a record; the low eight bits are the number of look-ups. */
export const PlainSpf = {
  lookups: 0xff,
  /** The mechanism `mx` without a domain name. */
  mx: 0x100,
  /** Other records are included. */
  include: 0x200,
} as const;

/**
 * Reads an SPF record of the kind that nearly all are, between two offsets and without making a
 * string: `v=spf1` and the mechanisms a, mx, ip4 and include in their simple forms, `all` at the
 * end. Gives its PlainSpf bits; -1 for one that takes a closer look, be it sound or not.
 */
export function readPlainSpf(text: string, start: number, end: number): number {
  let facts = 0;
  let position = start + 'v=spf1'.length;
  while (position < end) {
    if (text.charCodeAt(position++) !== 0x20) return -1;
    let to = position;
    while (to < end && text.charCodeAt(to) !== 0x20) to++;
    const term = readTerm(text, position, to);
    if (term < 0 || (term === isAll && to !== end)) return -1;
    facts = term === isAll ? facts : (facts | (term & ~PlainSpf.lookups)) + (term & 1);
    position = to;
  }
  return (facts & PlainSpf.lookups) < 0x80 ? facts : -1;
}

const isAll = 0x1000;

function readTerm(text: string, start: number, end: number): number {
  const code = text.charCodeAt(start);
  const from = code === 0x2d || code === 0x7e || code === 0x3f || code === 0x2b ? start + 1 : start;
  switch (end - from) {
    case 1:
      return text.startsWith('a', from) ? 1 : -1;
    case 2:
      return text.startsWith('mx', from) ? 1 | PlainSpf.mx : -1;
    case 3:
      return text.startsWith('all', from) ? isAll : -1;
    default:
  }
  if (text.startsWith('ip4:', from)) return isNetwork(text, from + 4, end) ? 0 : -1;
  if (text.startsWith('include:', from))
    return isHost(text, from + 8, end) ? 1 | PlainSpf.include : -1;
  return -1;
}

/** An IPv4 address, perhaps with a prefix length of two digits. */
function isNetwork(text: string, start: number, end: number): boolean {
  if (text.charCodeAt(end - 3) !== 0x2f) return isIPv4(text, start, end);
  const tens = text.charCodeAt(end - 2) - 0x30;
  const ones = text.charCodeAt(end - 1) - 0x30;
  const length = tens * 10 + ones;
  const isLength = tens >= 1 && tens <= 3 && ones >= 0 && ones <= 9 && length <= 32;
  return isLength && isIPv4(text, start, end - 3);
}

/** Letters, digits, hyphens and underscores in labels; the last one is of letters. */
function isHost(text: string, start: number, end: number): boolean {
  let labelStart = start;
  let isOfLetters = false;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i) | 0x20;
    if (text.charCodeAt(i) === 0x2e) {
      if (i === labelStart) return false;
      labelStart = i + 1;
      isOfLetters = true;
    } else if (code >= 0x61 && code <= 0x7a) continue;
    else if ((code >= 0x30 && code <= 0x39) || code === 0x2d || text.charCodeAt(i) === 0x5f)
      isOfLetters = false;
    else return false;
  }
  return isOfLetters && labelStart > start && labelStart < end;
}
