import type { CachedResolver } from './cache';
import type { Connectivity } from './connectivity';
import type { Answer, CancelSignal, FailureReason, Question, Resolver } from './resolver';
import { type TurnLimits, Turns } from './turns';

/** What DNS is being asked at the moment, for whoever shows it. */
export type DnsState = {
  /** When something was asked last, in milliseconds since 1970; undefined if never. */
  readonly lastAsked: number | undefined;
} & (
  | { readonly kind: 'idle' }
  /** So many questions are under way or wait their turn. */
  | { readonly kind: 'asking'; readonly questions: number }
  /** Nothing can be reached; it is tried again now and then. */
  | { readonly kind: 'offline' }
  /** Something answers for everything: what it says is not passed on. */
  | { readonly kind: 'captive' }
);

/** How many questions may still be asked, of one zone for instance. Counts down. */
export interface Budget {
  left: number;
}

/** Who asks, and how it is served. */
export interface Asker {
  /** Somebody waits for it, as with a hover: goes before all that is not urgent. */
  readonly urgent: boolean;
  /** Absent where nothing is counted. What is remembered costs nothing. */
  readonly budget?: Budget;
}

export interface SchedulerLimits extends TurnLimits {
  /** Questions that wait their turn; more are refused as over budget. */
  readonly waiting: number;
}

const defaultLimits: SchedulerLimits = { atATime: 64, reserved: 8, waiting: 200_000 };

/**
 * Decides which question is asked when: so many at a time, urgent ones first, each in the order in
 * which they came.
 *
 * It stands before the memory, and the watch over the network behind it (`Scheduler`, then
 * `CachedResolver`, `Connectivity`, and what asks DNS): what is remembered is answered at once, what
 * is under way already is not asked twice, and what the watch answers itself is soon forgotten. How
 * much one server is asked at a time is up to what asks DNS, as nobody else knows the servers.
 */
export class Scheduler {
  readonly #memory: CachedResolver;
  readonly #connectivity: Connectivity;
  readonly #clock: () => number;
  readonly #limits: SchedulerLimits;
  readonly #listener: (state: DnsState) => void;
  readonly #turns: Turns;
  #lastAsked: number | undefined;

  /** `listener` is told of each change of the state; `clock` gives milliseconds since 1970. */
  constructor(
    parts: {
      readonly memory: CachedResolver;
      readonly connectivity: Connectivity;
      readonly clock: () => number;
    },
    listener: (state: DnsState) => void = () => undefined,
    limits: Partial<SchedulerLimits> = {},
  ) {
    this.#memory = parts.memory;
    this.#connectivity = parts.connectivity;
    this.#clock = parts.clock;
    this.#listener = listener;
    this.#limits = { ...defaultLimits, ...limits };
    this.#turns = new Turns(this.#limits, () => this.#tell());
    this.#connectivity.onChange(() => this.#tell());
  }

  /**
   * A resolver for one kind of questions. `memory` is another one than the scheduler's where somebody
   * else is asked: its questions wait in the same line.
   */
  for(asker: Asker, memory: CachedResolver = this.#memory): Resolver {
    return { resolve: (question, signal) => this.#resolve(question, signal, { asker, memory }) };
  }

  get state(): DnsState {
    const lastAsked = this.#lastAsked;
    const network = this.#connectivity.state;
    if (network !== 'online') return { kind: network, lastAsked };
    const questions = this.#turns.size;
    return questions === 0 ? { kind: 'idle', lastAsked } : { kind: 'asking', questions, lastAsked };
  }

  async #resolve(
    question: Question,
    signal: CancelSignal,
    { asker, memory }: { readonly asker: Asker; readonly memory: CachedResolver },
  ): Promise<Answer> {
    if (signal.aborted) return this.#failure('cancelled');
    const known = memory.peek(question);
    if (known !== undefined) return known;
    if (!this.#mayAsk(asker)) return this.#failure('over-budget');
    const entered = this.#turns.enter(asker.urgent, signal);
    if (entered !== true && !(await entered)) {
      // It was not asked after all.
      if (asker.budget !== undefined) asker.budget.left += 1;
      return this.#failure('cancelled');
    }
    this.#lastAsked = this.#clock();
    this.#tell();
    try {
      return await memory.resolve(question, signal);
    } finally {
      this.#turns.leave();
      this.#tell();
    }
  }

  #mayAsk({ budget }: Asker): boolean {
    if (this.#turns.waiting >= this.#limits.waiting) return false;
    if (budget === undefined) return true;
    if (budget.left <= 0) return false;
    budget.left -= 1;
    return true;
  }

  #tell(): void {
    this.#listener(this.state);
  }

  #failure(reason: FailureReason): Answer {
    return { kind: 'failure', reason, server: '', elapsed: 0, at: this.#clock() };
  }
}
