import { askFollowingAliases, type Outcome, type Reply } from '../core/resolve/follow';
import type {
  Answer,
  CancelSignal,
  FailureReason,
  Question,
  Resolver,
  ResolverProblem,
} from '../core/resolve/resolver';
import { Channels } from './dns/channels';
import { toWireQuestion, type WireQuestion } from './dns/codec';
import { Gate } from './dns/gate';
import { parseServers, type Server } from './dns/servers';
import { askServers, type StubQuestion } from './dns/stub';
import { SystemServers } from './systemServers';

export interface NodeResolverOptions {
  /**
   * DNS servers, such as `127.0.0.1#5353`, `tls://192.0.2.53` or `https://dns.example/dns-query`;
   * empty for those of the system.
   */
  readonly servers: readonly string[];
  /** The time allowed for one question in all, in milliseconds. */
  readonly timeout: number;
}

/** The questions under way at a time: no server is asked more at once. */
const questionsAtATime = 64;

/** The most that a timer takes; also far more than anybody waits. */
const longestTimeout = 2 ** 31 - 1;

/**
 * A resolver that asks DNS servers itself, over UDP and TCP, TLS or HTTPS: no search domains, no
 * hosts file for what is asked.
 * Settings that have changed make a new one. `problems` tells which servers are left out and why.
 */
export function createNodeResolver(options: NodeResolverOptions): {
  readonly resolver: Resolver;
  readonly problems: readonly ResolverProblem[];
} {
  const { servers, problems } = parseServers(options.servers);
  // Who named servers does not want the system's to be told, not even when all names are wrong.
  const system = options.servers.length === 0 ? new SystemServers() : undefined;
  const currentServers = () => system?.get() ?? servers;
  const timeout = Math.min(Math.max(options.timeout, 1), longestTimeout);
  return { resolver: new NodeResolver(currentServers, timeout), problems };
}

class NodeResolver implements Resolver {
  readonly #servers: () => readonly Server[];
  readonly #timeout: number;
  readonly #channels = new Channels();
  readonly #gate = new Gate(questionsAtATime);

  constructor(servers: () => readonly Server[], timeout: number) {
    this.#servers = servers;
    this.#timeout = timeout;
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
    const channels = this.#channels.of(this.#servers());
    if (channels.length === 0) return failure('no-server');
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
