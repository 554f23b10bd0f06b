// Child processes that never outlive us. Each leads a process group of its own, so that whatever
// it starts in turn is ended with it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import os from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/**
 * @typedef {object} Options
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 */

/** @type {Set<ChildProcess>} */
const running = new Set();

/** @type {Set<() => Promise<void>>} */
const pendingCleanUps = new Set();

let watching = false;

/**
 * Starts a program with no standard input as the leader of its own process group.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Options} [options]
 * @returns {ChildProcess & { readonly stdout: import('node:stream').Readable, readonly stderr: import('node:stream').Readable }}
 */
export function startGroup(command, args, options = {}) {
  endWithUs();
  // Linux can end the child even when we are killed and get no chance to do it ourselves.
  const setpriv = process.platform === 'linux' ? findProgram('setpriv') : undefined;
  const [program, programArgs] = setpriv
    ? [setpriv, ['--pdeathsig', 'TERM', '--', command, ...args]]
    : [command, [...args]];
  const child = spawn(program, programArgs, {
    ...options,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/**
 * Ends a group: asks first, insists after `grace` milliseconds.
 *
 * @param {ChildProcess} child
 * @param {number} [grace]
 */
export async function stopGroup(child, grace = 5000) {
  if (child.exitCode === null && child.signalCode === null) {
    signalGroup(child, 'SIGTERM');
    await Promise.race([once(child, 'exit'), delay(grace, undefined, { ref: false })]);
  }
  signalGroup(child, 'SIGKILL');
}

/**
 * Runs a program to its end.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Options & { readonly timeout?: number }} [options] timeout in milliseconds
 * @returns {Promise<{ readonly code: number, readonly output: string }>} code 1 when it was ended
 */
export async function run(command, args, { timeout = 300_000, ...options } = {}) {
  const child = startGroup(command, args, options);
  /** @type {string[]} */
  const output = [];
  collect(child, output);
  const timer = setTimeout(() => {
    output.push(`\n${command} was ended: it took longer than ${timeout / 1000} s.\n`);
    void stopGroup(child);
  }, timeout);
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => resolve(exitCode ?? 1));
  });
  clearTimeout(timer);
  return { code, output: output.join('') };
}

/**
 * Runs a program that has to succeed.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Options} [options]
 */
export async function runOrThrow(command, args, options) {
  const { code, output } = await run(command, args, options);
  if (code !== 0) {
    throw new Error(`${command} ${args.join(' ')} ended with status ${code}:\n${output}`);
  }
}

/**
 * Keeps what a process says.
 *
 * @param {{ readonly stdout: import('node:stream').Readable, readonly stderr: import('node:stream').Readable }} child
 * @param {string[]} output
 */
export function collect(child, output) {
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => output.push(text));
  }
}

/**
 * Has something done when it is asked for or when this process is ended, whichever is first.
 *
 * @param {() => Promise<void>} cleanUp
 * @returns {() => Promise<void>} does it now, once
 */
export function cleanUpAtEnd(cleanUp) {
  endWithUs();
  /** @type {Promise<void> | undefined} */
  let done;
  const once = () => {
    pendingCleanUps.delete(once);
    done ??= cleanUp();
    return done;
  };
  pendingCleanUps.add(once);
  return once;
}

/**
 * @param {string} name
 * @returns {string | undefined} the program's path; Debian keeps servers where only root looks
 */
export function findProgram(name) {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Does whatever clean-up is still to be done. */
export async function cleanUpNow() {
  await Promise.allSettled([...pendingCleanUps].map((cleanUp) => cleanUp()));
}

function endWithUs() {
  if (watching) {
    return;
  }
  watching = true;
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, async () => {
      await cleanUpNow();
      process.exit(128 + os.constants.signals[signal]);
    });
  }
  process.once('exit', () => {
    for (const child of running) {
      signalGroup(child, 'SIGTERM');
    }
  });
}

/**
 * @param {ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  if (child.pid === undefined) {
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // ESRCH: the whole group has ended already, which is what we want.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) {
      throw error;
    }
  }
}
