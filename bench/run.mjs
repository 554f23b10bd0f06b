// npm run bench: how fast zones are checked, in one run. With --write, docs/performance.md is brought
// up to date. Options: --only command,server,features,dns --megabytes 1,10,100 --runs 5
import { mkdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { measureCommand } from './command.mjs';
import { measureDns } from './dns.mjs';
import { featureSizes, measureFeatures } from './features.mjs';
import { measureServer, serverSizes } from './server.mjs';
import { printTable, writeTable } from './table.mjs';

const { values } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  options: {
    only: { type: 'string', default: 'command,server,features,dns' },
    megabytes: { type: 'string', default: '1,10,100' },
    runs: { type: 'string', default: '5' },
    write: { type: 'boolean', default: false },
  },
});
const chosen = values.only.split(',');
const folder = 'out/bench';
mkdirSync(folder, { recursive: true });

const date = new Date().toISOString().slice(0, 10);
const how = `Measured on ${date} with Node ${process.versions.node} on ${cpus().length} cores.`;
console.log(`${how} ${cpus()[0]?.model ?? ''}\n`);
if (chosen.includes('command')) {
  const sizes = values.megabytes.split(',').map(Number);
  await show('command', await measureCommand(folder, sizes, Number(values.runs)));
}
if (chosen.includes('server')) await show('server', await measureServer(folder, serverSizes));
if (chosen.includes('features'))
  await show('features', await measureFeatures(folder, featureSizes));
if (chosen.includes('dns')) await show('dns', await measureDns(folder, Number(values.runs)));

/** @param {string} name @param {import('./table.mjs').Table} table */
async function show(name, table) {
  printTable(table);
  console.log();
  if (values.write) await writeTable('docs/performance.md', name, how, table);
}
