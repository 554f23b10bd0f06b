import type { Reply } from '../../core/resolve/follow';
import type { CancelSignal, FailureReason } from '../../core/resolve/resolver';
import { rcodes } from '../../core/resolve/response';
import type { WireQuestion } from './codec';
import { type Alarm, clearAlarm, setAlarm } from './ticker';
import type { Channel, Delivery } from './transport';

/** One question of a stub resolver (RFC 1035 5.3.1) to its servers. */
export interface StubQuestion {
  readonly asked: WireQuestion;
  readonly channels: readonly Channel[];
  /** The time allowed in all, in milliseconds; the schedule of attempts is made to fit. */
  readonly timeout: number;
  /** When that time is up, in milliseconds of `performance.now()`. */
  readonly deadline: number;
  /** Comes when nobody wants the answer any more. */
  readonly signal: CancelSignal;
}

/** Each server is asked so many times at most, later ones with twice the patience. */
const rounds = 3;

/** Patience in milliseconds that leaves an ordinary recursive server the time to find out. */
const patience = 250;

/**
 * Asks one server after the other, and listens to all that were asked until one knows. A server
 * that has failed is not asked again. The promise settles when the time is up, and at once when the
 * signal comes.
 */
export function askServers(asked: StubQuestion): Promise<Reply> {
  return new Promise((resolve) => {
    new Attempts(asked, resolve).start();
  });
}

/** What says most about why there is no answer comes first. */
const telling: readonly FailureReason[] = [
  'servfail',
  'refused',
  'malformed',
  'certificate',
  'timeout',
  'unreachable',
];

class Attempts implements Alarm {
  /** When the next server is asked, or all is over. */
  due = 0;
  readonly #question: StubQuestion;
  readonly #settle: (reply: Reply) => void;
  /** The last thing known of each server that has been asked, in the order of the servers. */
  readonly #failures: FailureReason[] = [];
  /** Those of them that have failed for good. */
  readonly #gone: number[] = [];
  readonly #stops: (() => void)[] = [];
  readonly #end = () => this.#finish(this.#failure());
  #next = 0;
  #current: number | undefined;
  #settled = false;

  constructor(question: StubQuestion, settle: (reply: Reply) => void) {
    this.#question = question;
    this.#settle = settle;
  }

  start(): void {
    const { signal } = this.#question;
    signal.addEventListener('abort', this.#end);
    if (signal.aborted) this.#end();
    else this.#attempt();
    if (!this.#settled) setAlarm(this);
  }

  ring(): void {
    if (performance.now() < this.#question.deadline) this.#attempt();
    else this.#end();
  }

  /** Asks the next server that has not failed, for as long as its turn is. */
  #attempt(): void {
    const { channels, asked, deadline } = this.#question;
    while (this.#next < channels.length * rounds) {
      const round = Math.floor(this.#next / channels.length);
      const index = this.#next % channels.length;
      this.#next += 1;
      const channel = channels[index];
      if (channel === undefined || this.#gone.includes(index)) continue;
      this.#current = index;
      this.#failures[index] ??= 'timeout';
      this.due = Math.min(performance.now() + this.#wait(round), deadline);
      this.#ask(channel, index, asked);
      return;
    }
    // Whoever was asked may still answer, until all the time is over.
    this.#current = undefined;
    this.due = deadline;
  }

  /** The patience doubles in each round. */
  #wait(round: number): number {
    const { channels, timeout } = this.#question;
    const shares = channels.length * (2 ** rounds - 1);
    const first = Math.max(timeout / shares, Math.min(patience, timeout / (channels.length + 1)));
    return first * 2 ** round;
  }

  #ask(channel: Channel, index: number, asked: WireQuestion): void {
    const stop = channel.ask(asked, {
      done: (delivery) => this.#take(delivery, channel, index),
      garbled: () => {
        if (!this.#gone.includes(index)) this.#failures[index] = 'malformed';
      },
    });
    if (this.#settled) stop();
    else this.#stops.push(stop);
  }

  #take(delivery: Delivery, channel: Channel, index: number): void {
    if (this.#settled) return;
    const reason = failureOf(delivery);
    if (reason === undefined) {
      if (delivery.kind !== 'response') return;
      this.#finish({ kind: 'response', response: delivery.response, server: channel.label });
      return;
    }
    this.#failures[index] = reason;
    if (!this.#gone.includes(index)) this.#gone.push(index);
    if (this.#gone.length === this.#question.channels.length) this.#end();
    else if (index === this.#current) this.#attempt();
  }

  #failure(): Reply {
    for (const reason of telling) {
      const index = this.#failures.indexOf(reason);
      const channel = this.#question.channels[index];
      if (channel !== undefined) return { kind: 'failure', reason, server: channel.label };
    }
    return { kind: 'failure', reason: 'timeout', server: '' };
  }

  #finish(reply: Reply): void {
    if (this.#settled) return;
    this.#settled = true;
    clearAlarm(this);
    this.#question.signal.removeEventListener('abort', this.#end);
    for (const stop of this.#stops) stop();
    this.#settle(reply);
  }
}

/** Why a delivery is no answer; undefined when it is one. */
function failureOf(delivery: Delivery): FailureReason | undefined {
  if (delivery.kind === 'broken') return 'malformed';
  if (delivery.kind !== 'response') return delivery.kind;
  switch (delivery.response.rcode) {
    case rcodes.noError:
    case rcodes.nameError:
      return undefined;
    case rcodes.serverFailure:
      return 'servfail';
    case rcodes.refused:
      return 'refused';
    default:
      return 'malformed';
  }
}
