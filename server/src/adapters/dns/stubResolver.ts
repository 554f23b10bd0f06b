import { askFollowingAliases, type Outcome, type Reply } from '../../core/resolve/follow';
import type {
  Answer,
  CancelSignal,
  FailureReason,
  Question,
  Resolver,
} from '../../core/resolve/resolver';
import { toWireQuestion, type WireQuestion } from './codec';
import { Gate } from './gate';
import { askServers, type StubQuestion } from './stub';
import type { Channel } from './transport';

/** The questions under way at a time: no server is asked more at once. */
const questionsAtATime = 64;

/** The most that a timer takes; also far more than anybody waits. */
const longestTimeout = 2 ** 31 - 1;

/** Asks DNS servers over channels, whatever those are made of: it has nothing of Node. */
export class StubResolver implements Resolver {
  readonly #channels: () => readonly Channel[];
  readonly #timeout: number;
  readonly #unable: string | undefined;
  readonly #gate = new Gate(questionsAtATime);

  /**
   * `timeout` is the time allowed for one question in all, in milliseconds; `unable` is a server that
   * was named, where none that was can be asked here.
   */
  constructor(channels: () => readonly Channel[], timeout: number, unable?: string) {
    this.#channels = channels;
    this.#timeout = Math.min(Math.max(timeout, 1), longestTimeout);
    this.#unable = unable;
  }

  async resolve(question: Question, signal: CancelSignal): Promise<Answer> {
    const started = performance.now();
    const outcome = await this.#ask(question, signal, started + this.#timeout);
    const elapsed = Math.round(performance.now() - started);
    // The outcome is nobody else's; a copy of it would cost more than all else here.
    return Object.assign(outcome, { elapsed, at: Date.now() });
  }

  async #ask(question: Question, signal: CancelSignal, deadline: number): Promise<Outcome> {
    if (signal.aborted) return failure('cancelled');
    const asked = toWireQuestion(question);
    if (asked === undefined) return failure('bad-name');
    const channels = this.#channels();
    if (channels.length === 0) return this.#sayNone();
    if (!(await this.#gate.enter(signal, deadline))) {
      return failure(signal.aborted ? 'cancelled' : 'timeout');
    }
    try {
      const outcome = await this.#askAll(asked, { channels, deadline, signal });
      return signal.aborted ? failure('cancelled') : outcome;
    } finally {
      this.#gate.leave();
    }
  }

  #sayNone(): Outcome {
    const server = this.#unable;
    return server === undefined
      ? failure('no-server')
      : { kind: 'failure', reason: 'unsupported', server };
  }

  #askAll(
    first: WireQuestion,
    { channels, deadline, signal }: Pick<StubQuestion, 'channels' | 'deadline' | 'signal'>,
  ): Promise<Outcome> {
    const timeout = this.#timeout;
    return askFollowingAliases(first.question, async (next) => {
      const asked = next.name === first.question.name ? first : toWireQuestion(next);
      if (asked === undefined) return failure('bad-name');
      return askServers({ asked, channels, deadline, signal, timeout });
    });
  }
}

function failure(reason: FailureReason): Reply & Outcome & { readonly kind: 'failure' } {
  return { kind: 'failure', reason, server: '' };
}
