import { createRequire } from 'node:module';
import { nodeFiles } from '../adapters/files.node';
import { readMoment } from '../adapters/moment';
import { type Command, ExitStatus, type Host } from '../cli/command';
import { Terminal } from '../cli/terminal';
import { zoneMx } from '../cli/zoneMx';

/** Runs the command line that the process was given. Threads run `script`. */
export async function run(
  commands: readonly Command[],
  script: string,
  loadDns: Host['loadDns'],
): Promise<void> {
  const terminal = new Terminal(process.stdout, process.stderr, process.env);
  try {
    process.exitCode = await zoneMx(process.argv.slice(2), commands, {
      terminal,
      files: nodeFiles,
      now: readMoment,
      threads: { script, count: readThreads(process.env['ZONE_MX_THREADS']) },
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

function readThreads(setting: string | undefined): number | undefined {
  return setting !== undefined && /^[1-9]\d{0,2}$/.test(setting) ? Number(setting) : undefined;
}
