// Before the tests, which need mocha's functions when they are loaded.
import 'mocha/mocha.js';
import { collect, type Results } from '../support/results';

export const results: Results = { passed: 0, failures: [] };

class Collect extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner) {
    super(runner);
    collect(runner, results);
  }
}

mocha.setup({ ui: 'bdd', reporter: Collect, timeout: 30_000 });

/** Resolves when all tests are done; `grep` restricts the run to the titles that match. */
export function runTests(grep: string | undefined): Promise<void> {
  if (grep !== undefined) mocha.grep(grep);
  return new Promise((resolve) => void mocha.run(() => resolve()));
}
