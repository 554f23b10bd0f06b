import { type AbsoluteName, isName } from '../dns/name';
import { CountedInput, findNextField } from '../dns/rdata/fieldAt';
import { findRdataFormat } from '../dns/rdata/formats';
import { isGeneric } from '../dns/rdata/generic';
import { CharacterClass, characterClass } from '../syntax/characters';
import {
  byteOrderMark,
  nextField,
  type Syntax,
  startsBlank,
  TokenKind,
  tokenText,
} from '../syntax/syntax';
import type { Span } from '../text/span';
import { emptyHeader, readHeader } from '../zone/header';
import type { EntryPlace, RecordIndex, Zone } from '../zone/zone';

/** What is written, or is about to be, where the cursor is. */
export type Position =
  | { readonly kind: 'directive' }
  /** A field of a directive, the first one 0; the directive in upper case. */
  | { readonly kind: 'argument'; readonly directive: string; readonly number: number }
  | { readonly kind: 'owner' }
  /** TTL, class or type, of which the type is missing still. */
  | { readonly kind: 'header'; readonly hasTtl: boolean; readonly hasClass: boolean }
  | {
      readonly kind: 'rdata';
      readonly type: number;
      readonly typeToken: number;
      /** The first RDATA token; the one behind all before the cursor where there is none. */
      readonly rdataToken: number;
      /** The number of the field in the type's format, 0 for a type without one. */
      readonly field: number;
    };

/** A cursor in the file that was opened, and what is around it. Offsets count in the block's text. */
export interface Cursor {
  readonly place: EntryPlace;
  readonly position: Position;
  readonly offset: number;
  /** The word or quoted string under the cursor; where there is none, an empty stretch. */
  readonly start: number;
  readonly end: number;
  readonly isQuoted: boolean;
  /** From the start of the word to the cursor. */
  readonly typed: string;
  /** The first token of the entry that is not before the cursor. */
  readonly token: number;
  /** The fields behind the one under the cursor: whether there are any. */
  readonly isLast: boolean;
  readonly origin: AbsoluteName;
  /** Whose record it is, written or inherited; undefined where that is not known. */
  readonly owner: AbsoluteName | undefined;
  /** The record that the entry holds as it is. */
  readonly record: RecordIndex | undefined;
}

/** Where the word under the cursor stands, or would stand. */
export function cursorSpan({ place: { syntax }, start, end }: Cursor): Span {
  return { file: syntax.file, start: syntax.base + start, end: syntax.base + end };
}

/** What a cursor is at; undefined in a comment, and where nothing can be said. */
export function findCursor(zone: Zone, offset: number): Cursor | undefined {
  const place = zone.entryAt(0, offset);
  if (place === undefined || place.syntax.generatedBy !== undefined) return undefined;
  const { syntax, entry } = place;
  const local = offset - syntax.base;
  const endToken = syntax.entryTokens.get(entry + 1);
  if (isBehind(syntax, entry, local)) {
    const fresh = { ...place, entry: entry + 1 };
    const under = { token: endToken, start: local, end: local, isQuoted: false };
    return finish(zone, fresh, local, under, { kind: 'owner' }, undefined);
  }
  const under = findToken(syntax, entry, local);
  if (under === undefined) return undefined;
  const position = findPosition(zone, place, under);
  return position && finish(zone, place, local, under, position, zone.recordIn(place));
}

type Under = Pick<Cursor, 'token' | 'start' | 'end' | 'isQuoted'>;

function finish(
  zone: Zone,
  place: EntryPlace,
  offset: number,
  under: Under,
  position: Position,
  record: RecordIndex | undefined,
): Cursor {
  const { syntax, entry } = place;
  const isFresh = entry >= syntax.entryCount;
  const end = isFresh ? under.token : syntax.entryTokens.get(entry + 1);
  const isOnToken = under.end > under.start;
  const next = nextField(syntax, under.token + (isOnToken ? 1 : 0), end);
  return {
    ...under,
    place,
    position,
    offset,
    record,
    typed: syntax.text.slice(under.start, offset),
    isLast: next >= end,
    origin: zone.originAt(place),
    owner: record === undefined ? findOwner(zone, place) : zone.ownerOf(record),
  };
}

/** True behind the line end of the last entry: what is typed there is an entry of its own. */
function isBehind(syntax: Syntax, entry: number, offset: number): boolean {
  const end = syntax.entryStarts.get(entry + 1);
  if (offset < end || end === syntax.entryStarts.get(entry)) return false;
  if (characterClass(syntax.text.charCodeAt(end - 1)) !== CharacterClass.lineEnd) return false;
  let open = 0;
  for (let token = syntax.entryTokens.get(entry); token < syntax.tokenKinds.length; token++) {
    const kind = syntax.tokenKinds.get(token);
    if (kind === TokenKind.open) open++;
    else if (kind === TokenKind.close) open--;
  }
  return open <= 0;
}

