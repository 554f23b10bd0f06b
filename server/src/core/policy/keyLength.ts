import { base64Digits } from '../dns/rdata/kinds/encodings';

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

/** Octets of a key that are read: its length stands within them. */
const headLength = 48;

const [sequence, integer, bitString] = [0x30, 0x02, 0x03];

/**
 * How many bits an RSA key in base64 has: a SubjectPublicKeyInfo (RFC 5280 4.1), or the key alone
 * (RFC 8017 A.1.1). Undefined where it is neither.
 */
export function rsaBits(value: string): number | undefined {
  const octets = decodeHead(value);
  const outer = readHeader(octets, 0, sequence);
  const algorithm = outer && readHeader(octets, outer.next, sequence);
  const bits = algorithm && readHeader(octets, algorithm.next + algorithm.length, bitString);
  // A bit string says first how many bits of its last octet are not used.
  const key = algorithm === undefined ? outer : bits && readHeader(octets, bits.next + 1, sequence);
  const modulus = key && readHeader(octets, key.next, integer);
  if (modulus === undefined) return undefined;
  // A zero before the first octet keeps the number positive.
  const zeros = octets[modulus.next] === 0 ? 1 : 0;
  const first = octets[modulus.next + zeros] ?? 0;
  return first === 0 ? undefined : 8 * (modulus.length - zeros - 1) + 32 - Math.clz32(first);
}

function decodeHead(value: string): readonly number[] {
  const octets: number[] = [];
  const digits = value.slice(0, Math.ceil((headLength * 4) / 3));
  for (let i = 0; i + 4 <= digits.length; i += 4) {
    const four = [0, 1, 2, 3].map((at) => Math.max(0, base64Digits.indexOf(digits.charAt(i + at))));
    const number = four.reduce((sum, digit) => (sum << 6) | digit, 0);
    octets.push(number >> 16, (number >> 8) & 0xff, number & 0xff);
  }
  return octets;
}

/** The head of a DER element with a tag (X.690 8.1): its length, and where its contents start. */
function readHeader(
  octets: readonly number[],
  at: number,
  tag: number | undefined,
): { readonly length: number; readonly next: number } | undefined {
  const short = octets[at + 1];
  if (octets[at] !== tag || short === undefined) return undefined;
  if (short < 0x80) return { length: short, next: at + 2 };
  const count = short & 0x7f;
  if (count > 2) return undefined;
  let length = 0;
  for (let i = 0; i < count; i++) length = (length << 8) | (octets[at + 2 + i] ?? 0);
  return { length, next: at + 2 + count };
}
