import { createSocket, type Socket } from 'node:dgram';
import {
  decodeResponse,
  encodeQuery,
  looksLikeMessage,
  type Query,
  type Received,
  type WireQuestion,
} from './codec';
import { randomId, randomOctet } from './random';

/** Where a plain DNS server listens. */
export interface Endpoint {
  /** An IPv4 or IPv6 address, the latter perhaps with a zone index (`fe80::1%eth0`). */
  readonly host: string;
  readonly family: 4 | 6;
  readonly port: number;
}

/** What one query over UDP came to. */
export type Datagram =
  | Exclude<Received, { readonly kind: 'mismatch' | 'malformed' }>
  | { readonly kind: 'unreachable' };

export interface DatagramListener {
  /** Called once at most. */
  readonly done: (datagram: Datagram) => void;
  readonly garbled: () => void;
}

/** While there are fewer sockets, each question gets one of its own. */
const ownSockets = 8;
/** A socket takes so many questions at most, and is closed after the last of them. */
const questionsPerSocket = 128;

/**
 * The sockets to one server. Each has a source port that the system picks (RFC 5452 4.5): a question
 * among few has one that was not used before, many at once share some for a short time. There are no
 * sockets where no answer is waited for.
 */
export class UdpPool {
  readonly #endpoint: Endpoint;
  /** Those that take further questions. */
  readonly #sockets: PooledSocket[] = [];
  #waiting = 0;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  /**
   * Sends a query in one datagram and waits for the response until told to stop by calling what it
   * returns. What does not answer the query is passed over: the true answer may still come.
   */
  ask(
    asked: WireQuestion,
    options: { readonly edns: boolean; readonly mixed: boolean },
    listener: DatagramListener,
  ): () => void {
    const socket = this.#take();
    const noise = options.mixed ? randomOctet : undefined;
    const id = randomId(socket.pending);
    const query = encodeQuery(asked, { id, edns: options.edns, noise });
    this.#waiting += 1;
    return socket.ask(query, listener);
  }

  /** One question less is waited for: with few of them, sockets are not kept for others. */
  #settled(socket: PooledSocket): void {
    this.#waiting -= 1;
    if (socket.isUsedUp) socket.closeIfIdle();
    if (this.#waiting >= ownSockets) return;
    for (const each of [...this.#sockets]) each.closeIfIdle();
  }

  #take(): PooledSocket {
    const sockets = this.#sockets;
    const shared = sockets[randomOctet() % ownSockets];
    if (shared !== undefined && sockets.length >= ownSockets) {
      if (shared.takesLast) this.#drop(shared);
      return shared;
    }
    const socket = new PooledSocket(this.#endpoint, {
      settled: () => this.#settled(socket),
      closed: () => this.#drop(socket),
    });
    sockets.push(socket);
    return socket;
  }

  #drop(socket: PooledSocket): void {
    const index = this.#sockets.indexOf(socket);
    if (index >= 0) this.#sockets.splice(index, 1);
  }
}

interface Owner {
  /** Told when a question has its answer, or is taken back. */
  readonly settled: () => void;
  readonly closed: () => void;
}

interface Waiting extends DatagramListener {
  readonly query: Query;
}

/** It is connected: only what the server itself sends arrives, and a refusal is noticed at once. */
class PooledSocket {
  readonly pending = new Map<number, Waiting>();
  readonly #socket: Socket;
  readonly #owner: Owner;
  /** What is to be sent once it is connected; undefined from then on. */
  #unsent: Uint8Array[] | undefined = [];
  #questions = 0;
  #open = true;

  constructor({ host, family, port }: Endpoint, owner: Owner) {
    this.#owner = owner;
    this.#socket = createSocket({
      type: family === 6 ? 'udp6' : 'udp4',
      // The host is an address: without this, Node would hand it to the system's resolver.
      lookup: (name, _options, found) => found(null, name, family),
    });
    // Also a refusal, and an error that was on its way when it was closed.
    this.#socket.on('error', () => this.#fail());
    this.#socket.on('message', (datagram) => this.#receive(datagram));
    this.#socket.once('connect', () => this.#sendAll());
    this.#socket.connect(port, host);
  }

  /** Whether it takes one question more, and then none. */
  get takesLast(): boolean {
    return this.#questions === questionsPerSocket - 1;
  }

  get isUsedUp(): boolean {
    return this.#questions >= questionsPerSocket;
  }

  ask(query: Query, { done, garbled }: DatagramListener): () => void {
    this.#questions += 1;
    this.pending.set(query.id, { query, done, garbled });
    if (this.#unsent === undefined) this.#socket.send(query.message);
    else this.#unsent.push(query.message);
    return () => {
      if (this.pending.delete(query.id)) this.#owner.settled();
    };
  }

  #sendAll(): void {
    const messages = this.#unsent ?? [];
    this.#unsent = undefined;
    for (const message of this.#open ? messages : []) this.#socket.send(message);
  }

  #receive(datagram: Uint8Array): void {
    if (!looksLikeMessage(datagram)) {
      for (const { garbled } of [...this.pending.values()]) garbled();
      return;
    }
    const id = ((datagram[0] ?? 0) << 8) | (datagram[1] ?? 0);
    const waiting = this.pending.get(id);
    // Late, twice, or from somebody who guesses.
    if (waiting === undefined) return;
    const received = decodeResponse(datagram, waiting.query);
    if (received.kind === 'mismatch') return;
    if (received.kind === 'malformed') {
      waiting.garbled();
      return;
    }
    this.pending.delete(id);
    waiting.done(received);
    this.#owner.settled();
  }

  #fail(): void {
    if (!this.#open) return;
    const all = [...this.pending.values()];
    this.pending.clear();
    this.#close();
    for (const { done } of all) {
      this.#owner.settled();
      done({ kind: 'unreachable' });
    }
  }

  closeIfIdle(): void {
    if (this.pending.size === 0) this.#close();
  }

  #close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#owner.closed();
    this.#socket.close();
  }
}
