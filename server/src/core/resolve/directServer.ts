import { CachedResolver } from './cache';
import type { Answer, CancelSignal, Question, Resolver } from './resolver';
import type { Asker } from './scheduler';
import { Turns } from './turns';

/** Questions to one server at a time: it is somebody's own, and did not ask for ours. */
const atATime = 8;

/** So many questions in a row without an answer, and the server is left alone for a while. */
const mostInVain = 8;

/** How long it is left alone, in milliseconds. */
const rest = 60_000;

/** How many of a server's answers are remembered. */
const remembered = 1000;

/** One name server that is asked directly: not too much at a time, and not while it does not answer. */
export class DirectServer {
  readonly #turns = new Turns({ atATime, reserved: 0 });
  readonly #memory: CachedResolver;
  readonly #clock: () => number;
  readonly #through: (asker: Asker, memory: CachedResolver) => Resolver;
  #inVain = 0;
  #restsUntil = Number.NEGATIVE_INFINITY;

  /** `through` gives the line that all questions wait in. */
  constructor(
    resolver: Resolver,
    clock: () => number,
    through: (asker: Asker, memory: CachedResolver) => Resolver,
  ) {
    this.#memory = new CachedResolver(resolver, clock, { entries: remembered });
    this.#clock = clock;
    this.#through = through;
  }

  /** Here first, so that a slow server's questions do not take the places of all others. */
  async resolve(question: Question, asker: Asker, signal: CancelSignal): Promise<Answer> {
    if (!(await this.#turns.enter(asker.urgent, signal))) return this.#failure('cancelled');
    try {
      if (this.#clock() < this.#restsUntil) return this.#failure('timeout');
      const answer = await this.#through(asker, this.#memory).resolve(question, signal);
      this.#count(answer);
      return answer;
    } finally {
      this.#turns.leave();
    }
  }

  #count(answer: Answer): void {
    if (answer.kind !== 'failure') this.#inVain = 0;
    else if (answer.reason === 'timeout' || answer.reason === 'unreachable') this.#inVain += 1;
    if (this.#inVain < mostInVain) return;
    this.#inVain = 0;
    this.#restsUntil = this.#clock() + rest;
  }

  #failure(reason: 'cancelled' | 'timeout'): Answer {
    return { kind: 'failure', reason, server: '', elapsed: 0, at: this.#clock() };
  }
}
