import { CancelSource } from './cancel';
import type { Answer, CancelSignal, FailureReason, Question, Resolver } from './resolver';

/** What this needs of the world. */
export interface ConnectivityPorts {
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Runs something after so many milliseconds, unless what is returned is called before. */
  readonly after: (milliseconds: number, run: () => void) => () => void;
  /** A label that nobody has ever seen, such as sixteen random letters. */
  readonly randomLabel: () => string;
}

/** Whether DNS can be asked, and believed. */
export type Network = 'online' | 'offline' | 'captive';

/** So many questions in a row that reached nobody mean that there is no network. */
const unreachableInARow = 4;
/** So many in a row without an answer in time, and a probe tells whether anybody answers at all. */
const silentInARow = 32;
/** The first wait before it is tried again, doubled each time up to the longest. Milliseconds. */
const waits = { first: 2_000, longest: 120_000 } as const;
/** How long it is believed that nobody answers for everything, in milliseconds. */
const believed = 300_000;
/** How soon it is asked again where the probe found out nothing, in milliseconds. */
const doubted = 30_000;
/** The time allowed for a probe, in milliseconds. */
const probeTime = 5_000;

/**
 * Watches over the network behind a resolver.
 *
 * When several questions in a row reach nobody, or many get no answer and a probe gets none either,
 * nothing is asked any more but a probe now and then, with growing pauses, for as long as it takes. The
 * probe is a name under `invalid.` that cannot exist
 * (RFC 6761 6.4). It is also asked beside the first question, and again after a while: where it has an
 * address, something answers for everything, as the portal of a guest network does before one has
 * signed in, and no answer is believed until the probe says otherwise.
 */
export class Connectivity implements Resolver {
  readonly #resolver: Resolver;
  readonly #ports: ConnectivityPorts;
  #state: Network = 'online';
  #listener: () => void = () => undefined;
  #unreachable = 0;
  #silent = 0;
  #wait: number = waits.first;
  #stopWaiting: (() => void) | undefined;
  #closed = false;
  /** The server that was found to answer for everything. */
  #portal = '';
  /** Until when no probe is needed; a probe that is under way, to wait for. */
  #believedUntil = Number.NEGATIVE_INFINITY;
  #probe: Promise<void> | undefined;
  #probing: CancelSource | undefined;

  constructor(resolver: Resolver, ports: ConnectivityPorts) {
    this.#resolver = resolver;
    this.#ports = ports;
  }

  get state(): Network {
    return this.#state;
  }

  /** Who is told when the state changes; there is one. */
  onChange(listener: () => void): void {
    this.#listener = listener;
  }

  /** Ends the probing, for a resolver that is not used any more. */
  close(): void {
    this.#closed = true;
    this.#stopWaiting?.();
    this.#probing?.cancel();
  }

  async resolve(question: Question, signal: CancelSignal): Promise<Answer> {
    if (this.#state !== 'online') return this.#refusal();
    if (this.#ports.clock() >= this.#believedUntil) this.#probe ??= this.#startProbe();
    const answer = await this.#resolver.resolve(question, signal);
    this.#learn(answer);
    // A portal has addresses for every name, and says of all other types that there are none.
    if (answer.kind !== 'rrset' && answer.kind !== 'nodata') return answer;
    if (this.#probe !== undefined) await this.#unlessCancelled(signal);
    return this.#isCaptive() ? this.#refusal() : answer;
  }

  /** Apart, as the state may have changed while something was waited for. */
  #isCaptive(): boolean {
    return this.#state === 'captive';
  }

  #unlessCancelled(signal: CancelSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        signal.removeEventListener('abort', end);
        resolve();
      };
      signal.addEventListener('abort', end);
      void this.#probe?.then(end);
      if (signal.aborted) end();
    });
  }

  #learn(answer: Answer): void {
    if (answer.kind !== 'failure' || saysThatSomebodyIsThere(answer.reason)) {
      this.#unreachable = 0;
      this.#silent = 0;
    } else if (answer.reason === 'unreachable') {
      this.#unreachable += 1;
      if (this.#unreachable >= unreachableInARow && this.#state === 'online') {
        this.#change('offline');
        this.#probeLater();
      }
    } else if (answer.reason === 'timeout') {
      this.#silent += 1;
      // It may be the fault of the names alone: of them a dead zone may have thousands.
      if (this.#silent >= silentInARow) this.#probe ??= this.#startProbe();
    }
  }

  #change(state: Network): void {
    if (this.#state === state) return;
    this.#state = state;
    if (state === 'online') this.#wait = waits.first;
    this.#listener();
  }

  #probeLater(): void {
    if (this.#closed || this.#stopWaiting !== undefined) return;
    this.#stopWaiting = this.#ports.after(this.#wait, () => {
      this.#stopWaiting = undefined;
      this.#wait = Math.min(this.#wait * 2, waits.longest);
      this.#probe ??= this.#startProbe();
    });
  }

  async #startProbe(): Promise<void> {
    const source = new CancelSource();
    this.#probing = source;
    const stop = this.#ports.after(probeTime, () => source.cancel());
    const name = `${this.#ports.randomLabel()}.invalid.`;
    const answer = await this.#resolver.resolve({ name, type: 'A' }, source.signal);
    stop();
    this.#probe = undefined;
    this.#judge(answer);
  }

  #judge(answer: Answer): void {
    if (answer.kind === 'rrset') {
      this.#portal = answer.server;
      this.#change('captive');
    } else if (answer.kind !== 'failure' || saysThatSomebodyIsThere(answer.reason)) {
      this.#unreachable = 0;
      this.#silent = 0;
      this.#believedUntil = this.#ports.clock() + believed;
      this.#change('online');
    } else {
      this.#believedUntil = this.#ports.clock() + doubted;
      if (this.#silent >= silentInARow && this.#state === 'online') this.#change('offline');
    }
    if (this.#state !== 'online') this.#probeLater();
  }

  #refusal(): Answer {
    const reason: FailureReason = this.#state === 'captive' ? 'captive' : 'offline';
    const server = this.#state === 'captive' ? this.#portal : '';
    return { kind: 'failure', reason, server, elapsed: 0, at: this.#ports.clock() };
  }
}

/** Whether a failure proves that there is a network. */
function saysThatSomebodyIsThere(reason: FailureReason): boolean {
  return !['unreachable', 'timeout', 'no-server', 'unsupported', 'bad-name', 'cancelled'].includes(
    reason,
  );
}
