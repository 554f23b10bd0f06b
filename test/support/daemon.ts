import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  cleanUpAtEnd,
  collect,
  findProgram,
  startGroup,
  stopGroup,
} from '../../scripts/lib/processes.mjs';

/** How a server is started. */
export interface DaemonOptions {
  readonly program: string;
  readonly debianPackage: string;
  /** Its files by name, given the folder that they are in. */
  readonly files: (folder: string) => Readonly<Record<string, string>>;
  readonly args: (folder: string) => readonly string[];
  /** What its log says once it serves; without it there is nothing to wait for. */
  readonly started?: string;
}

/** A server that runs in a folder of its own, both gone when it is stopped. */
export interface Daemon {
  readonly folder: string;
  readonly child: ChildProcess;
  readonly log: () => string;
  stop(): Promise<void>;
}

/** @throws when it does not start, with what it says about it */
export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
  const program = findProgram(options.program);
  if (program === undefined)
    throw new Error(`${options.program} is not installed (Debian: ${options.debianPackage})`);
  const folder = await mkdtemp(join(tmpdir(), `zone-mx-${options.program}-`));
  for (const [name, text] of Object.entries(options.files(folder)))
    await writeFile(join(folder, name), text);
  const child = startGroup(program, options.args(folder));
  const lines: string[] = [];
  collect(child, lines);
  const log = (): string => lines.join('');
  const stop = cleanUpAtEnd(async () => {
    await stopGroup(child);
    await rm(folder, { recursive: true, force: true });
  });
  const deadline = Date.now() + 10_000;
  while (options.started !== undefined && !log().includes(options.started)) {
    if (Date.now() > deadline || child.exitCode !== null) {
      const said = log();
      await stop();
      throw new Error(`${options.program} does not start:\n${said}`);
    }
    await delay(30);
  }
  return { folder, child, log, stop };
}
