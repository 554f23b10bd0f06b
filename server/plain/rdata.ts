// RDATA of the types that zones are made of. What is not of the usual kind, sound or not, is left out.
import { ipv4, isIPv4, isIPv6 } from './addresses';
import { end, isWord, octetAt, start, take, token } from './fields';
import { formats, mostTextOctets, textOctets, wordSlots, words } from './memory';
import { noName, readName } from './names';
import { countHexDigits, isBase64, isTime, readNumber } from './numbers';
import { textBase } from './window';

/** What the last record has: the name that the zone indexes and its token, -1 for none, and its facts. */
export let target: i32 = -1;
export let targetToken: i32 = -1;
export let facts: i32 = -1;

/** How many octets of texts there are, and where those of the last one start; -1 for no such text. */
export let textCount: i32 = 0;
export let textAt: i32 = -1;

/** The most octets that RDATA has (RFC 1035 3.2.1). */
const maximumRdata: i32 = 0xffff;

export function clearTexts(): void {
  textCount = 0;
}

/** The number of the type whose mnemonic is in the field; -1 where it is left out. */
export function readType(): i32 {
  const length = end - start;
  if (length > 8 || !isWord()) return -1;
  let word: u64 = 0;
  for (let at = start; at < end; at++) {
    const octet = octetAt(at);
    word = (word << 8) | (octet - 0x61 <= 25 ? octet - 32 : octet);
  }
  const slot = slotOf(word);
  return load<u64>(slot) === word ? load<i32>(slot, 8) : -1;
}

/** Makes a mnemonic known: its letters, the last one lowest. */
export function addType(word: u64, number: i32): void {
  const slot = slotOf(word);
  store<u64>(slot, word);
  store<i32>(slot, number, 8);
}

/** The slot that holds a word, or is free for it. */
function slotOf(word: u64): usize {
  const mixed = <u32>(word ^ (word >> 32)) * 0x9e3779b1;
  let slot = (mixed >> 16) & (wordSlots - 1);
  let held = load<u64>(words + ((<usize>slot) << 4));
  while (held !== 0 && held !== word) {
    slot = (slot + 1) & (wordSlots - 1);
    held = load<u64>(words + ((<usize>slot) << 4));
  }
  return words + ((<usize>slot) << 4);
}

/** Reads the RDATA that starts with the field at hand; false where it is left out. */
export function readRdata(type: i32, origin: i32): bool {
  target = -1;
  targetToken = -1;
  facts = -1;
  textAt = -1;
  switch (type < 256 ? load<u8>(formats + <usize>type) : 0) {
    case 1:
      return readA();
    case 2:
      return isWord() && isIPv6() && !take();
    case 3:
      return readTarget(origin);
    case 4:
      facts = <i32>readNumber(0xffff);
      return facts >= 0 && take() && readTarget(origin);
    case 5:
      return readService(origin);
    case 6:
      return readTexts();
    case 7:
      return readDigest();
    case 8:
      return readSignature();
    default:
      return false;
  }
}

function readA(): bool {
  if (!isWord() || !isIPv4() || take()) return false;
  facts = ipv4;
  return true;
}

function readTarget(origin: i32): bool {
  if (!isWord()) return false;
  target = readName(start, end, origin);
  targetToken = token;
  return target !== noName && !take();
}

/** RFC 2782 */
function readService(origin: i32): bool {
  for (let field = 0; field < 3; field++) {
    if (readNumber(0xffff) < 0 || !take()) return false;
  }
  return readTarget(origin);
}

/** Character-strings without escapes; what those mean that start with `v=`, others find out. */
function readTexts(): bool {
  const from = textCount;
  do {
    const isQuoted = !isWord();
    const first = isQuoted ? start + 1 : start;
    const last = isQuoted ? end - 1 : end;
    const length = last - first;
    if (length < 0 || length > 255 || textCount + 256 > mostTextOctets) return false;
    if (isQuoted && octetAt(last) !== 0x22) return false;
    for (let at = first; at < last; at++) {
      const octet = octetAt(at);
      if (octet === 0x5c || octet === 0x22) return false;
    }
    store<u8>(textOctets + <usize>textCount, length);
    memory.copy(textOctets + <usize>textCount + 1, textBase + <usize>first, <usize>length);
    textCount += 1 + length;
  } while (take());
  if (textCount - from > maximumRdata) return false;
  facts = 0;
  if (isVersioned(from)) textAt = from;
  else textCount = from;
  return true;
}

/** True where the text may start with `v=`: an empty first string is no common case. */
function isVersioned(at: i32): bool {
  const octet = textOctets + <usize>at;
  const length = load<u8>(octet);
  if (length < 2) return true;
  return (load<u8>(octet, 1) | 0x20) === 0x76 && load<u8>(octet, 2) === 0x3d;
}

/** RFC 4034 5.1 */
function readDigest(): bool {
  if (readNumber(0xffff) < 0 || !take()) return false;
  if (readNumber(0xff) < 0 || !take()) return false;
  const kind = <i32>readNumber(0xff);
  if (kind < 0 || !take()) return false;
  const digits = countHexDigits();
  const expected = kind === 1 ? 40 : kind === 2 ? 64 : kind === 4 ? 96 : 0;
  return digits > 0 && (digits & 1) === 0 && (expected === 0 || digits === expected);
}

/** RFC 4034 3.1 */
function readSignature(): bool {
  if (readType() < 0 || !take()) return false;
  if (readNumber(0xff) < 0 || !take()) return false;
  const labels = <i32>readNumber(0xff);
  if (labels < 0 || !take()) return false;
  if (readNumber(0xffff_ffff) < 0 || !take()) return false;
  if (!isTime() || !take() || !isTime() || !take()) return false;
  if (readNumber(0xffff) < 0 || !take()) return false;
  return isSigner(labels) && take() && isBase64();
}

/** True for a name with its final dot that has no more labels than the owner. */
function isSigner(most: i32): bool {
  if (!isWord() || end - start > 255 || octetAt(end - 1) !== 0x2e) return false;
  if (end - start === 1) return true;
  let labels = 0;
  let labelStart = start;
  for (let at = start; at < end; at++) {
    const octet = octetAt(at);
    if (octet === 0x5c) return false;
    if (octet !== 0x2e) continue;
    if (at === labelStart || at - labelStart > 63) return false;
    labelStart = at + 1;
    labels++;
  }
  return labels <= most;
}
