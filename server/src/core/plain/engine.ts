import { makeOwnParts, type NameParts } from '../dns/name';
import { base64Digits, decodeBase64 } from '../dns/rdata/kinds/encodings';
import { RdataWriter } from '../dns/rdata/wire';
import { characterClass } from '../syntax/characters';
import { RRType, typeNumbers } from '../syntax/mnemonics';
import { moduleText } from './module';

/** A number of the module. */
interface Value {
  readonly value: number;
}

/** What the module of server/plain offers; all places are offsets in its memory. */
interface Engine {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly base64Values: Value;
  readonly classes: Value;
  readonly columns: Value;
  readonly entryStarts: Value;
  readonly entryTokens: Value;
  readonly formats: Value;
  readonly hexValues: Value;
  readonly mostRecords: Value;
  readonly names: Value;
  readonly pendingTexts: Value;
  readonly text: Value;
  readonly textOctets: Value;
  readonly tokenEnds: Value;
  readonly tokenKinds: Value;
  readonly tokenStarts: Value;
  readonly windowLength: Value;
  readonly classNumber: Value;
  readonly entryCount: Value;
  readonly labelCount: Value;
  readonly lastOwner: Value;
  readonly lastTtl: Value;
  readonly nameCount: Value;
  readonly pendingCount: Value;
  readonly ranOut: Value;
  readonly recordCount: Value;
  readonly tokenCount: Value;
  addType(word: bigint, number: number): void;
  clear(): void;
  countNames(names: number, octets: number): void;
  lendNames(
    labels: number,
    labelRoom: number,
    nodes: number,
    nodeRoom: number,
    slots: number,
    slotCount: number,
  ): void;
  read(first: number, last: number): number;
  scan(from: number, end: number, isFileEnd: number, before: number): number;
  setState(
    origin: number,
    lastOwner: number,
    defaultTtl: number,
    lastTtl: number,
    classNumber: number,
    block: number,
  ): void;
  setWindow(offset: number, token: number, entry: number): void;
}

/** What of WebAssembly and its surroundings is used; the types of both are those of browsers. */
interface Surroundings {
  readonly WebAssembly?: {
    readonly Module: new (octets: Uint8Array) => object;
    readonly Instance: new (module: object) => { readonly exports: Engine };
  };
  readonly TextEncoder?: new () => {
    encodeInto(text: string, bytes: Uint8Array): { readonly written: number };
  };
}

const pageSize = 65_536;
/** Characters that are encoded in vain at most, for each line that is not ASCII. */
const shortestReach = 4096;

/** Characters from which on it pays (measured): to begin with, less has to be warmed up. */
export const shortestPlain = 50_000;

let compiled: object | undefined;
/** One that nobody uses. */
let spare: PlainEngine | undefined;

/** The module with a memory of its own, which holds a window of a text and perhaps a table of names. */
export class PlainEngine {
  readonly exports: Engine;
  #bytes: Uint8Array<ArrayBuffer>;
  #integers: Int32Array<ArrayBuffer>;
  readonly #encoder: InstanceType<NonNullable<Surroundings['TextEncoder']>>;
  #reach = shortestReach;
  /** Up to here a table of names was written. */
  #written = 0;

  private constructor(
    { Module, Instance }: NonNullable<Surroundings['WebAssembly']>,
    encoder: InstanceType<NonNullable<Surroundings['TextEncoder']>>,
  ) {
    this.#encoder = encoder;
    compiled ??= new Module(moduleOctets());
    this.exports = new Instance(compiled).exports;
    this.#bytes = new Uint8Array(this.exports.memory.buffer);
    this.#integers = new Int32Array(this.exports.memory.buffer);
    this.#fillTables();
  }

  /** Undefined where the host has no WebAssembly, or does not let it be used. */
  static create(): PlainEngine | undefined {
    const { WebAssembly: wasm, TextEncoder: Encoder } = globalThis as Surroundings;
    if (wasm === undefined || Encoder === undefined) return undefined;
    try {
      const unused = spare;
      spare = undefined;
      return unused ?? new PlainEngine(wasm, new Encoder());
    } catch {
      // Such as by a content security policy, or for lack of memory: reading works without, too.
      return undefined;
    }
  }

