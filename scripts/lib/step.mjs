import { cleanUpNow } from './processes.mjs';

/**
 * Says in one line what is done, and how long it took once it is done.
 *
 * @template T
 * @param {string} title
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const started = performance.now();
  process.stdout.write(`${title} ... `);
  try {
    const result = await work();
    process.stdout.write(`${seconds(started)}\n`);
    return result;
  } catch (error) {
    process.stdout.write('failed\n');
    throw error;
  }
}

/**
 * @param {number} started what `performance.now()` said then
 * @returns {string} the time since, such as `1.2 s`
 */
export function seconds(started) {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}

/** Something that the person at the keyboard has to put right: shown without a stack. */
export class SetupError extends Error {}

/**
 * Runs a command-line program's main function and turns what it throws into an exit status.
 *
 * @param {() => Promise<number>} main
 */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    process.exitCode = 1;
  } finally {
    await cleanUpNow();
  }
}
