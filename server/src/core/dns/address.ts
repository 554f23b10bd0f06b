import { isDigit } from '../syntax/characters';

const scratch = new Uint8Array(16);

/** An IPv4 or IPv6 address as its 4 or 16 octets. */
export interface Address {
  readonly family: 4 | 6;
  readonly octets: readonly number[];
}

/**
 * Reads an address in its text form: four decimal numbers (RFC 1123 2.1, without leading zeros), or
 * one of the forms of RFC 4291 2.2. A zone index (`%eth0`) belongs to no address in DNS.
 */
export function parseAddress(text: string): Address | undefined {
  if (readIPv4(text, 0, text.length, scratch, 0))
    return { family: 4, octets: [...scratch.subarray(0, 4)] };
  if (readIPv6(text, 0, text.length, scratch, 0)) return { family: 6, octets: [...scratch] };
  return undefined;
}

/** The one form of RFC 5952 4: lower case, no leading zeros, the longest run of zeros as `::`. */
export function formatAddress({ family, octets }: Address): string {
  return family === 4 ? octets.join('.') : presentGroups(groupsOf(octets));
}

/** One notation for each address, so that equal addresses are equal strings (RFC 5952). */
export function canonicalAddress(text: string): string | undefined {
  const address = parseAddress(text);
  return address === undefined ? undefined : formatAddress(address);
}

/** True for four decimal bytes with dots, as name servers accept them (RFC 1035 3.4.1). */
export function isIPv4(text: string, start: number, end: number): boolean {
  return readIPv4(text, start, end, scratch, 0);
}

/** The first four octets as one number of 32 bits, with a sign. */
export function numberOfIPv4(octets: Uint8Array): number {
  const high = ((octets[0] ?? 0) << 24) | ((octets[1] ?? 0) << 16);
  return high | ((octets[2] ?? 0) << 8) | (octets[3] ?? 0);
}

/** Writes the four octets of an IPv4 address; false where the text is none. */
export function readIPv4(
  text: string,
  start: number,
  end: number,
  bytes: Uint8Array,
  position: number,
): boolean {
  let parts = 0;
  let value = 0;
  let digits = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (isDigit(code)) {
      // No leading zeros: to some programs they mean octal.
      if (digits > 0 && value === 0) return false;
      value = value * 10 + code - 0x30;
      if (++digits > 3 || value > 255) return false;
    } else {
      if (code !== 0x2e || digits === 0 || parts === 3) return false;
      bytes[position + parts++] = value;
      value = 0;
      digits = 0;
    }
  }
  bytes[position + 3] = value;
  return parts === 3 && digits > 0;
}

/**
 * Writes the sixteen octets of an IPv6 address (RFC 4291 2.2), without zone or prefix length; false
 * where the text is none.
 */
export function readIPv6(
  text: string,
  start: number,
  end: number,
  bytes: Uint8Array,
  position: number,
): boolean {
  const limit = position + 16;
  let out = position;
  let gapAt = -1;
  let i = start;
  if (isColon(text, i)) {
    if (!isColon(text, ++i)) return false;
    i++;
    gapAt = out;
  }
  while (i < end) {
    let value = 0;
    const groupStart = i;
    for (let digit = hexDigit(text, i); digit >= 0 && i < end; digit = hexDigit(text, ++i))
      value = (value << 4) | digit;
    if (i < end && text.charCodeAt(i) === 0x2e) {
      if (out + 4 > limit || !readIPv4(text, groupStart, end, bytes, out)) return false;
      out += 4;
      break;
    }
    if (i === groupStart || i - groupStart > 4 || out === limit) return false;
    bytes[out++] = value >> 8;
    bytes[out++] = value & 0xff;
    if (i === end) break;
    if (!isColon(text, i) || ++i === end) return false;
    if (!isColon(text, i)) continue;
    if (gapAt >= 0) return false;
    gapAt = out;
    i++;
  }
  return gapAt < 0 ? out === limit : spread(bytes, gapAt, out, limit);
}

/** Moves the octets behind the gap to the end and fills the gap; false where there is no gap. */
function spread(bytes: Uint8Array, gapAt: number, out: number, limit: number): boolean {
  if (out === limit) return false;
  bytes.copyWithin(limit - (out - gapAt), gapAt, out);
  bytes.fill(0, gapAt, limit - (out - gapAt));
  return true;
}

function isColon(text: string, position: number): boolean {
  return text.charCodeAt(position) === 0x3a;
}

/** The value of a hexadecimal digit, -1 for any other character. */
function hexDigit(text: string, position: number): number {
  const code = text.charCodeAt(position);
  if (isDigit(code)) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

/** True for an IPv6 address (RFC 4291 2.2), without zone or prefix length. */
export function isIPv6(text: string, start: number, end: number): boolean {
  return readIPv6(text, start, end, scratch, 0);
}

function groupsOf(octets: ArrayLike<number>): readonly number[] {
  return Array.from(
    { length: 8 },
    (_, group) => ((octets[group * 2] ?? 0) << 8) | (octets[group * 2 + 1] ?? 0),
  );
}

/** Four octets in dotted decimal. */
export function presentIPv4(octets: Uint8Array): string {
  return octets.join('.');
}

/**
 * Sixteen octets in their shortest form (RFC 5952); an address that holds an IPv4 address (RFC 4291
 * 2.5.5) ends in dotted decimal, as name servers write it.
 */
export function presentIPv6(octets: Uint8Array): string {
  const groups = groupsOf(octets);
  const zeros = groups.findIndex((group) => group !== 0);
  if (zeros === 6 || (zeros === 5 && groups[5] === 0xffff))
    return `${zeros === 6 ? '::' : '::ffff:'}${presentIPv4(octets.subarray(12))}`;
  return presentGroups(groups);
}

function presentGroups(groups: readonly number[]): string {
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
