import { TokenKind } from '../../syntax/syntax';
import { say } from '../../text/message';
import type { FieldKind, RdataFormat } from './field';
import type { RdataInput } from './input';
import { base64 } from './kinds/encodings';
import { algorithm, algorithmWord, mnemonic } from './kinds/mnemonics';
import { u16 } from './kinds/numbers';
import { parseInteger } from './validate';

/** The flags of a KEY record (RFC 2535 3.1.2); name servers read them in DNSKEY, too. */
const flagBits: Readonly<Record<string, number>> = {
  NOCONF: 0x4000,
  NOAUTH: 0x8000,
  NOKEY: 0xc000,
  FLAG2: 0x2000,
  EXTEND: 0x1000,
  FLAG4: 0x0800,
  FLAG5: 0x0400,
  USER: 0,
  ZONE: 0x0100,
  HOST: 0x0200,
  NTYP3: 0x0300,
  FLAG8: 0x80,
  FLAG9: 0x40,
  FLAG10: 0x20,
  FLAG11: 0x10,
  ...Object.fromEntries(Array.from({ length: 16 }, (_, bits) => [`SIG${bits}`, bits])),
  KSK: 1,
};

/** Decimal, hexadecimal with its first digit below A, or words such as `ZONE|KSK`. */
const keyFlags: FieldKind = {
  holds: say('A number from 0 to 65535: 256 for a zone’s key, 257 for one that signs keys.'),
  read: (input, output, field) => {
    input.take();
    const flags = readFlags(input);
    if (!(flags <= 0xffff))
      return say(
        'The {0} is a number from 0 to {1} or a word such as {2}; “{3}” is neither.',
        field.name,
        0xffff,
        'ZONE',
        input.word(),
      );
    output.u16(flags);
    return undefined;
  },
  present: u16.present,
};

/** NaN where the token is neither a number nor words. */
function readFlags(input: RdataInput): number {
  const number = parseInteger(input.text, input.start, input.end);
  if (number !== Number.POSITIVE_INFINITY || input.kind !== TokenKind.word) return number;
  const word = input.word();
  if (/^(0x[0-9a-f]+|\d[0-9a-f]*)$/i.test(word)) return Number.parseInt(word, 16);
  let flags = 0;
  for (const each of word.split('|')) {
    const bits = findFlag(each.toUpperCase());
    if (bits === undefined) return Number.NaN;
    flags |= bits;
  }
  return flags;
}

/** The bits of a word; name servers take its first letters for it. */
function findFlag(word: string): number | undefined {
  if (word === '') return undefined;
  return Object.entries(flagBits).find(([flag]) => flag.startsWith(word))?.[1];
}

/** The flags of an RKEY record, of which none is defined. */
const noFlags: FieldKind = {
  holds: say('0: no flag is defined.'),
  read: (input, output, field) => {
    const flaw = keyFlags.read(input, output, field);
    if (flaw !== undefined || (output.bytes[0] === 0 && output.bytes[1] === 0)) return flaw;
    return say('The {0} is 0 here; “{1}” is not.', field.name, input.word());
  },
  present: (wire) => (u16.present(wire) === '0' ? '0' : undefined),
};

const protocol = mnemonic({ NONE: 0, TLS: 1, EMAIL: 2, DNSSEC: 3, IPSEC: 4, ALL: 255 }, 1);

/** The key; a KEY record whose flags say that there is none has none (RFC 2535 3.1.2). */
const publicKey: FieldKind = {
  holds: base64.holds,
  isOptional: true,
  read: (input, output, field) => {
    if (isKeyless(output.bytes)) return undefined;
    return input.hasMore
      ? base64.read(input, output, field)
      : say('The {0} is missing.', field.name);
  },
  present: (wire) => (isKeyless(wire.bytes) ? '' : base64.present(wire)),
};

function isKeyless(bytes: Uint8Array): boolean {
  return ((bytes[0] ?? 0) & 0xc0) === 0xc0;
}

function ofKey(type: number, key = base64, flags = keyFlags): RdataFormat {
  return {
    type,
    fields: [
      { name: 'flags', kind: flags },
      { name: 'protocol', kind: protocol },
      { name: 'algorithm', kind: algorithm },
      { name: 'public key', kind: key },
    ],
  };
}

/** Types that hold a key or a certificate. */
export const keys: readonly RdataFormat[] = [
  /** KEY, RFC 2535 3.1 */
  ofKey(25, publicKey),
  /** DNSKEY, RFC 4034 2.1 */
  ofKey(48),
  /** RKEY, draft-reid-dnsext-rkey-00 */
  ofKey(57, base64, noFlags),
  /** CDNSKEY, RFC 7344 3.2 */
  ofKey(60),
  /** CERT, RFC 4398 2 */
  {
    type: 37,
    fields: [
      {
        name: 'certificate type',
        kind: mnemonic(
          {
            PKIX: 1,
            SPKI: 2,
            PGP: 3,
            IPKIX: 4,
            ISPKI: 5,
            IPGP: 6,
            ACPKIX: 7,
            IACPKIX: 8,
            URI: 253,
            OID: 254,
          },
          2,
          'as a word',
        ),
      },
      { name: 'key tag', kind: u16 },
      { name: 'algorithm', kind: algorithmWord },
      { name: 'certificate', kind: base64 },
    ],
  },
  /** DHCID, RFC 4701 3.1 */
  { type: 49, fields: [{ name: 'digest', kind: base64 }] },
  /** OPENPGPKEY, RFC 7929 2 */
  { type: 61, fields: [{ name: 'public key', kind: base64 }] },
  /** HHIT, RFC 9886 5.1 */
  { type: 67, fields: [{ name: 'data', kind: base64 }] },
  /** BRID, RFC 9886 5.2 */
  { type: 68, fields: [{ name: 'data', kind: base64 }] },
];
