import type { PolicyFetcher } from '../../server/src/core/resolve/policyFetcher';
import type {
  Answer,
  AnswerRecord,
  CancelSignal,
  FailureReason,
  Question,
  QuestionType,
  Resolver,
} from '../../server/src/core/resolve/resolver';

const asked = { server: '192.0.2.53', elapsed: 3, at: 0 } as const;

export function rrset(
  name: string,
  type: QuestionType,
  data: readonly string[],
  { ttl = 300, aliases = [] }: { ttl?: number; aliases?: readonly AnswerRecord[] } = {},
): Answer {
  const records = data.map((each) => ({ name, type, ttl, data: each }));
  return { ...asked, kind: 'rrset', records, aliases, ttl, authenticated: false };
}

export function nodata(ttl = 60): Answer {
  return { ...asked, kind: 'nodata', aliases: [], ttl, authenticated: false };
}

export function nxdomain(ttl = 60): Answer {
  return { ...asked, kind: 'nxdomain', aliases: [], ttl, authenticated: false };
}

export function failure(reason: FailureReason): Answer {
  return { ...asked, kind: 'failure', reason };
}

/** Fetches no policy. */
export const noPolicies: PolicyFetcher = {
  fetch: async () => ({ kind: 'failure', reason: 'unreachable', server: '', at: 0 }),
};

/** A resolver whose answers come when the test says so, or never. */
export class FakeResolver implements Resolver {
  readonly asked: string[] = [];
  readonly cancelled: string[] = [];
  readonly #pending = new Map<string, (answer: Answer) => void>();
  readonly #known: ReadonlyMap<string, Answer>;

  /** What is known at once, by `TYPE name`. */
  constructor(known: Readonly<Record<string, Answer>> = {}) {
    this.#known = new Map(Object.entries(known));
  }

  resolve(question: Question, signal: CancelSignal): Promise<Answer> {
    const key = `${question.type} ${question.name}`;
    this.asked.push(key);
    const known = this.#known.get(key);
    if (known !== undefined) return Promise.resolve(known);
    return new Promise((resolve) => {
      this.#pending.set(key, resolve);
      signal.addEventListener('abort', () => {
        this.cancelled.push(key);
        resolve(failure('cancelled'));
      });
    });
  }

  /** Answers a question that is under way. */
  async answer(key: string, answer: Answer): Promise<void> {
    const resolve = this.#pending.get(key);
    if (resolve === undefined) throw new Error(`Nobody asked for ${key}`);
    resolve(answer);
    // Lets everyone who waits take note.
    await new Promise((done) => setImmediate(done));
  }
}
