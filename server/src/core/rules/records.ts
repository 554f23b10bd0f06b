import { parseTtl } from '../dns/ttl';
import { nextField, startsBlank, tokenSpan } from '../syntax/syntax';
import type { Span } from '../text/span';
import { TypeBit } from '../zone/typeBits';
import type { RecordIndex, Zone } from '../zone/zone';
import type { Judgement } from './rule';

/** What a check gives that finds nothing: made once, since nearly all do. */
export const nothing: readonly Judgement[] = [];

/**
 * True for a zone and false for a part of one, which is read into a zone elsewhere: a zone has an
 * SOA record, or NS records at its origin.
 */
export function isWholeZone(zone: Zone): boolean {
  return (
    (zone.typesOf(zone.apex) & (TypeBit.soa | TypeBit.ns)) !== 0 && zone.names.isKnown(zone.apex)
  );
}

/** The token that an entry's owner is written in, -1 where it is inherited. */
export function ownerToken(zone: Zone, record: RecordIndex): number {
  const syntax = zone.syntaxOf(record);
  const entry = zone.records.entries.get(record);
  if (startsBlank(syntax, entry)) return -1;
  const first = syntax.entryTokens.get(entry);
  return nextField(syntax, first, syntax.entryTokens.get(entry + 1));
}

/** The owner as it is written; the record's type where the owner is inherited. */
export function ownerSpan(zone: Zone, record: RecordIndex): Span {
  const token = ownerToken(zone, record);
  return tokenSpan(zone.syntaxOf(record), token < 0 ? zone.records.typeTokens.get(record) : token);
}

/** The token of a record's own TTL, -1 where it has none. */
export function ttlToken(zone: Zone, record: RecordIndex): number {
  const syntax = zone.syntaxOf(record);
  const { text, tokenStarts, tokenEnds } = syntax;
  const end = zone.records.typeTokens.get(record);
  const owner = ownerToken(zone, record);
  const first = owner < 0 ? syntax.entryTokens.get(zone.records.entries.get(record)) : owner + 1;
  for (
    let token = nextField(syntax, first, end);
    token < end;
    token = nextField(syntax, token + 1, end)
  ) {
    if (parseTtl(text, tokenStarts.get(token), tokenEnds.get(token)) >= 0) return token;
  }
  return -1;
}
