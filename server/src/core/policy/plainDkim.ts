import { base64Digits } from '../dns/rdata/kinds/encodings';
import { statedLength } from './keyLength';
import { hasWord } from './octets';

const prefix = 'v=DKIM1;';

const blank = 0x20;
const paddingSign = 0x3d;

/** 1 for each digit of base64. */
const base64 = new Uint8Array(256);
for (const digit of base64Digits) base64[digit.charCodeAt(0)] = 1;

/**
 * True for a DKIM key of the kind that nearly all are, as character-strings in wire format:
 * `v=DKIM1; k=rsa; p=` and base64 up to the end, of a length that can be. Any other takes a closer
 * look, be it sound or not.
 */
export function isPlainDkim(octets: Uint8Array, length: number): boolean {
  const key = startOfKey(octets, length);
  if (key < 0) return false;
  let stringEnd = 1 + (octets[0] ?? 0);
  // The key may start the second string.
  if (key > stringEnd) stringEnd += 1 + (octets[stringEnd] ?? 0);
  const headEnd = Math.min(key + 6, stringEnd);
  let digits = 0;
  let padding = 0;
  for (let from = key; from <= length; ) {
    const end = padding > 0 ? from : endOfDigits(octets, from, stringEnd);
    const behind = skip(paddingSign, octets, end, stringEnd);
    if (behind < stringEnd) return false;
    digits += end - from;
    padding += behind - end;
    from = stringEnd + 1;
    stringEnd = from + (octets[stringEnd] ?? 0);
  }
  // The length that a key states may be cut in two.
  if (headEnd - key < Math.min(6, digits)) return false;
  const stated = statedLength(String.fromCharCode(...octets.subarray(key, headEnd)));
  if (stated !== undefined && stated > Math.floor((digits * 3) / 4)) return false;
  return digits % 4 !== 1 && (padding === 0 || (digits + padding) % 4 === 0);
}

/** Where the octets behind `p=` start, in the first string or at the start of the second; else -1. */
function startOfKey(octets: Uint8Array, length: number): number {
  let end = 1 + (octets[0] ?? 0);
  if (end - 1 < prefix.length || !hasWord(octets, 1, prefix)) return -1;
  let position = skip(blank, octets, 1 + prefix.length, end);
  if (position + 6 <= end && hasWord(octets, position, 'k=rsa;'))
    position = skip(blank, octets, position + 6, end);
  if (position === end) {
    end += 1 + (octets[end] ?? 0);
    position++;
  }
  return position + 2 <= Math.min(end, length) && hasWord(octets, position, 'p=')
    ? position + 2
    : -1;
}

function endOfDigits(octets: Uint8Array, position: number, end: number): number {
  let next = position;
  while (next < end && base64[octets[next] ?? 0] === 1) next++;
  return next;
}

/** The first place from a position on that does not have this octet, or the end. */
function skip(octet: number, octets: Uint8Array, position: number, end: number): number {
  let next = position;
  while (next < end && octets[next] === octet) next++;
  return next;
}
