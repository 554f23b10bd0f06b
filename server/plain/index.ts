// Reads the usual kind of entries, much faster than all kinds can be read. What is left out, be it
// rare or wrong, server/src/core reads; it is also what says how each of these is read.
import { end, kindOf, octetAt, open, start, startOf, take, token } from './fields';
import { columns, mostRecords, pendingTexts } from './memory';
import { noName, readName } from './names';
import { readTtl } from './numbers';
import {
  clearTexts,
  facts,
  readRdata,
  readType,
  target,
  targetToken,
  textAt,
  textCount,
} from './rdata';
import { entryBase, entryTokenBase } from './window';

export {
  base64Values,
  classes,
  columns,
  entryStarts,
  entryTokens,
  formats,
  hexValues,
  mostRecords,
  names,
  pendingTexts,
  text,
  textOctets,
  tokenEnds,
  tokenKinds,
  tokenStarts,
  windowLength,
} from './memory';
export { countNames, labelCount, lendNames, nameCount } from './names';
export { addType } from './rdata';
export { entryCount, ranOut, scan, tokenCount } from './scan';
export { setWindow } from './window';

/** What the next entry is read with, as ReadState has it. */
export let lastOwner: i32 = -1;
export let lastTtl: i32 = -1;
export let classNumber: i32 = -1;
let origin: i32 = 0;
let defaultTtl: i32 = -1;
let block: i32 = 0;

/** What was read since the last `clear`. */
export let recordCount: i32 = 0;
export let pendingCount: i32 = 0;

export function clear(): void {
  recordCount = 0;
  pendingCount = 0;
  clearTexts();
}

/** `owner` is -1 before the first one; records get the number of the block. */
export function setState(
  zone: i32,
  owner: i32,
  ttl: i32,
  inherited: i32,
  zoneClass: i32,
  number: i32,
): void {
  block = number;
  origin = zone;
  lastOwner = owner;
  defaultTtl = ttl;
  lastTtl = inherited;
  classNumber = zoneClass;
}

/** Reads entries of the window up to one that is left out; gives its number, or `last`. */
export function read(first: i32, last: i32): i32 {
  for (let entry = first; entry < last; entry++) {
    if (recordCount === mostRecords || !readEntry(entry)) return entry;
  }
  return last;
}

function readEntry(entry: i32): bool {
  const first = load<i32>(entryTokenBase + ((<usize>entry) << 2));
  const stop = load<i32>(entryTokenBase + ((<usize>entry) << 2), 4);
  if (!open(first, stop)) return true;
  const isBlank = startOf(first) > load<i32>(entryBase + ((<usize>entry) << 2));
  let owner = lastOwner;
  if (octetAt(start) === 0x24) return false;
  if (!isBlank) {
    if (kindOf(token) !== 1) return false;
    owner = readName(start, end, origin);
    if (owner === noName || !take()) return false;
  }
  return owner >= 0 && readRecord(entry, stop, owner);
}

function readRecord(entry: i32, stop: i32, owner: i32): bool {
  let ttl: i32 = -1;
  let ownClass: i32 = -1;
  for (;;) {
    if (kindOf(token) !== 1) return false;
    if (ttl < 0 && octetAt(start) - 0x30 <= 9) {
      ttl = <i32>readTtl();
      if (ttl < 0) return false;
    } else if (ownClass < 0 && isInternet()) {
      ownClass = 1;
    } else break;
    if (!take()) return false;
  }
  if (ownClass >= 0 && classNumber >= 0 && ownClass !== classNumber) return false;
  const typeToken = token;
  const type = readType();
  if (type < 0 || !take()) return false;
  const rdataToken = token;
  if (!readRdata(type, origin)) return false;
  lastOwner = owner;
  if (ttl >= 0) lastTtl = ttl;
  if (classNumber < 0) classNumber = ownClass;
  const inherited = defaultTtl >= 0 ? defaultTtl : lastTtl;
  addRecord(owner, type, ttl >= 0 ? ttl : inherited, entry, typeToken, min(rdataToken, stop - 1));
  return true;
}

/** True for the class IN. */
function isInternet(): bool {
  return (
    end - start === 2 && (octetAt(start) | 0x20) === 0x69 && (octetAt(start + 1) | 0x20) === 0x6e
  );
}

function put(column: i32, value: i32): void {
  store<i32>(columns + ((<usize>(column * mostRecords + recordCount)) << 2), value);
}

/** The columns stand in the order of RecordTable’s. */
function addRecord(
  owner: i32,
  type: i32,
  ttl: i32,
  entry: i32,
  typeToken: i32,
  rdataToken: i32,
): void {
  put(0, owner);
  put(1, type);
  put(2, ttl);
  put(3, block);
  put(4, entry);
  put(5, typeToken);
  put(6, rdataToken);
  put(7, target);
  put(8, targetToken);
  put(9, facts);
  if (textAt >= 0) {
    const pending = pendingTexts + <usize>pendingCount * 12;
    store<i32>(pending, recordCount);
    store<i32>(pending, textAt, 4);
    store<i32>(pending, textCount - textAt, 8);
    pendingCount++;
  }
  recordCount++;
}
