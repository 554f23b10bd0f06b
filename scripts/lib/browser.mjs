import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram } from './processes.mjs';
import { SetupError } from './step.mjs';

/** It reaches this machine and nothing else. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1',
];

/**
 * Starts the system's Chromium without a window.
 *
 * @param {readonly string[]} [more] flags
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function startBrowser(more = []) {
  const { chromium, executablePath } = await findBrowser();
  return chromium.launch({ executablePath, args: [...flags, ...more] });
}

/**
 * The same with a profile, in which frames of other origins may keep data: VS Code's web views do, and
 * Debian's Chromium refuses it by default, always without a profile.
 *
 * @param {string} folder for the profile
 * @param {import('playwright-core').BrowserContextOptions} options
 * @returns {Promise<import('playwright-core').BrowserContext>}
 */
export async function startProfile(folder, options) {
  const { chromium, executablePath } = await findBrowser();
  await mkdir(join(folder, 'Default'), { recursive: true });
  const preferences = { profile: { cookie_controls_mode: 0, block_third_party_cookies: false } };
  await writeFile(join(folder, 'Default/Preferences'), JSON.stringify(preferences));
  return chromium.launchPersistentContext(folder, { ...options, executablePath, args: flags });
}

async function findBrowser() {
  const executablePath = findProgram('chromium') ?? findProgram('google-chrome');
  if (executablePath === undefined) {
    throw new SetupError('The tests need the program chromium on the PATH.');
  }
  // A late import: the package is there only once the npm packages are installed.
  const { chromium } = await import('playwright-core');
  return { chromium, executablePath };
}
