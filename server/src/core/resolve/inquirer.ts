import type { Inquiry } from './ledger';
import type { Answer, CancelSignal, Resolver } from './resolver';

/** What an inquirer asks through. */
export interface InquirerOptions {
  readonly resolver: Resolver;
  /** Makes a resolver that asks the server at an address and no other. */
  readonly resolverOf: (server: string) => Resolver;
  /** How many questions are under way at a time. */
  readonly atATime: number;
}

/** So many questions in a row without an answer, and there is no network to ask. */
const mostInVain = 128;

/** Servers that are asked directly and whose answers are kept; the oldest go first. */
const mostServers = 256;

/**
 * Puts the questions of checks to DNS: not too many at a time, so that none waits until its time is
 * over, and none at all once it shows that nobody answers.
 */
export class Inquirer {
  readonly #options: InquirerOptions;
  readonly #byServer = new Map<string, Resolver>();
  readonly #queue: (() => void)[] = [];
  #underWay = 0;
  #inVain = 0;

  constructor(options: InquirerOptions) {
    this.#options = options;
  }

  get isBusy(): boolean {
    return this.#underWay > 0;
  }

  /** Tries anew where nobody answered. */
  takeHeart(): void {
    this.#inVain = 0;
  }

  async ask(inquiry: Inquiry, signal: CancelSignal): Promise<Answer> {
    if (this.#underWay < this.#options.atATime) this.#underWay++;
    else await new Promise<void>((go) => this.#queue.push(go));
    try {
      if (signal.aborted) return failure('cancelled');
      if (this.#inVain >= mostInVain) return failure('timeout');
      const { server, ...question } = inquiry;
      const answer = await this.#resolverFor(server).resolve(question, signal);
      if (server === undefined) this.#count(answer);
      return answer;
    } finally {
      const next = this.#queue.shift();
      // Whoever waited longest takes the place over.
      if (next === undefined) this.#underWay--;
      else next();
    }
  }

  #count(answer: Answer): void {
    const isSilence =
      answer.kind === 'failure' && ['timeout', 'unreachable', 'no-server'].includes(answer.reason);
    const isCancelled = answer.kind === 'failure' && answer.reason === 'cancelled';
    if (!isCancelled) this.#inVain = isSilence ? this.#inVain + 1 : 0;
  }

  #resolverFor(server: string | undefined): Resolver {
    if (server === undefined) return this.#options.resolver;
    const known = this.#byServer.get(server) ?? this.#options.resolverOf(server);
    this.#byServer.set(server, known);
    const [oldest] = this.#byServer.keys();
    if (this.#byServer.size > mostServers && oldest !== undefined) this.#byServer.delete(oldest);
    return known;
  }
}

function failure(reason: 'cancelled' | 'timeout'): Answer {
  return { kind: 'failure', reason, server: '', elapsed: 0, at: 0 };
}
