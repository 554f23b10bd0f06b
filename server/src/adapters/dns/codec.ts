import type { AnswerRecord, Question } from '../../core/resolve/resolver';
import { type Response, rcodes } from '../../core/resolve/response';
import { RRType } from '../../core/syntax/mnemonics';
import { encodeName, readName, skipName } from './names';
import { knownType, readSoa } from './rdata';

/** DNS messages (RFC 1035 4), with nothing of Node: a browser reads them as well. */

/** A question and its section in wire form: name, type and class IN. */
export interface WireQuestion {
  /** The name is in canonical form. */
  readonly question: Question;
  readonly section: Uint8Array;
}

/** A query that was sent, and what a response must match (RFC 5452 9.1). */
export interface Query {
  readonly asked: WireQuestion;
  readonly id: number;
  /** In wire form. */
  readonly message: Uint8Array;
  /** Whether the letters of the name were sent in lower and upper case at random. */
  readonly mixed: boolean;
}

export interface QueryOptions {
  /** Unforeseeable, where the transport does not keep others from answering. */
  readonly id: number;
  /** With an OPT record (RFC 6891 6.1). */
  readonly edns: boolean;
  /** Gives an octet of noise for each octet of the name: its case is then chosen by it. */
  readonly noise?: (() => number) | undefined;
}

/**
 * The largest UDP message that is taken: it passes every path without fragments (RFC 9715 asks
 * for 1400 at most, DNS Flag Day 2020 chose this one).
 */
const udpPayloadSize = 1232;

const headerSize = 12;
const optType = 41;
const classIn = 1;

/** Flags of a query: recursion desired, and AD to be told whether the answer is (RFC 6840 5.7). */
const queryFlags = 0x0100 | 0x0020;

/** TTLs have 31 bits; with the 32nd set it counts as 0 (RFC 2181 8). */
const longestTtl = 2 ** 31 - 1;

/** The root's name, type OPT, the size, and nothing else. */
const optRecord = [0, 0, optType, udpPayloadSize >> 8, udpPayloadSize & 0xff, 0, 0, 0, 0, 0, 0];

/** Undefined when the name cannot be asked for (RFC 1035 2.3.4). */
export function toWireQuestion({ name, type }: Question): WireQuestion | undefined {
  const encoded = encodeName(name);
  if (encoded === undefined) return undefined;
  const { wire } = encoded;
  const section = new Uint8Array(wire.length + 4);
  section.set(wire);
  section[wire.length + 1] = RRType[type];
  section[wire.length + 3] = classIn;
  return { question: { name: encoded.name, type }, section };
}

export function encodeQuery(asked: WireQuestion, { id, edns, noise }: QueryOptions): Query {
  const { section } = asked;
  const end = headerSize + section.length;
  const message = takeOctets(end + (edns ? optRecord.length : 0));
  message[0] = id >> 8;
  message[1] = id & 0xff;
  message[2] = queryFlags >> 8;
  message[3] = queryFlags & 0xff;
  message[5] = 1;
  message.set(section, headerSize);
  if (noise !== undefined) mixCase(message, headerSize, end - 4, noise);
  if (edns) {
    message[11] = 1;
    message.set(optRecord, end);
  }
  return { asked, id, message, mixed: noise !== undefined };
}

let slab = new Uint8Array(0);

/**
 * Octets of a larger piece, all 0. A small array of its own lies among the engine's objects and has
 * to be moved before it can be sent, which takes longer than sending it.
 */
function takeOctets(size: number): Uint8Array {
  if (slab.length < size) slab = new Uint8Array(8192);
  const taken = slab.subarray(0, size);
  slab = slab.subarray(size);
  return taken;
}

/** Length octets are below the letters: none of them is changed. */
function mixCase(message: Uint8Array, start: number, end: number, noise: () => number): void {
  for (let index = start; index < end; index += 1) {
    const octet = message[index] ?? 0;
    if (isLetter(octet)) message[index] = octet ^ (noise() & 0x20);
  }
}

/** What has arrived. */
export type Received =
  | { readonly kind: 'response'; readonly response: Response }
  /** The TC bit is set: the answer does not fit into a datagram. */
  | { readonly kind: 'truncated' }
  /** It answers the query, but for the case of its letters: an old server, or somebody guesses. */
  | { readonly kind: 'recased' }
  /** A DNS message, but no response to this query: perhaps somebody guesses. */
  | { readonly kind: 'mismatch' }
  | { readonly kind: 'malformed' };

/** Whether this may be a DNS message at all, whatever it answers. */
export function looksLikeMessage(message: Uint8Array): boolean {
  // More than one question is never answered (RFC 9619).
  return message.length >= headerSize && uint16(message, 4) <= 1;
}

/**
 * Reads a message that may be anything. Never throws. The question in it is overwritten by the one
 * asked: names that point there then have the case in which they were asked for.
 */
export function decodeResponse(message: Uint8Array, query: Query): Received {
  if (!looksLikeMessage(message)) return { kind: 'malformed' };
  if ((uint16(message, 2) & 0x8000) === 0 || uint16(message, 0) !== query.id) {
    return { kind: 'mismatch' };
  }
  const match = compareQuestion(message, query);
  if (match === 'none') return { kind: 'mismatch' };
  if (match === 'recased') return { kind: 'recased' };
  // A truncated message may end in the middle of a record: what follows the question is not read.
  if ((uint16(message, 2) & 0x0200) !== 0) return { kind: 'truncated' };
  if (uint16(message, 4) === 1) message.set(query.asked.section, headerSize);
  try {
    return { kind: 'response', response: readSections(message, query) };
  } catch {
    // Whatever a hostile message makes the reading throw means the same: it is no DNS message.
    return { kind: 'malformed' };
  }
}

