import { promises as dns } from 'node:dns';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../scripts/lib/host.mjs';
import { startDaemon } from './daemon';

/** A zone to be served: from a file, or from text that is written to one. */
export type ServedZone =
  | { readonly origin: string; readonly file: string }
  | { readonly origin: string; readonly text: string };

export interface NameServer {
  readonly port: number;
  /** Such as `127.0.0.1:5353`. */
  readonly address: string;
  /** Serves another text for a zone that was given as text; its serial must be another one. */
  serve(origin: string, text: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts BIND's `named` on loopback, authoritative for these zones and nothing else.
 *
 * @throws when a zone cannot be loaded, with what `named` says about it
 */
export async function startNamed(zones: readonly ServedZone[]): Promise<NameServer> {
  const port = await freePort();
  const texts = zones.flatMap((zone) =>
    'text' in zone ? [[`${zone.origin}.zone`, zone.text] as const] : [],
  );
  const { folder, child, log, stop } = await startDaemon({
    program: 'named',
    debianPackage: 'bind9',
    files: (own) => ({
      ...Object.fromEntries(texts),
      'named.conf': configuration(own, port, zones),
    }),
    args: (own) => ['-g', '-n', '1', '-c', join(own, 'named.conf')],
  });
  const address = `127.0.0.1:${port}`;
  const serve = async (origin: string, text: string): Promise<void> => {
    const before = await answers(address, origin);
    await writeFile(join(folder, `${origin}.zone`), text);
    child.kill('SIGHUP');
    for (const deadline = Date.now() + 10_000; (await answers(address, origin)) === before; ) {
      if (Date.now() > deadline) throw new Error(`named does not reload ${origin}`);
      await delay(30);
    }
  };
  const server = { port, address, serve, stop };
  try {
    await Promise.all(zones.map(({ origin }) => answers(server.address, origin)));
  } catch (error) {
    const said = log();
    await stop();
    throw new Error(`named does not serve its zones:\n${said}`, { cause: error });
  }
  return server;
}

function configuration(folder: string, port: number, zones: readonly ServedZone[]): string {
  const clauses = zones.map((zone) => {
    const file = 'file' in zone ? zone.file : join(folder, `${zone.origin}.zone`);
    return `zone "${zone.origin}" { type primary; file "${file}"; };`;
  });
  return `
    options {
      directory "${folder}";
      pid-file "${join(folder, 'named.pid')}";
      session-keyfile "${join(folder, 'session.key')}";
      managed-keys-directory "${folder}";
      listen-on port ${port} { 127.0.0.1; };
      listen-on-v6 { none; };
      recursion no;
      notify no;
      minimal-responses no;
      dnssec-validation no;
      empty-zones-enable no;
    };
    controls { };
    ${clauses.join('\n    ')}
  `;
}

/** Waits until the server has the zone's SOA record, and gives its serial. */
async function answers(server: string, origin: string): Promise<number> {
  const resolver = new dns.Resolver({ timeout: 500, tries: 1 });
  resolver.setServers([server]);
  for (const deadline = Date.now() + 10_000; ; await delay(30)) {
    try {
      return (await resolver.resolveSoa(origin)).serial;
    } catch (error) {
      if (Date.now() > deadline) {
        throw error;
      }
    }
  }
}
