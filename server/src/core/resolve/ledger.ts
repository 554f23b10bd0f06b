import type { KnownAnswer } from './cache';
import { foldName } from './names';
import type { KnownPolicy, PolicyAnswer, PolicyFetcher, PolicyInquiry } from './policyFetcher';
import type { Answer, CancelSignal, Question, QuestionType } from './resolver';

/** What a rule wants to know: of DNS, or of one name server. */
export interface Inquiry extends Question {
  /** The address of the server that is to be asked; absent where any resolver will do. */
  readonly server?: string;
}

/**
 * DNS as rules see it: what is known now. Undefined is not known yet, or not to be had, and nothing
 * follows from it.
 */
export interface Dns {
  readonly ask: (name: string, type: QuestionType) => KnownAnswer | undefined;
  /** The same of one name server, by its address. */
  readonly askServer: (server: string, name: string, type: QuestionType) => KnownAnswer | undefined;
  /** The MTA-STS policy of a mail domain, from the address that its host has. */
  readonly fetchPolicy: (domain: string, address: string) => KnownPolicy | undefined;
}

interface Entry {
  readonly inquiry: Inquiry | PolicyInquiry;
  /** Whose checks ask for it. */
  readonly askers: Set<number>;
  state: 'open' | 'asked' | 'failed' | 'known';
  answer: KnownAnswer | KnownPolicy | undefined;
  /** When the answer is stale, in milliseconds since 1970. */
  until: number;
}

/**
 * Seconds that an answer lasts at least: findings that come and go with a TTL of 0 help nobody. No
 * answer lasts longer than a day.
 */
const lifetime = { least: 5, most: 86_400 } as const;

/**
 * What the checks of a zone asked of DNS, and the answers: whatever is not known is noted, and a
 * driver sees to it. Whoever asks is known by a number; what nobody asks for any more is forgotten.
 */
export class Ledger {
  readonly #most: number;
  readonly #entries = new Map<string, Entry>();
  readonly #keysOf = new Map<number, ReadonlySet<string>>();
  readonly #stirred = new Set<number>();
  #notes = 0;
  #isFull = false;

  /** `most` is how many questions are dealt with; any others count as not known. */
  constructor(most: number) {
    this.#most = most;
  }

  /** True once a question found no room. */
  get isFull(): boolean {
    return this.#isFull;
  }

  /** Grows with each question that is new. */
  get notes(): number {
    return this.#notes;
  }

  /** How many questions to DNS got no answer. */
  get failures(): number {
    return [...this.#entries.values()].filter(
      ({ state, inquiry }) => state === 'failed' && isQuestion(inquiry),
    ).length;
  }

  /** When the next answer is stale, in milliseconds since 1970; infinite where there is none. */
  get nextEnd(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const { state, until } of this.#entries.values())
      if (state === 'known') next = Math.min(next, until);
    return next;
  }

  /** True for who asked for something at its last check. */
  hasAsker(asker: number): boolean {
    return this.#keysOf.has(asker);
  }

