// How fast DNS is asked, beside `dig -f` with the same questions to the same server.
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../scripts/lib/host.mjs';
import { findProgram, startGroup, stopGroup } from '../scripts/lib/processes.mjs';
import { startBundle } from './bundle.mjs';
import { duration, mebibytes, median } from './table.mjs';

/** @typedef {import('./table.mjs').Table} Table */
/** @typedef {{ what: string, port: number, count: number, rounds: number }} Case */

const origin = 'bench.example';
const names = Array.from({ length: 10_000 }, (_, index) => `mail${index}.${origin}`);
/** What the forwarder adds to each answer, in milliseconds. */
const latency = 20;

/**
 * @param {string} folder where zone and questions are put
 * @param {number} rounds
 * @returns {Promise<Table>} a row for each case
 */
export async function measureDns(folder, rounds) {
  const head = ['asked', 'zone-mx', 'dig -f', 'its time over ours', 'peak memory'];
  const named = await startNamed(folder);
  if (named === undefined) return { head, rows: [] };
  const forwarder = await startForwarder(named.port);
  const asker = await startAsker(folder);
  try {
    /** @type {string[][]} */
    const rows = [];
    for (const each of [
      { what: '20,000 questions on loopback', port: named.port, count: 10_000, rounds },
      {
        what: `2,000 questions, ${latency} ms away`,
        port: forwarder.port,
        count: 1_000,
        rounds: Math.min(rounds, 2),
      },
    ]) {
      rows.push(await measureCase(folder, asker, each));
    }
    return { head, rows };
  } finally {
    asker.stop();
    forwarder.stop();
    await named.stop();
  }
}

/** @param {string} folder @param {Awaited<ReturnType<typeof startAsker>>} asker @param {Case} each */
async function measureCase(folder, asker, { what, port, count, rounds }) {
  const asked = names.slice(0, count);
  const questions = join(folder, `questions-${count}.txt`);
  writeFileSync(questions, asked.map((name) => `${name} A\n${name} AAAA\n`).join(''));
  const round = { server: `127.0.0.1#${port}`, names: asked };
  // The first finds our code cold; an editor has asked before.
  await asker.ask(round);
  /** @type {number[]} */
  const ours = [];
  /** @type {number[]} */
  const theirs = [];
  for (let index = 0; index < rounds; index++) {
    ours.push(await asker.ask(round));
    theirs.push(await dig(port, questions));
  }
  const ratios = theirs.map((seconds, index) => seconds / (ours[index] ?? Number.NaN));
  return [
    what,
    duration(median(ours)),
    duration(median(theirs)),
    median(ratios).toFixed(2),
    mebibytes(asker.peakKiB()),
  ];
}

/** @param {number} port @param {string} questions @returns {Promise<number>} seconds */
async function dig(port, questions) {
  const started = performance.now();
  const args = ['@127.0.0.1', '-p', String(port), '+noall', '-f', questions];
  const [code] = await once(spawn('dig', args, { stdio: 'ignore' }), 'exit');
  if (code !== 0) throw new Error(`dig ended with status ${code}.`);
  return (performance.now() - started) / 1000;
}

/** @param {string} folder */
async function startAsker(folder) {
  const { ask, peakKiB, stop } = await startBundle('ask', folder);
  return {
    /** @param {import('./ask.mjs').Round} round @returns {Promise<number>} seconds */
    ask: async (round) => {
      const seconds = await ask(round);
      if (typeof seconds !== 'number') throw new Error('Not every question was answered.');
      return seconds;
    },
    peakKiB,
    stop,
  };
}

/**
 * A name server with two addresses for each of the names; undefined where there is none.
 *
 * @param {string} folder
 */
async function startNamed(folder) {
  const program = findProgram('named');
  if (program === undefined || findProgram('dig') === undefined) return undefined;
  const port = await freePort();
  const place = resolve(folder);
  const hosts = names.map((_, index) => {
    const [high, low] = [index >> 8, index & 255];
    return `mail${index} A 10.0.${high}.${low}\nmail${index} AAAA 2001:db8::${high}:${low}\n`;
  });
  const apex = '$TTL 1h\n@ SOA ns host 1 1h 15m 30d 1h\n@ NS ns\nns A 127.0.0.1\n';
  writeFileSync(join(place, 'dns.zone'), apex + hosts.join(''));
  writeFileSync(
    join(place, 'named.conf'),
    `options { directory "${place}"; pid-file none; session-keyfile "${place}/session.key";
  managed-keys-directory "${place}"; listen-on port ${port} { 127.0.0.1; };
  listen-on-v6 { none; }; recursion no; notify no; dnssec-validation no; };
controls { };
zone "${origin}" { type primary; file "${place}/dns.zone"; };
`,
  );
  const child = startGroup(program, ['-g', '-n', '1', '-c', join(place, 'named.conf')]);
  for (const stream of [child.stdout, child.stderr]) stream.resume();
  const stop = () => stopGroup(child);
  await served(port, stop);
  return { port, stop };
}

/** @param {number} port @param {() => Promise<void>} stop */
async function served(port, stop) {
  for (let tries = 0; tries < 100; tries++) {
    const args = ['@127.0.0.1', '-p', String(port), '+short', '+time=1', '+tries=1'];
    const asked = spawn('dig', [...args, names[0] ?? '', 'A'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let said = '';
    asked.stdout.on('data', (chunk) => {
      said += chunk;
    });
    await once(asked, 'close');
    if (said.trim() === '10.0.0.0') return;
    await delay(100);
  }
  await stop();
  throw new Error('named does not serve its zone.');
}

/**
 * Passes questions on, and the answers back after a while.
 *
 * @param {number} upstream a port on loopback
 */
async function startForwarder(upstream) {
  const [front, back] = [createSocket('udp4'), createSocket('udp4')];
  /** @type {Map<number, { id: number, port: number }>} */
  const waiting = new Map();
  let last = 0;
  front.on('message', (message, { port }) => {
    last = (last + 1) & 0xffff;
    waiting.set(last, { id: message.readUInt16BE(), port });
    message.writeUInt16BE(last);
    back.send(message, upstream, '127.0.0.1');
  });
  back.on('message', (message) => {
    const asked = waiting.get(message.readUInt16BE());
    if (asked === undefined) return;
    waiting.delete(message.readUInt16BE());
    message.writeUInt16BE(asked.id);
    setTimeout(() => front.send(message, asked.port, '127.0.0.1'), latency);
  });
  front.bind(0, '127.0.0.1');
  await once(front, 'listening');
  const stop = () => {
    front.close();
    back.close();
  };
  return { port: front.address().port, stop };
}
