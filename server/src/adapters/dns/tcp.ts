import { connect, type Socket } from 'node:net';
import type { Delivery, Exchange } from './transport';

/**
 * Sends a query over TCP, its length before it, and waits for one response framed the same way (RFC
 * 7766 8), for as long as the signal allows. The length has 16 bits: no more is ever kept.
 */
export function exchangeOverTcp(exchange: Exchange): Promise<Delivery> {
  const { server, query, read, signal } = exchange;
  return new Promise((resolve) => {
    if (signal.aborted) return;
    const socket = connect({ host: server.host, port: server.port, family: server.family });
    const frame = new Frame();
    let open = true;
    const close = () => {
      open = false;
      signal.removeEventListener('abort', close);
      socket.destroy();
    };
    const settle = (delivery: Delivery) => {
      // An error may still have been on its way to the closed socket.
      if (!open) return;
      close();
      resolve(delivery);
    };
    signal.addEventListener('abort', close);
    socket.once('connect', () => send(socket, query));
    socket.on('error', () => settle({ kind: socket.bytesRead > 0 ? 'broken' : 'unreachable' }));
    socket.on('end', () => settle({ kind: 'broken' }));
    socket.on('data', (chunk) => {
      const message = frame.add(chunk);
      if (message !== undefined) settle(accept(read(message)));
    });
  });
}

/** Nobody else can write into the connection: here, what is no response ends the exchange. */
function accept(received: ReturnType<Exchange['read']>): Delivery {
  return received.kind === 'response' ? received : { kind: 'broken' };
}

function send(socket: Socket, query: Uint8Array): void {
  const framed = Buffer.alloc(query.length + 2);
  framed.writeUInt16BE(query.length);
  framed.set(query, 2);
  // In one piece: a length alone in its packet confuses some servers (RFC 7766 8).
  socket.write(framed);
}

/** Puts a message together from what arrives, however small the pieces. */
class Frame {
  #buffer = Buffer.alloc(512);
  #filled = 0;

  /** The message once it is complete; what comes after it is dropped. */
  add(chunk: Uint8Array): Uint8Array | undefined {
    const most = 2 + 0xff_ff;
    const piece = chunk.subarray(0, most - this.#filled);
    this.#reserve(this.#filled + piece.length);
    this.#buffer.set(piece, this.#filled);
    this.#filled += piece.length;
    if (this.#filled < 2) return undefined;
    const end = 2 + this.#buffer.readUInt16BE(0);
    return this.#filled < end ? undefined : this.#buffer.subarray(2, end);
  }

  #reserve(size: number): void {
    if (size <= this.#buffer.length) return;
    const larger = Buffer.alloc(Math.max(size, this.#buffer.length * 2));
    larger.set(this.#buffer.subarray(0, this.#filled));
    this.#buffer = larger;
  }
}
