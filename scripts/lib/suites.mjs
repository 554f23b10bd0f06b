import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { run } from './processes.mjs';
import { seconds } from './step.mjs';

/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 */

/** The static checks, in the order in which they are most useful to someone who broke something. */
export const checks = ['generate -- --check', 'types', 'lint', 'unused'];

/**
 * The suites, the quick ones first: each is a folder in `test/` and what runs its bundle. The tests
 * in VS Code can do with a desktop one, those of its page and in a browser cannot.
 */
export const suites = [
  { name: 'unit', program: ['support/runSuite.js', 'unit'], host: 'node' },
  { name: 'lsp', program: ['support/runSuite.js', 'lsp'], host: 'node' },
  { name: 'cli', program: ['support/runSuite.js', 'cli'], host: 'node' },
  { name: 'editors', program: ['support/runSuite.js', 'editors'], host: 'node' },
  { name: 'differential', program: ['support/runSuite.js', 'differential'], host: 'node' },
  { name: 'grammar', program: ['support/runSuite.js', 'grammar'], host: 'node' },
  { name: 'package', program: ['support/runSuite.js', 'package'], host: 'node' },
  { name: 'e2e', program: ['e2e/run.js'], host: 'VS Code' },
  // The same tests of the extension as it is published and installed.
  { name: 'vsix', program: ['e2e/run.js', 'vsix'], host: 'code-server' },
  { name: 'web', program: ['web/run.js'], host: 'code-server' },
  { name: 'page', program: ['support/runSuite.js', 'page'], host: 'code-server' },
];

/**
 * Runs one of package.json's scripts as a check.
 *
 * @param {string} script
 * @returns {Promise<Outcome>}
 */
export async function runCheck(script) {
  const started = performance.now();
  const { code, output } = await run('npm', ['run', '--silent', ...script.split(' ')], {
    cwd: root,
  });
  const passed = code === 0 ? 1 : 0;
  report(script, { passed, failed: 1 - passed }, started);
  if (code !== 0) {
    console.log(output);
  }
  return { passed, failed: 1 - passed };
}

/**
 * Runs a suite and shows what failed. That a program ended well is not enough: VS Code does so even
 * when its extension host died half-way. The suite's own results have to be there, too.
 *
 * @param {typeof suites[number]} suite
 * @param {string | undefined} grep only the tests whose titles match; then a suite may have none
 * @returns {Promise<Outcome>}
 */
export async function runTestSuite(suite, grep) {
  const started = performance.now();
  const resultsFile = join(root, 'out/test', `${suite.name}.results.json`);
  await mkdir(join(root, 'out/test'), { recursive: true });
  await rm(resultsFile, { force: true });
  const [program = '', ...args] = suite.program;
  const { code, output } = await run(
    process.execPath,
    ['--enable-source-maps', join(root, 'out/test', program), ...args],
    {
      cwd: root,
      // Who asks for a million edits knows that they take long.
      ...(process.env['ZONE_MX_EDITS'] === undefined ? {} : { timeout: 3_600_000 }),
      env: {
        ...process.env,
        ZONE_MX_TEST_RESULTS: resultsFile,
        ...(grep === undefined ? {} : { ZONE_MX_TEST_GREP: grep }),
      },
    },
  );
  const { passed, failures, notes } = readResults(resultsFile);
  for (const problem of suiteProblems(code, passed + failures.length, grep)) {
    // Failed tests explain the exit status; anything else needs all that was said.
    if (failures.length === 0) {
      failures.push({ title: problem, text: output });
    }
  }
  report(suite.name, { passed, failed: failures.length }, started);
  for (const note of notes) {
    console.log(`    ${note}`);
  }
  for (const { title, text } of failures) {
    console.log(`\n  ${title}\n${text.replaceAll(/^/gm, '    ')}\n`);
  }
  return { passed, failed: failures.length };
}

/**
 * @param {number} code
 * @param {number} executed
 * @param {string | undefined} grep
 */
function* suiteProblems(code, executed, grep) {
  if (code !== 0) {
    yield `The suite ended with status ${code}.`;
  }
  if (executed === 0 && grep === undefined) {
    yield 'The suite executed no test.';
  }
}

/**
 * @param {string} file what test/support/suite.ts writes
 * @returns {{ passed: number, failures: { title: string, text: string }[], notes: string[] }}
 */
function readResults(file) {
  return existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { passed: 0, failures: [], notes: [] };
}

/**
 * @param {string} name
 * @param {Outcome} outcome
 * @param {number} started
 */
function report(name, { passed, failed }, started) {
  console.log(`${name.padEnd(20)} ${passed} passed, ${failed} failed (${seconds(started)})`);
}
