import { TokenKind } from '../../../syntax/syntax';
import { say } from '../../../text/message';
import type { FieldKind } from '../field';
import { parseInteger } from '../validate';

/** The words that stand for some values of a field. */
export type Mnemonics = Readonly<Record<string, number>>;

/** DNSSEC algorithms (IANA, DNS Security Algorithm Numbers) as name servers spell them. */
const algorithmNumbers: Mnemonics = {
  RSAMD5: 1,
  DH: 2,
  DSA: 3,
  RSASHA1: 5,
  NSEC3DSA: 6,
  NSEC3RSASHA1: 7,
  RSASHA256: 8,
  RSASHA512: 10,
  ECCGOST: 12,
  ECDSAP256SHA256: 13,
  ECDSA256: 13,
  ECDSAP384SHA384: 14,
  ECDSA384: 14,
  ED25519: 15,
  ED448: 16,
  INDIRECT: 252,
  PRIVATEDNS: 253,
  PRIVATEOID: 254,
};

/** A number, or one of the words that stand for some; words are read in any case. */
export function mnemonic(
  words: Mnemonics,
  octets: 1 | 2,
  presented: 'as a number' | 'as a word' = 'as a number',
): FieldKind {
  const maximum = 256 ** octets - 1;
  const byValue = new Map<number, string>();
  for (const [word, value] of Object.entries(words)) {
    if (!byValue.has(value)) byValue.set(value, word);
  }
  return {
    holds: say(
      'A number from {0} to {1}, or a word: {2}.',
      0,
      maximum,
      Object.keys(words).join(', '),
    ),
    read: (input, output, field) => {
      input.take();
      let value = parseInteger(input.text, input.start, input.end);
      if (value === Number.POSITIVE_INFINITY && input.kind === TokenKind.word)
        value = findWord(words, input.word()) ?? value;
      if (value > maximum)
        return say(
          'The {0} is a number from 0 to {1} or a word such as {2}; “{3}” is neither.',
          field.name,
          maximum,
          Object.keys(words)[0] ?? '',
          input.word(),
        );
      if (octets === 1) output.u8(value);
      else output.u16(value);
      return undefined;
    },
    present: (wire) => {
      const value = wire.number(octets);
      if (value === undefined) return undefined;
      return (presented === 'as a word' ? byValue.get(value) : undefined) ?? String(value);
    },
  };
}

export function findWord(words: Mnemonics, text: string): number | undefined {
  const word = text.toUpperCase();
  return Object.hasOwn(words, word) ? words[word] : undefined;
}

/** A DNSSEC algorithm, written as its number. */
export const algorithm = mnemonic(algorithmNumbers, 1);

/** A DNSSEC algorithm, written as its word. */
export const algorithmWord = mnemonic(algorithmNumbers, 1, 'as a word');
