import { CachedResolver, type CacheLimits, type KnownAnswer } from './cache';
import { Connectivity, type ConnectivityPorts } from './connectivity';
import { DirectServer } from './directServer';
import type { Inquiry } from './ledger';
import type { Answer, CancelSignal, FailureReason, Question, Resolver } from './resolver';
import { type Asker, type DnsState, Scheduler, type SchedulerLimits } from './scheduler';

export interface StackOptions {
  /** What asks DNS, and remembers nothing. */
  readonly resolver: Resolver;
  /** Makes the same for the server at an address, and no other. */
  readonly resolverOf: (server: string) => Resolver;
  readonly ports: ConnectivityPorts;
  readonly memory?: Partial<CacheLimits>;
  readonly limits?: Partial<SchedulerLimits>;
  /** Is told of each change of the state. */
  readonly listener?: (state: DnsState) => void;
}

/** Asks DNS, or a server of its own where the inquiry names one. */
export interface Inquirable extends Resolver {
  resolve(inquiry: Inquiry, signal: CancelSignal): Promise<Answer>;
}

/** Servers that are asked directly and whose answers are kept; the oldest go first. */
const mostServers = 256;

/**
 * All that stands between who wants to know something of DNS and what asks: whose turn it is, what is
 * remembered, and the watch over the network, in this order. What one server is asked directly waits
 * in the same line, and besides in one of that server's; what it answers says nothing of the network.
 */
export class ResolverStack {
  readonly #options: StackOptions;
  readonly #connectivity: Connectivity;
  readonly #memory: CachedResolver;
  readonly #scheduler: Scheduler;
  readonly #servers = new Map<string, DirectServer>();

  constructor(options: StackOptions) {
    const { resolver, ports, memory, limits, listener } = options;
    const { clock } = ports;
    this.#options = options;
    this.#connectivity = new Connectivity(resolver, ports);
    this.#memory = new CachedResolver(this.#connectivity, clock, memory);
    const parts = { memory: this.#memory, connectivity: this.#connectivity, clock };
    this.#scheduler = new Scheduler(parts, listener, limits);
  }

  /** What the scheduler is doing, and whether there is a network. */
  get state(): DnsState {
    return this.#scheduler.state;
  }

  /** What one kind of questions is asked through; what they share, such as a budget, is the asker's. */
  for(asker: Asker): Inquirable {
    const shared = this.#scheduler.for(asker);
    return {
      resolve: ({ server, ...question }, signal) =>
        server === undefined
          ? shared.resolve(question, signal)
          : this.#askDirectly(server, question, asker, signal),
    };
  }

  /** The answer if it is known now, without asking. */
  peek(question: Question): KnownAnswer | undefined {
    return this.#memory.peek(question);
  }

  /** Forgets all answers, so that the next questions are asked anew. */
  clear(): void {
    this.#memory.clear();
    this.#servers.clear();
  }

  /** Ends what would go on by itself, for a stack that is not used any more. */
  close(): void {
    this.#connectivity.close();
  }

  async #askDirectly(
    server: string,
    question: Question,
    asker: Asker,
    signal: CancelSignal,
  ): Promise<Answer> {
    const network = this.#connectivity.state;
    return network === 'online'
      ? this.#serverAt(server).resolve(question, asker, signal)
      : failure(network, this.#options.ports.clock());
  }

  #serverAt(address: string): DirectServer {
    const known =
      this.#servers.get(address) ??
      new DirectServer(
        this.#options.resolverOf(address),
        this.#options.ports.clock,
        (asker, memory) => this.#scheduler.for(asker, memory),
      );
    this.#servers.set(address, known);
    const [oldest] = this.#servers.keys();
    if (this.#servers.size > mostServers && oldest !== undefined) this.#servers.delete(oldest);
    return known;
  }
}

function failure(reason: FailureReason, at: number): Answer {
  return { kind: 'failure', reason, server: '', elapsed: 0, at };
}
