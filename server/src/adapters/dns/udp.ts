import { createSocket, type Socket } from 'node:dgram';
import type { Delivery, Exchange } from './transport';

/**
 * Sends a query in one datagram and waits for the response, for as long as the signal allows.
 *
 * The socket is new, so that the system picks an unforeseeable source port (RFC 5452 4.5), and it is
 * connected: only what the server itself sends arrives, and a refusal is noticed at once. What does
 * not answer the query is passed over: the true answer may still come.
 *
 * `garbled` is told of each datagram that is no DNS message.
 */
export function exchangeOverUdp(exchange: Exchange, garbled: () => void): Promise<Delivery> {
  const { server, query, read, signal } = exchange;
  return new Promise((resolve) => {
    if (signal.aborted) return;
    const socket = openSocket(server.family);
    let open = true;
    const close = () => {
      open = false;
      signal.removeEventListener('abort', close);
      socket.close();
    };
    const settle = (delivery: Delivery) => {
      // An error may still have been on its way to the closed socket.
      if (!open) return;
      close();
      resolve(delivery);
    };
    signal.addEventListener('abort', close);
    socket.on('error', () => settle({ kind: 'unreachable' }));
    socket.on('message', (datagram) => {
      const received = read(datagram);
      if (received.kind === 'malformed') garbled();
      else if (received.kind !== 'mismatch') settle(received);
    });
    socket.once('connect', () => socket.send(query));
    socket.connect(server.port, server.host);
  });
}

function openSocket(family: 4 | 6): Socket {
  return createSocket({
    type: family === 6 ? 'udp6' : 'udp4',
    // The host is an address: without this, Node would hand it to the system's resolver.
    lookup: (host, _options, found) => found(null, host, family),
  });
}