  /** Lets another text have it: nothing in its memory is of use any more. */
  release(): void {
    spare = this;
  }

  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes;
  }

  get integers(): Int32Array<ArrayBuffer> {
    return this.#integers;
  }

  /** So many of the integers, from a place on. */
  column(place: number, count: number): Int32Array {
    return this.#integers.subarray(place >> 2, (place >> 2) + count);
  }

  /** Room for a table of names; elsewhere where the memory can't be so large. */
  makeParts(labels: number, nodes: number, slots: number): NameParts {
    const slotsAt = this.exports.names.value;
    const nodesAt = slotsAt + 4 * slots;
    const labelsAt = nodesAt + 4 * nodes;
    if (!this.#growTo(labelsAt + labels)) return makeOwnParts(labels, nodes, slots);
    this.#bytes.fill(0, slotsAt, Math.max(slotsAt, this.#written));
    this.#written = labelsAt + labels;
    return {
      labels: this.#bytes.subarray(labelsAt, labelsAt + labels),
      nodes: this.column(nodesAt, nodes),
      slots: this.column(slotsAt, slots),
    };
  }

  /** Makes the memory so large. What is never written to takes no room in that of the machine. */
  #growTo(length: number): boolean {
    const { memory } = this.exports;
    try {
      const missing = length - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / pageSize));
    } catch {
      // The table then is where all tables are, and its text is read as any other.
      return false;
    }
    this.#bytes = new Uint8Array(memory.buffer);
    this.#integers = new Int32Array(memory.buffer);
    return true;
  }

  /** Puts a stretch of text into the window; false where it is not ASCII, or too long. */
  load(text: string, from: number, to: number): boolean {
    const { text: place, windowLength } = this.exports;
    if (to - from > windowLength.value) return false;
    const window = this.#bytes.subarray(place.value, place.value + windowLength.value);
    const isAscii = this.#encoder.encodeInto(text.slice(from, to), window).written === to - from;
    this.#reach = isAscii ? Math.min(windowLength.value, 2 * this.#reach) : shortestReach;
    return isAscii;
  }

  /** How many characters to load: few where others than those of ASCII were found of late. */
  get reach(): number {
    return this.#reach;
  }

  #fillTables(): void {
    const { classes, base64Values, hexValues, formats } = this.exports;
    for (let code = 0; code < 256; code++) this.#bytes[classes.value + code] = characterClass(code);
    this.#bytes.fill(0xff, base64Values.value, base64Values.value + 256);
    this.#bytes.fill(0xff, hexValues.value, hexValues.value + 256);
    fill(this.#bytes, base64Values.value, base64Digits);
    fill(this.#bytes, hexValues.value, '0123456789abcdef');
    fill(this.#bytes, hexValues.value, '0123456789ABCDEF');
    for (const [type, format] of plainFormats) this.#bytes[formats.value + type] = format;
    for (const [word, type] of Object.entries(typeNumbers))
      if (word.length <= 8) this.exports.addType(packed(word), type);
  }
}

/** How server/plain reads the RDATA of each type that it knows. */
const plainFormats: readonly (readonly [type: number, format: number])[] = [
  [RRType.A, 1],
  [RRType.AAAA, 2],
  [RRType.NS, 3],
  [RRType.CNAME, 3],
  [RRType.PTR, 3],
  [RRType.DNAME, 3],
  [RRType.MX, 4],
  [RRType.SRV, 5],
  [RRType.TXT, 6],
  [RRType.DS, 7],
  [RRType.RRSIG, 8],
];

function moduleOctets(): Uint8Array {
  const output = new RdataWriter();
  decodeBase64(moduleText, 0, moduleText.length, output);
  return output.written();
}

/** Gives each digit the value that its place says. */
function fill(bytes: Uint8Array, table: number, digits: string): void {
  for (let value = 0; value < digits.length; value++)
    bytes[table + digits.charCodeAt(value)] = value;
}

/** The letters of a word as one number, the last one lowest. */
function packed(word: string): bigint {
  let number = 0n;
  for (let i = 0; i < word.length; i++) number = (number << 8n) | BigInt(word.charCodeAt(i));
  return number;
}

/** Where the first character is that is not ASCII, -1 for none. */
export function findOdd(text: string): number {
  return text.search(/[^\0-\x7f]/);
}
