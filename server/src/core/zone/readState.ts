import type { AbsoluteName } from '../dns/name';

/** What an entry is read with, and what it leaves to the next one (RFC 1035 5.1). */
export interface ReadState {
  readonly origin: AbsoluteName;
  /** Seconds, from $TTL; -1 for none. */
  readonly defaultTtl: number;
  /** Seconds, the last one that a record said; -1 for none. */
  readonly lastTtl: number;
  /** -1 where the last owner was no name. */
  readonly lastOwner: number;
  readonly sawOwner: boolean;
  /** True once it was said that the origin is not known. */
  readonly saidOrigin: boolean;
  /** -1 until a record says it, or the SOA record does not. */
  readonly classNumber: number;
  /** Owner of the first SOA record, -1 until there is one. */
  readonly apex: number;
  /** How many records $GENERATE directives made. */
  readonly generated: number;
}

/** What a file begins with. */
export function firstState(origin: AbsoluteName): ReadState {
  return {
    origin,
    defaultTtl: -1,
    lastTtl: -1,
    lastOwner: -1,
    sawOwner: false,
    saidOrigin: false,
    classNumber: -1,
    apex: -1,
    generated: 0,
  };
}

/** True where entries are read alike with both. */
export function isSameState(a: ReadState, b: ReadState): boolean {
  return (
    a.origin === b.origin &&
    a.defaultTtl === b.defaultTtl &&
    // Where there is a $TTL, no record has the last one's.
    (a.lastTtl === b.lastTtl || a.defaultTtl >= 0) &&
    a.lastOwner === b.lastOwner &&
    a.sawOwner === b.sawOwner &&
    a.saidOrigin === b.saidOrigin &&
    a.classNumber === b.classNumber &&
    a.apex === b.apex &&
    a.generated === b.generated
  );
}
