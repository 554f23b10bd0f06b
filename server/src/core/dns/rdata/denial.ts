import { say } from '../../text/message';
import type { FieldKind, RdataFormat } from './field';
import { base32hex, salt } from './kinds/encodings';
import { mnemonic } from './kinds/mnemonics';
import { name } from './kinds/names';
import { u8, u16, u32 } from './kinds/numbers';
import { presentOldType, readType, sayNoType, typeBitmap } from './kinds/types';
import { parseInteger } from './validate';

/** One bitmap of the types 1 to 127 (RFC 2535 5.2). */
const oldBitmap: FieldKind = {
  holds: say('Record types, such as A MX, as many as there are.'),
  isOptional: true,
  read: (input, output, field) => {
    const start = output.length;
    while (input.take()) {
      const number = parseInteger(input.text, input.start, input.end);
      const type = number === Number.POSITIVE_INFINITY ? readType(input) : number;
      if (type < 0) return sayNoType(input, field);
      if (type < 1 || type > 127)
        return say('The {0} hold types from 1 to 127; “{1}” is none.', field.name, input.word());
      const at = start + (type >> 3);
      while (output.length <= at) output.u8(0);
      output.bytes[at] = (output.bytes[at] ?? 0) | (0x80 >> (type & 7));
    }
    return undefined;
  },
  present: (wire) => {
    const bits = wire.rest();
    if (bits.length > 16 || bits.at(-1) === 0 || ((bits[0] ?? 0) & 0x80) !== 0) return undefined;
    const types: string[] = [];
    for (let type = 0; type < bits.length * 8; type++) {
      if (((bits[type >> 3] ?? 0) & (0x80 >> (type & 7))) !== 0) types.push(presentOldType(type));
    }
    return types.join(' ');
  },
};

/** A hash; that of SHA-1, the only algorithm there is, has 20 octets. */
const nextHash: FieldKind = {
  holds: base32hex.holds,
  read: (input, output, field) => {
    const start = output.length;
    const flaw = base32hex.read(input, output, field);
    const length = output.length - start - 1;
    if (flaw !== undefined || output.bytes[0] !== 1 || length === 20) return flaw;
    return say('The {0} has {1} octets here, not {2}.', field.name, 20, length);
  },
  present: (wire) =>
    wire.bytes[0] === 1 && wire.bytes[wire.position] !== 20 ? undefined : base32hex.present(wire),
};

const hashAlgorithm = mnemonic({ 'SHA-1': 1 }, 1);

/** Types that say what does not exist, or which types do. */
export const denials: readonly RdataFormat[] = [
  /** NXT, RFC 2535 5.2 */
  {
    type: 30,
    fields: [
      { name: 'next domain name', kind: name },
      { name: 'types', kind: oldBitmap },
    ],
  },
  /** NSEC, RFC 4034 4.1 */
  {
    type: 47,
    fields: [
      { name: 'next domain name', kind: name },
      { name: 'types', kind: typeBitmap('not empty') },
    ],
  },
  /** NSEC3, RFC 5155 3.2 */
  {
    type: 50,
    fields: [
      { name: 'hash algorithm', kind: hashAlgorithm },
      { name: 'flags', kind: u8 },
      { name: 'iterations', kind: u16 },
      { name: 'salt', kind: salt },
      { name: 'next hashed owner name', kind: nextHash },
      { name: 'types', kind: typeBitmap('may be empty') },
    ],
  },
  /** NSEC3PARAM, RFC 5155 4.2 */
  {
    type: 51,
    fields: [
      { name: 'hash algorithm', kind: hashAlgorithm },
      { name: 'flags', kind: u8 },
      { name: 'iterations', kind: u16 },
      { name: 'salt', kind: salt },
    ],
  },
  /** CSYNC, RFC 7477 2.1.1 */
  {
    type: 62,
    fields: [
      { name: 'SOA serial', kind: u32 },
      { name: 'flags', kind: u16 },
      { name: 'types', kind: typeBitmap('may be empty') },
    ],
  },
];
