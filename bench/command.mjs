// How fast the command checks zones, beside other checkers.
import { spawnSync } from 'node:child_process';
import { originOf, zoneFile } from './corpus.mjs';
import { peers, simdzone } from './peers.mjs';
import { duration, mebibytes, median } from './table.mjs';

/** @typedef {import('./corpus.mjs').CorpusName} CorpusName */
/** @typedef {import('./peers.mjs').Peer} Peer */
/** @typedef {import('./table.mjs').Table} Table */

/**
 * @param {string} folder where the zones are, or are put
 * @param {readonly number[]} sizes in megabytes
 * @param {number} rounds
 * @returns {Promise<Table>} a row for each zone and program
 */
export async function measureCommand(folder, sizes, rounds) {
  /** @type {string[][]} */
  const rows = [];
  for (const megabytes of sizes) {
    for (const corpusName of /** @type {CorpusName[]} */ (['mx', 'tld'])) {
      const file = await zoneFile(corpusName, megabytes * 1e6, folder);
      rows.push(...measureZone(corpusName, megabytes, file, rounds));
    }
  }
  return {
    head: ['zone', 'program', 'time', 'its time over ours', 'peak memory'],
    rows,
  };
}

/** @param {CorpusName} corpusName @param {number} megabytes @param {string} file @param {number} rounds */
function measureZone(corpusName, megabytes, file, rounds) {
  const present = peers.filter(
    (peer) =>
      megabytes <= (peer.megabytes ?? megabytes) && run(peer, corpusName, file) !== undefined,
  );
  const runs = new Map(present.map((peer) => [peer, /** @type {number[]} */ ([])]));
  // One round after the other: what else the machine does falls on all alike.
  for (let round = 0; round < rounds; round++) {
    for (const peer of present) {
      const result = run(peer, corpusName, file);
      if (result !== undefined) runs.get(peer)?.push(result);
    }
  }
  const ours = [...runs].find(([peer]) => peer.isOurs)?.[1] ?? [];
  const zone = `${corpusName}, ${megabytes} MB`;
  const rows = [...runs].map(([peer, list]) => [
    zone,
    peer.name,
    duration(median(list)),
    peer.isOurs ? '' : ratio(list, ours),
    peer.isOurs ? mebibytes(peakKiB(peer, corpusName, file)) : '',
  ]);
  if (corpusName === simdzone.corpusName && megabytes === simdzone.megabytes)
    rows.push(...simdzoneRows(zone, median(ours)));
  return rows;
}

/**
 * The median of the rounds' ratios: both of a round ran one after the other.
 *
 * @param {readonly number[]} theirs @param {readonly number[]} ours
 */
function ratio(theirs, ours) {
  return median(theirs.map((seconds, round) => seconds / (ours[round] ?? 0))).toFixed(2);
}

/** @param {string} zone @param {number} ours */
function simdzoneRows(zone, ours) {
  return Object.entries(simdzone.seconds).map(([how, seconds]) => [
    zone,
    `simdzone, parse only, ${how} (2026, not measured again)`,
    duration(seconds),
    `${(seconds / ours).toFixed(3)} (ours over it: ${(ours / seconds).toFixed(1)})`,
    '',
  ]);
}

/**
 * @param {Peer} peer @param {CorpusName} corpusName @param {string} file
 * @returns {number | undefined} seconds; undefined where the program is not installed
 */
function run({ program, args }, corpusName, file) {
  const started = performance.now();
  const { error } = spawnSync(program, args(originOf(corpusName), file), { stdio: 'ignore' });
  return error === undefined ? (performance.now() - started) / 1000 : undefined;
}

/**
 * The most memory that a program of Node's ever had: in a run of its own, which nothing else is
 * measured in.
 *
 * @param {Peer} peer @param {CorpusName} corpusName @param {string} file
 */
function peakKiB({ program, args }, corpusName, file) {
  const options = ['--import', './bench/peak.mjs', ...args(originOf(corpusName), file)];
  const { output } = spawnSync(program, options, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  return Number(output[3]?.toString());
}
