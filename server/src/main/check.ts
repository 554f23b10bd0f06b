import { createRequire } from 'node:module';
import { isMainThread } from 'node:worker_threads';
import { nodeFiles } from '../adapters/files.node';
import { checkCommand } from '../cli/check';
import type { DnsAdapters } from '../cli/dns';
import { runWorker } from '../cli/worker';
import { run } from './run';

// Its threads run the same bundle.
if (!isMainThread) runWorker(nodeFiles);

/** Runs the process's command line, which says `check`. */
export async function main(): Promise<void> {
  await run([checkCommand], __filename, loadDns);
}

async function loadDns(): Promise<DnsAdapters> {
  const others: typeof import('./commands') = createRequire(__filename)('./commands.js');
  return others.loadDns();
}
