// Reads and interns domain names, in the table that NameTable has: see server/src/core/dns/name.ts.
import { labelEnds, labelHashes, scratch } from './memory';
import { textBase } from './window';

/** What no name is: it is left to the caller. */
export const noName: i32 = -1;

const hashSeed: u32 = 0x811c9dc5;
const hashPrime: u32 = 0x01000193;
const underscoreMark: i32 = 1 << 16;
const hostMark: i32 = 1 << 17;
const maximumLabel: i32 = 63;
const maximumName: i32 = 255;

/** The table: where its parts lie, how much room they have, and how much of it is used. */
let labels: usize = 0;
let labelRoom: i32 = 0;
let nodes: usize = 0;
let nodeRoom: i32 = 0;
let slots: usize = 0;
let mask: u32 = 0;
export let nameCount: i32 = 0;
export let labelCount: i32 = 0;

export function lendNames(
  labelsAt: usize,
  labelBytes: i32,
  nodesAt: usize,
  nodeCount: i32,
  slotsAt: usize,
  slotCount: u32,
): void {
  labels = labelsAt;
  labelRoom = labelBytes;
  nodes = nodesAt;
  nodeRoom = nodeCount;
  slots = slotsAt;
  mask = slotCount - 1;
}

export function countNames(names: i32, octets: i32): void {
  nameCount = names;
  labelCount = octets;
}

/** A name from the window: `@`, relative to the origin, or with its final dot; `noName` for any other. */
export function readName(start: i32, end: i32, origin: i32): i32 {
  let at = textBase + <usize>start;
  const stop = textBase + <usize>end;
  if (end - start === 1) {
    if (load<u8>(at) === 0x40) return origin;
    if (load<u8>(at) === 0x2e) return 0;
  }
  let hash = hashSeed;
  let out = 0;
  let count = 0;
  let labelStart = 0;
  for (; at < stop; at++) {
    const code = <u32>load<u8>(at);
    if (code === 0x5c || out === maximumName) return noName;
    if (code === 0x2e) {
      if (out === labelStart || out - labelStart > maximumLabel) return noName;
      store<i32>(labelHashes + ((<usize>count) << 2), hash);
      store<i32>(labelEnds + ((<usize>count) << 2), out);
      count++;
      labelStart = out;
      hash = hashSeed;
      continue;
    }
    const byte = code - 0x41 <= 25 ? code + 32 : code;
    store<u8>(scratch + <usize>out, byte);
    out++;
    hash = (hash ^ byte) * hashPrime;
  }
  if (out === 0) return noName;
  if (out === labelStart) return intern(0, count);
  if (out - labelStart > maximumLabel) return noName;
  store<i32>(labelHashes + ((<usize>count) << 2), hash);
  store<i32>(labelEnds + ((<usize>count) << 2), out);
  return intern(origin, count + 1);
}

function marksAndSize(name: i32): i32 {
  return load<i32>(nodes + ((<usize>name) << 4), 12);
}

/** The name of the labels in the scratch below an ancestor, label by label from the right. */
function intern(ancestor: i32, count: i32): i32 {
  const last = load<i32>(labelEnds + ((<usize>(count - 1)) << 2));
  if (last + count + ((marksAndSize(ancestor) >> 8) & 0xff) > maximumName) return noName;
  let name = ancestor;
  for (let label = count - 1; label >= 0 && name >= 0; label--) {
    const from = label === 0 ? 0 : load<i32>(labelEnds + ((<usize>(label - 1)) << 2));
    const to = load<i32>(labelEnds + ((<usize>label) << 2));
    name = child(name, from, to, load<u32>(labelHashes + ((<usize>label) << 2)));
  }
  return name;
}

/** The name of a label below a parent: the one that is there, else a new one; `noName` without room. */
function child(parent: i32, from: i32, to: i32, hash: u32): i32 {
  let mixed = (hash ^ (<u32>parent * 0x9e3779b1)) * 0x85ebca6b;
  mixed ^= mixed >> 15;
  let slot = mixed & mask;
  for (; ; slot = (slot + 1) & mask) {
    const held = load<u32>(slots + ((<usize>slot) << 2));
    if (held === 0) break;
    if (((held ^ mixed) & ~mask) !== 0) continue;
    const name = <i32>(held & mask) - 1;
    const node = nodes + ((<usize>name) << 4);
    if (load<i32>(node) !== parent || load<i32>(node, 8) !== to - from) continue;
    if (isLabel(labels + <usize>load<i32>(node, 4), from, to)) return name;
  }
  // Making more room is left to NameTable.
  const isFull = nameCount * 2 >= <i32>mask || nameCount >= nodeRoom;
  if (isFull || labelCount + to - from > labelRoom) return noName;
  store<u32>(slots + ((<usize>slot) << 2), (mixed & ~mask) | <u32>(nameCount + 1));
  return add(parent, from, to);
}

function isLabel(at: usize, from: i32, to: i32): bool {
  for (let i = from; i < to; i++) {
    if (load<u8>(at + <usize>(i - from)) !== load<u8>(scratch + <usize>i)) return false;
  }
  return true;
}

function add(parent: i32, from: i32, to: i32): i32 {
  const node = nodes + ((<usize>nameCount) << 4);
  const above = marksAndSize(parent);
  const size = ((above >> 8) & 0xff) + 1 + to - from;
  store<i32>(node, parent);
  store<i32>(node, labelCount, 4);
  store<i32>(node, to - from, 8);
  store<i32>(node, marksOf(parent, above, from, to) | (size << 8) | ((above & 0xff) + 1), 12);
  memory.copy(labels + <usize>labelCount, scratch + <usize>from, <usize>(to - from));
  labelCount += to - from;
  return nameCount++;
}

/** The marks of a name with this first label. */
function marksOf(parent: i32, above: i32, from: i32, to: i32): i32 {
  const first = load<u8>(scratch + <usize>from);
  const hasUnderscore = first === 0x5f || (above & underscoreMark) !== 0;
  let isHost = (above & hostMark) !== 0 && first !== 0x2d;
  isHost = isHost && load<u8>(scratch + <usize>(to - 1)) !== 0x2d;
  let isNumeric = true;
  for (let i = from; i < to; i++) {
    const byte = <u32>load<u8>(scratch + <usize>i);
    if (byte - 0x30 <= 9) continue;
    isNumeric = false;
    if (byte - 0x61 > 25 && byte !== 0x2d) isHost = false;
  }
  if (parent === 0 && isNumeric) isHost = false;
  return (hasUnderscore ? underscoreMark : 0) | (isHost ? hostMark : 0);
}
