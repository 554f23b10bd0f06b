import { type DecodedPacket, decode, encode, type Answer as WireRecord } from 'dns-packet';
import { isSameName } from '../../core/resolve/names';
import type { Question } from '../../core/resolve/resolver';
import { type Response, rcodes } from '../../core/resolve/response';
import { checkFrame } from './frame';
import { saneTtl, toAnswerRecord } from './rdata';

/** What is sent, and what a response must match (RFC 5452 9.1). The name is in canonical form. */
export interface Query {
  readonly id: number;
  readonly question: Question;
}

/**
 * The largest UDP message that is taken: it passes every path without fragments (RFC 9715 asks
 * for 1400 at most, DNS Flag Day 2020 chose this one).
 */
const udpPayloadSize = 1232;

/** Flags of a query: recursion desired, and AD to be told whether the answer is (RFC 6840 5.7). */
const queryFlags = 0x0100 | 0x0020;

/** A query in wire form, with an OPT record (RFC 6891 6.1) or without. */
export function encodeQuery(query: Query, edns: boolean): Uint8Array {
  const { name, type } = query.question;
  const option = {
    type: 'OPT',
    name: '.',
    udpPayloadSize,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: [],
  } as const;
  return encode({
    type: 'query',
    id: query.id,
    flags: queryFlags,
    questions: [{ name, type, class: 'IN' }],
    additionals: edns ? [{ ...option, options: [] }] : [],
  });
}

/** What has arrived. */
export type Received =
  | { readonly kind: 'response'; readonly response: Response }
  /** The TC bit is set: the answer does not fit into a datagram. */
  | { readonly kind: 'truncated' }
  /** A DNS message, but no response to this query: perhaps somebody guesses. */
  | { readonly kind: 'mismatch' }
  | { readonly kind: 'malformed' };

/** Reads a message that may be anything. Never throws. */
export function decodeResponse(message: Uint8Array, query: Query): Received {
  const head = attempt(() => decodeHead(message));
  if (head === undefined) return { kind: 'malformed' };
  if (!isResponseTo(head, query)) return { kind: 'mismatch' };
  // A truncated message may end in the middle of a record: what follows the question is not read.
  if (head.flag_tc) return { kind: 'truncated' };
  const response = attempt(() => decodeWhole(message));
  return response === undefined ? { kind: 'malformed' } : { kind: 'response', response };
}

/** The header and the question alone, as if nothing followed. */
function decodeHead(message: Uint8Array): DecodedPacket {
  const head = Buffer.from(message);
  if (head.length < 12) throw new RangeError('A message is shorter than its header');
  // More than one question is never answered (RFC 9619); thousands would only cost time.
  if (head.readUInt16BE(4) > 1) throw new RangeError('More than one question');
  return decode(head.fill(0, 6, 12));
}

function isResponseTo(head: DecodedPacket, query: Query): boolean {
  if (!head.flag_qr || head.id !== query.id) return false;
  const [question] = head.questions ?? [];
  if (question === undefined) return mayOmitQuestion(rcodeOf(head));
  return (
    question.type === query.question.type &&
    question.class === 'IN' &&
    isSameName(question.name, query.question.name)
  );
}

/** Servers that cannot or will not read a query may leave its question out. */
function mayOmitQuestion(rcode: number): boolean {
  return rcode !== rcodes.noError && rcode !== rcodes.nameError;
}

function decodeWhole(message: Uint8Array): Response {
  checkFrame(message);
  const decoded = decode(Buffer.from(message));
  const authorities = decoded.authorities ?? [];
  return {
    rcode: rcodeOf(decoded) | (extendedRcodeOf(decoded.additionals ?? []) << 4),
    authoritative: decoded.flag_aa,
    authenticated: decoded.flag_ad,
    answers: (decoded.answers ?? []).flatMap((record) => toAnswerRecord(record) ?? []),
    soa: findSoa(authorities),
    delegates: authorities.some((record) => record.type === 'NS'),
  };
}

function rcodeOf(message: DecodedPacket): number {
  return (message.flags ?? 0) & 0xf;
}

function extendedRcodeOf(additionals: readonly WireRecord[]): number {
  for (const record of additionals) {
    if (record.type === 'OPT') return record.extendedRcode;
  }
  return 0;
}

function findSoa(authorities: readonly WireRecord[]): Response['soa'] {
  for (const record of authorities) {
    if (record.type !== 'SOA' || record.class !== 'IN') continue;
    const negativeTtl = Math.min(saneTtl(record.ttl), saneTtl(record.data.minimum));
    return { owner: record.name, negativeTtl };
  }
  return undefined;
}

/** Whatever a hostile message makes the decoder throw means the same: it is no DNS message. */
function attempt<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
