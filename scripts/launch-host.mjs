#!/usr/bin/env node
// Stands in for the program `code` where desktop VS Code cannot be had: takes the arguments that
// @vscode/test-electron gives it, and runs the tests in a VS Code server with a page of its own.
import { writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startBrowser } from './lib/browser.mjs';
import { startHost } from './lib/host.mjs';
import { cleanUpAtEnd } from './lib/processes.mjs';
import { runMain } from './lib/step.mjs';

/** Milliseconds. The suite itself takes seconds; a host that is lost never says so. */
const timeLimit = 240_000;

await runMain(async () => {
  const { values, positionals } = parseArgs({ strict: false, allowPositionals: true });
  const { extensionDevelopmentPath, extensionTestsPath } = values;
  const [folder] = positionals;
  if (
    folder === undefined ||
    typeof extensionDevelopmentPath !== 'string' ||
    typeof extensionTestsPath !== 'string'
  ) {
    throw new Error('--extensionDevelopmentPath=…, --extensionTestsPath=… and a folder are needed');
  }
  const vsix = process.env['ZONE_MX_TEST_VSIX'];
  const host = await startHost({ testsAllowed: true, ...(vsix && { vsix }) });
  const browser = await startBrowser();
  const closeBrowser = cleanUpAtEnd(() => browser.close());
  const page = await browser.newPage();
  /** @type {string[]} */
  const said = [];
  const exit = new Promise((resolve) => page.exposeFunction('codeAutomationExit', resolve));
  await page.exposeFunction(
    'codeAutomationLog',
    /** @type {(type: string, args: unknown[]) => unknown} */
    (type, args) => said.push(`${type}: ${args.join(' ')}\n`),
  );
  await page.goto(
    host.pageAddress(folder, [
      ['extensionDevelopmentPath', host.toUri(extensionDevelopmentPath)],
      ['extensionTestsPath', host.toUri(extensionTestsPath)],
      ['skipWelcome', 'true'],
    ]),
  );
  const code = await Promise.race([exit, delay(timeLimit, 'time-out', { ref: false })]);
  const logFile = process.env['ZONE_MX_TEST_HOST_LOG'];
  if (logFile !== undefined) {
    await writeFile(logFile, `${said.join('')}\n${await host.log()}`);
  }
  await closeBrowser();
  await host.stop();
  return code === 0 ? 0 : 1;
});
