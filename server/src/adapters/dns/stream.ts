import type { Socket } from 'node:net';
import { isCertificateTrouble } from './certificates';
import { decodeResponse, encodeQuery, type Query, type WireQuestion } from './codec';
import { Frames, frame } from './frames';
import { randomId } from './random';
import type { Delivery } from './transport';

export interface StreamOptions {
  /** Opens a connection: TCP, or TLS on top of it. */
  readonly connect: () => Socket;
  /** What the connection emits once it can be written to. */
  readonly ready: 'connect' | 'secureConnect';
  /** How long a connection is kept that nobody waits on, in milliseconds. */
  readonly idle: number;
}

/** A connection takes so many questions; what was taken back is remembered for as long. */
const questionsPerConnection = 10_000;

/**
 * One connection to a server at a time, its queries sent without waiting for each other's responses
 * (RFC 7766 6.2.1.1) and responses taken in any order.
 */
export class StreamPool {
  readonly #options: StreamOptions;
  #connection: Connection | undefined;

  constructor(options: StreamOptions) {
    this.#options = options;
  }

  /** Asks until told to stop by calling what it returns. `done` is called once at most. */
  ask(asked: WireQuestion, edns: boolean, done: (delivery: Delivery) => void): () => void {
    const kept = this.#connection;
    const connection = kept?.takesMore === true ? kept : new Connection(this.#options);
    this.#connection = connection;
    if (!connection.wasUsed) return connection.ask(asked, edns, done);
    // A server may hang up on an idle connection just now: then it is asked on a new one, once.
    let stop = connection.ask(asked, edns, (delivery) => {
      if (delivery.kind === 'response' || connection.takesMore) done(delivery);
      else stop = this.ask(asked, edns, done);
    });
    return () => stop();
  }
}

interface Waiting {
  readonly query: Query;
  readonly done: (delivery: Delivery) => void;
}

class Connection {
  readonly #options: StreamOptions;
  readonly #socket: Socket;
  readonly #frames = new Frames();
  readonly #pending = new Map<number, Waiting>();
  /** IDs of questions that were taken back: their responses may still come. */
  readonly #late = new Set<number>();
  #unsent: Uint8Array[] | undefined = [];
  #questions = 0;
  #answered = false;
  #open = true;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: StreamOptions) {
    this.#options = options;
    this.#socket = options.connect();
    this.#socket.once(options.ready, () => this.#sendAll());
    this.#socket.on('data', (chunk: Uint8Array) => this.#receive(chunk));
    this.#socket.on('end', () => this.#fail({ kind: 'broken' }));
    this.#socket.on('error', (error) => this.#fail(troubleOf(error, this.#socket)));
  }

  get takesMore(): boolean {
    return this.#open && this.#questions < questionsPerConnection;
  }

  /** Whether it has answered before. */
  get wasUsed(): boolean {
    return this.#answered;
  }

  ask(asked: WireQuestion, edns: boolean, done: (delivery: Delivery) => void): () => void {
    clearTimeout(this.#timer);
    this.#socket.ref();
    this.#questions += 1;
    const taken = { has: (id: number) => this.#pending.has(id) || this.#late.has(id) };
    // Nobody else can write into the connection: the case of the letters need not tell.
    const query = encodeQuery(asked, { id: randomId(taken), edns });
    this.#pending.set(query.id, { query, done });
    const framed = frame(query.message);
    if (this.#unsent === undefined) this.#socket.write(framed);
    else this.#unsent.push(framed);
    return () => {
      if (!this.#pending.delete(query.id)) return;
      this.#late.add(query.id);
      this.#rest();
    };
  }

  #sendAll(): void {
    const messages = this.#unsent ?? [];
    this.#unsent = undefined;
    if (this.#open) this.#socket.write(Buffer.concat(messages));
  }

  #receive(chunk: Uint8Array): void {
    for (const message of this.#frames.add(chunk)) {
      if (this.#open) this.#take(message);
    }
  }

  #take(message: Uint8Array): void {
    const id = ((message[0] ?? 0) << 8) | (message[1] ?? 0);
    const waiting = this.#pending.get(id);
    if (waiting === undefined && message.length >= 12 && this.#late.delete(id)) return;
    const received = waiting && decodeResponse(message, waiting.query);
    if (waiting === undefined || received?.kind !== 'response') {
      // What is no response to anything ends the connection: nothing after it can be trusted.
      this.#fail({ kind: 'broken' });
      return;
    }
    this.#pending.delete(id);
    this.#answered = true;
    waiting.done(received);
    this.#rest();
  }

  /** Closes the connection after a while in which nobody asks. */
  #rest(): void {
    if (this.#pending.size > 0 || !this.#open) return;
    // Who has never answered is not worth keeping: the next question tries anew.
    if (!this.#answered || !this.takesMore) {
      this.#close();
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#close(), this.#options.idle).unref();
    this.#socket.unref();
  }

  #fail(delivery: Delivery): void {
    if (!this.#open) return;
    const all = [...this.#pending.values()];
    this.#pending.clear();
    this.#close();
    for (const { done } of all) done(delivery);
  }

  #close(): void {
    this.#open = false;
    clearTimeout(this.#timer);
    this.#socket.destroy();
  }
}

function troubleOf(error: Error, socket: Socket): Delivery {
  if (isCertificateTrouble(error)) return { kind: 'certificate' };
  return { kind: socket.bytesRead > 0 ? 'broken' : 'unreachable' };
}
