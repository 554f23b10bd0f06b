import { TokenKind } from '../../../syntax/syntax';
import { type Message, say } from '../../../text/message';
import type { Field, FieldKind } from '../field';
import type { RdataInput } from '../input';
import type { RdataReader, RdataWriter } from '../wire';

export const base64Digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const noDigit = 0xff;
const padding = 0x40;

const base64Values = new Uint8Array(128).fill(noDigit);
for (let i = 0; i < 64; i++) base64Values[base64Digits.charCodeAt(i)] = i;
base64Values[0x3d] = padding;

const hexValues = new Uint8Array(128).fill(noDigit);
for (const [value, digit] of [...'0123456789abcdef'].entries()) {
  hexValues[digit.charCodeAt(0)] = value;
  hexValues[digit.toUpperCase().charCodeAt(0)] = value;
}

/** The value of a hexadecimal digit, 255 for any other character. */
export function hexValue(code: number): number {
  return hexValues[code] ?? noDigit;
}

/** Base64 (RFC 4648 4) over all tokens that are left. */
export const base64: FieldKind = {
  holds: say('Base64; blanks may stand in it.'),
  read: (input, output, field) => readBase64(input, output, field, Number.POSITIVE_INFINITY),
  present: (wire) => (wire.left === 0 ? undefined : presentBase64(wire.rest())),
};

/** Base64 over all tokens that are left, perhaps none. */
export const optionalBase64: FieldKind = {
  holds: say('Base64; it may be missing.'),
  isOptional: true,
  read: (input, output, field) => (input.hasMore ? base64.read(input, output, field) : undefined),
  present: (wire) => presentBase64(wire.rest()),
};

/**
 * Hexadecimal digits over all tokens that are left. `octets` says how many there must be, from the
 * octets of the fields before; where it does not know, there are at least `minimum`.
 */
export function hex(
  octets: (before: Uint8Array) => number | undefined = () => undefined,
  minimum = 1,
): FieldKind {
  return {
    holds: say('Hexadecimal digits; blanks may stand in them.'),
    isOptional: minimum === 0,
    read: (input, output, field) => {
      const expected = octets(output.bytes);
      if (!input.hasMore)
        return expected === undefined ? undefined : say('The {0} is missing.', field.name);
      const start = output.length;
      const first = input.next;
      const flaw = readHex(input, output, field, Number.POSITIVE_INFINITY);
      if (flaw !== undefined) return flaw;
      const count = output.length - start;
      if (count === (expected ?? Math.max(count, minimum))) return undefined;
      input.flawToken = first;
      return expected === undefined
        ? say('The {0} has at least {1} octets, not {2}.', field.name, minimum, count)
        : say('The {0} has {1} octets here, not {2}.', field.name, expected, count);
    },
    present: (wire) => {
      const expected = octets(wire.bytes) ?? Math.max(wire.left, minimum);
      return wire.left === expected ? presentHex(wire.rest()) : undefined;
    },
  };
}

/** Reads up to so many tokens of base64 and writes its octets. */
export function readBase64(
  input: RdataInput,
  output: RdataWriter,
  field: Field,
  tokens: number,
): Message | undefined {
  const first = input.next;
  decoder.begin(output);
  for (let count = 0; count < tokens && input.take(); count++) {
    if (!decoder.read(input.text, input.start, input.end))
      return say('The {0} is written in base64; “{1}” is not.', field.name, input.word());
  }
  if (decoder.isWhole) return undefined;
  input.flawToken = first;
  return say('The {0} is not whole: base64 ends where its last group of four ends.', field.name);
}

/** Decodes a stretch of base64; false where it is none or not whole. */
export function decodeBase64(
  text: string,
  start: number,
  end: number,
  output: RdataWriter,
): boolean {
  decoder.begin(output);
  return decoder.read(text, start, end) && decoder.isWhole;
}

class Base64Decoder {
  #output: RdataWriter | undefined;
  #bits = 0;
  #digits = 0;
  #pads = 0;
  #isSound = true;

