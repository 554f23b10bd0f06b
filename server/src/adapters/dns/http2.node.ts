import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect as connectHttp2,
  constants,
} from 'node:http2';
import { isIP } from 'node:net';
import { Readable } from 'node:stream';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { Fetch } from './https';

/** How long a connection is kept for a next request, in milliseconds. */
const idle = 10_000;

export interface Http2Options {
  /** What asks servers that have nothing newer than HTTP/1.1. */
  readonly fallback?: Fetch;
  /** An authority to trust instead of the system's, as PEM, for tests. */
  readonly ca?: string;
}

/**
 * A `fetch` for one origin that speaks HTTP/2 where the server does, as RFC 8484 5.2 recommends and
 * some servers demand; Node's own speaks HTTP/1.1 alone. It is left to that where the server has
 * nothing newer. What is posted is octets, and nothing is redirected.
 */
export function createHttp2Fetch({ ca, fallback = globalThis.fetch }: Http2Options = {}): Fetch {
  let session: Promise<ClientHttp2Session | 'older'> | undefined;
  const forget = (): void => {
    session = undefined;
  };
  return async (url, init) => {
    session ??= openSession(new URL(url), ca, forget);
    const current = await session;
    if (current === 'older') return fallback(url, init);
    return request(current, new URL(url), init);
  };
}

/** Connects, and asks the server what it speaks. Errors are wrapped as `fetch` wraps them. */
function openSession(
  url: URL,
  ca: string | undefined,
  forget: () => void,
): Promise<ClientHttp2Session | 'older'> {
  return new Promise((resolve, reject) => {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const socket = connectTls({
      host,
      port: Number(url.port || 443),
      // A server name is no address (RFC 6066 3).
      servername: isIP(host) === 0 ? host : '',
      ALPNProtocols: ['h2', 'http/1.1'],
      minVersion: 'TLSv1.2',
      ...(ca === undefined ? {} : { ca }),
    });
    const fail = (error: Error): void => {
      forget();
      socket.destroy();
      reject(new TypeError('The server can’t be reached.', { cause: error }));
    };
    socket.once('error', fail);
    socket.setTimeout(idle, () => fail(new Error('No handshake in time.')));
    socket.once('secureConnect', () => {
      socket.off('error', fail);
      socket.setTimeout(0);
      if (socket.alpnProtocol === 'h2') resolve(startSession(url, socket, forget));
      else {
        socket.on('error', () => socket.destroy());
        socket.destroy();
        resolve('older');
      }
    });
  });
}

function startSession(url: URL, socket: TLSSocket, forget: () => void): ClientHttp2Session {
  const session = connectHttp2(url.origin, { createConnection: () => socket });
  // Its streams tell those who wait; the next request opens another session.
  session.on('error', () => session.destroy());
  session.on('goaway', forget);
  session.on('close', forget);
  session.setTimeout(idle, () => session.close());
  // Nobody has to wait for it to end.
  session.unref();
  return session;
}

const waiting = new WeakMap<ClientHttp2Session, number>();

/** Keeps the process alive for as long as somebody waits for an answer, and no longer. */
function hold(session: ClientHttp2Session, change: 1 | -1): void {
  const count = (waiting.get(session) ?? 0) + change;
  waiting.set(session, count);
  if (count > 0) session.ref();
  else session.unref();
}

function request(session: ClientHttp2Session, url: URL, init: RequestInit): Promise<Response> {
  return new Promise((resolve, reject) => {
    const stream = session.request({
      ':method': init.method ?? 'GET',
      ':path': `${url.pathname}${url.search}`,
      ...Object.fromEntries(new Headers(init.headers)),
    });
    hold(session, 1);
    const cancel = (): void => stream.close(constants.NGHTTP2_CANCEL);
    init.signal?.addEventListener('abort', cancel);
    stream.on('error', (error) => reject(new TypeError('No answer.', { cause: error })));
    stream.on('close', () => {
      init.signal?.removeEventListener('abort', cancel);
      hold(session, -1);
      reject(new TypeError('No answer.'));
    });
    stream.on('response', ({ ':status': status = 0, 'content-type': type }) => {
      // Others can't be told, and are no answer.
      if (status >= 200 && status < 600) resolve(toResponse(stream, status, type));
      else cancel();
    });
    stream.end(init.body);
  });
}

function toResponse(stream: ClientHttp2Stream, status: number, type: string | undefined): Response {
  const headers = type === undefined ? {} : { 'content-type': type };
  // A response without a body has none to read.
  const isEmpty = status === 204 || status === 205 || status === 304;
  if (isEmpty) stream.resume();
  return new Response(isEmpty ? null : Readable.toWeb(stream), { status, headers });
}
