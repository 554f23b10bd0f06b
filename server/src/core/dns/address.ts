import { isDigit } from '../syntax/characters';

/** The four bytes of an IPv4 address in dotted decimal without leading zeros, or undefined. */
export function parseIPv4(text: string): readonly number[] | undefined {
  return isIPv4(text, 0, text.length) ? text.split('.').map(Number) : undefined;
}

/** True for four decimal bytes with dots, as name servers accept them (RFC 1035 3.4.1). */
export function isIPv4(text: string, start: number, end: number): boolean {
  let parts = 0;
  let value = 0;
  let digits = 0;
  for (let i = start; i <= end; i++) {
    const code = i < end ? text.charCodeAt(i) : 0x2e;
    if (code === 0x2e) {
      if (digits === 0 || value > 255 || ++parts > 4) return false;
      value = 0;
      digits = 0;
    } else if (isDigit(code)) {
      if (digits > 0 && value === 0) return false;
      value = value * 10 + code - 0x30;
      if (++digits > 3) return false;
    } else return false;
  }
  return parts === 4;
}

/** True for an IPv6 address (RFC 4291 2.2), without zone or prefix length. */
export function isIPv6(text: string, start: number, end: number): boolean {
  return end - start <= 45 && parseIPv6(text.slice(start, end)) !== undefined;
}

/** The eight 16-bit groups of an IPv6 address (RFC 4291 2.2), or undefined. */
export function parseIPv6(text: string): readonly number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half, index) => parseGroups(half, index === halves.length - 1));
  if (head === undefined) return undefined;
  if (halves.length === 1) return head.length === 8 ? head : undefined;
  if (tail === undefined || head.length + tail.length > 7) return undefined;
  return [...head, ...new Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

/** Groups between colons; the last part of the address may be IPv4. */
function parseGroups(text: string, isLast: boolean): number[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const groups: number[] = [];
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16));
    else {
      const bytes = isLast && index === parts.length - 1 ? parseIPv4(part) : undefined;
      if (bytes === undefined) return undefined;
      groups.push(((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0));
      groups.push(((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0));
    }
  }
  return groups;
}

/** One notation for each address, so that equal addresses are equal strings (RFC 5952). */
export function canonicalAddress(text: string): string | undefined {
  if (isIPv4(text, 0, text.length)) return text;
  const groups = parseIPv6(text);
  return groups === undefined ? undefined : presentIPv6(groups);
}

function presentIPv6(groups: readonly number[]): string {
  const parts = groups.map((group) => group.toString(16));
  let bestStart = -1;
  let bestLength = 1;
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (start + length < 8 && groups[start + length] === 0) length++;
    if (length > bestLength) {
      bestStart = start;
      bestLength = length;
    }
  }
  if (bestStart < 0) return parts.join(':');
  return `${parts.slice(0, bestStart).join(':')}::${parts.slice(bestStart + bestLength).join(':')}`;
}
