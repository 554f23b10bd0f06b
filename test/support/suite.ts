import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { notes } from './note';
import { collect, type Results } from './results';

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
  const results: Results = { passed: 0, failures: [] };
  class Collect extends Mocha.reporters.Base {
    constructor(runner: Mocha.Runner) {
      super(runner);
      collect(runner, results);
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
