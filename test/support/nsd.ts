import { join } from 'node:path';
import { freePort } from '../../scripts/lib/host.mjs';
import { type Daemon, startDaemon } from './daemon';

/** Starts NLnet Labs' `nsd` on loopback, authoritative for these zones. */
export async function startNsd(
  zones: readonly { readonly origin: string; readonly text: string }[],
): Promise<Pick<Daemon, 'stop'> & { readonly port: number }> {
  const port = await freePort();
  const texts = Object.fromEntries(zones.map(({ origin, text }) => [`${origin}.zone`, text]));
  const { stop } = await startDaemon({
    program: 'nsd',
    debianPackage: 'nsd',
    files: (folder) => ({ ...texts, 'nsd.conf': configuration(folder, port, zones) }),
    args: (folder) => ['-d', '-c', join(folder, 'nsd.conf')],
    started: 'nsd started',
  });
  return { port, stop };
}

function configuration(
  folder: string,
  port: number,
  zones: readonly { readonly origin: string }[],
): string {
  const clauses = zones.map(
    ({ origin }) => `zone:\n  name: "${origin}"\n  zonefile: "${join(folder, origin)}.zone"\n`,
  );
  return `server:
  ip-address: 127.0.0.1@${port}
  server-count: 1
  username: ""
  chroot: ""
  zonesdir: "${folder}"
  pidfile: "${join(folder, 'nsd.pid')}"
  database: ""
  zonelistfile: "${join(folder, 'zone.list')}"
  xfrdfile: "${join(folder, 'xfrd.state')}"
  xfrdir: "${folder}"
remote-control:
  control-enable: no
${clauses.join('')}`;
}
