import { findProgram } from './processes.mjs';
import { SetupError } from './step.mjs';

/**
 * Starts the system's Chromium without a window. It reaches this machine and nothing else.
 *
 * @param {readonly string[]} [flags] more of them
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function startBrowser(flags = []) {
  const executablePath = findProgram('chromium') ?? findProgram('google-chrome');
  if (executablePath === undefined) {
    throw new SetupError('The tests need the program chromium on the PATH.');
  }
  // A late import: the package is there only once the npm packages are installed.
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1',
      ...flags,
    ],
  });
}
