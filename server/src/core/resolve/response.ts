import { foldName, isAtOrBelow, isSameName } from './names';
import type { AnswerRecord, Question } from './resolver';

/** What a DNS response says, as far as it matters here. Whatever carried it has been checked. */
export interface Response {
  /** The RCODE with the upper bits that EDNS adds (RFC 6891 6.1.3). */
  readonly rcode: number;
  /** The AA bit. */
  readonly authoritative: boolean;
  /** The AD bit. */
  readonly authenticated: boolean;
  /** The answer section: class IN, the types of the port. */
  readonly answers: readonly AnswerRecord[];
  /** Of the authority section: the SOA that makes a negative answer, and whether there is an NS. */
  readonly soa: { readonly owner: string; readonly negativeTtl: number } | undefined;
  readonly delegates: boolean;
}

/** RCODEs (RFC 1035 4.1.1, RFC 6891 9). */
export const rcodes = {
  noError: 0,
  formatError: 1,
  serverFailure: 2,
  nameError: 3,
  notImplemented: 4,
  refused: 5,
  badVersion: 16,
} as const;

/** How many aliases are followed before it is called a loop. BIND stops at 16, others at 8 to 12. */
export const longestChain = 12;

/** Aliases followed so far, and the name that they lead to. */
export interface Chain {
  readonly name: string;
  readonly aliases: readonly AnswerRecord[];
}

/** What a response with RCODE NOERROR or NXDOMAIN means for a question. */
export type Reading = Chain &
  (
    | { readonly kind: 'rrset'; readonly records: readonly AnswerRecord[]; readonly ttl: number }
    | { readonly kind: 'nodata' | 'nxdomain'; readonly ttl: number }
    /** The chain leads out of what this response holds: `name` has to be asked for. */
    | { readonly kind: 'incomplete' }
    | { readonly kind: 'alias-loop' }
    /** The server points elsewhere instead of finding out. */
    | { readonly kind: 'referral' }
    /** The response contradicts itself. */
    | { readonly kind: 'contradiction' }
  );

/**
 * Follows the aliases inside the answer section (RFC 1034 4.3.2; a DNAME comes with the CNAME made
 * from it, RFC 6672 3.1) and tells what is at their end. `before` is the chain so far.
 */
export function readResponse(question: Question, before: Chain, response: Response): Reading {
  const { aliases, loops } = followAliases(question, before, response);
  const name = aliases.at(-1)?.data ?? before.name;
  if (loops) return { name, aliases, kind: 'alias-loop' };
  const records = uniqueRecords(recordsAt(name, question, response));
  if (records.length > 0) {
    // An RCODE of NXDOMAIN is about the chain's end (RFC 6604 3), which cannot exist and not exist.
    if (response.rcode === rcodes.nameError) return { name, aliases, kind: 'contradiction' };
    const ttl = Math.min(shortestTtl(aliases), shortestTtl(records));
    return { name, aliases, kind: 'rrset', records, ttl };
  }
  const soa = soaAbove(name, response);
  // Without an SOA a negative answer must not be kept (RFC 2308 5).
  const ttl = Math.min(soa?.negativeTtl ?? 0, shortestTtl(aliases));
  if (response.rcode === rcodes.nameError) return { name, aliases, kind: 'nxdomain', ttl };
  if (soa !== undefined) return { name, aliases, kind: 'nodata', ttl };
  if (aliases.length > before.aliases.length) return { name, aliases, kind: 'incomplete' };
  // RFC 2308 2.2.1: only NS records, and not from the horse's mouth.
  if (response.delegates && !response.authoritative) return { name, aliases, kind: 'referral' };
  return { name, aliases, kind: 'nodata', ttl };
}

function followAliases(
  question: Question,
  before: Chain,
  response: Response,
): { readonly aliases: readonly AnswerRecord[]; readonly loops: boolean } {
  // Whoever asks for the alias itself wants it, and not what it leads to.
  if (question.type === 'CNAME' || recordsAt(before.name, question, response).length > 0) {
    return { aliases: before.aliases, loops: false };
  }
  const aliases = [...before.aliases];
  const seen = new Set([question.name, ...aliases.map((alias) => alias.data)].map(foldName));
  let name = before.name;
  while (recordsAt(name, question, response).length === 0) {
    const [alias] = recordsAt(name, { name, type: 'CNAME' }, response);
    if (alias === undefined) break;
    aliases.push(alias);
    name = alias.data;
    if (seen.has(foldName(name)) || aliases.length > longestChain) return { aliases, loops: true };
    seen.add(foldName(name));
  }
  return { aliases, loops: false };
}

function recordsAt(name: string, question: Question, response: Response): AnswerRecord[] {
  return response.answers.filter(
    (record) => record.type === question.type && isSameName(record.name, name),
  );
}

/** An RRset holds no record twice (RFC 2181 5). */
function uniqueRecords(records: readonly AnswerRecord[]): readonly AnswerRecord[] {
  if (records.length < 2) return records;
  const byData = new Map<string, AnswerRecord>();
  for (const record of records) {
    if (!byData.has(record.data)) byData.set(record.data, record);
  }
  return [...byData.values()];
}

function soaAbove(name: string, response: Response): Response['soa'] {
  const { soa } = response;
  return soa !== undefined && isAtOrBelow(name, soa.owner) ? soa : undefined;
}

function shortestTtl(records: readonly AnswerRecord[]): number {
  return records.reduce((ttl, record) => Math.min(ttl, record.ttl), Number.POSITIVE_INFINITY);
}
