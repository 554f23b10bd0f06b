// How long an editor waits for what it asks after a keystroke: hovers, completion, the outline …
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Client } from './client.mjs';
import { zoneFile } from './corpus.mjs';
import { duration, percentile } from './table.mjs';

/** @typedef {import('./client.mjs').Position} Position */
/** @typedef {{ start: Position, end: Position }} Range */

/** The sizes that the page tells of, in kilobytes. */
export const featureSizes = [5000, 50_000];

/** Questions of each kind, each at a place of its own and after an edit. */
const questions = 20;

/** Lines that a screen shows. */
const screen = 60;

/** Each stands above two lines or more. */
const lensesOnScreen = screen / 2;

/** What is asked, by its method: at a position, in the range of a screen, or of the whole file. */
const features = [
  { method: 'hover', at: 'position' },
  { method: 'completion', at: 'position' },
  { method: 'signatureHelp', at: 'position' },
  { method: 'definition', at: 'position' },
  { method: 'documentHighlight', at: 'position' },
  { method: 'references', at: 'position', context: { includeDeclaration: true } },
  { method: 'prepareRename', at: 'position' },
  { method: 'rename', at: 'position', newName: 'renamed' },
  { method: 'selectionRange', at: 'positions' },
  { method: 'inlayHint', at: 'range' },
  { method: 'codeAction', at: 'range', context: { diagnostics: [] } },
  { method: 'semanticTokens/range', at: 'range' },
  { method: 'rangeFormatting', at: 'range', options: { tabSize: 8, insertSpaces: false } },
  { method: 'codeLens', at: 'file' },
  { method: 'documentLink', at: 'file' },
  { method: 'documentSymbol', at: 'file' },
  { method: 'foldingRange', at: 'file' },
  { method: 'formatting', at: 'file', options: { tabSize: 8, insertSpaces: false } },
];

/**
 * @param {string} folder where the zones are, or are put
 * @param {readonly number[]} sizes in kilobytes
 * @returns {Promise<import('./table.mjs').Table>} a row for each feature
 */
export async function measureFeatures(folder, sizes) {
  /** @type {Map<string, string[]>} */
  const rows = new Map(features.map(({ method }) => [method, []]));
  for (const kilobytes of sizes) {
    const text = layOut(await zoneFile('mx', kilobytes * 1000, folder));
    for (const [method, waits] of await measureAll(text))
      rows.get(method)?.push(duration(percentile(waits, 0.95) / 1000));
  }
  return {
    head: ['asked after a keystroke', ...sizes.map((kilobytes) => `${kilobytes / 1000} MB`)],
    rows: [...rows].map(([method, cells]) => [`\`${method}\``, ...cells]),
  };
}

/**
 * Formatting is asked of a file that is laid out, as with each time that it is saved.
 *
 * @param {string} path @returns {string} the zone, laid out
 */
function layOut(path) {
  const input = readFileSync(path);
  const options = { input, encoding: /** @type {const} */ ('utf8'), maxBuffer: input.length * 4 };
  return execFileSync(process.execPath, ['dist/cli.js', 'format', '-'], options);
}

/** @param {string} text @returns {Promise<ReadonlyMap<string, number[]>>} milliseconds, by method */
async function measureAll(text) {
  const client = new Client();
  await client.start();
  try {
    await client.open(text);
    const places = placesIn(text);
    /** @type {Map<string, number[]>} */
    const waits = new Map();
    for (const { method, at, ...more } of features) {
      // The server's code is warm in an editor that was used for a while.
      for (let index = -5; index < questions; index++) {
        const place = places[(index + 5) % places.length] ?? { line: 0, character: 0 };
        const below = { line: place.line + 1, character: 0 };
        await client.change(below, below, ';\n');
        const { milliseconds, answer } = await client.ask(method, { ...where(at, place), ...more });
        // What stands above records is worded where a screen shows it.
        const isLenses = method === 'codeLens' && Array.isArray(answer);
        const further = isLenses ? await client.word(answer.slice(0, lensesOnScreen)) : 0;
        await client.change(below, { ...below, line: below.line + 1 }, '');
        if (index >= 0) waits.set(method, [...(waits.get(method) ?? []), milliseconds + further]);
      }
    }
    return waits;
  } finally {
    await client.stop();
  }
}

/** @param {string} at @param {Position} place @returns {object} */
function where(at, place) {
  if (at === 'position') return { position: place };
  if (at === 'positions') return { positions: [place] };
  const end = { line: place.line + screen, character: 0 };
  return at === 'range' ? { range: { start: { line: place.line, character: 0 }, end } } : {};
}

/** @param {string} text @returns {readonly Position[]} in exchanges all over the zone */
function placesIn(text) {
  const lines = text.split('\n');
  const exchanges = lines.flatMap((line, index) => (/\sMX\s+10 mail\./.test(line) ? index : []));
  const step = Math.max(1, Math.floor(exchanges.length / (questions + 5)));
  return exchanges
    .filter((_, index) => index % step === 0)
    .map((line) => ({ line, character: (lines[line] ?? '').indexOf('mail.') + 2 }));
}
