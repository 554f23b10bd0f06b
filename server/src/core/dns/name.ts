import { isDigit } from '../syntax/characters';

declare const absolute: unique symbol;

/**
 * An absolute domain name, interned in one NameTable: equal names are the same number.
 *
 * A relative name exists only as written text; `NameTable.read` is the way from one to the other,
 * and it wants the origin.
 */
export type AbsoluteName = number & { readonly [absolute]: true };

/** Why a written name is none. */
export const NameFlaw = {
  emptyLabel: -1,
  labelTooLong: -2,
  nameTooLong: -3,
  badEscape: -4,
} as const;

const maximumLabel = 63;
const maximumName = 255;

/**
 * Domain names, each once, in wire format with ASCII letters in lower case (RFC 1035 3.1, 2.3.3).
 *
 * Characters above U+007F stand for their UTF-8 bytes, as they do in a file on disk.
 */
export class NameTable {
  #arena = new Uint8Array(1 << 12);
  #used = 0;
  #starts = new Int32Array(256);
  #parents = new Int32Array(256);
  #count = 0;
  #slots = new Int32Array(1024);
  readonly #scratch = new Uint8Array(maximumName + 4);
  #scratchLength = 0;

  /** The name of the DNS root, `.`. */
  readonly root: AbsoluteName;

  /**
   * Stands for the origin of a file that does not say it. Names below it are told apart as any
   * others are, and are written and said without it.
   */
  readonly unknownOrigin: AbsoluteName;

  constructor() {
    this.#scratchLength = 1;
    this.#scratch[0] = 0;
    this.root = this.#intern();
    // Nobody has a zone of such labels.
    this.#scratch.set([1, 0xff, 1, 0, 0]);
    this.#scratchLength = 5;
    this.unknownOrigin = this.#intern();
  }

  /** How many names there are; every AbsoluteName of the table is below. */
  get size(): number {
    return this.#count;
  }

