// npm test: installs what is missing, builds, runs every suite. CONTRIBUTING.md tells the options.
// Nothing that has to be installed first may be imported at the top.
import { parseArgs } from 'node:util';
import { canRunCodeServer, ensureCodeServer } from './lib/codeServer.mjs';
import { ensureSystemPackages } from './lib/debian.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { root } from './lib/paths.mjs';
import { runOrThrow } from './lib/processes.mjs';
import { runMain, SetupError, step } from './lib/step.mjs';
import { checks, runCheck, runTestSuite, suites } from './lib/suites.mjs';
import { ensureWebHost } from './lib/webHost.mjs';

/** @typedef {import('./lib/suites.mjs').Outcome} Outcome */

await runMain(async () => {
  const { check, chosen, grep } = readArguments();
  await prepare(chosen);
  /** @type {Outcome[]} */
  const outcomes = [];
  for (const script of check ? checks : []) {
    outcomes.push(await runCheck(script));
  }
  for (const suite of chosen) {
    if (suite.host === 'code-server' && !canRunCodeServer) {
      console.log(`${suite.name}: runs on Linux (x64) only`);
      continue;
    }
    outcomes.push(await runTestSuite(suite, grep));
  }
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
});

/** @param {typeof suites} chosen */
async function prepare(chosen) {
  await ensurePackages();
  await ensureSystemPackages();
  if (canRunCodeServer && chosen.some(({ host }) => host !== 'node')) {
    await ensureCodeServer();
  }
  if (canRunCodeServer && chosen.some(({ host }) => host === 'code-server')) {
    await ensureWebHost();
  }
  await step('Building', () => runOrThrow(process.execPath, ['scripts/build.mjs'], { cwd: root }));
  await step('Bundling the tests', async () => {
    const { bundleTests } = await import('./lib/bundleTests.mjs');
    await bundleTests();
  });
}

function readArguments() {
  const { values } = parseArgs({
    // A second `--`, as in `npm test -- --only unit -- --grep text`, is of no consequence.
    args: process.argv.slice(2).filter((argument) => argument !== '--'),
    options: {
      check: { type: 'boolean', default: false },
      only: { type: 'string' },
      grep: { type: 'string' },
    },
  });
  const names = values.only?.split(',');
  const unknown = names?.filter((name) => suites.every((suite) => suite.name !== name)) ?? [];
  if (unknown.length > 0) {
    throw new SetupError(`No such suite: ${unknown.join(', ')}`);
  }
  return {
    check: values.check,
    chosen: suites.filter(({ name }) => names === undefined || names.includes(name)),
    grep: values.grep,
  };
}
