import { type Message, say } from './message';

/** A time in seconds in words, in its two largest units: “1 h 30 min”. */
export function sayDuration(seconds: number): Message {
  const units: readonly (readonly [number, (amount: number) => Message])[] = [
    [86_400, (amount) => say('{0} d', amount)],
    [3_600, (amount) => say('{0} h', amount)],
    [60, (amount) => say('{0} min', amount)],
    [1, (amount) => say('{0} s', amount)],
  ];
  const index = units.findIndex(([length]) => seconds >= length);
  const [length, words] = units[index] ?? [1, (amount: number) => say('{0} s', amount)];
  const amount = Math.floor(seconds / length);
  const rest = seconds - amount * length;
  const [nextLength, nextWords] = units[index + 1] ?? [1, undefined];
  const nextAmount = Math.floor(rest / nextLength);
  if (nextWords === undefined || nextAmount === 0) return words(amount);
  return say('{0} {1}', words(amount), nextWords(nextAmount));
}
