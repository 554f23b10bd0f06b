// How long an editor waits for the language server: opening a zone, and typing in its middle.
import { readFileSync } from 'node:fs';
import { startBundle } from './bundle.mjs';
import { Client } from './client.mjs';
import { zoneFile } from './corpus.mjs';
import { duration, mebibytes, median, percentile } from './table.mjs';

/** @typedef {import('./table.mjs').Table} Table */

/**
 * Times are milliseconds; `engine` without the protocol.
 *
 * @typedef {{ size: string, open: number, engine: number[], waits: number[], computed: number[], peakKiB: number }} Result
 */

/** The sizes that the page tells of, in kilobytes. */
export const serverSizes = [50, 5000, 50_000];

const keystrokes = 50;
/** The engine is quick to ask, and a hundredth of it is to be told. */
const engineKeystrokes = 1000;
/** So many letters are typed before they are taken away again. */
const letters = 10;

/**
 * @param {string} folder where the zones are, or are put
 * @param {readonly number[]} sizes in kilobytes
 * @returns {Promise<Table>} a row for each size
 */
export async function measureServer(folder, sizes) {
  /** @type {Result[]} */
  const results = [];
  for (const kilobytes of sizes)
    results.push(
      await measureSize(kilobytes, await zoneFile('mx', kilobytes * 1000, folder), folder),
    );
  const [smallest] = results;
  return {
    head: [
      'zone',
      'open to findings',
      'findings ready, median',
      'in 99 of 100',
      'keystroke to findings, median',
      'slowest of 50',
      'computing of it, median',
      'over the smallest',
      'peak memory',
    ],
    rows: results.map((result) => [
      result.size,
      duration(result.open / 1000),
      duration(median(result.engine) / 1000),
      duration(percentile(result.engine, 0.99) / 1000),
      duration(median(result.waits) / 1000),
      duration(Math.max(...result.waits) / 1000),
      duration(median(result.computed) / 1000),
      (median(result.engine) / median(smallest?.engine ?? [])).toFixed(1),
      mebibytes(result.peakKiB),
    ]),
  };
}

/** @param {number} kilobytes @param {string} file @param {string} folder @returns {Promise<Result>} */
async function measureSize(kilobytes, file, folder) {
  const text = readFileSync(file, 'utf8');
  const place = endOfExchange(text);
  const engine = await typeInEngine(file, place.offset, folder);
  const client = new Client();
  await client.start();
  try {
    const open = await client.open(text);
    const { waits, computed } = await type(client, place);
    const size = kilobytes < 1000 ? `${kilobytes} kB` : `${kilobytes / 1000} MB`;
    return { size, open, engine, waits, computed, peakKiB: client.peakKiB() };
  } finally {
    await client.stop();
  }
}

/** @param {string} file @param {number} offset @param {string} folder @returns {Promise<number[]>} */
async function typeInEngine(file, offset, folder) {
  const { ask, stop } = await startBundle('engine', folder);
  const waits = await ask({ file, offset, letters, keystrokes: engineKeystrokes });
  stop();
  if (!Array.isArray(waits) || waits.length === 0) throw new Error('Findings are missing.');
  return waits;
}

/**
 * Types behind an exchange, which then names a host that is not there, and takes it back.
 *
 * @param {Client} client @param {import('./client.mjs').Position} end
 */
async function type(client, end) {
  const waits = [];
  const computed = [];
  // The first changes find the server's code cold.
  for (let stroke = -letters * 2; stroke < keystrokes; stroke++) {
    const round = (stroke + letters * 2) % (letters * 2);
    const typed = round < letters ? round : letters * 2 - round;
    const at = { line: end.line, character: end.character + typed };
    const before = { ...at, character: at.character - 1 };
    const change =
      round < letters ? await client.change(at, at, 'x') : await client.change(before, at, '');
    const isThere = round === letters * 2 - 1;
    if (change.findings !== (isThere ? 0 : 1))
      throw new Error(`The server has ${change.findings} findings after keystroke ${stroke}.`);
    if (stroke < 0) continue;
    waits.push(change.milliseconds);
    computed.push(change.computed);
  }
  return { waits, computed };
}

/**
 * The end of an exchange in the zone.
 *
 * @param {string} text @returns {import('./client.mjs').Position & { offset: number }}
 */
function endOfExchange(text) {
  const pattern = /\tMX\t10 mail\.\w+(?=\n)/g;
  pattern.lastIndex = text.length >> 1;
  const found = pattern.exec(text);
  if (found === null) throw new Error('There is no exchange to type at.');
  const before = text.slice(0, found.index + found[0].length);
  return {
    line: before.split('\n').length - 1,
    character: before.length - before.lastIndexOf('\n') - 1,
    offset: before.length,
  };
}
