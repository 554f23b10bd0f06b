export const base64Digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * How many octets an RSA key says that it has: it is a DER sequence (X.690 8.1.3), whose length
 * stands in one octet behind `30 81` or in two behind `30 82`.
 */
export function statedLength(value: string): number | undefined {
  if (!value.startsWith('MI')) return undefined;
  const [third = 0, fourth = 0, fifth = 0, sixth = 0] = [...value.slice(2, 6)].map((digit) =>
    base64Digits.indexOf(digit),
  );
  const octet = ((third & 3) << 6) | fourth;
  if (third >> 2 === 1) return 3 + octet;
  return third >> 2 === 2 ? 4 + ((octet << 8) | (fifth << 2) | (sixth >> 4)) : undefined;
}
