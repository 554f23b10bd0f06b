import { isDigit } from '../syntax/characters';

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
  const ipv4 = parseIpv4(text);
  if (ipv4 !== undefined) return { family: 4, octets: ipv4 };
  const ipv6 = parseIpv6(text);
  return ipv6 === undefined ? undefined : { family: 6, octets: ipv6 };
}

/** The one form of RFC 5952 4: lower case, no leading zeros, the longest run of zeros as `::`. */
export function formatAddress(address: Address): string {
  if (address.family === 4) return address.octets.join('.');
  const fields = fieldsOf(address.octets);
  const run = longestZeroRun(fields);
  const text = (part: readonly number[]) => part.map((field) => field.toString(16)).join(':');
  if (run.length < 2) return text(fields);
  return `${text(fields.slice(0, run.start))}::${text(fields.slice(run.start + run.length))}`;
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
  return end - start <= 45 && parseIpv6(text.slice(start, end)) !== undefined;
}

/** One notation for each address, so that equal addresses are equal strings (RFC 5952). */
export function canonicalAddress(text: string): string | undefined {
  const address = parseAddress(text);
  return address === undefined ? undefined : formatAddress(address);
}

function parseIpv4(text: string): number[] | undefined {
  return isIPv4(text, 0, text.length) ? text.split('.').map(Number) : undefined;
}

function parseIpv6(text: string): number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = parseFields(halves[0] ?? '', halves.length === 1);
  const tail = halves.length === 2 ? parseFields(halves[1] ?? '', true) : [];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 16 - head.length - tail.length;
  // "::" stands for one field of zeros at least (RFC 4291 2.2).
  if (halves.length === 2 ? missing < 2 : missing !== 0) return undefined;
  return [...head, ...Array.from({ length: missing }, () => 0), ...tail];
}

/** The octets of fields between colons; the last may be an IPv4 address where `last` says so. */
function parseFields(text: string, last: boolean): number[] | undefined {
  if (text === '') return [];
  const octets: number[] = [];
  const fields = text.split(':');
  for (const [index, field] of fields.entries()) {
    const ipv4 = last && index === fields.length - 1 ? parseIpv4(field) : undefined;
    if (ipv4 !== undefined) {
      octets.push(...ipv4);
    } else if (/^[\dA-Fa-f]{1,4}$/.test(field)) {
      const value = Number.parseInt(field, 16);
      octets.push(value >> 8, value & 0xff);
    } else {
      return undefined;
    }
  }
  return octets;
}

function fieldsOf(octets: readonly number[]): number[] {
  const fields: number[] = [];
  for (let index = 0; index + 1 < octets.length; index += 2) {
    fields.push(((octets[index] ?? 0) << 8) | (octets[index + 1] ?? 0));
  }
  return fields;
}

/** The first of the longest runs of zeros (RFC 5952 4.2.3). */
function longestZeroRun(fields: readonly number[]): { start: number; length: number } {
  let longest = { start: 0, length: 0 };
  let start = 0;
  for (const [index, field] of fields.entries()) {
    if (field !== 0) start = index + 1;
    else if (index + 1 - start > longest.length) longest = { start, length: index + 1 - start };
  }
  return longest;
}
