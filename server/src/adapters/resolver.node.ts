import { CancelSource } from '../core/resolve/cancel';
import { askFollowingAliases, type Outcome } from '../core/resolve/follow';
import type {
  Answer,
  CancelSignal,
  FailureReason,
  Question,
  Resolver,
  ResolverProblem,
} from '../core/resolve/resolver';
import { Gate } from './dns/gate';
import { canonicalName } from './dns/names';
import { parseServers, type ServerAddress } from './dns/servers';
import { askServers } from './dns/stub';
import { SystemServers } from './systemServers';

export interface NodeResolverOptions {
  /** Addresses of DNS servers, such as `127.0.0.1#5353`; empty for those of the system. */
  readonly servers: readonly string[];
  /** The time allowed for one question in all, in milliseconds. */
  readonly timeout: number;
}

/** The questions under way at a time, of all servers; each holds a few sockets. */
const questionsAtATime = 64;

/** The most that a timer takes; also far more than anybody waits. */
const longestTimeout = 2 ** 31 - 1;

/**
 * A resolver that asks DNS servers itself, over UDP and TCP: no search domains, no hosts file.
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
  readonly #servers: () => readonly ServerAddress[];
  readonly #timeout: number;
  readonly #gate = new Gate(questionsAtATime);

  constructor(servers: () => readonly ServerAddress[], timeout: number) {
    this.#servers = servers;
    this.#timeout = timeout;
  }

  async resolve(question: Question, signal: CancelSignal): Promise<Answer> {
    const started = performance.now();
    const outcome = await this.#ask(question, signal);
    return { ...outcome, elapsed: Math.round(performance.now() - started), at: Date.now() };
  }

  async #ask(question: Question, signal: CancelSignal): Promise<Outcome> {
    if (signal.aborted) return failure('cancelled');
    const name = canonicalName(question.name);
    if (name === undefined) return failure('bad-name');
    const servers = this.#servers();
    if (servers.length === 0) return failure('no-server');
    const closing = new CancelSource();
    const cancel = () => closing.cancel();
    signal.addEventListener('abort', cancel);
    const timer = setTimeout(cancel, this.#timeout);
    try {
      const outcome = await this.#takeTurn({ ...question, name }, servers, closing.signal);
      if (signal.aborted) return failure('cancelled');
      return outcome ?? failure('timeout');
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
    }
  }

  #takeTurn(
    question: Question,
    servers: readonly ServerAddress[],
    signal: CancelSignal,
  ): Promise<Outcome | undefined> {
    const timeout = this.#timeout;
    return this.#gate.pass(signal, () =>
      askFollowingAliases(question, (next) =>
        askServers({ question: next, servers, timeout, signal }),
      ),
    );
  }
}

function failure(reason: FailureReason): Outcome {
  return { kind: 'failure', reason, server: '' };
}
