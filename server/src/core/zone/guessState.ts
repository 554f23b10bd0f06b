import { type AbsoluteName, isName, NameTable } from '../dns/name';
import { maximumTtl, parseTtl } from '../dns/ttl';
import { looksLikeEntry } from '../syntax/looksLikeEntry';
import { scan } from '../syntax/scanner';
import { nothingIncluded, type OriginOptions } from './build';
import { findOrigin } from './origin';
import { EntryReader } from './read';
import { firstState, type ReadState } from './readState';
import { RecordTable } from './recordTable';

/** A guess that takes longer than looking at so many dollar signs or lines, is not worth its time. */
const mostLooks = 1_000;

/** How much of a file is read to see what it is like. */
const headLength = 32_768;

/** A line may be long; what it starts with tells enough. */
const lineReach = 600;

const lineFeed = 0x0a;
const dollar = 0x24;

/** A file whose bytes are all ASCII, so that offsets of bytes are those of characters. */
export interface AsciiFile {
  readonly bytes: Uint8Array;
  /** The text from one offset to another. */
  readonly slice: (start: number, end: number) => string;
}

/** What an entry with an owner is read with, its names as text: they outlast their table. */
export interface ToldState {
  readonly origin: string;
  readonly apex: string | undefined;
  readonly defaultTtl: number;
  readonly classNumber: number;
  readonly saidOrigin: boolean;
}

/**
 * Where a file may be cut so that both parts can be read at once: the first line from an offset on
 * that looks like a record with an owner of its own. The end of the file where there is none near.
 */
export function findSplit(file: AsciiFile, from: number): number {
  const { bytes } = file;
  let at = from;
  for (let looks = 0; looks < mostLooks; looks++) {
    const line = bytes.indexOf(lineFeed, at) + 1;
    if (line === 0) break;
    const text = file.slice(line, Math.min(line + lineReach, bytes.length));
    if (/^[\w@*]/.test(text) && looksLikeEntry(text, 0)) return line;
    at = line;
  }
  return bytes.length;
}

/**
 * What the entry at an offset is probably read with: what the head of the file leaves, and the
 * directives that are nearest before the offset.
 */
export function guessState(file: AsciiFile, offset: number, options: OriginOptions): ToldState {
  const names = new NameTable();
  const head = scan(file.slice(0, Math.min(headLength, offset)));
  const sources = { newBlock: () => 1, include: nothingIncluded };
  const reader = new EntryReader(names, new RecordTable(head.entryCount), sources);
  reader.state = firstState(findOrigin([head], names, options));
  reader.read(head, 0);
  const state = guessDirectives(file, head.text.length, offset, reader.state, names);
  return tellState(state, names);
}

export function tellState(state: ReadState, names: NameTable): ToldState {
  const { apex, defaultTtl, classNumber, saidOrigin } = state;
  return {
    origin: names.text(state.origin),
    apex: apex < 0 ? undefined : names.text(apex as AbsoluteName),
    defaultTtl,
    classNumber,
    saidOrigin,
  };
}

/** The state that was told, with the names of another table. */
export function readTold(told: ToldState, names: NameTable): ReadState {
  const { origin, apex, defaultTtl, classNumber, saidOrigin } = told;
  // What is written without its final dot, lies below an origin that is not known.
  const known = (text: string): AbsoluteName =>
    names.parse(text, names.unknownOrigin) ?? names.unknownOrigin;
  return {
    ...firstState(known(origin)),
    apex: apex === undefined ? -1 : known(apex),
    defaultTtl,
    classNumber,
    saidOrigin,
  };
}

export function isSameTold(a: ToldState, b: ToldState): boolean {
  return (
    a.origin === b.origin &&
    a.apex === b.apex &&
    a.defaultTtl === b.defaultTtl &&
    a.classNumber === b.classNumber &&
    a.saidOrigin === b.saidOrigin
  );
}

/** A state after the $ORIGIN and $TTL that stand nearest before an offset, and not before `from`. */
function guessDirectives(
  file: AsciiFile,
  from: number,
  offset: number,
  state: ReadState,
  names: NameTable,
): ReadState {
  const found = findDirectives(file, from, offset);
  const [origin, ttl] = [found.get('ORIGIN'), found.get('TTL')];
  const name = origin === undefined ? -1 : names.read(origin, 0, origin.length, state.origin);
  const seconds = ttl === undefined ? -1 : parseTtl(ttl, 0, ttl.length);
  return {
    ...state,
    origin: isName(name) ? name : state.origin,
    defaultTtl: seconds < 0 || seconds > maximumTtl ? state.defaultTtl : seconds,
  };
}

/** What stands after the directives, by their word. */
function findDirectives(
  { bytes, slice }: AsciiFile,
  from: number,
  offset: number,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let at = offset;
  for (let looks = 0; looks < mostLooks && found.size < 2 && at > from; looks++) {
    at = bytes.lastIndexOf(dollar, at - 1);
    if (at < from) break;
    if (bytes[at - 1] !== lineFeed) continue;
    const line = slice(at, Math.min(at + lineReach, offset));
    const [, word = '', argument] = /^\$(origin|ttl)[ \t]+([^\s;()"]+)/i.exec(line) ?? [];
    if (argument !== undefined && !found.has(word.toUpperCase()))
      found.set(word.toUpperCase(), argument);
  }
  return found;
}
