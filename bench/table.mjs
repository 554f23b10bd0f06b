// Figures as people read them, on the terminal and in docs/performance.md.
import { readFile, writeFile } from 'node:fs/promises';

/** @typedef {{ head: readonly string[], rows: readonly (readonly string[])[] }} Table */

/** @param {readonly number[]} list */
export function median(list) {
  const sorted = list.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** @param {readonly number[]} list @param {number} part @returns {number} what such a part, up to 1, does not exceed */
export function percentile(list, part) {
  const sorted = list.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * part) - 1] ?? Number.NaN;
}

/** @param {number} seconds */
export function duration(seconds) {
  if (seconds >= 10) return `${seconds.toFixed(1)} s`;
  if (seconds >= 1) return `${seconds.toFixed(2)} s`;
  const milliseconds = seconds * 1000;
  return `${milliseconds.toFixed(milliseconds < 10 ? 2 : 0)} ms`;
}

/** @param {number} kibibytes */
export function mebibytes(kibibytes) {
  return `${Math.round(kibibytes / 1024)} MiB`;
}

/** @param {Table} table */
export function printTable({ head, rows }) {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)),
  );
  for (const row of [head, ...rows])
    console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
}

/**
 * Puts a table between its marks in a page.
 *
 * @param {string} path @param {string} name @param {string} how when and with what it was measured
 * @param {Table} table
 */
export async function writeTable(path, name, how, { head, rows }) {
  const page = await readFile(path, 'utf8');
  const marked = new RegExp(`(<!-- ${name}: generated -->\\n)[^]*?(<!-- /${name} -->)`);
  if (!marked.test(page)) throw new Error(`${path} lacks the marks of ${name}.`);
  const lines = [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
  const text = `${how}\n\n${lines.join('\n')}\n`;
  await writeFile(
    path,
    page.replace(marked, (_, start, end) => start + text + end),
  );
}
