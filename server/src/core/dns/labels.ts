import { isDigit } from '../syntax/characters';

/** Why a written name is none. */
export const NameFlaw = {
  emptyLabel: -1,
  labelTooLong: -2,
  nameTooLong: -3,
  badEscape: -4,
} as const;

/** The most octets of a label (RFC 1035 2.3.4). */
export const maximumLabel = 63;

/** The most octets of a name in wire format (RFC 1035 2.3.4). */
export const maximumName = 255;

/** Added to what `writeLabels` gives for a name with its final dot. */
export const absoluteMark = 0x1000;

/**
 * Writes the labels of a written name in wire format from `from` on: the length of them, without the
 * root's for a relative name, with it and `absoluteMark` added for an absolute one; or a flaw.
 */
export function writeLabels(
  bytes: Uint8Array,
  from: number,
  text: string,
  start: number,
  end: number,
  fold: boolean,
): number {
  const limit = from + maximumName;
  let lengthAt = from;
  let out = from + 1;
  let position = start;
  while (position < end) {
    const code = text.charCodeAt(position);
    if (code === 0x2e) {
      if (out - lengthAt === 1) return NameFlaw.emptyLabel;
      bytes[lengthAt] = out - lengthAt - 1;
      lengthAt = out++;
      if (++position < end) continue;
      bytes[lengthAt] = 0;
      return out > limit ? NameFlaw.nameTooLong : out - from + absoluteMark;
    }
    if (code === 0x5c) {
      const byte = readEscape(text, position, end);
      if (byte < 0) return NameFlaw.badEscape;
      if (byte === needlessEscape) {
        position++;
        continue;
      }
      position += byte > 0xff ? 4 : 2;
      bytes[out++] = fold ? lower(byte & 0xff) : byte & 0xff;
    } else if (code < 0x80) {
      bytes[out++] = fold ? lower(code) : code;
      position++;
    } else {
      const point = text.codePointAt(position) ?? 0;
      position += point > 0xffff ? 2 : 1;
      out = writeUtf8(bytes, out, point);
    }
    if (out - lengthAt - 1 > maximumLabel) return NameFlaw.labelTooLong;
    if (out > limit) return NameFlaw.nameTooLong;
  }
  if (out - lengthAt === 1) return NameFlaw.emptyLabel;
  bytes[lengthAt] = out - lengthAt - 1;
  return out - from;
}

/** What `readEscape` gives for a backslash that is to be passed over alone. */
export const needlessEscape = 0x200;

/**
 * Reads `\X` or `\DDD`: the byte, with 256 added for the second form; -1 where it is neither;
 * `needlessEscape` before a character above U+007F, which is several bytes.
 */
export function readEscape(text: string, position: number, end: number): number {
  if (position + 1 >= end) return -1;
  const code = text.charCodeAt(position + 1);
  if (!isDigit(code)) return code < 0x80 ? code : needlessEscape;
  if (position + 3 >= end) return -1;
  const second = text.charCodeAt(position + 2);
  const third = text.charCodeAt(position + 3);
  if (!isDigit(second) || !isDigit(third)) return -1;
  const byte = (code - 0x30) * 100 + (second - 0x30) * 10 + (third - 0x30);
  return byte <= 0xff ? byte + 0x100 : -1;
}

/** Writes a character above U+007F in UTF-8; gives the position behind it. */
export function writeUtf8(bytes: Uint8Array, position: number, point: number): number {
  let out = position;
  if (point < 0x800) bytes[out++] = 0xc0 | (point >> 6);
  else {
    if (point < 0x10000) bytes[out++] = 0xe0 | (point >> 12);
    else {
      bytes[out++] = 0xf0 | (point >> 18);
      bytes[out++] = 0x80 | ((point >> 12) & 0x3f);
    }
    bytes[out++] = 0x80 | ((point >> 6) & 0x3f);
  }
  bytes[out++] = 0x80 | (point & 0x3f);
  return out;
}

/** One label in presentation form: special characters escaped, others as `\DDD`. */
export function presentLabel(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let i = start; i < end; i++) {
    const byte = bytes[i] ?? 0;
    if (byte <= 0x20 || byte >= 0x7f) text += `\\${String(byte).padStart(3, '0')}`;
    else if (specials.includes(byte)) text += `\\${String.fromCharCode(byte)}`;
    else text += String.fromCharCode(byte);
  }
  return text;
}

/** `"`, `$`, `(`, `)`, `.`, `;`, `@` and the backslash mean something in a zone file. */
const specials: readonly number[] = [0x22, 0x24, 0x28, 0x29, 0x2e, 0x3b, 0x40, 0x5c];

/** True for letters, digits and hyphens, with no hyphen at either end. */
export function isHostLabel(labels: Uint8Array, start: number, end: number): boolean {
  if (labels[start] === 0x2d || labels[end - 1] === 0x2d) return false;
  for (let i = start; i < end; i++) {
    const byte = labels[i] ?? 0;
    const isLetter = byte >= 0x61 && byte <= 0x7a;
    if (!isLetter && !isDigit(byte) && byte !== 0x2d) return false;
  }
  return true;
}

/** True for digits only. */
export function isNumericLabel(labels: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (!isDigit(labels[i] ?? 0)) return false;
  return true;
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte;
}
