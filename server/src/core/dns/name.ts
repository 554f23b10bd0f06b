import {
  absoluteMark,
  isHostLabel,
  isNumericLabel,
  maximumLabel,
  maximumName,
  NameFlaw,
  presentLabel,
  writeLabels,
} from './labels';

declare const absolute: unique symbol;

/**
 * An absolute domain name, interned in one NameTable: equal names are the same number.
 *
 * A relative name exists only as written text; `NameTable.read` is the way from one to the other,
 * and it wants the origin.
 */
export type AbsoluteName = number & { readonly [absolute]: true };

/** What is kept of a name, by its place among the four integers. */
const Node = {
  parent: 0,
  /** Where the first label starts among the labels. */
  start: 1,
  /** How many octets the first label has. */
  length: 2,
  /** How many labels the name has, above them how many octets in wire format, and the marks. */
  depthAndSize: 3,
} as const;

/** Marks a name that has a label which starts with an underscore. */
const underscoreMark = 1 << 16;

/** Marks a host name, and what host names end in. */
const hostMark = 1 << 17;

/** Where a table keeps its names. */
export interface NameParts {
  readonly labels: Uint8Array;
  readonly nodes: Int32Array;
  readonly slots: Int32Array;
}

/** Makes the parts of a table, by their lengths; all that is in them is zero. */
export type MakeParts = (labels: number, nodes: number, slots: number) => NameParts;

export const makeOwnParts: MakeParts = (labels, nodes, slots) => ({
  labels: new Uint8Array(labels),
  nodes: new Int32Array(nodes),
  slots: new Int32Array(slots),
});

const hashSeed = 0x811c9dc5;
const hashPrime = 0x01000193;

/**
 * Domain names, each once. A name is its first label, in lower case, and its parent: names of one
 * zone share all that they have in common, and a host below the origin is found in one step.
 *
 * Characters above U+007F stand for their UTF-8 bytes, as they do in a file on disk.
 */
export class NameTable {
  #labels: Uint8Array;
  #used = 0;
  /** Four integers a name, so that one look at memory finds all of them: see `Node`. */
  #nodes: Int32Array;
  #count = 0;
  /**
   * Names plus one by hash, 0 for a free slot. The bits that the number does not need are those of
   * the hash: other names that come first are passed over without looking at them.
   */
  #slots: Int32Array;
  readonly #scratch = new Uint8Array(2 * maximumName);
  /** Where each label in the scratch ends, and its hash. */
  readonly #ends = new Uint8Array(maximumName + 1);
  readonly #hashes = new Int32Array(maximumName + 1);

  /** The name of the DNS root, `.`. */
  readonly root: AbsoluteName;

  /**
   * Stands for the origin of a file that does not say it. Names below it are told apart as any
   * others are, and are written and said without it.
   */
  readonly unknownOrigin: AbsoluteName;

