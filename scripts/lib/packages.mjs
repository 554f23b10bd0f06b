import { statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { runOrThrow } from './processes.mjs';
import { step } from './step.mjs';

/** Installs the npm packages when they are missing or older than what package-lock.json names. */
export async function ensurePackages() {
  // npm writes this file when it has put everything in place.
  const installed = modified(join(root, 'node_modules', '.package-lock.json'));
  if (installed >= modified(join(root, 'package-lock.json'))) {
    return;
  }
  await step('Installing the npm packages', () =>
    // No package here needs its install script, and none of them is to run unasked.
    runOrThrow('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: root }),
  );
}

/**
 * @param {string} file
 * @returns {number} milliseconds since 1970; 0 for a file that is not there
 */
function modified(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
