import { CancelSource } from './cancel';
import { foldName } from './names';
import type {
  Answer,
  AnswerRecord,
  CancelSignal,
  FailureReason,
  Question,
  Resolver,
} from './resolver';

/** What is remembered, and for how long. */
export interface CacheLimits {
  /** How many answers are kept; the one that was used least recently goes first. */
  readonly entries: number;
  /** The longest time in seconds that an answer is kept, whatever its TTL says. */
  readonly longest: number;
  /**
   * The shortest time in seconds. A TTL of 0 allows use "for the transaction in progress" (RFC 1035
   * 3.2.1); what an editor does with an answer right after it came is that transaction.
   */
  readonly shortest: number;
  /** How long a failure is kept, in seconds: so that a dead server is not waited for at each key. */
  readonly failure: number;
}

const defaultLimits: CacheLimits = { entries: 10_000, longest: 86_400, shortest: 1, failure: 5 };

/** What costs nothing to find out again, and may be different the next moment. */
const forgotten: ReadonlySet<FailureReason> = new Set(['cancelled', 'offline', 'captive']);

/** An answer that says something about the zone, and not about the network. */
export type KnownAnswer = Exclude<Answer, { readonly kind: 'failure' }>;

/**
 * Remembers answers for as long as their TTL allows (RFC 1035 3.2.1, RFC 2308 5), and asks the same
 * question only once while it is under way.
 *
 * An answer from the memory keeps `server`, `elapsed` and `at` of when it was had; its TTLs have
 * counted down since.
 */
export class CachedResolver implements Resolver {
  readonly #resolver: Resolver;
  readonly #clock: () => number;
  readonly #limits: CacheLimits;
  /** In order of use, the least recently used first. */
  readonly #entries = new Map<string, Entry>();
  readonly #flights = new Map<string, Flight>();

  /** `clock` gives milliseconds since 1970. */
  constructor(resolver: Resolver, clock: () => number, limits: Partial<CacheLimits> = {}) {
    this.#resolver = resolver;
    this.#clock = clock;
    this.#limits = { ...defaultLimits, ...limits };
  }

  async resolve(question: Question, signal: CancelSignal): Promise<Answer> {
    const asked = this.#clock();
    if (signal.aborted) return cancelled(asked, asked);
    const key = keyOf(question);
    const remembered = this.#remembered(key);
    if (remembered !== undefined) return remembered;
    const flight = this.#flights.get(key) ?? this.#start(key, question);
    const answer = await flight.join(signal);
    return answer ?? cancelled(asked, this.#clock());
  }

  /** The answer if it is known now, without asking. A failure is not an answer. */
  peek(question: Question): KnownAnswer | undefined {
    const remembered = this.#remembered(keyOf(question));
    return remembered?.kind === 'failure' ? undefined : remembered;
  }

  /** Forgets everything. What is under way still reaches its askers, but is not remembered. */
  clear(): void {
    this.#entries.clear();
    this.#flights.clear();
  }

  #start(key: string, question: Question): Flight {
    const flight = new Flight(
      (signal) => this.#resolver.resolve(question, signal),
      (answer) => {
        // A flight that was abandoned or dates from before clear() is no longer the one on record.
        if (this.#flights.get(key) !== flight) return;
        this.#flights.delete(key);
        if (answer !== undefined) this.#remember(key, answer);
      },
    );
    this.#flights.set(key, flight);
    return flight;
  }

  #remember(key: string, answer: Answer): void {
    const seconds = this.#lifetime(answer);
    if (seconds <= 0) return;
    const stored = this.#clock();
    this.#entries.delete(key);
    this.#entries.set(key, { answer, stored, expires: stored + seconds * 1000 });
    while (this.#entries.size > this.#limits.entries) {
      const oldest = this.#entries.keys().next();
      if (oldest.done === true) return;
      this.#entries.delete(oldest.value);
    }
  }

  #lifetime(answer: Answer): number {
    const { failure, shortest, longest } = this.#limits;
    if (answer.kind !== 'failure') return Math.min(Math.max(answer.ttl, shortest), longest);
    return forgotten.has(answer.reason) ? 0 : failure;
  }

  #remembered(key: string): Answer | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    const now = this.#clock();
    this.#entries.delete(key);
    if (now >= entry.expires) return undefined;
    this.#entries.set(key, entry);
    // A clock that was set back makes nothing younger than it was.
    return aged(entry.answer, Math.max(0, Math.floor((now - entry.stored) / 1000)));
  }
}

interface Entry {
  readonly answer: Answer;
  /** When it was stored and when it must no longer be used, in the clock's milliseconds. */
  readonly stored: number;
  readonly expires: number;
}

/** One question under way, shared by those who asked it. */
class Flight {
  readonly #start: (signal: CancelSignal) => Promise<Answer>;
  readonly #ended: (answer: Answer | undefined) => void;
  readonly #source = new CancelSource();
  #askers = 0;
  #answer: Promise<Answer> | undefined;

  /** `ended` is told the answer, or undefined when there will be none. */
  constructor(
    start: (signal: CancelSignal) => Promise<Answer>,
    ended: (answer: Answer | undefined) => void,
  ) {
    this.#start = start;
    this.#ended = ended;
  }

  /** The answer, or undefined when this asker's own signal came first. */
  join(signal: CancelSignal): Promise<Answer | undefined> {
    this.#askers += 1;
    this.#answer ??= this.#run();
    const answer = this.#answer;
    return new Promise((resolve, reject) => {
      const leave = () => {
        resolve(undefined);
        this.#leave();
      };
      signal.addEventListener('abort', leave);
      answer.then(
        (known) => {
          signal.removeEventListener('abort', leave);
          resolve(known);
        },
        // A resolver that throws has a bug: each asker gets to see it, and nobody waits for ever.
        reject,
      );
    });
  }

  #leave(): void {
    this.#askers -= 1;
    if (this.#askers > 0) return;
    this.#ended(undefined);
    this.#source.cancel();
  }

  async #run(): Promise<Answer> {
    let answer: Answer | undefined;
    try {
      answer = await this.#start(this.#source.signal);
      return answer;
    } finally {
      this.#ended(answer);
    }
  }
}

function keyOf(question: Question): string {
  return `${question.type} ${foldName(question.name)}`;
}

function aged(answer: Answer, seconds: number): Answer {
  if (seconds === 0) return answer;
  const older = (records: readonly AnswerRecord[]) =>
    records.map((record) => ({ ...record, ttl: Math.max(0, record.ttl - seconds) }));
  if (answer.kind === 'failure') {
    return answer.aliases === undefined ? answer : { ...answer, aliases: older(answer.aliases) };
  }
  const common = { ttl: Math.max(0, answer.ttl - seconds), aliases: older(answer.aliases) };
  if (answer.kind !== 'rrset') return { ...answer, ...common };
  return { ...answer, ...common, records: older(answer.records) };
}

function cancelled(asked: number, now: number): Answer {
  return { kind: 'failure', reason: 'cancelled', server: '', elapsed: now - asked, at: now };
}