  /** `expected` is about how many names there will be: growing costs a copy, and leaves garbage. */
  constructor(expected = 0, makeParts = makeOwnParts) {
    const count = Math.max(256, expected);
    // Of a large table, what nobody writes to takes no room; one that is too small is copied.
    const slots = 2 ** Math.ceil(Math.log2(2.5 * count));
    const parts = makeParts(16 * count, 4 * (count + (count >> 2)), slots);
    this.#labels = parts.labels;
    this.#nodes = parts.nodes;
    this.#slots = parts.slots;
    this.root = toName(this.#count++);
    this.#nodes[Node.depthAndSize] = hostMark | (1 << 8);
    // Nobody has a zone of such labels.
    this.#scratch.set([0, 0xff]);
    const parent = this.#child(this.root, 0, 1, hashOf(this.#scratch, 0, 1));
    this.unknownOrigin = this.#child(parent, 1, 2, hashOf(this.#scratch, 1, 2));
    this.#nodes[4 * this.unknownOrigin + Node.depthAndSize] =
      hostMark | (this.#nodes[4 * this.unknownOrigin + Node.depthAndSize] ?? 0);
  }

  /** Where the names are kept, until there is no more room. */
  get parts(): NameParts {
    return { labels: this.#labels, nodes: this.#nodes, slots: this.#slots };
  }

  /** Keeps the names in memory of its own from now on. */
  moveOut(): void {
    this.#labels = this.#labels.slice();
    this.#nodes = this.#nodes.slice();
    this.#slots = this.#slots.slice();
  }

  /** How many octets the labels have. */
  get octets(): number {
    return this.#used;
  }

  /** Takes over names that someone else has added to the parts. */
  takeAdded(size: number, octets: number): void {
    this.#count = size;
    this.#used = octets;
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
    const scratch = this.#scratch;
    let hash = hashSeed;
    let out = 0;
    let labels = 0;
    let labelStart = 0;
    for (let i = start; i < end; i++) {
      const code = text.charCodeAt(i);
      // What is rare, and what is no name, is left to those who do it well.
      if (code === 0x5c || code >= 0x80 || out === maximumName)
        return this.#readLabels(text, start, end, origin);
      if (code === 0x2e) {
        if (out === labelStart) return NameFlaw.emptyLabel;
        if (out - labelStart > maximumLabel) return NameFlaw.labelTooLong;
        this.#hashes[labels] = hash;
        this.#ends[labels++] = out;
        labelStart = out;
        hash = hashSeed;
        continue;
      }
      const byte = code >= 0x41 && code <= 0x5a ? code + 32 : code;
      scratch[out++] = byte;
      hash = Math.imul(hash ^ byte, hashPrime);
    }
    if (out === 0) return NameFlaw.emptyLabel;
    if (out === labelStart) return this.#intern(this.root, labels);
    if (out - labelStart > maximumLabel) return NameFlaw.labelTooLong;
    this.#hashes[labels] = hash;
    this.#ends[labels++] = out;
    return this.#intern(origin, labels);
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
    if (written + this.#sizeOf(origin) > maximumName) return NameFlaw.nameTooLong;
    let out = position + written;
    for (let name = origin; name !== this.root; name = this.parent(name)) {
      const from = this.#startOf(name);
      const length = this.#lengthOf(name);
      bytes[out++] = length;
      for (let i = 0; i < length; i++) bytes[out++] = this.#labels[from + i] ?? 0;
    }
    bytes[out++] = 0;
    return out - position;
  }

  /** A name that code knows, such as one from the settings; undefined where it is none. */
  parse(text: string, origin: AbsoluteName = this.root): AbsoluteName | undefined {
    const name = this.read(text, 0, text.length, origin);
    return isName(name) ? name : undefined;
  }

  /** The name without its first label; the root's is the root. */
  parent(name: AbsoluteName): AbsoluteName {
    return toName(this.#nodes[4 * name] ?? 0);
  }

  /** How many labels a name has; the root has none. */
  labelCount(name: AbsoluteName): number {
    return (this.#nodes[4 * name + Node.depthAndSize] ?? 0) & 0xff;
  }

  /** True where `name` is `ancestor` or below it. */
  isAtOrBelow(name: AbsoluteName, ancestor: AbsoluteName): boolean {
    return this.#lift(name, this.labelCount(ancestor)) === ancestor;
  }

  /**
   * Compares in canonical order (RFC 4034 6.1): label by label from the right, as octets in lower
   * case. Negative where `a` comes first, 0 for the same name.
   */
  compare(a: AbsoluteName, b: AbsoluteName): number {
    const depthOfA = this.labelCount(a);
    const depthOfB = this.labelCount(b);
    let left = this.#lift(a, depthOfB);
    let right = this.#lift(b, depthOfA);
    if (left === right) return depthOfA - depthOfB;
    while (this.parent(left) !== this.parent(right)) {
      left = this.parent(left);
      right = this.parent(right);
    }
    return this.#compareLabels(left, right);
  }

  isWildcard(name: AbsoluteName): boolean {
    return this.#lengthOf(name) === 1 && this.#labels[this.#startOf(name)] === 0x2a;
  }

  /**
   * True for a host name (RFC 952, RFC 1123 2.1): labels of letters, digits and hyphens, no hyphen
   * at either end of one, and not all digits in the last.
   */
  isHostName(name: AbsoluteName): boolean {
    return ((this.#nodes[4 * name + Node.depthAndSize] ?? 0) & hostMark) !== 0;
  }

  /** True where a label starts with an underscore, as those of services and policies do. */
  hasUnderscore(name: AbsoluteName): boolean {
    return ((this.#nodes[4 * name + Node.depthAndSize] ?? 0) & underscoreMark) !== 0;
  }

  /** True where the first label is this one, in lower-case ASCII; makes no string. */
  startsWith(name: AbsoluteName, label: string): boolean {
    if (this.#lengthOf(name) !== label.length) return false;
    const start = this.#startOf(name);
    for (let i = 0; i < label.length; i++) {
      if (this.#labels[start + i] !== label.charCodeAt(i)) return false;
    }
    return true;
  }

  /** True where the text of a name starts with this, in lower-case ASCII without escapes; makes no string. */
  hasPrefix(name: AbsoluteName, prefix: string): boolean {
    let at = 0;
    for (let current = name; at < prefix.length; current = this.parent(current)) {
      if (current === this.root) return false;
      const start = this.#startOf(current);
      const end = start + this.#lengthOf(current);
      for (let i = start; i < end && at < prefix.length; i++, at++)
        if (this.#labels[i] !== prefix.charCodeAt(at)) return false;
      if (at < prefix.length && prefix.charCodeAt(at++) !== 0x2e) return false;
    }
    return true;
  }

  /** The first name from a number on whose text starts with this, as `hasPrefix` has it; -1 for none. */
  findPrefix(prefix: string, from: number): number {
    const labels = this.#labels;
    const nodes = this.#nodes;
    const first = prefix.charCodeAt(0);
    for (let name = from; name < this.#count; name++) {
      // Nearly all names are told apart by their first character.
      if (prefix !== '' && labels[nodes[4 * name + Node.start] ?? 0] !== first) continue;
      if (this.hasPrefix(toName(name), prefix)) return name;
    }
    return -1;
  }

  /** How many characters `prose` gives for a name without escapes. */
  textLength(name: AbsoluteName): number {
    return Math.max(1, this.#sizeOf(name) - 2);
  }

  /** A bit for each character of `prose`, by its low five bits: tells names apart without a string. */
  characterBits(name: AbsoluteName): number {
    let bits = this.labelCount(name) > 1 ? 1 << (0x2e & 31) : 0;
    for (let current = name; current !== this.root; current = this.parent(current)) {
      const start = this.#startOf(current);
      const end = start + this.#lengthOf(current);
      for (let i = start; i < end; i++) bits |= 1 << ((this.#labels[i] ?? 0) & 31);
    }
    return bits;
  }

  /** In presentation form (RFC 1035 5.1), lower-case, with the final dot. */
  text(name: AbsoluteName): string {
    if (!this.isKnown(name)) return this.prose(name);
    return `${this.#present(name, this.root)}.`;
  }

  /** As people say it: without the final dot, except for the root. */
  prose(name: AbsoluteName): string {
    if (!this.isKnown(name)) return this.#present(name, this.unknownOrigin) || '@';
    return this.#present(name, this.root) || '.';
  }

  /** False for a name below an origin that is not known: it can't be asked for. */
  isKnown(name: AbsoluteName): boolean {
    return !this.isAtOrBelow(name, this.unknownOrigin);
  }

  /** As it is written below an origin: relative where that is shorter, `@` for the origin. */
  written(name: AbsoluteName, origin: AbsoluteName): string {
    if (origin === this.root || !this.isAtOrBelow(name, origin)) return this.text(name);
    return this.#present(name, origin) || '@';
  }

  /** The labels of `name` that stand before `suffix`, joined by dots. */
  #present(name: AbsoluteName, suffix: AbsoluteName): string {
    const labels: string[] = [];
    for (let current = name; current !== suffix; current = this.parent(current)) {
      const start = this.#startOf(current);
      labels.push(presentLabel(this.#labels, start, start + this.#lengthOf(current)));
    }
    return labels.join('.');
  }

  /** The ancestor that has so many labels; the name itself where it has no more. */
  #lift(name: AbsoluteName, depth: number): AbsoluteName {
    let current = name;
    while (this.labelCount(current) > depth) current = this.parent(current);
    return current;
  }

  #compareLabels(a: AbsoluteName, b: AbsoluteName): number {
    const [startOfA, startOfB] = [this.#startOf(a), this.#startOf(b)];
    const [lengthOfA, lengthOfB] = [this.#lengthOf(a), this.#lengthOf(b)];
    for (let i = 0; i < Math.min(lengthOfA, lengthOfB); i++) {
      const difference = (this.#labels[startOfA + i] ?? 0) - (this.#labels[startOfB + i] ?? 0);
      if (difference !== 0) return difference;
    }
    return lengthOfA - lengthOfB;
  }

  /** Reads a name with escapes or characters above U+007F. */
  #readLabels(text: string, start: number, end: number, origin: AbsoluteName): number {
    const scratch = this.#scratch;
    const written = writeLabels(scratch, 0, text, start, end, true);
    if (written < 0) return written;
    const isAbsolute = written >= absoluteMark;
    const length = isAbsolute ? written - absoluteMark - 1 : written;
    let labels = 0;
    let out = 0;
    for (let at = 0; at < length; ) {
      const size = scratch[at++] ?? 0;
      scratch.copyWithin(out, at, at + size);
      this.#hashes[labels] = hashOf(scratch, out, out + size);
      at += size;
      out += size;
      this.#ends[labels++] = out;
    }
    return this.#intern(isAbsolute ? this.root : origin, labels);
  }

  /** The name of the labels in the scratch below an ancestor, label by label from the right. */
  #intern(ancestor: AbsoluteName, labels: number): number {
    const last = this.#ends[labels - 1] ?? 0;
    if (last + labels + this.#sizeOf(ancestor) > maximumName) return NameFlaw.nameTooLong;
    let name: AbsoluteName = ancestor;
    for (let label = labels - 1; label >= 0; label--) {
      const from = label === 0 ? 0 : (this.#ends[label - 1] ?? 0);
      name = this.#child(name, from, this.#ends[label] ?? 0, this.#hashes[label] ?? 0);
    }
    return name;
  }

  /** The name of a label in the scratch below a parent: the one that is there, else a new one. */
  #child(parent: AbsoluteName, from: number, to: number, hash: number): AbsoluteName {
    const found = this.#find(parent, from, to, hash);
    if (found >= 0) return toName(found);
    this.#reserve(to - from);
    const name = this.#count++;
    const depth = this.labelCount(parent) + 1;
    const size = this.#sizeOf(parent) + 1 + to - from;
    this.#nodes[4 * name + Node.parent] = parent;
    this.#nodes[4 * name + Node.start] = this.#used;
    this.#nodes[4 * name + Node.length] = to - from;
    this.#nodes[4 * name + Node.depthAndSize] =
      this.#marksOf(parent, from, to) | (size << 8) | depth;
    for (let i = from; i < to; i++) this.#labels[this.#used++] = this.#scratch[i] ?? 0;
    this.#insert(hash, name);
    return toName(name);
  }

  /** The marks of a name whose first label is in the scratch. */
  #marksOf(parent: AbsoluteName, from: number, to: number): number {
    const scratch = this.#scratch;
    const hasUnderscore = scratch[from] === 0x5f || this.hasUnderscore(parent);
    const isHost =
      this.isHostName(parent) &&
      isHostLabel(scratch, from, to) &&
      !(parent === this.root && isNumericLabel(scratch, from, to));
    return (hasUnderscore ? underscoreMark : 0) | (isHost ? hostMark : 0);
  }

  #find(parent: AbsoluteName, from: number, to: number, hash: number): number {
    const slots = this.#slots;
    const nodes = this.#nodes;
    const mask = slots.length - 1;
    const mixed = mix(hash, parent);
    for (let slot = mixed & mask; ; slot = (slot + 1) & mask) {
      const held = slots[slot] ?? 0;
      if (held === 0) return -1;
      if (((held ^ mixed) & ~mask) !== 0) continue;
      const name = (held & mask) - 1;
      const node = 4 * name;
      if (nodes[node] !== parent || nodes[node + Node.length] !== to - from) continue;
      if (this.#isLabel(nodes[node + Node.start] ?? 0, from, to)) return name;
    }
  }

  #isLabel(start: number, from: number, to: number): boolean {
    const labels = this.#labels;
    const scratch = this.#scratch;
    for (let i = from; i < to; i++) {
      if (labels[start + i - from] !== scratch[i]) return false;
    }
    return true;
  }

  #insert(hash: number, name: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    const mixed = mix(hash, this.#nodes[4 * name] ?? 0);
    let slot = mixed & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    // There are fewer names than slots.
    slots[slot] = (mixed & ~mask) | (name + 1);
  }

  /** Makes room for one more name. */
  #reserve(labelLength: number): void {
    if (this.#used + labelLength > this.#labels.length) this.#labels = grow8(this.#labels);
    if (4 * this.#count === this.#nodes.length) this.#nodes = grow32(this.#nodes);
    if (this.#count * 2 < this.#slots.length) return;
    const length = this.#slots.length;
    this.#slots = new Int32Array(length < 1 << 20 ? length * 4 : length * 2);
    for (let name = 1; name < this.#count; name++) {
      const start = this.#startOf(toName(name));
      this.#insert(hashOf(this.#labels, start, start + this.#lengthOf(toName(name))), name);
    }
  }

  #startOf(name: AbsoluteName): number {
    return this.#nodes[4 * name + Node.start] ?? 0;
  }

  #lengthOf(name: AbsoluteName): number {
    return this.#nodes[4 * name + Node.length] ?? 0;
  }

  #sizeOf(name: AbsoluteName): number {
    return ((this.#nodes[4 * name + Node.depthAndSize] ?? 0) >> 8) & 0xff;
  }
}

/** True for a name, false for one of NameFlaw. */
export function isName(result: number): result is AbsoluteName {
  return result >= 0;
}

function toName(index: number): AbsoluteName {
  return index as AbsoluteName;
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = hashSeed;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), hashPrime);
  return hash;
}

/** The hash of a label below a parent: its low bits say where the search begins. */
function mix(hash: number, parent: number): number {
  const mixed = Math.imul(hash ^ Math.imul(parent, 0x9e3779b1), 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}

function grow8(old: Uint8Array): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(old.length + (old.length >> 1) + 256);
  larger.set(old);
  return larger;
}

function grow32(old: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(old.length * 2);
  larger.set(old);
  return larger;
}
