import { createRequire } from 'node:module';
import { isMainThread } from 'node:worker_threads';
import { nodeFiles } from '../adapters/files.node';
import { readMoment } from '../adapters/moment';
import { ExitStatus } from '../cli/command';
import type { DnsAdapters } from '../cli/dns';
import { Terminal } from '../cli/terminal';
import { runWorker } from '../cli/worker';
import { zoneMx } from '../cli/zoneMx';

if (isMainThread) void main();
else runWorker(nodeFiles);

async function main(): Promise<void> {
  const terminal = new Terminal(process.stdout, process.stderr, process.env);
  try {
    process.exitCode = await zoneMx(process.argv.slice(2), {
      terminal,
      files: nodeFiles,
      now: readMoment,
      threads: { script: __filename, count: readThreads(process.env['ZONE_MX_THREADS']) },
      loadDns,
      // A bundle of its own: a check is not to pay for it.
      serveLanguage: () => createRequire(__filename)('./server.js'),
    });
  } catch (error) {
    // A mistake of ours: status 1 would say that there are findings.
    process.stderr.write(`zone-mx: ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = ExitStatus.failed;
  }
}

async function loadDns(): Promise<DnsAdapters> {
  const [{ createNodeResolver }, { network }, { NodePolicyFetcher }] = await Promise.all([
    import('../adapters/resolver.node'),
    import('../adapters/network'),
    import('../adapters/policy.node'),
  ]);
  const policies = new NodePolicyFetcher({ timeout: 10_000 });
  return { createResolver: createNodeResolver, network, policies };
}

function readThreads(setting: string | undefined): number | undefined {
  return setting !== undefined && /^[1-9]\d{0,2}$/.test(setting) ? Number(setting) : undefined;
}
