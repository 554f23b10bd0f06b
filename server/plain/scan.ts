// Cuts a window of text into tokens and entries, as the scanner does; an entry that is not of the
// usual kind ends it.
import { classes, entryStarts, entryTokens, tokenEnds, tokenKinds, tokenStarts } from './memory';
import { textBase } from './window';

/** As CharacterClass has them. */
const blank: u32 = 1;
const lineEnd: u32 = 2;
const quote: u32 = 3;
const open: u32 = 4;
const comment: u32 = 6;
const backslash: u32 = 7;

/** What was found in whole entries. */
export let tokenCount: i32 = 0;
export let entryCount: i32 = 0;

/** True where the last scan has come to the end of the window, inside an entry or behind one. */
export let ranOut: bool = false;

let tokens: i32 = 0;
let tokensBefore: i32 = 0;
let limit: usize = 0;

function classAt(at: usize): u32 {
  return <u32>load<u8>(classes + <usize>load<u8>(at));
}

function push(kind: u8, start: usize, end: usize): void {
  store<u8>(tokenKinds + <usize>tokens, kind);
  store<i32>(tokenStarts + ((<usize>tokens) << 2), <i32>(start - textBase));
  store<i32>(tokenEnds + ((<usize>tokens) << 2), <i32>(end - textBase));
  tokens++;
}

function endEntry(at: usize): void {
  tokenCount = tokens;
  store<i32>(entryStarts + ((<usize>entryCount) << 2), <i32>(at - textBase));
  store<i32>(entryTokens + ((<usize>entryCount) << 2), tokensBefore + tokens);
  entryCount++;
}

/**
 * Scans the window from an offset to another; gives the offset behind the last entry that is whole. The
 * columns hold where each entry starts, and where the one after the last would. At the end of the
 * file the last line needs no line end. Tokens are numbered from `before` on.
 */
export function scan(from: i32, end: i32, isFileEnd: i32, before: i32): i32 {
  tokens = 0;
  tokensBefore = before;
  entryCount = 0;
  limit = textBase + <usize>end;
  let at = textBase + <usize>from;
  let whole = at;
  let depth = 0;
  endEntry(at);
  while (at < limit) {
    const kind = classAt(at);
    if (kind === blank) {
      at++;
    } else if (kind === lineEnd) {
      at = behindLineEnd(at);
      if (depth > 0) continue;
      endEntry(at);
      whole = at;
    } else {
      const next = kind === 0 || kind === backslash ? word(at) : other(at, kind, depth);
      if (next === 0) {
        ranOut = false;
        return <i32>(whole - textBase);
      }
      if (kind === open) depth++;
      else if (kind === open + 1) depth--;
      at = next;
    }
  }
  ranOut = true;
  if (isFileEnd === 0 || depth > 0 || whole === limit) return <i32>(whole - textBase);
  endEntry(limit);
  return end;
}

function behindLineEnd(at: usize): usize {
  const next = at + 1;
  return load<u8>(at) === 0x0d && next < limit && load<u8>(next) === 0x0a ? next + 1 : next;
}

/** Behind a word; a backslash takes the next character with it, but never a line end. */
function word(start: usize): usize {
  let at = start;
  while (at < limit) {
    const kind = classAt(at);
    if (kind === 0) at++;
    else if (kind === backslash) at += behindBackslash(at);
    else break;
  }
  push(1, start, at);
  return at;
}

function behindBackslash(at: usize): usize {
  return at + 1 >= limit || classAt(at + 1) === lineEnd ? 1 : 2;
}

/** Behind a token that is no word; 0 for one with a mistake in it. */
function other(start: usize, kind: u32, depth: i32): usize {
  if (kind === quote) return quoted(start);
  if (kind === comment) {
    let at = start;
    while (at < limit && classAt(at) !== lineEnd) at++;
    push(5, start, at);
    return at;
  }
  if (kind !== open && depth === 0) return 0;
  push(kind === open ? 3 : 4, start, start + 1);
  return start + 1;
}

function quoted(start: usize): usize {
  let at = start + 1;
  while (at < limit) {
    const kind = classAt(at);
    if (kind === lineEnd) return 0;
    if (kind === backslash) at += behindBackslash(at);
    else {
      at++;
      if (kind === quote) {
        push(2, start, at);
        return at;
      }
    }
  }
  return 0;
}
