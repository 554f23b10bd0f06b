import type { Answer } from '../resolve/resolver';
import { type Message, say } from '../text/message';
import type { Zone } from '../zone/zone';
import type { Published, PublishedBy } from './askPublished';
import { type Line, linesOfAnswer, writeLine } from './compareLines';
import type { Compared } from './compareQuestions';
import { sayFailure } from './failureWords';
import { sayFirst } from './hover/published';

/** Records of a server that are told where it differs, of one RRset and in all; RRsets that are named. */
const most = { ofSet: 20, inAll: 500, named: 6 } as const;

/** Collects in what name servers say something else than the newest of them. */
export class Disagreements {
  readonly #zone: Zone;
  readonly #others: readonly PublishedBy[];
  /** What each differs in, in the order of the servers. */
  readonly #sets: string[][];
  /** Questions to each that got no answer. */
  readonly #unanswered: number[];
  #told = 0;

  /** `others` are the servers but for the newest one. */
  constructor(zone: Zone, others: readonly PublishedBy[]) {
    this.#zone = zone;
    this.#others = others;
    this.#sets = others.map(() => []);
    this.#unanswered = others.map(() => 0);
  }

  /** What the others have of an RRset where that is not what the newest has. */
  find(set: Compared, index: number, newest: readonly Line[]): readonly Message[] {
    return this.#others.flatMap((server, at) => {
      const answer = answerFor(set, index, server);
      const lines = answer && linesOfAnswer(this.#zone, set, answer);
      if (lines === undefined) {
        this.#unanswered[at] = (this.#unanswered[at] ?? 0) + 1;
        return [];
      }
      if (isSame(lines, newest)) return [];
      const what = say('{0} of {1}', set.type, this.#zone.names.prose(set.owner));
      this.#sets[at]?.push(`${set.type} ${this.#zone.names.prose(set.owner)}`);
      return this.#tell(server, what, lines);
    });
  }

  #tell({ name }: PublishedBy, what: Message, lines: readonly Line[]): readonly Message[] {
    if (this.#told >= most.inAll) return [];
    this.#told += Math.max(1, lines.length);
    if (lines.length === 0) return [say('{0} has no {1}', name, what)];
    const shown = lines.slice(0, most.ofSet).map((line) => say('{0}: {1}', name, writeLine(line)));
    const more = lines.length - most.ofSet;
    return more > 0 ? [...shown, say('{0}: {1} more', name, more)] : shown;
  }

  /** How the servers stand to each other, and who did not answer; nothing for one that is alone. */
  describe({ servers, silent, unasked }: Published, timeout: number): readonly Message[] {
    const differs = this.#sets.some((sets) => sets.length > 0);
    const stand =
      differs || this.#unanswered.some((count) => count > 0)
        ? servers.map((server, index) => this.#describeServer(server, index - 1))
        : this.#sayAgreement(servers);
    // Where nobody has the zone, that is said already.
    const missing = servers.length === 0 ? [] : silent;
    return [
      ...stand,
      ...missing.map(({ name, soa }) => {
        if (soa === undefined) return say('{0} is not asked: it has no public address', name);
        return soa.kind === 'failure'
          ? say('{0} is not compared: {1}', name, sayFailure(soa.reason, soa.server, timeout))
          : say('{0} does not have this zone', name);
      }),
      ...(unasked > 0 ? [say('{0} more name servers are not asked', unasked)] : []),
    ];
  }

  #sayAgreement(servers: readonly PublishedBy[]): readonly Message[] {
    const names = servers.map(({ name }) => name).join(', ');
    return servers.length < 2 ? [] : [say('all say the same: {0}', names)];
  }

  #describeServer({ name, serial }: PublishedBy, at: number): Message {
    const has = say('{0} has the serial {1}', name, String(serial));
    const sets = this.#sets[at] ?? [];
    const unanswered = this.#unanswered[at] ?? 0;
    const told =
      sets.length > 0 ? say('{0}; differs in {1}', has, sayFirst(sets, most.named)) : has;
    return unanswered > 0 ? say('{0}; questions without an answer: {1}', told, unanswered) : told;
  }
}

/** What a name server says of an RRset. */
export function answerFor(
  { type }: Compared,
  index: number,
  { soa, answers }: PublishedBy,
): Answer | undefined {
  // It has been asked for already, to find out who has the zone.
  return type === 'SOA' ? soa : answers[index];
}

function isSame(one: readonly Line[], other: readonly Line[]): boolean {
  return (
    one.length === other.length &&
    one.every((line, index) => {
      const beside = other[index];
      return beside !== undefined && writeLine(line) === writeLine(beside);
    })
  );
}