/** The token under an offset, or the place for one; undefined in a comment and at a quote's edge. */
function findToken(syntax: Syntax, entry: number, offset: number): Under | undefined {
  const { tokenKinds, tokenStarts, tokenEnds } = syntax;
  const endToken = syntax.entryTokens.get(entry + 1);
  let token = syntax.entryTokens.get(entry);
  while (token < endToken && tokenEnds.get(token) < offset) token++;
  const nothing: Under = { token, start: offset, end: offset, isQuoted: false };
  if (token >= endToken || tokenStarts.get(token) > offset) return nothing;
  const [start, end] = [tokenStarts.get(token), tokenEnds.get(token)];
  const kind = tokenKinds.get(token);
  if (kind === TokenKind.word) return { token, start, end, isQuoted: false };
  if (kind === TokenKind.comment) return offset === start ? nothing : undefined;
  if (kind !== TokenKind.quoted) {
    // A parenthesis separates: a word may touch it.
    if (offset === start) return nothing;
    const next = token + 1;
    const isWord = next < endToken && tokenKinds.get(next) === TokenKind.word;
    if (!isWord || tokenStarts.get(next) !== offset) return { ...nothing, token: next };
    return { token: next, start: offset, end: tokenEnds.get(next), isQuoted: false };
  }
  if (offset === start || (offset === end && isClosed(syntax, start, end))) return undefined;
  return { token, start, end, isQuoted: true };
}

function isClosed({ text }: Syntax, start: number, end: number): boolean {
  if (end - start < 2 || text.charCodeAt(end - 1) !== 0x22) return false;
  let backslashes = 0;
  while (text.charCodeAt(end - 2 - backslashes) === 0x5c) backslashes++;
  return backslashes % 2 === 0;
}

function findPosition(zone: Zone, place: EntryPlace, under: Under): Position | undefined {
  const { syntax, entry } = place;
  const { token: end, start } = under;
  const first = nextField(syntax, syntax.entryTokens.get(entry), end);
  if (first >= end) {
    const entryStart = syntax.entryStarts.get(entry);
    if (syntax.text.charCodeAt(start) === 0x24 && under.end > start) return { kind: 'directive' };
    const isAtStart = start === entryStart || isMark(syntax, entryStart, start);
    return isAtStart ? { kind: 'owner' } : { kind: 'header', hasTtl: false, hasClass: false };
  }
  if (syntax.text.charCodeAt(syntax.tokenStarts.get(first)) === 0x24)
    return directivePosition(syntax, first, end);
  const header = emptyHeader();
  const isBlank = startsBlank(syntax, entry);
  const rest = isBlank ? first : nextField(syntax, first + 1, end);
  const flaw = readHeader(syntax, entry, rest, end, header);
  if (flaw !== undefined) {
    if (header.typeToken >= 0) return undefined;
    return { kind: 'header', hasTtl: header.ttl >= 0, hasClass: header.classNumber >= 0 };
  }
  const { type, typeToken, rdataToken } = header;
  if (isGeneric(syntax, rdataToken, end, type)) return undefined;
  const field = findField(zone, place, type, rdataToken, end);
  return { kind: 'rdata', type, typeToken, rdataToken, field };
}

function isMark({ text, base }: Syntax, from: number, to: number): boolean {
  return base + from === 0 && to === 1 && text.charCodeAt(0) === byteOrderMark;
}

function directivePosition(syntax: Syntax, first: number, end: number): Position {
  let number = 0;
  for (let token = nextField(syntax, first + 1, end); token < end; number++)
    token = nextField(syntax, token + 1, end);
  // No directive is longer, whatever stands there.
  const directive = tokenText(syntax, first).slice(0, 10).toUpperCase();
  return { kind: 'argument', directive, number };
}

function findField(
  zone: Zone,
  place: EntryPlace,
  type: number,
  rdataToken: number,
  end: number,
): number {
  const format = findRdataFormat(type);
  if (format === undefined) return 0;
  const input = new CountedInput(zone.names);
  input.open(place.syntax, rdataToken, end, zone.originAt(place));
  return findNextField(format, input);
}

/** The owner of an entry that holds no record yet. */
function findOwner(zone: Zone, place: EntryPlace): AbsoluteName | undefined {
  const { syntax, entry } = place;
  if (entry < syntax.entryCount) {
    const end = syntax.entryTokens.get(entry + 1);
    const first = nextField(syntax, syntax.entryTokens.get(entry), end);
    if (first < end && !startsBlank(syntax, entry)) {
      const [start, stop] = [syntax.tokenStarts.get(first), syntax.tokenEnds.get(first)];
      const name = zone.names.read(syntax.text, start, stop, zone.originAt(place));
      return isName(name) ? name : undefined;
    }
  }
  const record = recordBefore(zone, place);
  return record === undefined ? undefined : zone.ownerOf(record);
}

/** More blocks than these without a record are no zone. */
const mostBlocks = 64;

/** The record that stands next above an entry. */
export function recordBefore(zone: Zone, { block, entry }: EntryPlace): RecordIndex | undefined {
  const { entries } = zone.records;
  const above = zone.blocks.recordsOf(block);
  const own = above[countBefore(above, (record) => entries.get(record) < entry) - 1];
  if (own !== undefined) return own;
  const ofFile = zone.blocks.ofFile(0);
  const at = ofFile.indexOf(block);
  for (let back = 1; back <= Math.min(at, mostBlocks); back++) {
    const last = zone.blocks.recordsOf(ofFile[at - back] ?? block).at(-1);
    if (last !== undefined) return last;
  }
  return undefined;
}

/** How many of a sorted list come before a place. */
function countBefore<T>(list: readonly T[], isBefore: (each: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const each = list[middle];
    if (each !== undefined && isBefore(each)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Records around an entry in its block, so many at most: what is in use where one types. */
export function recordsAround(
  zone: Zone,
  { block, entry }: EntryPlace,
  most: number,
): readonly RecordIndex[] {
  const all = zone.blocks.recordsOf(block);
  const { entries } = zone.records;
  const at = countBefore(all, (record) => entries.get(record) < entry);
  const from = Math.max(0, Math.min(at - (most >> 1), all.length - most));
  return all.slice(from, from + most);
}
