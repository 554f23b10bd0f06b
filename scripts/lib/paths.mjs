import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The project's folder, wherever this file is run from: it may be part of a bundle in `out/`. */
export const root = findRoot(import.meta.dirname);

/** Where the VS Code that the tests use is kept; git ignores it. */
export const hostCache = join(root, '.vscode-test');

/**
 * @param {string} folder
 * @returns {string} the nearest folder at or above that holds a package.json
 */
function findRoot(folder) {
  return existsSync(join(folder, 'package.json')) ? folder : findRoot(dirname(folder));
}
