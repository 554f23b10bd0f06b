import { distance } from './distance';
import { type Message, say } from './message';

/** Adds what was probably meant, where something comes near. */
export function withClosest(words: Message, text: string, candidates: readonly string[]): Message {
  const best = findClosest(text.toLowerCase(), candidates);
  return best === undefined ? words : say('{0} {1}', words, say('Did you mean {0}?', best));
}

/** The candidate that the fewest slips lead to; else one that the text is a part of. */
function findClosest(text: string, candidates: readonly string[]): string | undefined {
  const limit = Math.max(2, Math.floor(text.length / 3));
  let best: string | undefined;
  let least = limit + 1;
  for (const candidate of candidates) {
    const slips = distance(text, candidate, limit);
    if (slips >= least) continue;
    least = slips;
    best = candidate;
  }
  if (best !== undefined || text.length < 3) return best;
  return candidates.find((candidate) => candidate.includes(text));
}
