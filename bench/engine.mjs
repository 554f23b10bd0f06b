// What the language server works with, without its protocol: types in the middle of a zone, and says
// how long the findings of each version took.
import { readFileSync } from 'node:fs';
import { WorkingZone } from '../server/src/core/workingZone';

/** @typedef {{ file: string, offset: number, letters: number, keystrokes: number }} Order */

process.on('message', (/** @type {Order} */ order) => process.send?.(type(order)));

/**
 * Types letters at an offset and takes them back, again and again.
 *
 * @param {Order} order @returns {number[]} milliseconds; empty where findings are missing
 */
function type({ file, offset, letters, keystrokes }) {
  const zone = new WorkingZone(readFileSync(file, 'utf8'), { fallbackOrigin: 'example.com.' });
  zone.settle();
  const waits = [];
  // The first changes find the code cold.
  for (let stroke = -letters * 2; stroke < keystrokes; stroke++) {
    const round = (stroke + letters * 2) % (letters * 2);
    const at = offset + (round < letters ? round : letters * 2 - round - 1);
    const started = performance.now();
    zone.edit(at, round < letters ? at : at + 1, round < letters ? 'x' : '');
    const { findings } = zone.settle();
    const { shown } = findings.gravest({}, 1000);
    if (stroke >= 0) waits.push(performance.now() - started);
    if (shown.length !== (round === letters * 2 - 1 ? 0 : 1)) return [];
  }
  return waits;
}