  /** Runs a check; what it asks for takes the place of what its asker asked for before. */
  check<Result>(asker: number, run: (dns: Dns) => Result): Result {
    const keys = new Set<string>();
    const look = (inquiry: Inquiry): KnownAnswer | undefined => {
      const answer = this.#look(asker, inquiry, keys);
      return answer?.kind === 'policy' ? undefined : answer;
    };
    const fetchPolicy = (policyOf: string, address: string): KnownPolicy | undefined => {
      const answer = this.#look(asker, { policyOf, address }, keys);
      return answer?.kind === 'policy' ? answer : undefined;
    };
    const result = run({
      ask: (name, type) => look({ name, type }),
      askServer: (server, name, type) => look({ name, type, server }),
      fetchPolicy,
    });
    for (const key of this.#keysOf.get(asker) ?? []) if (!keys.has(key)) this.#drop(asker, key);
    if (keys.size > 0) this.#keysOf.set(asker, keys);
    else this.#keysOf.delete(asker);
    return result;
  }

  /** The questions that are to be asked now; each is to be told what came of it. */
  take(): readonly Inquiry[] {
    return this.#take(isQuestion);
  }

  /** The same of policies. */
  takePolicies(): readonly PolicyInquiry[] {
    return this.#take((inquiry): inquiry is PolicyInquiry => !isQuestion(inquiry));
  }

  /** Notes what came of a question. One that was cancelled is still to be asked. */
  tell(inquiry: Inquiry | PolicyInquiry, answer: Answer | PolicyAnswer, now: number): void {
    const entry = this.#entries.get(keyOf(inquiry));
    if (entry === undefined) return;
    if (answer.kind === 'failure') {
      entry.state = answer.reason === 'cancelled' ? 'open' : 'failed';
      return;
    }
    const seconds = Math.min(Math.max(answer.ttl, lifetime.least), lifetime.most);
    entry.state = 'known';
    entry.answer = answer;
    entry.until = now + seconds * 1000;
    this.#stir(entry);
  }

  /** What got no answer is to be asked again. */
  retry(): void {
    for (const entry of this.#entries.values()) if (entry.state === 'failed') entry.state = 'open';
  }

  /** Forgets answers whose time is over by `now`: they are to be asked for again. */
  forgetStale(now: number): void {
    for (const entry of this.#entries.values())
      if (entry.state === 'known' && entry.until <= now) this.#reopen(entry);
  }

  /** Forgets all answers. */
  forgetAll(): void {
    for (const entry of this.#entries.values()) this.#reopen(entry);
  }

  /** Forgets who asked what, as where all get other numbers; answers stay for who asks again. */
  forgetAskers(): void {
    for (const { askers } of this.#entries.values()) askers.clear();
    this.#keysOf.clear();
    this.#stirred.clear();
  }

  /** Whose answers have come or gone since this was last called. */
  takeStirred(): readonly number[] {
    const stirred = [...this.#stirred];
    this.#stirred.clear();
    return stirred;
  }

  #take<Kind extends Entry['inquiry']>(
    isOfKind: (inquiry: Entry['inquiry']) => inquiry is Kind,
  ): readonly Kind[] {
    this.#sweep();
    return [...this.#entries.values()].flatMap((entry) => {
      if (entry.state !== 'open' || !isOfKind(entry.inquiry)) return [];
      entry.state = 'asked';
      return entry.inquiry;
    });
  }

  #look(asker: number, inquiry: Entry['inquiry'], keys: Set<string>): Entry['answer'] {
    const key = keyOf(inquiry);
    const entry = this.#entries.get(key) ?? this.#note(key, inquiry);
    if (entry === undefined) return undefined;
    entry.askers.add(asker);
    keys.add(key);
    return entry.answer;
  }

  #note(key: string, inquiry: Entry['inquiry']): Entry | undefined {
    if (this.#entries.size >= this.#most && !this.#isFull) this.#sweep();
    if (this.#entries.size >= this.#most) {
      this.#isFull = true;
      return undefined;
    }
    const askers = new Set<number>();
    const entry: Entry = { inquiry, askers, state: 'open', answer: undefined, until: 0 };
    this.#entries.set(key, entry);
    this.#notes++;
    return entry;
  }

  /** Gives up what nobody asks for any more. */
  #sweep(): void {
    for (const [key, { askers }] of this.#entries) if (askers.size === 0) this.#entries.delete(key);
  }

  #drop(asker: number, key: string): void {
    const entry = this.#entries.get(key);
    entry?.askers.delete(asker);
    if (entry?.askers.size === 0) this.#entries.delete(key);
  }

  #reopen(entry: Entry): void {
    this.#stir(entry);
    entry.state = 'open';
    entry.answer = undefined;
  }

  #stir({ answer, askers }: Entry): void {
    if (answer !== undefined) for (const asker of askers) this.#stirred.add(asker);
  }
}

/** A question may follow from an answer, and so on: this often, and the longest rule needs four. */
const mostRounds = 8;

/** What asking needs of its host. */
export interface Asker {
  readonly resolve: (inquiry: Inquiry, signal: CancelSignal) => Promise<Answer>;
  readonly policies: PolicyFetcher;
  /** Checks again those who asked, as their answers are there. */
  readonly recheck: (askers: readonly number[]) => Promise<void>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** Asks what is noted, has it checked again, and asks what is noted then, until nothing is left. */
export async function askInRounds(
  ledger: Ledger,
  { resolve, policies, recheck, clock }: Asker,
  signal: CancelSignal,
): Promise<void> {
  for (let round = 0; round < mostRounds; round++) {
    // At first these are whose answers came when the last run had been stopped.
    await recheck(ledger.takeStirred());
    if (signal.aborted) return;
    const [inquiries, wanted] = [ledger.take(), ledger.takePolicies()];
    if (inquiries.length + wanted.length === 0) return;
    await Promise.all([
      ...inquiries.map(async (inquiry) =>
        ledger.tell(inquiry, await resolve(inquiry, signal), clock()),
      ),
      ...wanted.map(async (policy) =>
        ledger.tell(policy, await policies.fetch(policy, signal), clock()),
      ),
    ]);
    if (signal.aborted) return;
  }
  await recheck(ledger.takeStirred());
}

function isQuestion(inquiry: Entry['inquiry']): inquiry is Inquiry {
  return 'name' in inquiry;
}

function keyOf(inquiry: Entry['inquiry']): string {
  if (!isQuestion(inquiry)) return `policy ${foldName(inquiry.policyOf)}`;
  const { server = '', type, name } = inquiry;
  return `${server} ${type} ${foldName(name)}`;
}
