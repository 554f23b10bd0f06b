/**
 * Names between the wire and their presentation form, octet for octet (RFC 1035 3.1, 5.1). Uses
 * nothing of Node, so that it works in a browser as well.
 */

const longestLabel = 63;
const longestName = 255;
/** A name has 127 labels at most: more pointers than that lead nowhere new. */
const mostPointers = 127;
const dot = 0x2e;
const backslash = 0x5c;
const special = '."();@$\\';

const encoder = new TextEncoder();
const scratch = new Uint8Array(longestName);

/** How each octet is written in a name. */
const nameOctets = presentations(special, 0x21);
/** How each octet is written in a quoted character string. */
const stringOctets = presentations('"\\', 0x20);

/**
 * The one way to write a name (RFC 1035 5.1): absolute, with what needs an escape, and only that,
 * escaped as BIND does. Undefined when the text is no absolute name that fits into a message.
 */
export function canonicalName(text: string): string | undefined {
  return encodeName(text)?.name;
}

/** An absolute name in both forms. */
export interface EncodedName {
  readonly wire: Uint8Array;
  /** In canonical presentation form. */
  readonly name: string;
}

/**
 * An absolute name in wire form, from its presentation form. Undefined when the text is none that
 * fits into a message.
 */
export function encodeName(text: string): EncodedName | undefined {
  if (text === '.') return { wire: Uint8Array.of(0), name: text };
  let isCanonical = true;
  let label = 0;
  let end = 1;
  for (let index = 0; index < text.length; ) {
    const code = text.charCodeAt(index);
    // A label has an octet at least, and the root's length octet must still fit.
    if (code === dot) {
      if (!closeLabel(label, end) || end >= longestName) return undefined;
      label = end;
      end += 1;
      index += 1;
    } else if (code !== backslash && code < 0x80) {
      if (end >= longestName) return undefined;
      scratch[end] = code;
      isCanonical &&= nameOctets[code]?.length === 1;
      end += 1;
      index += 1;
    } else {
      isCanonical = false;
      const token = tokenAt(text, index);
      const written = writeToken(token, end);
      if (written === 0) return undefined;
      end += written;
      index += token.length;
    }
  }
  // What is absolute ends with a dot: nothing stands behind the last one.
  if (label === 0 || end !== label + 1) return undefined;
  scratch[label] = 0;
  const wire = scratch.slice(0, end);
  return { wire, name: isCanonical ? text : readName(wire, 0).name };
}

/** Writes the length of the label that has just ended; false when there can be no such label. */
function closeLabel(label: number, end: number): boolean {
  const length = end - label - 1;
  scratch[label] = length;
  return length > 0 && length <= longestLabel;
}

/** A name on the wire, its pointers followed (RFC 1035 4.1.4). */
export interface NameOnWire {
  /** In presentation form, with the final dot. */
  readonly name: string;
  /** Octets that it takes up where it stands. */
  readonly size: number;
}

/** Reads a name. Throws a RangeError for what is none; never reads beyond the message. */
export function readName(message: Uint8Array, start: number): NameOnWire {
  let name = '';
  let offset = start;
  let earliest = start;
  let size: number | undefined;
  let total = 1;
  for (let pointers = 0; pointers <= mostPointers; ) {
    const length = octetAt(message, offset);
    if (length === 0) return { name: name === '' ? '.' : name, size: size ?? offset + 1 - start };
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
      name += present(message, offset + 1, offset + 1 + length, nameOctets);
      name += '.';
      offset += length + 1;
    }
  }
  throw new RangeError('A name has too many pointers');
}

/** Where a name ends that is not looked at. Throws a RangeError where it is cut off. */
export function skipName(message: Uint8Array, start: number): number {
  let offset = start;
  for (;;) {
    const length = octetAt(message, offset);
    if (length === 0) return offset + 1;
    if (length >= 0xc0) return offset + 2;
    offset += length + 1;
  }
}

/** Octets as a character string without its quotes: `"`, `\` and what is not printed escaped. */
export function presentString(message: Uint8Array, start: number, end: number): string {
  return present(message, start, end, stringOctets);
}

function present(
  message: Uint8Array,
  start: number,
  end: number,
  octets: readonly string[],
): string {
  let text = '';
  for (let index = start; index < end; index += 1) text += octets[message[index] ?? 0];
  return text;
}

/** Each octet as text: the special ones behind a backslash, those not printed as `\DDD`. */
function presentations(escaped: string, lowest: number): readonly string[] {
  return Array.from({ length: 256 }, (_, octet) => {
    const character = String.fromCharCode(octet);
    if (octet < lowest || octet > 0x7e) return `\\${String(octet).padStart(3, '0')}`;
    return escaped.includes(character) ? `\\${character}` : character;
  });
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
function writeToken(token: string, offset: number): number {
  const escaped = token.startsWith('\\');
  const text = escaped ? token.slice(1) : token;
  if (escaped && /^\d/.test(text)) {
    const value = text.length === 3 ? Number(text) : Number.NaN;
    if (!(value <= 255) || offset >= longestName) return 0;
    scratch[offset] = value;
    return 1;
  }
  // A character beyond ASCII stands for its octets in UTF-8; what does not fit is not written.
  return encoder.encodeInto(text, scratch.subarray(offset)).written;
}

function octetAt(message: Uint8Array, offset: number): number {
  const octet = message[offset];
  if (octet === undefined) throw new RangeError('A name is cut off');
  return octet;
}
