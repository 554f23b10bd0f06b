// The stretch of a file that is at hand.
import { entryStarts, entryTokens, text, tokenEnds, tokenKinds, tokenStarts } from './memory';

/**
 * Where the columns of the window would start if they held the whole file: offsets, tokens and entries
 * are numbered as they are there.
 */
export let textBase: usize = 0;
export let kindBase: usize = 0;
export let startBase: usize = 0;
export let endBase: usize = 0;
export let entryBase: usize = 0;
export let entryTokenBase: usize = 0;

/** The window starts with this offset, token and entry. */
export function setWindow(offset: i32, token: i32, entry: i32): void {
  textBase = text - <usize>offset;
  kindBase = tokenKinds - <usize>token;
  startBase = tokenStarts - ((<usize>token) << 2);
  endBase = tokenEnds - ((<usize>token) << 2);
  entryBase = entryStarts - ((<usize>entry) << 2);
  entryTokenBase = entryTokens - ((<usize>entry) << 2);
}
