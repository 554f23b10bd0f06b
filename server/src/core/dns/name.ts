import { absoluteMark, maximumName, NameFlaw, presentLabel, writeLabels } from './labels';

declare const absolute: unique symbol;

/**
 * An absolute domain name, interned in one NameTable: equal names are the same number.
 *
 * A relative name exists only as written text; `NameTable.read` is the way from one to the other,
 * and it wants the origin.
 */
export type AbsoluteName = number & { readonly [absolute]: true };

const hashSeed = 0x811c9dc5;
const hashPrime = 0x01000193;

/**
 * Domain names, each once. A name is its first label, in lower case, and its parent: names of one
 * zone share all that they have in common, and a host below the origin is found in one step.
 *
 * Characters above U+007F stand for their UTF-8 bytes, as they do in a file on disk.
 */
export class NameTable {
  #labels = new Uint8Array(1 << 12);
  #used = 0;
  /** Where the first label of each name starts. */
  #starts = new Int32Array(256);
  /** How many octets the first label has. */
  #lengths = new Uint8Array(256);
  #parents = new Int32Array(256);
  /** How many labels each name has. */
  #depths = new Uint8Array(256);
  /** How many octets each name has in wire format. */
  #sizes = new Uint8Array(256);
  #count = 0;
  /** Names plus one by hash, 0 for a free slot. */
  #slots = new Int32Array(1024);
  readonly #scratch = new Uint8Array(2 * maximumName);
  readonly #offsets = new Uint8Array(maximumName);

  /** The name of the DNS root, `.`. */
  readonly root: AbsoluteName;

  /**
   * Stands for the origin of a file that does not say it. Names below it are told apart as any
   * others are, and are written and said without it.
   */
  readonly unknownOrigin: AbsoluteName;

