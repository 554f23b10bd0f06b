import { connect, isIP, isIPv6, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { isPositive, offers, ReplyReader, type SmtpReply } from '../core/probe/replies';
import type {
  SmtpInquiry,
  SmtpProber,
  SmtpSession,
  SmtpStep,
  SmtpTrouble,
  TlsFacts,
} from '../core/probe/session';
import type { CancelSignal } from '../core/resolve/resolver';
import { readCertificate } from './certificate.node';

export interface SmtpProberOptions {
  /** Milliseconds for each step: a connection, a reply, TLS. */
  readonly stepTime: number;
  /** Milliseconds for all of a session. */
  readonly sessionTime: number;
  /** Another port than that of SMTP, for tests. */
  readonly port?: number;
  /** An authority to trust instead of the system’s, as PEM; for tests too. */
  readonly ca?: string | undefined;
}

/** The session ended before its time. */
class Ended extends Error {
  readonly trouble: SmtpTrouble;

  constructor(trouble: SmtpTrouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

/** Milliseconds for the answer to the last word: it changes nothing any more. */
const partingTime = 2000;

/** Octets that are read before TLS and, once more, after it; servers say a few hundred. */
const mostOctets = 64 * 1024;

/**
 * Talks to a mail server as a sender does, up to where the first message would begin (RFC 5321 3.2,
 * RFC 3207): there is nothing in here that could name a sender or a recipient.
 */
export class NodeSmtpProber implements SmtpProber {
  readonly #options: SmtpProberOptions;

  constructor(options: SmtpProberOptions) {
    this.#options = options;
  }

  async probe(inquiry: SmtpInquiry, signal: CancelSignal): Promise<SmtpSession> {
    const started = performance.now();
    const session = new Session(this.#options, inquiry);
    const cancel = (): void => session.end('cancelled');
    const timer = setTimeout(() => session.end('timeout'), this.#options.sessionTime);
    signal.addEventListener('abort', cancel);
    if (signal.aborted) cancel();
    try {
      await session.run();
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
    }
    return session.outcome(Math.round(performance.now() - started));
  }
}

class Session {
  readonly #options: SmtpProberOptions;
  readonly #inquiry: SmtpInquiry;
  #socket: Socket | undefined;
  #reader = new ReplyReader();
  #octets = 0;
  #step: SmtpStep = 'connection';
  #trouble: SmtpTrouble | undefined;
  /** Who waits for something to happen. */
  #wake: () => void = () => undefined;
  readonly #said: Partial<Record<SmtpStep, SmtpReply>> = {};
  #tls: TlsFacts | undefined;

  constructor(options: SmtpProberOptions, inquiry: SmtpInquiry) {
    this.#options = options;
    this.#inquiry = inquiry;
  }

  /** Ends whatever is under way; the first reason counts. */
  end(trouble: SmtpTrouble): void {
    this.#trouble ??= trouble;
    this.#wake();
  }

  outcome(elapsed: number): SmtpSession {
    const { greeting, hello, starttls } = this.#said;
    return {
      step: this.#step,
      trouble: this.#trouble,
      greeting,
      hello,
      oldHello: this.#said['old-hello'],
      starttls,
      tls: this.#tls,
      secureHello: this.#said['secure-hello'],
      elapsed,
    };
  }

  async run(): Promise<void> {
    try {
      await this.#talk();
    } catch (error) {
      if (!(error instanceof Ended)) throw error;
      this.#trouble = error.trouble;
    } finally {
      this.#socket?.destroy();
    }
  }

  async #talk(): Promise<void> {
    await this.#connect();
    const greeting = await this.#reply('greeting');
    if (!isPositive(greeting)) return this.#quit();
    const hello = await this.#command('hello', `EHLO ${this.#ownName()}`);
    if (hello.code >= 500) await this.#command('old-hello', `HELO ${this.#ownName()}`);
    if (!isPositive(hello) || !offers(hello, 'STARTTLS')) return this.#quit();
    const starttls = await this.#command('starttls', 'STARTTLS');
    if (!isPositive(starttls)) return this.#quit();
    await this.#secure();
    await this.#command('secure-hello', `EHLO ${this.#ownName()}`);
    await this.#quit();
  }

  /** Who we are: an address, for want of a name (RFC 5321 4.1.3). */
  #ownName(): string {
    const address = this.#socket?.localAddress ?? '127.0.0.1';
    return isIPv6(address) ? `[IPv6:${address}]` : `[${address}]`;
  }

  async #connect(): Promise<void> {
    const { port = 25 } = this.#options;
    if (this.#trouble !== undefined) throw new Ended(this.#trouble);
    const socket = connect({ host: this.#inquiry.address, port });
    let isConnected = false;
    socket.once('connect', () => {
      isConnected = true;
      this.#step = 'greeting';
      this.#wake();
    });
    this.#watch(socket);
    await this.#until(() => isConnected);
  }

  /** Reads what comes over a connection, and notes its end. */
  #watch(socket: Socket): void {
    this.#socket = socket;
    this.#reader = new ReplyReader();
    this.#octets = 0;
    socket.on('data', (chunk: Buffer) => {
      this.#octets += chunk.length;
      if (this.#octets > mostOctets) this.end('too-long');
      else {
        // Octets that are no UTF-8 are shown as such; commands and codes are ASCII.
        this.#reader.add(chunk.toString('utf8'));
        this.#wake();
      }
    });
    socket.on('error', () => this.end(this.#lost()));
    socket.on('close', () => this.end(this.#lost()));
  }

  #lost(): SmtpTrouble {
    if (this.#step === 'connection') return 'unreachable';
    return this.#step === 'tls' ? 'tls' : 'closed';
  }

  async #command(step: SmtpStep, line: string): Promise<SmtpReply> {
    this.#step = step;
    // Who answers before being asked is not listening.
    if (this.#reader.hasMore) throw new Ended('malformed');
    this.#socket?.write(`${line}\r\n`);
    return this.#reply(step);
  }

  async #reply(step: SmtpStep): Promise<SmtpReply> {
    this.#step = step;
    let reply: SmtpReply | undefined;
    const hasCome = (): boolean => {
      reply ??= this.#reader.take();
      return reply !== undefined || this.#reader.flaw !== undefined;
    };
    const { stepTime } = this.#options;
    await this.#until(hasCome, step === 'quit' ? Math.min(partingTime, stepTime) : stepTime);
    if (reply === undefined) throw new Ended(this.#reader.flaw ?? 'malformed');
    this.#said[step] = reply;
    return reply;
  }

  /** Whatever the server says to that: it is over. */
  async #quit(): Promise<void> {
    try {
      await this.#command('quit', 'QUIT');
    } catch (error) {
      if (!(error instanceof Ended) || error.trouble === 'cancelled') throw error;
      this.#trouble = undefined;
    }
  }

  /** Has TLS begin. Any certificate will do: it is looked at, and nothing is entrusted to anybody. */
  async #secure(): Promise<void> {
    this.#step = 'tls';
    const plain = this.#socket;
    // What came before TLS began is nobody’s word (RFC 3207 4.2).
    if (plain === undefined || this.#reader.hasMore) throw new Ended('malformed');
    plain.removeAllListeners('data');
    const servername = this.#inquiry.host.replace(/\.$/, '');
    const secured = this.#startTls(plain, servername);
    let isSecured = false;
    secured.once('secureConnect', () => {
      isSecured = true;
      this.#wake();
    });
    this.#watch(secured);
    await this.#until(() => isSecured);
    this.#tls = readCertificate(secured, servername);
  }

  #startTls(socket: Socket, servername: string): TLSSocket {
    const { ca } = this.#options;
    return connectTls({
      socket,
      servername: isHostName(servername) ? servername : '',
      rejectUnauthorized: false,
      // The name is looked at apart from the chain.
      checkServerIdentity: () => undefined,
      ...(ca === undefined ? {} : { ca }),
    });
  }

  /** Waits until something is so; throws `Ended` where it does not come about in time. */
  async #until(isSo: () => boolean, time = this.#options.stepTime): Promise<void> {
    const timer = setTimeout(() => this.end('timeout'), time);
    try {
      // What came before the end still counts.
      while (!isSo()) {
        if (this.#trouble !== undefined) throw new Ended(this.#trouble);
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    } finally {
      clearTimeout(timer);
    }
  }
}

/** What may be told as the name of a server (RFC 6066 3): no address, and nothing else of a zone file. */
function isHostName(name: string): boolean {
  return isIP(name) === 0 && name.length <= 253 && /^[a-z\d._-]+$/i.test(name);
}
