import { findType, typeMnemonic } from '../../../syntax/mnemonics';
import { TokenKind } from '../../../syntax/syntax';
import { type Message, say } from '../../../text/message';
import type { Field, FieldKind } from '../field';
import type { RdataInput } from '../input';
import { parseInteger } from '../validate';
import type { RdataReader } from '../wire';
import { findWord, type Mnemonics } from './mnemonics';

/** Types that no record in a zone has, but that RDATA may name. */
const metaTypes: Mnemonics = {
  OPT: 41,
  TKEY: 249,
  TSIG: 250,
  IXFR: 251,
  AXFR: 252,
  MAILB: 253,
  MAILA: 254,
  ANY: 255,
};

/** A record type by its mnemonic or number. */
export const recordType: FieldKind = {
  holds: say('A record type, such as A.'),
  read: (input, output, field) => {
    input.take();
    const number = parseInteger(input.text, input.start, input.end);
    const type = number === Number.POSITIVE_INFINITY ? readType(input) : number;
    if (type < 0 || type > 0xffff) return sayNoType(input, field);
    output.u16(type);
    return undefined;
  },
  present: (wire) => {
    const type = wire.number(2);
    return type === undefined ? undefined : presentType(type);
  },
};

/** The same; a type that is not known is written as its number (RFC 2535 7.2). */
export const oldRecordType: FieldKind = {
  holds: recordType.holds,
  read: recordType.read,
  present: (wire) => {
    const type = wire.number(2);
    return type === undefined ? undefined : presentOldType(type);
  },
};

/** The types that exist at a name, as windows of bits (RFC 4034 4.1.2). */
export function typeBitmap(emptiness: 'may be empty' | 'not empty'): FieldKind {
  const isOptional = emptiness === 'may be empty';
  return {
    holds: say('Record types, such as A MX, as many as there are.'),
    isOptional,
    read: (input, output, field) => {
      // As many windows as types at most: the list is short, and sorted below.
      const types: number[] = [];
      while (input.take()) {
        const type = readType(input);
        if (type < 0) return sayNoType(input, field);
        types.push(type);
      }
      types.sort((a, b) => a - b);
      let lengthAt = -1;
      let window = -1;
      for (const type of types) {
        if (type >> 8 !== window) {
          window = type >> 8;
          output.u8(window);
          lengthAt = output.length++;
          output.bytes[lengthAt] = 0;
        }
        const octet = (type & 0xff) >> 3;
        while ((output.bytes[lengthAt] ?? 0) <= octet) {
          output.u8(0);
          output.bytes[lengthAt] = output.length - lengthAt - 1;
        }
        const at = lengthAt + 1 + octet;
        output.bytes[at] = (output.bytes[at] ?? 0) | (0x80 >> (type & 7));
      }
      return undefined;
    },
    present: (wire) => presentBitmap(wire, isOptional),
  };
}

/** The type that the token names, -1 where it names none. */
export function readType(input: RdataInput): number {
  if (input.kind !== TokenKind.word) return -1;
  const type = findType(input.text, input.start, input.end);
  return type >= 0 ? type : (findWord(metaTypes, input.word()) ?? -1);
}

export function presentType(type: number): string {
  const meta = Object.entries(metaTypes).find(([, number]) => number === type);
  return meta?.[0] ?? typeMnemonic(type);
}

export function presentOldType(type: number): string {
  return presentType(type).replace(/^TYPE(?=\d)/, '');
}

export function sayNoType(input: RdataInput, field: Field): Message {
  return say(
    'In the {0}, a record type such as A or TYPE1 is expected; “{1}” is none.',
    field.name,
    input.word(),
  );
}

function presentBitmap(wire: RdataReader, isOptional: boolean): string | undefined {
  const types: string[] = [];
  let last = -1;
  while (wire.left > 0) {
    const window = wire.number(1) ?? -1;
    const bits = wire.take(wire.number(1) ?? 0);
    if (window <= last || bits === undefined || bits.length > 32) return undefined;
    if ((bits.at(-1) ?? 0) === 0) return undefined;
    last = window;
    for (let bit = 0; bit < bits.length * 8; bit++) {
      if (((bits[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0)
        types.push(presentType(window * 256 + bit));
    }
  }
  return types.length === 0 && !isOptional ? undefined : types.join(' ');
}