  /**
   * Reads a name from zone text: `@`, relative to the origin, or absolute with its final dot. Gives
   * one of NameFlaw where it is none.
   */
  read(text: string, start: number, end: number, origin: AbsoluteName): number {
    if (end - start === 1) {
      const code = text.charCodeAt(start);
      if (code === 0x40) return origin;
      if (code === 0x2e) return this.root;
    }
    const written = writeLabels(this.#scratch, 0, text, start, end, true);
    if (written < 0) return written;
    const isRelative = written < absoluteMark;
    this.#scratchLength = isRelative ? written : written - absoluteMark;
    if (isRelative && !this.#appendName(origin)) return NameFlaw.nameTooLong;
    const before = this.#count;
    const name = this.#intern();
    // A single label below the origin: its parent is known without looking it up.
    if (
      name === before &&
      isRelative &&
      (this.#scratch[0] ?? 0) + 1 + this.#lengthOf(origin) === this.#scratchLength
    )
      this.#parents[name] = origin;
    return name;
  }

  /**
   * Writes a name from zone text in wire format (RFC 1035 3.1), its case kept, without interning it.
   * Gives how many octets it wrote, or one of NameFlaw.
   */
  write(
    text: string,
    start: number,
    end: number,
    origin: AbsoluteName,
    bytes: Uint8Array,
    position: number,
  ): number {
    const isOrigin = end - start === 1 && text.charCodeAt(start) === 0x40;
    if (end - start === 1 && text.charCodeAt(start) === 0x2e) {
      bytes[position] = 0;
      return 1;
    }
    const written = isOrigin ? 0 : writeLabels(bytes, position, text, start, end, false);
    if (written < 0) return written;
    if (written >= absoluteMark) return written - absoluteMark;
    const originStart = this.#starts[origin] ?? 0;
    const originLength = this.#lengthOf(origin);
    if (written + originLength > maximumName) return NameFlaw.nameTooLong;
    for (let i = 0; i < originLength; i++)
      bytes[position + written + i] = this.#arena[originStart + i] ?? 0;
    return written + originLength;
  }

  /**
   * Compares in canonical order (RFC 4034 6.1): label by label from the right, as octets in lower
   * case. Negative where `a` comes first, 0 for the same name.
   */
  compare(a: AbsoluteName, b: AbsoluteName): number {
    if (a === b) return 0;
    const labelsOfA = this.#labelStarts(a);
    const labelsOfB = this.#labelStarts(b);
    const common = Math.min(labelsOfA.length, labelsOfB.length);
    for (let i = 1; i <= common; i++) {
      const difference = this.#compareLabels(labelsOfA.at(-i) ?? 0, labelsOfB.at(-i) ?? 0);
      if (difference !== 0) return difference;
    }
    return labelsOfA.length - labelsOfB.length;
  }

  /** Where the labels of a name start in the arena, the root's included. */
  #labelStarts(name: AbsoluteName): readonly number[] {
    const starts: number[] = [];
    for (let position = this.#starts[name] ?? 0; ; position += 1 + (this.#arena[position] ?? 0)) {
      starts.push(position);
      if (this.#arena[position] === 0) return starts;
    }
  }

  #compareLabels(a: number, b: number): number {
    const lengthOfA = this.#arena[a] ?? 0;
    const lengthOfB = this.#arena[b] ?? 0;
    for (let i = 1; i <= Math.min(lengthOfA, lengthOfB); i++) {
      const difference = (this.#arena[a + i] ?? 0) - (this.#arena[b + i] ?? 0);
      if (difference !== 0) return difference;
    }
    return lengthOfA - lengthOfB;
  }

  /** A name that code knows, such as one from the settings; undefined where it is none. */
  parse(text: string, origin: AbsoluteName = this.root): AbsoluteName | undefined {
    const name = this.read(text, 0, text.length, origin);
    return isName(name) ? name : undefined;
  }

  /** The name without its first label; the root's is the root. */
  parent(name: AbsoluteName): AbsoluteName {
    if (name === this.root) return name;
    const known = this.#parents[name] ?? -1;
    if (known >= 0) return toName(known);
    const from = (this.#starts[name] ?? 0) + 1 + (this.#arena[this.#starts[name] ?? 0] ?? 0);
    const length = (this.#starts[name] ?? 0) + this.#lengthOf(name) - from;
    this.#scratch.set(this.#arena.subarray(from, from + length));
    this.#scratchLength = length;
    const parent = this.#intern();
    this.#parents[name] = parent;
    return parent;
  }

  /** How many labels a name has; the root has none. */
  labelCount(name: AbsoluteName): number {
    let count = 0;
    for (let current = name; current !== this.root; current = this.parent(current)) count++;
    return count;
  }

  /** True where `name` is `ancestor` or below it. */
  isAtOrBelow(name: AbsoluteName, ancestor: AbsoluteName): boolean {
    const difference = this.#lengthOf(name) - this.#lengthOf(ancestor);
    if (difference < 0) return false;
    const start = this.#starts[name] ?? 0;
    let position = start;
    while (position < start + difference) position += 1 + (this.#arena[position] ?? 0);
    if (position !== start + difference) return false;
    const other = this.#starts[ancestor] ?? 0;
    for (let i = 0; i < this.#lengthOf(ancestor); i++) {
      if (this.#arena[position + i] !== this.#arena[other + i]) return false;
    }
    return true;
  }

  /** The wildcard directly below a name, if the table has it. */
  findWildcard(name: AbsoluteName): AbsoluteName | undefined {
    this.#scratch[0] = 1;
    this.#scratch[1] = 0x2a;
    this.#scratchLength = 2;
    if (!this.#appendName(name)) return undefined;
    const found = this.#find(this.#hashScratch());
    return found >= 0 ? toName(found) : undefined;
  }

  isWildcard(name: AbsoluteName): boolean {
    const start = this.#starts[name] ?? 0;
    return this.#arena[start] === 1 && this.#arena[start + 1] === 0x2a;
  }

  /** In presentation form (RFC 1035 5.1), lower-case, with the final dot. */
  text(name: AbsoluteName): string {
    if (!this.isKnown(name)) return this.prose(name);
    return this.#present(name, this.root, true) || '.';
  }

  /** As people say it: without the final dot, except for the root. */
  prose(name: AbsoluteName): string {
    if (!this.isKnown(name)) return this.#present(name, this.unknownOrigin, false) || '@';
    return this.#present(name, this.root, false) || '.';
  }

  /** False for a name below an origin that is not known: it can't be asked for. */
  isKnown(name: AbsoluteName): boolean {
    return !this.isAtOrBelow(name, this.unknownOrigin);
  }

  /** As it is written below an origin: relative where that is shorter, `@` for the origin. */
  written(name: AbsoluteName, origin: AbsoluteName): string {
    if (origin === this.root || !this.isAtOrBelow(name, origin)) return this.text(name);
    return name === origin ? '@' : this.#present(name, origin, false);
  }

  /** The labels of `name` that stand before `suffix`, joined by dots. */
  #present(name: AbsoluteName, suffix: AbsoluteName, finalDot: boolean): string {
    let position = this.#starts[name] ?? 0;
    const end = position + this.#lengthOf(name) - this.#lengthOf(suffix);
    let text = '';
    while (position < end) {
      const length = this.#arena[position++] ?? 0;
      text += (text === '' ? '' : '.') + presentLabel(this.#arena, position, position + length);
      position += length;
    }
    return finalDot && text !== '' ? `${text}.` : text;
  }

  #appendName(name: AbsoluteName): boolean {
    const start = this.#starts[name] ?? 0;
    const length = this.#lengthOf(name);
    if (this.#scratchLength + length > maximumName) return false;
    for (let i = 0; i < length; i++) {
      this.#scratch[this.#scratchLength + i] = this.#arena[start + i] ?? 0;
    }
    this.#scratchLength += length;
    return true;
  }

  #lengthOf(name: AbsoluteName): number {
    const next = name + 1 < this.#count ? (this.#starts[name + 1] ?? 0) : this.#used;
    return next - (this.#starts[name] ?? 0);
  }

  /** The name in the scratch: the one that is there, else a new one. */
  #intern(): AbsoluteName {
    const hash = this.#hashScratch();
    const found = this.#find(hash);
    if (found >= 0) return toName(found);
    this.#reserve();
    const name = toName(this.#count++);
    this.#starts[name] = this.#used;
    this.#parents[name] = -1;
    for (let i = 0; i < this.#scratchLength; i++) {
      this.#arena[this.#used + i] = this.#scratch[i] ?? 0;
    }
    this.#used += this.#scratchLength;
    this.#insert(hash, name);
    return name;
  }

  #find(hash: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const name = (this.#slots[slot] ?? 0) - 1;
      if (name < 0) return -1;
      if (this.#equalsScratch(toName(name))) return name;
    }
  }

  #equalsScratch(name: AbsoluteName): boolean {
    if (this.#lengthOf(name) !== this.#scratchLength) return false;
    const start = this.#starts[name] ?? 0;
    for (let i = 0; i < this.#scratchLength; i++) {
      if (this.#arena[start + i] !== this.#scratch[i]) return false;
    }
    return true;
  }

  #insert(hash: number, name: number): void {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = name + 1;
  }

  #hashScratch(): number {
    return hashBytes(this.#scratch, 0, this.#scratchLength);
  }

  /** Makes room for one more name of any length. */
  #reserve(): void {
    if (this.#used + maximumName > this.#arena.length) this.#arena = grow8(this.#arena);
    if (this.#count + 1 >= this.#starts.length) {
      this.#starts = grow32(this.#starts);
      this.#parents = grow32(this.#parents);
    }
    if (this.#count * 2 < this.#slots.length) return;
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (let name = 0; name < this.#count; name++) {
      const start = this.#starts[name] ?? 0;
      this.#insert(hashBytes(this.#arena, start, start + this.#lengthOf(toName(name))), name);
    }
  }
}

/** True for a name, false for one of NameFlaw. */
export function isName(result: number): result is AbsoluteName {
  return result >= 0;
}

function toName(index: number): AbsoluteName {
  return index as AbsoluteName;
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte;
}

/** Added to what `writeLabels` gives for a name with its final dot. */
const absoluteMark = 0x1000;

/**
 * Writes the labels of a written name in wire format from `from` on: the length of them, without the
 * root's for a relative name, with it and `absoluteMark` added for an absolute one; or a flaw.
 */
function writeLabels(
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

function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15);
}

function grow8(old: Uint8Array): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(old.length * 2);
  larger.set(old);
  return larger;
}

function grow32(old: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(old.length * 2);
  larger.set(old);
  return larger;
}
