import { once } from 'node:events';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:tls';
import type { TestCertificate } from './certificates';
import { framed, type ParsedQuery, parseQuery, readFrames } from './faultyDns';

/** A DNS server on loopback over TLS or HTTPS. */
export interface SecureDns {
  readonly port: number;
  readonly queries: readonly ParsedQuery[];
  /** How many connections it has taken. */
  readonly connections: () => number;
  close(): Promise<void>;
}

type Answer = (query: ParsedQuery) => Buffer;

/** DNS over TLS (RFC 7858). */
export function startTlsDns(certificate: TestCertificate, answer: Answer): Promise<SecureDns> {
  const queries: ParsedQuery[] = [];
  const server = createTlsServer({ cert: certificate.cert, key: certificate.key }, (socket) => {
    socket.on('error', () => socket.destroy());
    readFrames(socket, (message) => {
      const query = parseQuery(message);
      queries.push(query);
      socket.write(framed(answer(query)));
    });
  });
  return listen(server, queries);
}

/** DNS over HTTPS (RFC 8484) at `/dns-query`, for what is posted. */
export function startHttpsDns(certificate: TestCertificate, answer: Answer): Promise<SecureDns> {
  const queries: ParsedQuery[] = [];
  const { cert, key } = certificate;
  const server = createHttpsServer({ cert, key }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const isQuery =
        request.method === 'POST' &&
        request.url === '/dns-query' &&
        request.headers['content-type'] === 'application/dns-message';
      if (!isQuery) {
        response.writeHead(400).end();
        return;
      }
      const query = parseQuery(Buffer.concat(chunks));
      queries.push(query);
      response.writeHead(200, { 'content-type': 'application/dns-message' }).end(answer(query));
    });
  });
  return listen(server, queries);
}

async function listen(
  server: TlsServer | HttpsServer,
  queries: readonly ParsedQuery[],
): Promise<SecureDns> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
  });
  // A client that does not trust the certificate hangs up.
  server.on('tlsClientError', (_error, socket: Socket) => socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    queries,
    connections: () => sockets.size,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
