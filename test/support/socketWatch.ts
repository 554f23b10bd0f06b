import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs in the process that is watched before anything else: notes whatever would leave the machine. */
const preload = `
const { appendFileSync } = require('node:fs');
const log = process.env.ZONE_MX_TEST_SOCKETS;
const note = (what) => appendFileSync(log, what + '\\n');
const watch = (owner, name, what) => {
  const original = owner[name];
  owner[name] = function (...given) {
    note(what);
    return original.apply(this, given);
  };
};
const dgram = require('node:dgram');
const net = require('node:net');
const dns = require('node:dns');
watch(dgram.Socket.prototype, 'send', 'datagram');
watch(dgram.Socket.prototype, 'connect', 'datagram connection');
watch(net.Socket.prototype, 'connect', 'connection');
watch(require('node:tls'), 'connect', 'TLS');
watch(globalThis, 'fetch', 'fetch');
for (const name of ['lookup', 'resolve', 'reverse']) {
  watch(dns, name, 'look-up');
  watch(dns.promises, name, 'look-up');
}
`;

/** Has a process note each datagram and connection. */
export interface SocketWatch {
  /** What the process needs in its environment. */
  readonly env: Readonly<Record<string, string>>;
  /** What has left so far, in words. */
  sent(): Promise<readonly string[]>;
  remove(): Promise<void>;
}

export async function watchSockets(): Promise<SocketWatch> {
  const folder = await mkdtemp(join(tmpdir(), 'zone-mx-sockets-'));
  const [script, log] = [join(folder, 'watch.cjs'), join(folder, 'log')];
  await writeFile(script, preload);
  await writeFile(log, '');
  return {
    env: { NODE_OPTIONS: `--require=${script}`, ZONE_MX_TEST_SOCKETS: log },
    sent: async () => (await readFile(log, 'utf8')).split('\n').filter((line) => line !== ''),
    remove: () => rm(folder, { recursive: true }),
  };
}
