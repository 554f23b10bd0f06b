import * as packet from 'dns-packet';

/**
 * Names between the wire and their presentation form, byte for byte.
 *
 * dns-packet reads labels as UTF-8 and joins them with dots, so that a label with a dot or with a
 * byte that is no UTF-8 becomes another name, and it writes escapes as they stand. Each of its
 * record codecs reads and writes names through the `name` object that it exports; the two functions
 * there are replaced below by ours, once, when this module is loaded.
 */
interface NameCodec {
  encode: ((name: string, buffer?: Buffer, offset?: number) => Buffer) & { bytes: number };
  decode: ((buffer: Buffer, offset?: number) => string) & { bytes: number };
  encodingLength(name: string): number;
}

declare module 'dns-packet' {
  /** Exported, but missing in the published types. */
  export const name: NameCodec;
}

const longestLabel = 63;
const longestName = 255;
/** A name has 127 labels at most: more pointers than that lead nowhere new. */
const mostPointers = 127;

const encoder = new TextEncoder();

/**
 * The one way to write a name (RFC 1035 5.1): absolute, with what needs an escape, and only that,
 * escaped as BIND does. Undefined when the text is no absolute name that fits into a message.
 */
export function canonicalName(text: string): string | undefined {
  const labels = parseLabels(text);
  return labels === undefined ? undefined : formatLabels(labels);
}

/** A name on the wire, its pointers followed (RFC 1035 4.1.4). */
export interface NameOnWire {
  readonly labels: readonly Uint8Array[];
  /** Octets that it takes up where it stands. */
  readonly size: number;
}

/** Reads a name. Throws a RangeError for what is none; never reads beyond the message. */
export function readName(message: Uint8Array, start: number): NameOnWire {
  const labels: Uint8Array[] = [];
  let offset = start;
  let earliest = start;
  let size: number | undefined;
  let total = 1;
  for (let pointers = 0; pointers <= mostPointers; ) {
    const length = octetAt(message, offset);
    if (length === 0) return { labels, size: size ?? offset + 1 - start };
    if (length >= 0xc0) {
      const target = ((length & 0x3f) << 8) | octetAt(message, offset + 1);
      size ??= offset + 2 - start;
      // Only what stands before can have been meant; this also ends every loop.
      if (target >= earliest) throw new RangeError('A name points forward');
      earliest = target;
      offset = target;
      pointers += 1;
    } else {
      total += length + 1;
      if (length > longestLabel || total > longestName) throw new RangeError('A name is too long');
      if (offset + length >= message.length) throw new RangeError('A name is cut off');
      labels.push(message.subarray(offset + 1, offset + 1 + length));
      offset += length + 1;
    }
  }
  throw new RangeError('A name has too many pointers');
}

/** Labels in presentation form, with the final dot. */
export function formatLabels(labels: readonly Uint8Array[]): string {
  if (labels.length === 0) return '.';
  return labels.map((label) => `${escapeOctets(label, '."();@$\\', 0x21)}.`).join('');
}

/**
 * Octets as text: those in `special` behind a backslash, those below `lowest` or above `~` as
 * `\DDD` (RFC 1035 5.1).
 */
export function escapeOctets(octets: Uint8Array, special: string, lowest: number): string {
  let text = '';
  for (const octet of octets) {
    const character = String.fromCharCode(octet);
    if (octet < lowest || octet > 0x7e) text += `\\${String(octet).padStart(3, '0')}`;
    else text += special.includes(character) ? `\\${character}` : character;
  }
  return text;
}

/** The labels of an absolute name in presentation form; undefined when it is none. */
function parseLabels(text: string): Uint8Array[] | undefined {
  if (text === '.') return [];
  const labels: Uint8Array[] = [];
  const octets = new Uint8Array(longestName);
  let start = 0;
  let end = 0;
  for (let index = 0; index < text.length; ) {
    const token = tokenAt(text, index);
    index += token.length;
    if (token === '.') {
      // Each label takes its length octet as well, and so does the root (RFC 1035 3.1).
      if (end === start || end - start > longestLabel) return undefined;
      if (end + labels.length + 2 > longestName) return undefined;
      labels.push(octets.subarray(start, end));
      start = end;
    } else {
      const written = writeToken(token, octets, end);
      if (written === 0) return undefined;
      end += written;
    }
  }
  return start === end && labels.length > 0 ? labels : undefined;
}

/** One character, or one escape: `\DDD` or a backslash and any other character than a digit. */
function tokenAt(text: string, index: number): string {
  const escaped = text[index] === '\\';
  const start = escaped ? index + 1 : index;
  if (escaped && /^\d{3}$/.test(text.slice(start, start + 3))) return text.slice(index, start + 3);
  const character = text.codePointAt(start);
  if (character === undefined) return text.slice(index);
  return text.slice(index, start + (character > 0xffff ? 2 : 1));
}

/** Writes what a token stands for; gives the number of octets, 0 when it is wrong or too much. */
function writeToken(token: string, octets: Uint8Array, offset: number): number {
  const escaped = token.startsWith('\\');
  const text = escaped ? token.slice(1) : token;
  if (escaped && /^\d/.test(text)) {
    const value = text.length === 3 ? Number(text) : Number.NaN;
    if (!(value <= 255) || offset >= octets.length) return 0;
    octets[offset] = value;
    return 1;
  }
  // A character beyond ASCII stands for its octets in UTF-8; what does not fit is not written.
  return encoder.encodeInto(text, octets.subarray(offset)).written;
}

function octetAt(message: Uint8Array, offset: number): number {
  const octet = message[offset];
  if (octet === undefined) throw new RangeError('A name is cut off');
  return octet;
}

function decode(buffer: Buffer, offset = 0): string {
  const { labels, size } = readName(buffer, offset);
  decode.bytes = size;
  return formatLabels(labels);
}
decode.bytes = 0;

function encode(name: string, buffer = Buffer.alloc(encodingLength(name)), offset = 0): Buffer {
  let position = offset;
  for (const label of labelsToWrite(name)) {
    buffer[position] = label.length;
    buffer.set(label, position + 1);
    position += label.length + 1;
  }
  buffer[position] = 0;
  encode.bytes = position + 1 - offset;
  return buffer;
}
encode.bytes = 0;

function encodingLength(name: string): number {
  return labelsToWrite(name).reduce((total, label) => total + label.length + 1, 1);
}

function labelsToWrite(name: string): Uint8Array[] {
  const labels = parseLabels(name);
  if (labels === undefined) throw new RangeError('Not an absolute name');
  return labels;
}

Object.assign(packet.name, { decode, encode, encodingLength });
