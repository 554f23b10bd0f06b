import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { notes } from './note';

/**
 * Runs every bundled test file in a folder under mocha, here or in VS Code's extension host, and
 * writes the results as JSON to the file that `ZONE_MX_TEST_RESULTS` names (scripts/lib/suites.mjs
 * reads it). `ZONE_MX_TEST_GREP` restricts the run to the titles that match.
 *
 * @returns how many tests failed
 */
export async function runSuite(folder: string): Promise<number> {
  const { default: Mocha } = await import('mocha');
  const grep = process.env['ZONE_MX_TEST_GREP'];
  const results = { passed: 0, failures: [] as { title: string; text: string }[] };
  class Collect extends Mocha.reporters.Base {
    constructor(runner: Mocha.Runner) {
      super(runner);
      const fail = (test: Mocha.Test, text: string) =>
        results.failures.push({ title: test.fullTitle(), text });
      runner.on('pass', () => {
        results.passed += 1;
      });
      runner.on('fail', (test, error: unknown) => fail(test, describeError(error)));
      runner.on('pending', (test) => fail(test, 'No test may be left out.'));
    }
  }
  const mocha = new Mocha({
    reporter: Collect,
    timeout: 30_000,
    forbidOnly: process.env['CI'] !== undefined,
    ...(grep === undefined ? {} : { grep }),
  });
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => name.endsWith('.test.js')).sort()) {
    mocha.addFile(join(folder, file));
  }
  await new Promise((resolve) => mocha.run(resolve));
  const file = process.env['ZONE_MX_TEST_RESULTS'];
  if (file !== undefined) {
    writeFileSync(file, JSON.stringify({ ...results, notes: notes() }));
  }
  return results.failures.length;
}

function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : inspect(error);
}
