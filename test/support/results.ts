/** What came of a suite, as scripts/lib/suites.mjs reads it. */
export interface Results {
  passed: number;
  readonly failures: { readonly title: string; readonly text: string }[];
}

/** Notes what a run of mocha comes to. */
export function collect(runner: Mocha.Runner, results: Results): void {
  const fail = (test: Mocha.Test, text: string) =>
    results.failures.push({ title: test.fullTitle(), text });
  runner.on('pass', () => {
    results.passed += 1;
  });
  runner.on('fail', (test, error: unknown) => fail(test, describeError(error)));
  runner.on('pending', (test) => fail(test, 'No test may be left out.'));
}

function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error);
}