  constructor() {
    this.root = toName(this.#count++);
    this.#sizes[this.root] = 1;
    // Nobody has a zone of such labels.
    this.#scratch.set([0, 0xff]);
    const parent = toName(this.#child(this.root, 0, 1, hashOf(this.#scratch, 0, 1)));
    this.unknownOrigin = toName(this.#child(parent, 1, 2, hashOf(this.#scratch, 1, 2)));
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
    if (end - start > 63) return this.#readLabels(text, start, end, origin);
    const scratch = this.#scratch;
    let hash = hashSeed;
    let out = 0;
    for (let i = start; i < end; i++) {
      const code = text.charCodeAt(i);
      if (code === 0x2e || code === 0x5c || code >= 0x80)
        return this.#readLabels(text, start, end, origin);
      const byte = code >= 0x41 && code <= 0x5a ? code + 32 : code;
      scratch[out++] = byte;
      hash = Math.imul(hash ^ byte, hashPrime);
    }
    return out === 0 ? NameFlaw.emptyLabel : this.#child(origin, 0, out, hash);
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
    if (written + (this.#sizes[origin] ?? 0) > maximumName) return NameFlaw.nameTooLong;
    let out = position + written;
    for (let name = origin; name !== this.root; name = this.parent(name)) {
      const from = this.#starts[name] ?? 0;
      const length = this.#lengths[name] ?? 0;
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
    return toName(this.#parents[name] ?? 0);
  }

  /** How many labels a name has; the root has none. */
  labelCount(name: AbsoluteName): number {
    return this.#depths[name] ?? 0;
  }

  /** True where `name` is `ancestor` or below it. */
  isAtOrBelow(name: AbsoluteName, ancestor: AbsoluteName): boolean {
    return this.#lift(name, this.#depths[ancestor] ?? 0) === ancestor;
  }

  /**
   * Compares in canonical order (RFC 4034 6.1): label by label from the right, as octets in lower
   * case. Negative where `a` comes first, 0 for the same name.
   */
  compare(a: AbsoluteName, b: AbsoluteName): number {
    const depthOfA = this.#depths[a] ?? 0;
    const depthOfB = this.#depths[b] ?? 0;
    let left = this.#lift(a, depthOfB);
    let right = this.#lift(b, depthOfA);
    if (left === right) return depthOfA - depthOfB;
    while (this.parent(left) !== this.parent(right)) {
      left = this.parent(left);
      right = this.parent(right);
    }
    return this.#compareLabels(left, right);
  }

  /** The wildcard directly below a name, if the table has it. */
  findWildcard(name: AbsoluteName): AbsoluteName | undefined {
    this.#scratch[0] = 0x2a;
    const found = this.#find(name, 0, 1, hashOf(this.#scratch, 0, 1));
    return found >= 0 ? toName(found) : undefined;
  }

  isWildcard(name: AbsoluteName): boolean {
    return this.#lengths[name] === 1 && this.#labels[this.#starts[name] ?? 0] === 0x2a;
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
      const start = this.#starts[current] ?? 0;
      labels.push(presentLabel(this.#labels, start, start + (this.#lengths[current] ?? 0)));
    }
    return labels.join('.');
  }

  /** The ancestor that has so many labels; the name itself where it has no more. */
  #lift(name: AbsoluteName, depth: number): AbsoluteName {
    let current = name;
    while ((this.#depths[current] ?? 0) > depth) current = this.parent(current);
    return current;
  }

  #compareLabels(a: AbsoluteName, b: AbsoluteName): number {
    const [startOfA, startOfB] = [this.#starts[a] ?? 0, this.#starts[b] ?? 0];
    const [lengthOfA, lengthOfB] = [this.#lengths[a] ?? 0, this.#lengths[b] ?? 0];
    for (let i = 0; i < Math.min(lengthOfA, lengthOfB); i++) {
      const difference = (this.#labels[startOfA + i] ?? 0) - (this.#labels[startOfB + i] ?? 0);
      if (difference !== 0) return difference;
    }
    return lengthOfA - lengthOfB;
  }

  /** A name of several labels, with escapes, or absolute: interned label by label from the right. */
  #readLabels(text: string, start: number, end: number, origin: AbsoluteName): number {
    const scratch = this.#scratch;
    const written = writeLabels(scratch, 0, text, start, end, true);
    if (written < 0) return written;
    const isAbsolute = written >= absoluteMark;
    const length = isAbsolute ? written - absoluteMark - 1 : written;
    if (!isAbsolute && length + (this.#sizes[origin] ?? 0) > maximumName)
      return NameFlaw.nameTooLong;
    let labels = 0;
    for (let at = 0; at < length; at += 1 + (scratch[at] ?? 0)) this.#offsets[labels++] = at;
    let name = isAbsolute ? this.root : origin;
    for (let label = labels - 1; label >= 0; label--) {
      const from = (this.#offsets[label] ?? 0) + 1;
      const to = from + (scratch[from - 1] ?? 0);
      name = toName(this.#child(name, from, to, hashOf(scratch, from, to)));
    }
    return name;
  }

  /** The name of the label in the scratch below a parent: the one that is there, else a new one. */
  #child(parent: AbsoluteName, from: number, to: number, hash: number): number {
    const size = (this.#sizes[parent] ?? 0) + 1 + to - from;
    if (size > maximumName) return NameFlaw.nameTooLong;
    const found = this.#find(parent, from, to, hash);
    if (found >= 0) return found;
    this.#reserve(to - from);
    const name = this.#count++;
    this.#starts[name] = this.#used;
    this.#lengths[name] = to - from;
    this.#parents[name] = parent;
    this.#depths[name] = (this.#depths[parent] ?? 0) + 1;
    this.#sizes[name] = size;
    for (let i = from; i < to; i++) this.#labels[this.#used++] = this.#scratch[i] ?? 0;
    this.#insert(hash, name);
    return name;
  }

  #find(parent: AbsoluteName, from: number, to: number, hash: number): number {
    const slots = this.#slots;
    const parents = this.#parents;
    const lengths = this.#lengths;
    const mask = slots.length - 1;
    for (let slot = slotOf(hash, parent) & mask; ; slot = (slot + 1) & mask) {
      const name = (slots[slot] ?? 0) - 1;
      if (name < 0) return -1;
      if (parents[name] !== parent || lengths[name] !== to - from || name === this.root) continue;
      if (this.#isLabel(this.#starts[name] ?? 0, from, to)) return name;
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
    let slot = slotOf(hash, this.#parents[name] ?? 0) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = name + 1;
  }

  /** Makes room for one more name. */
  #reserve(labelLength: number): void {
    if (this.#used + labelLength > this.#labels.length) this.#labels = grow8(this.#labels);
    if (this.#count === this.#starts.length) {
      this.#starts = grow32(this.#starts);
      this.#parents = grow32(this.#parents);
      this.#lengths = grow8(this.#lengths);
      this.#depths = grow8(this.#depths);
      this.#sizes = grow8(this.#sizes);
    }
    if (this.#count * 2 < this.#slots.length) return;
    this.#slots = new Int32Array(this.#slots.length * 4);
    for (let name = 1; name < this.#count; name++) {
      const start = this.#starts[name] ?? 0;
      this.#insert(hashOf(this.#labels, start, start + (this.#lengths[name] ?? 0)), name);
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

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = hashSeed;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), hashPrime);
  return hash;
}

/** Where the search for a label below a parent begins. */
function slotOf(hash: number, parent: number): number {
  const mixed = Math.imul(hash ^ Math.imul(parent, 0x9e3779b1), 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
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
