/**
 * Names that no public name server answers for: set aside by RFC 2606, 6761, 6762, 7686, 8375 and
 * 9476, and by ICANN (internal).
 */
const specialNames: ReadonlySet<string> = new Set([
  'alt',
  'example',
  'home.arpa',
  'internal',
  'invalid',
  'local',
  'localhost',
  'onion',
  'test',
]);

/** True for a top-level domain, or `home.arpa`, that is set aside. */
export function isSpecialUseName(name: string): boolean {
  return specialNames.has(name);
}

/**
 * True for an address that only its own network reaches (RFC 6890): loopback, private, link-local,
 * shared (RFC 6598) or unique local. It has `length` octets: 4, 16, or 0 for none.
 */
export function isPrivateAddress(octets: Uint8Array, length: number): boolean {
  const first = octets[0] ?? 0;
  const second = octets[1] ?? 0;
  if (length === 4) {
    return (
      first === 10 ||
      first === 127 ||
      (first === 100 && second >= 64 && second <= 127) ||
      (first === 169 && second === 254) ||
      (first === 172 && second >= 16 && second <= 31) ||
      (first === 192 && second === 168)
    );
  }
  if (length !== 16) return false;
  if ((first & 0xfe) === 0xfc || (first === 0xfe && (second & 0xc0) === 0x80)) return true;
  return first === 0 && octets.every((octet, index) => octet === (index === 15 ? 1 : 0));
}
