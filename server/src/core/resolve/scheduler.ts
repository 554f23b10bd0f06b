import type { CachedResolver } from './cache';
import type { Connectivity } from './connectivity';
import { Line } from './line';
import type { Answer, CancelSignal, FailureReason, Question, Resolver } from './resolver';

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

export interface SchedulerLimits {
  /** Questions under way at a time. */
  readonly atATime: number;
  /** Of these, so many are kept free for urgent ones. */
  readonly reserved: number;
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
  readonly #urgent = new Line<() => void>();
  readonly #others = new Line<() => void>();
  #underWay = 0;
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
    this.#connectivity.onChange(() => this.#tell());
  }

  /** A resolver for one kind of questions. */
  for(asker: Asker): Resolver {
    return { resolve: (question, signal) => this.#resolve(question, signal, asker) };
  }

  get state(): DnsState {
    const lastAsked = this.#lastAsked;
    const network = this.#connectivity.state;
    if (network !== 'online') return { kind: network, lastAsked };
    const questions = this.#underWay + this.#urgent.size + this.#others.size;
    return questions === 0 ? { kind: 'idle', lastAsked } : { kind: 'asking', questions, lastAsked };
  }

  async #resolve(question: Question, signal: CancelSignal, asker: Asker): Promise<Answer> {
    if (signal.aborted) return this.#failure('cancelled');
    const known = this.#memory.peek(question);
    if (known !== undefined) return known;
    if (!this.#mayAsk(asker)) return this.#failure('over-budget');
    const entered = this.#enter(asker.urgent, signal);
    if (entered !== true && !(await entered)) {
      // It was not asked after all.
      if (asker.budget !== undefined) asker.budget.left += 1;
      return this.#failure('cancelled');
    }
    this.#lastAsked = this.#clock();
    this.#tell();
    try {
      return await this.#memory.resolve(question, signal);
    } finally {
      this.#leave();
    }
  }

  #mayAsk({ budget }: Asker): boolean {
    if (this.#urgent.size + this.#others.size >= this.#limits.waiting) return false;
    if (budget === undefined) return true;
    if (budget.left <= 0) return false;
    budget.left -= 1;
    return true;
  }

  /** True once it is this question's turn, false when the signal came first. */
  #enter(urgent: boolean, signal: CancelSignal): true | Promise<boolean> {
    if (this.#hasRoom(urgent)) {
      this.#underWay += 1;
      return true;
    }
    return new Promise((resolve) => {
      const giveUp = (): void => {
        leave();
        resolve(false);
        this.#tell();
      };
      const leave = (urgent ? this.#urgent : this.#others).add(() => {
        signal.removeEventListener('abort', giveUp);
        resolve(true);
      });
      signal.addEventListener('abort', giveUp);
      this.#tell();
    });
  }

  #hasRoom(urgent: boolean): boolean {
    const { atATime, reserved } = this.#limits;
    return this.#underWay < (urgent ? atATime : Math.max(1, atATime - reserved));
  }

  #leave(): void {
    this.#underWay -= 1;
    const next =
      (this.#hasRoom(true) ? this.#urgent.next() : undefined) ??
      (this.#hasRoom(false) ? this.#others.next() : undefined);
    if (next !== undefined) {
      this.#underWay += 1;
      next();
    }
    this.#tell();
  }

  #tell(): void {
    this.#listener(this.state);
  }

  #failure(reason: FailureReason): Answer {
    return { kind: 'failure', reason, server: '', elapsed: 0, at: this.#clock() };
  }
}