  begin(output: RdataWriter): void {
    this.#output = output;
    this.#bits = 0;
    this.#digits = 0;
    this.#pads = 0;
    this.#isSound = true;
  }

  /** True where the last group has all of its digits, and its padding hides no bits. */
  get isWhole(): boolean {
    return this.#isSound && this.#digits === 0;
  }

  /** False for what is no digit, or comes after padding. */
  read(text: string, start: number, end: number): boolean {
    let bits = this.#bits;
    let digits = this.#digits;
    let i = start;
    // Whole groups without padding, which is nearly all there is.
    if (digits === 0 && this.#pads === 0) i = this.#readGroups(text, start, end);
    for (; i < end; i++) {
      const value = base64Values[text.charCodeAt(i)] ?? noDigit;
      if (value >= padding && (value === noDigit || digits === 0)) return false;
      if (this.#pads > 0 && (value !== padding || digits === 0)) return false;
      if (value === padding) this.#pads++;
      bits = ((bits << 6) | (value & 0x3f)) & 0xff_ffff;
      if (++digits < 4) continue;
      this.#writeGroup(bits);
      digits = 0;
      bits = 0;
    }
    this.#bits = bits;
    this.#digits = digits;
    return true;
  }

  /** Gives where the first group starts that is not whole, or holds anything but digits. */
  #readGroups(text: string, start: number, end: number): number {
    const output = this.#output;
    if (output === undefined) return start;
    const { bytes } = output;
    let out = output.length;
    let i = start;
    for (; i + 4 <= end; i += 4) {
      const a = base64Values[text.charCodeAt(i)] ?? noDigit;
      const b = base64Values[text.charCodeAt(i + 1)] ?? noDigit;
      const c = base64Values[text.charCodeAt(i + 2)] ?? noDigit;
      const d = base64Values[text.charCodeAt(i + 3)] ?? noDigit;
      if ((a | b | c | d) >= padding) break;
      bytes[out] = (a << 2) | (b >> 4);
      bytes[out + 1] = ((b & 0xf) << 4) | (c >> 2);
      bytes[out + 2] = ((c & 3) << 6) | d;
      out += 3;
    }
    output.length = out;
    return i;
  }

  #writeGroup(bits: number): void {
    const pads = this.#pads;
    const hidden = pads === 0 ? 0 : pads === 1 ? 0xff : 0xffff;
    if (pads > 2 || (bits & hidden) !== 0) this.#isSound = false;
    this.#output?.u8(bits >>> 16);
    if (pads < 2) this.#output?.u8((bits >>> 8) & 0xff);
    if (pads < 1) this.#output?.u8(bits & 0xff);
  }
}

/** One for all, begun anew for each field: signatures are many. */
const decoder = new Base64Decoder();

/** Reads up to so many tokens of hexadecimal digits and writes their octets. */
export function readHex(
  input: RdataInput,
  output: RdataWriter,
  field: Field,
  tokens: number,
): Message | undefined {
  const first = input.next;
  let high = -1;
  for (let count = 0; count < tokens && input.take(); count++) {
    high = readHexDigits(input, output, high);
    if (high === notHex) return sayNotHex(input, field);
  }
  if (high < 0) return undefined;
  input.flawToken = first;
  return sayHalfOctet(field);
}

const notHex = -2;

/**
 * Writes the octets of the token that was taken. Takes and gives the upper half of an octet whose
 * lower half is still to come, or -1; gives `notHex` for anything but digits.
 */
function readHexDigits(input: RdataInput, output: RdataWriter, before: number): number {
  const { text, end } = input;
  let high = before;
  let i = input.start;
  if (high < 0) {
    const { bytes } = output;
    let out = output.length;
    for (; i + 2 <= end; i += 2) {
      const upper = hexValues[text.charCodeAt(i)] ?? noDigit;
      const lower = hexValues[text.charCodeAt(i + 1)] ?? noDigit;
      if ((upper | lower) > 0xf) break;
      bytes[out++] = (upper << 4) | lower;
    }
    output.length = out;
  }
  for (; i < end; i++) {
    const value = hexValues[text.charCodeAt(i)] ?? noDigit;
    if (value === noDigit) return notHex;
    if (high < 0) high = value << 4;
    else {
      output.u8(high | value);
      high = -1;
    }
  }
  return high;
}