function compareQuestion(message: Uint8Array, query: Query): 'same' | 'recased' | 'none' {
  if (uint16(message, 4) === 0) return mayOmitQuestion(rcodeOf(message)) ? 'same' : 'none';
  const end = headerSize + query.asked.section.length;
  if (message.length < end) return 'none';
  let same = true;
  for (let index = headerSize; index < end; index += 1) {
    const one = message[index] ?? 0;
    const other = query.message[index] ?? 0;
    if (one === other) continue;
    same = false;
    const isInName = index < end - 4;
    if (!isInName || (one ^ other) !== 0x20 || !isLetter(one)) return 'none';
  }
  return same || !query.mixed ? 'same' : 'recased';
}

/** Servers that cannot or will not read a query may leave its question out. */
function mayOmitQuestion(rcode: number): boolean {
  return rcode !== rcodes.noError && rcode !== rcodes.nameError;
}

function readSections(message: Uint8Array, { asked }: Query): Response {
  const flags = uint16(message, 2);
  const reader = new Reader(message, asked);
  const answers = reader.answers();
  const { soa, delegates } = reader.authorities();
  return {
    rcode: rcodeOf(message) | (reader.extendedRcode() << 4),
    authoritative: (flags & 0x0400) !== 0,
    authenticated: (flags & 0x0020) !== 0,
    answers,
    soa,
    delegates,
  };
}

/** The fixed part of a record, and where its RDATA lies. */
interface Fixed {
  readonly type: number;
  readonly class: number;
  readonly ttl: number;
  readonly start: number;
  readonly end: number;
}

/** Reads section after section, in their order. Throws a RangeError for what is cut off. */
class Reader {
  readonly #message: Uint8Array;
  readonly #asked: WireQuestion;
  #offset = headerSize;

  constructor(message: Uint8Array, asked: WireQuestion) {
    this.#message = message;
    this.#asked = asked;
    if (uint16(message, 4) === 1) this.#offset += asked.section.length;
  }

  answers(): AnswerRecord[] {
    const records: AnswerRecord[] = [];
    for (let count = uint16(this.#message, 6); count > 0; count -= 1) {
      const name = this.#name();
      const record = this.#fixed();
      const known = record.class === classIn ? knownType(record.type) : undefined;
      if (known === undefined) continue;
      const data = known.read(this.#message, record.start, record.end);
      records.push({ name, type: known.type, ttl: saneTtl(record.ttl), data });
    }
    return records;
  }

  /** Of the authority section: what makes a negative answer, and whether there is an NS. */
  authorities(): Pick<Response, 'soa' | 'delegates'> {
    let soa: Response['soa'];
    let delegates = false;
    for (let count = uint16(this.#message, 8); count > 0; count -= 1) {
      const owner = this.#offset;
      this.#offset = skipName(this.#message, owner);
      const { type, class: recordClass, ttl, start, end } = this.#fixed();
      delegates ||= type === RRType.NS;
      if (type !== RRType.SOA || recordClass !== classIn || soa !== undefined) continue;
      const { minimum } = readSoa(this.#message, start, end);
      const negativeTtl = Math.min(saneTtl(ttl), saneTtl(minimum));
      soa = { owner: readName(this.#message, owner).name, negativeTtl };
    }
    return { soa, delegates };
  }

  /** The upper bits of the RCODE (RFC 6891 6.1.3); 0 without an OPT record. */
  extendedRcode(): number {
    let upper = 0;
    for (let count = uint16(this.#message, 10); count > 0; count -= 1) {
      this.#offset = skipName(this.#message, this.#offset);
      const { type, ttl } = this.#fixed();
      if (type === optType) upper = ttl >>> 24;
    }
    return upper;
  }

  #name(): string {
    const message = this.#message;
    const start = this.#offset;
    // Most owners are a pointer to the question.
    if (message[start] === 0xc0 && message[start + 1] === headerSize && uint16(message, 4) === 1) {
      this.#offset += 2;
      return this.#asked.question.name;
    }
    const { name, size } = readName(message, start);
    this.#offset += size;
    return name;
  }

  #fixed(): Fixed {
    const message = this.#message;
    const offset = this.#offset;
    const start = offset + 10;
    const end = start + uint16(message, offset + 8);
    if (start > message.length || end > message.length) throw new RangeError('RDATA is cut off');
    this.#offset = end;
    const ttl = uint16(message, offset + 4) * 0x1_00_00 + uint16(message, offset + 6);
    return { type: uint16(message, offset), class: uint16(message, offset + 2), ttl, start, end };
  }
}

function saneTtl(ttl: number): number {
  return ttl > longestTtl ? 0 : ttl;
}

function rcodeOf(message: Uint8Array): number {
  return (message[3] ?? 0) & 0xf;
}

/** Two octets, the higher first; what lies beyond the end counts as 0 and is noticed later. */
function uint16(message: Uint8Array, offset: number): number {
  return ((message[offset] ?? 0) << 8) | (message[offset + 1] ?? 0);
}

function isLetter(octet: number): boolean {
  const lower = octet | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}
