import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import type { TestCertificate } from './certificates';
import { framed, readFrames } from './faultyDns';

/** DNS over HTTPS (RFC 8484) for web pages, on loopback. */
export interface DohServer {
  /** What the setting takes. */
  readonly url: string;
  /** The requests as a log has them: method and path, without the question. */
  readonly requests: readonly string[];
  stop(): Promise<void>;
}

/**
 * Hands on what is asked by GET to a name server on loopback, and lets pages of any origin read the
 * answer. Who asks the browser for more than that (a preflight, CORS) is refused.
 */
export async function startDohServer(
  { cert, key }: TestCertificate,
  nameServerPort: number,
): Promise<DohServer> {
  const requests: string[] = [];
  const server = createServer({ cert, key }, (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'https://localhost');
    requests.push(`${request.method} ${pathname}`);
    const query = searchParams.get('dns');
    if (request.method !== 'GET' || pathname !== '/dns-query' || query === null)
      response.writeHead(405).end();
    else handOn(Buffer.from(query, 'base64url'), nameServerPort, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}/dns-query`,
    requests,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function handOn(query: Buffer, port: number, response: ServerResponse): void {
  const connection = connect(port, '127.0.0.1', () => connection.write(framed(query)));
  connection.on('error', () => response.writeHead(502).end());
  readFrames(connection, (answer) => {
    connection.destroy();
    const headers = {
      'access-control-allow-origin': '*',
      'content-type': 'application/dns-message',
    };
    response.writeHead(200, headers).end(answer);
  });
}
