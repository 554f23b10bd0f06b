import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { freePort } from '../../scripts/lib/host.mjs';
import type { TestCertificate } from './certificates';
import { type Daemon, startDaemon } from './daemon';

/** A mail server on loopback that does what a test wants. */
export interface FaultyMailServer {
  readonly port: number;
  /** All that clients have sent in clear text, in order. */
  readonly heard: () => string;
  /** How many connections it has taken. */
  readonly connections: () => number;
  close(): Promise<void>;
}

/** What happens with a connection. `hear` waits for a line that begins with this, and gives it. */
export type Script = (socket: Socket, hear: (start: string) => Promise<string>) => unknown;

export async function startFaultyMailServer(script: Script): Promise<FaultyMailServer> {
  const sockets = new Set<Socket>();
  let heard = '';
  const server = createServer((socket) => {
    sockets.add(socket);
    let own = '';
    const waiting = new Set<() => void>();
    // Whoever is tested may hang up at any time.
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
      own += chunk.toString('latin1');
      for (const wake of waiting) wake();
    });
    const hear = async (start: string): Promise<string> => {
      for (;;) {
        const line = own
          .split('\r\n')
          .slice(0, -1)
          .find((each) => each.startsWith(start));
        if (line !== undefined) return line;
        await new Promise<void>((resolve) => waiting.add(resolve));
      }
    };
    void script(socket, hear);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    heard: () => heard,
    connections: () => sockets.size,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Says lines in turn: the greeting, then each once the client has said what it begins with. */
export function says(greeting: string, ...rest: readonly (readonly [string, string])[]): Script {
  return async (socket, hear) => {
    socket.write(greeting);
    for (const [heard, said] of rest) {
      await hear(heard);
      socket.write(said);
    }
  };
}

/** Starts `aiosmtpd` on loopback, with STARTTLS: a mail server that needs no root and replaces none. */
export async function startMailServer(
  certificate: TestCertificate,
): Promise<Pick<Daemon, 'stop' | 'log'> & { readonly port: number }> {
  const port = await freePort();
  const { stop, log } = await startDaemon({
    program: 'aiosmtpd',
    debianPackage: 'python3-aiosmtpd',
    files: () => ({ 'key.pem': certificate.key }),
    args: (folder) => [
      ...['-n', '-d', '-c', 'aiosmtpd.handlers.Sink', '-l', `127.0.0.1:${port}`],
      ...['--tlscert', certificate.file, '--tlskey', join(folder, 'key.pem')],
    ],
    started: 'Server is listening',
  });
  return { port, stop, log };
}
