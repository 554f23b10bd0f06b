// npm run bench: how fast the command checks zones beside other checkers, in one run, as ratios.
// Options: --megabytes 1,10,100 --runs 5
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { originOf, writeCorpus } from './corpus.mjs';

/** @typedef {import('./corpus.mjs').CorpusName} CorpusName */
/** @typedef {{ name: string, program: string, args: (origin: string, file: string) => string[], isOurs?: boolean }} Peer */

const named = ['-i', 'local', '-k', 'warn', '-m', 'warn', '-M', 'warn', '-n', 'warn', '-r', 'warn'];

/** @type {Peer[]} */
const peers = [
  {
    name: 'zone-mx check',
    program: process.execPath,
    isOurs: true,
    args: (origin, file) => [
      'dist/cli.js',
      'check',
      '--quiet',
      '--fail-on',
      'never',
      '--origin',
      origin,
      file,
    ],
  },
  {
    name: 'named-checkzone, all checks',
    program: 'named-checkzone',
    args: (origin, file) => [...named, '-S', 'warn', origin, file],
  },
  { name: 'nsd-checkzone', program: 'nsd-checkzone', args: (origin, file) => [origin, file] },
  { name: 'kzonecheck', program: 'kzonecheck', args: (origin, file) => ['-o', origin, file] },
  {
    name: 'validns, mx-alias and ns-alias',
    program: 'validns',
    args: (origin, file) => ['-p', 'mx-alias', '-p', 'ns-alias', '-z', origin, file],
  },
];

const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '1,10,100' },
    runs: { type: 'string', default: '5' },
  },
});
const runs = Number(values.runs);
const folder = 'out/bench';
mkdirSync(folder, { recursive: true });
console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`,
);
for (const megabytes of values.megabytes.split(',').map(Number)) {
  for (const corpusName of /** @type {CorpusName[]} */ (['mx', 'tld'])) {
    await measure(corpusName, megabytes);
  }
}

/** @param {CorpusName} corpusName @param {number} megabytes */
async function measure(corpusName, megabytes) {
  const file = join(folder, `${corpusName}-${megabytes}.zone`);
  if (!existsSync(file) || statSync(file).size < megabytes * 1e6)
    await writeCorpus(corpusName, megabytes * 1e6, file);
  const present = peers.filter((peer) => run(peer, corpusName, file) !== undefined);
  const times = new Map(present.map((peer) => [peer, /** @type {number[]} */ ([])]));
  // One round after the other: what else the machine does falls on all alike.
  for (let round = 0; round < runs; round++) {
    for (const peer of present) times.get(peer)?.push(run(peer, corpusName, file) ?? Number.NaN);
  }
  const medians = new Map([...times].map(([peer, list]) => [peer, median(list)]));
  const ours = [...medians].find(([peer]) => peer.isOurs)?.[1] ?? Number.NaN;
  console.log(`\n${corpusName}, ${megabytes} MB, median of ${runs}`);
  for (const [peer, seconds] of medians) {
    const ratio = peer.isOurs ? '' : `  ${(seconds / ours).toFixed(2)} × ours`;
    console.log(`  ${peer.name.padEnd(32)} ${seconds.toFixed(3)} s${ratio}`);
  }
  for (const peer of peers)
    if (!present.includes(peer)) console.log(`  ${peer.name}: not installed`);
}

/** @param {Peer} peer @param {CorpusName} corpusName @param {string} file @returns {number | undefined} seconds */
function run({ program, args }, corpusName, file) {
  const started = performance.now();
  const { error } = spawnSync(program, args(originOf(corpusName), file), { stdio: 'ignore' });
  return error === undefined ? (performance.now() - started) / 1000 : undefined;
}

/** @param {number[]} list */
function median(list) {
  return list.toSorted((a, b) => a - b)[list.length >> 1] ?? Number.NaN;
}
