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

function parseIpv4(text: string): number[] | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  const octets: number[] = [];
  for (const part of parts) {
    if (!/^(?:0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined;
    octets.push(Number(part));
  }
  return octets;
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
