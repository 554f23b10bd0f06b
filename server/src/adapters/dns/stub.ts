import { randomInt } from 'node:crypto';
import { CancelSource } from '../../core/resolve/cancel';
import type { Reply } from '../../core/resolve/follow';
import type { CancelSignal, FailureReason, Question } from '../../core/resolve/resolver';
import { type Response, rcodes } from '../../core/resolve/response';
import { decodeResponse, encodeQuery, type Query } from './codec';
import { Mailbox } from './mailbox';
import type { ServerAddress } from './servers';
import { exchangeOverTcp } from './tcp';
import type { Delivery, Exchange } from './transport';
import { exchangeOverUdp } from './udp';

/** One question of a stub resolver (RFC 1035 5.3.1) to its servers. */
export interface StubQuestion {
  /** The name in canonical form. */
  readonly question: Question;
  readonly servers: readonly ServerAddress[];
  /** The time allowed in all, in milliseconds; the schedule of attempts is made to fit. */
  readonly timeout: number;
  /** Comes when that time is up or nobody wants the answer any more: all sockets are closed. */
  readonly signal: CancelSignal;
}

/** Each server is asked so many times at most, later ones with twice the patience. */
const rounds = 3;

/** Patience in milliseconds that leaves an ordinary recursive server the time to find out. */
const patience = 250;

/**
 * Asks one server after the other, and listens to all that were asked until one knows. A server
 * that has failed is not asked again. When the signal comes, the promise settles at once.
 */
export async function askServers(asked: StubQuestion): Promise<Reply> {
  const events = new Mailbox<Event>();
  const closing = new CancelSource();
  const end = () => {
    closing.cancel();
    events.post({ kind: 'ended' });
  };
  if (asked.signal.aborted) end();
  asked.signal.addEventListener('abort', end);
  try {
    return await new Attempts({ ...asked, signal: closing.signal }, events).run();
  } finally {
    asked.signal.removeEventListener('abort', end);
    closing.cancel();
  }
}

type Event =
  | { readonly kind: 'response'; readonly response: Response; readonly server: ServerAddress }
  | { readonly kind: 'failed'; readonly reason: FailureReason; readonly server: ServerAddress }
  | { readonly kind: 'garbled'; readonly server: ServerAddress }
  | { readonly kind: 'ended' };

/** What says most about why there is no answer comes first. */
const telling: readonly FailureReason[] = [
  'servfail',
  'refused',
  'malformed',
  'timeout',
  'unreachable',
];

class Attempts {
  readonly #asked: StubQuestion;
  readonly #events: Mailbox<Event>;
  /** The last thing known of each server that has been asked. */
  readonly #failures = new Map<ServerAddress, FailureReason>();
  readonly #gone = new Set<ServerAddress>();

  constructor(asked: StubQuestion, events: Mailbox<Event>) {
    this.#asked = asked;
    this.#events = events;
  }

  async run(): Promise<Reply> {
    for (const { server, wait } of this.#schedule()) {
      if (this.#asked.signal.aborted) break;
      if (this.#gone.has(server)) continue;
      if (!this.#failures.has(server)) this.#failures.set(server, 'timeout');
      this.#ask(server);
      const reply = await this.#listen(wait, server);
      if (reply !== undefined) return reply;
    }
    return (await this.#listen(this.#asked.timeout)) ?? this.#failure();
  }

  /** Rounds over the servers, the patience doubled in each. */
  *#schedule(): Iterable<{ readonly server: ServerAddress; readonly wait: number }> {
    const { servers, timeout } = this.#asked;
    const shares = servers.length * (2 ** rounds - 1);
    const first = Math.max(timeout / shares, Math.min(patience, timeout / (servers.length + 1)));
    for (let round = 0; round < rounds; round += 1) {
      for (const server of servers) yield { server, wait: first * 2 ** round };
    }
  }

  /** Takes in what comes until one answers, `server` or all have failed, or the wait is over. */
  async #listen(wait: number, server?: ServerAddress): Promise<Reply | undefined> {
    const until = performance.now() + wait;
    while (!this.#isHopeless(server) && !this.#asked.signal.aborted) {
      const event = await this.#events.next(Math.max(0, until - performance.now()));
      if (event === undefined || event.kind === 'ended') return undefined;
      if (event.kind === 'response') {
        return { kind: 'response', response: event.response, server: event.server.label };
      }
      this.#note(event);
    }
    return undefined;
  }

  #isHopeless(server: ServerAddress | undefined): boolean {
    if (this.#gone.size === this.#asked.servers.length) return true;
    return server !== undefined && this.#gone.has(server);
  }

  #note(event: Extract<Event, { readonly kind: 'failed' | 'garbled' }>): void {
    if (this.#gone.has(event.server)) return;
    if (event.kind === 'failed') this.#gone.add(event.server);
    this.#failures.set(event.server, event.kind === 'failed' ? event.reason : 'malformed');
  }

  #failure(): Reply {
    for (const reason of telling) {
      for (const [server, last] of this.#failures) {
        if (last === reason) return { kind: 'failure', reason, server: server.label };
      }
    }
    return { kind: 'failure', reason: 'timeout', server: '' };
  }

  #ask(server: ServerAddress): void {
    const post = (event: Event) => this.#events.post(event);
    askServer(this.#asked, server, () => post({ kind: 'garbled', server })).then(
      (delivery) => post(judge(delivery, server)),
      // A socket that cannot be had at all: nothing can be reached from here.
      () => post({ kind: 'failed', reason: 'unreachable', server }),
    );
  }
}

/** One attempt with one server: again without EDNS and again over TCP where it wants that. */
async function askServer(
  { question, signal }: StubQuestion,
  server: ServerAddress,
  garbled: () => void,
): Promise<Delivery> {
  const query: Query = { id: randomInt(0x1_00_00), question };
  const exchange = (edns: boolean): Exchange => ({
    server,
    query: encodeQuery(query, edns),
    read: (message) => decodeResponse(message, query),
    signal,
  });
  const deliver = async (edns: boolean): Promise<Delivery> => {
    const delivery = await exchangeOverUdp(exchange(edns), garbled);
    return delivery.kind === 'truncated' ? exchangeOverTcp(exchange(edns)) : delivery;
  };
  const delivery = await deliver(true);
  return dislikesEdns(delivery) ? deliver(false) : delivery;
}

/** RFC 6891 7: FORMERR or NOTIMP from a server that does not know EDNS, BADVERS from a newer one. */
function dislikesEdns(delivery: Delivery): boolean {
  if (delivery.kind !== 'response') return false;
  const { rcode } = delivery.response;
  return [rcodes.formatError, rcodes.notImplemented, rcodes.badVersion].some(
    (each) => each === rcode,
  );
}

function judge(delivery: Delivery, server: ServerAddress): Event {
  switch (delivery.kind) {
    case 'response':
      return judgeResponse(delivery.response, server);
    case 'unreachable':
      return { kind: 'failed', reason: 'unreachable', server };
    case 'truncated':
    case 'broken':
      return { kind: 'failed', reason: 'malformed', server };
  }
}

function judgeResponse(response: Response, server: ServerAddress): Event {
  switch (response.rcode) {
    case rcodes.noError:
    case rcodes.nameError:
      return { kind: 'response', response, server };
    case rcodes.serverFailure:
      return { kind: 'failed', reason: 'servfail', server };
    case rcodes.refused:
      return { kind: 'failed', reason: 'refused', server };
    default:
      return { kind: 'failed', reason: 'malformed', server };
  }
}