function sayNotHex(input: RdataInput, field: Field): Message {
  return say('The {0} is written in hexadecimal digits; “{1}” is not.', field.name, input.word());
}

function sayHalfOctet(field: Field): Message {
  return say('The {0} has half an octet: hexadecimal digits come in pairs.', field.name);
}

/** One token of base32hex without padding, its length before it (RFC 5155 3.3). */
export const base32hex: FieldKind = {
  holds: say('Base32hex: digits, and letters from A to V.'),
  read: (input, output, field) => {
    input.take();
    const lengthAt = output.length++;
    let bits = 0;
    let count = 0;
    let isSound = input.kind === TokenKind.word;
    for (let i = input.start; i < input.end && isSound; i++) {
      const value = Number.parseInt(input.text.charAt(i), 32);
      isSound = !Number.isNaN(value);
      bits = ((bits << 5) | value) & 0xfff;
      count += 5;
      if (count < 8) continue;
      count -= 8;
      output.u8((bits >>> count) & 0xff);
    }
    const length = output.length - lengthAt - 1;
    const isWhole = count < 5 && (bits & ((1 << count) - 1)) === 0;
    if (!isSound || !isWhole || length > 255)
      return say(
        'The {0} is written in base32hex, the digits and the letters A to V; “{1}” is not.',
        field.name,
        input.word(),
      );
    output.bytes[lengthAt] = length;
    return undefined;
  },
  present: (wire) => {
    const octets = takeCounted(wire);
    return octets === undefined || octets.length === 0 ? undefined : presentBase32hex(octets);
  },
};

/** One token of hexadecimal digits, or `-` for none, its length before it (RFC 5155 3.3). */
export const salt: FieldKind = {
  holds: say('Hexadecimal digits, or - for none.'),
  read: (input, output, field) => {
    input.take();
    const lengthAt = output.length++;
    const isNone = input.end === input.start + 1 && input.text.charCodeAt(input.start) === 0x2d;
    const high = isNone ? -1 : readHexDigits(input, output, -1);
    if (high === notHex) return sayNotHex(input, field);
    if (high >= 0) return sayHalfOctet(field);
    const length = output.length - lengthAt - 1;
    if (length > 255) return say('The {0} has more than 255 octets.', field.name);
    output.bytes[lengthAt] = length;
    return undefined;
  },
  present: (wire) => {
    const octets = takeCounted(wire);
    return octets === undefined ? undefined : presentHex(octets) || '-';
  },
};

function takeCounted(wire: RdataReader): Uint8Array | undefined {
  const length = wire.number(1);
  return length === undefined ? undefined : wire.take(length);
}

export function presentHex(octets: Uint8Array): string {
  let text = '';
  for (const octet of octets) text += octet.toString(16).padStart(2, '0');
  return text.toUpperCase();
}

export function presentBase64(octets: Uint8Array): string {
  let text = '';
  for (let i = 0; i < octets.length; i += 3) {
    const left = octets.length - i;
    const bits = ((octets[i] ?? 0) << 16) | ((octets[i + 1] ?? 0) << 8) | (octets[i + 2] ?? 0);
    text += base64Digits.charAt(bits >>> 18) + base64Digits.charAt((bits >>> 12) & 0x3f);
    text += left > 1 ? base64Digits.charAt((bits >>> 6) & 0x3f) : '=';
    text += left > 2 ? base64Digits.charAt(bits & 0x3f) : '=';
  }
  return text;
}

function presentBase32hex(octets: Uint8Array): string {
  let text = '';
  let bits = 0;
  let count = 0;
  for (const octet of octets) {
    bits = ((bits << 8) | octet) & 0xfff;
    count += 8;
    for (; count >= 5; count -= 5) text += ((bits >>> (count - 5)) & 0x1f).toString(32);
  }
  if (count > 0) text += ((bits << (5 - count)) & 0x1f).toString(32);
  return text.toUpperCase();
}
