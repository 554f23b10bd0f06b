// The fields of the entry that is read: words and quoted strings, one after the other.
import { endBase, kindBase, startBase, textBase } from './window';

/** The token that `field` is at, and where it starts and ends. */
export let token: i32 = 0;
export let start: i32 = 0;
export let end: i32 = 0;

let stop: i32 = 0;

export function kindOf(each: i32): u32 {
  return <u32>load<u8>(kindBase + <usize>each);
}

export function startOf(each: i32): i32 {
  return load<i32>(startBase + ((<usize>each) << 2));
}

export function octetAt(at: i32): u32 {
  return <u32>load<u8>(textBase + <usize>at);
}

/** Goes to the first field at or after a token; false where the entry has none. */
export function open(first: i32, last: i32): bool {
  stop = last;
  return goTo(first);
}

/** Goes to the next field; false where there is none, with `token` at the end of the entry. */
export function take(): bool {
  return goTo(token + 1);
}

function goTo(first: i32): bool {
  token = first;
  while (token < stop && kindOf(token) > 2) token++;
  if (token >= stop) return false;
  start = startOf(token);
  end = load<i32>(endBase + ((<usize>token) << 2));
  return true;
}

export function isWord(): bool {
  return kindOf(token) === 1;
}
