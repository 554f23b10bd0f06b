import { isPlainDkim } from './plainDkim';
import { readPlainSpf } from './plainSpf';

/**
 * What is known of a text once it is read, so that rules need not read it again. The bits of
 * PlainSpf stand below them.
 */
export const TextFacts = {
  /** It starts with `v=spf1`, letters in either case: an SPF record, or meant as one. */
  startsLikeSpf: 0x400,
  /** An SPF record of the usual kind, without a mistake: the bits of PlainSpf tell of it. */
  isPlainSpf: 0x800,
  /** A DKIM key of the usual kind, without a mistake. */
  isPlainDkim: 0x1000,
} as const;

/** The TextFacts of character-strings in wire format, which are sound. */
export function readTextFacts(octets: Uint8Array, length: number): number {
  if (!startsWithoutCase(octets, length, 'v=')) return 0;
  if (startsWithoutCase(octets, length, 'v=spf1')) {
    // Where strings meet, a blank may be missing.
    const isOneString = octets[0] === length - 1;
    const plain = isOneString ? readPlainSpf(octets, 1, length) : -1;
    return TextFacts.startsLikeSpf | (plain < 0 ? 0 : TextFacts.isPlainSpf | plain);
  }
  return isPlainDkim(octets, length) ? TextFacts.isPlainDkim : 0;
}

/** True where the strings, joined, start with a word of lower-case ASCII, letters in either case. */
function startsWithoutCase(octets: Uint8Array, length: number, word: string): boolean {
  let matched = 0;
  for (let start = 0; start < length && matched < word.length; ) {
    const end = start + 1 + (octets[start] ?? 0);
    for (let i = start + 1; i < end && matched < word.length; i++, matched++) {
      const octet = octets[i] ?? 0;
      const lower = octet >= 0x41 && octet <= 0x5a ? octet + 0x20 : octet;
      if (lower !== word.charCodeAt(matched)) return false;
    }
    start = end;
  }
  return matched === word.length;
}
