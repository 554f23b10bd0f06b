// What is bundled of others, and under which licence.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './paths.mjs';

/**
 * @typedef {object} Bundled
 * @property {string} name
 * @property {string} version
 * @property {string} license as SPDX names it
 * @property {string} text the licence in full
 */

/**
 * The packages that bundles have something of, by name and version.
 *
 * @param {readonly (import('esbuild').Metafile | undefined)[]} metafiles
 * @returns {readonly Bundled[]}
 */
export function listBundled(metafiles) {
  const folders = new Set(
    metafiles.flatMap((metafile) =>
      Object.values(metafile?.outputs ?? {}).flatMap(({ inputs }) =>
        Object.entries(inputs)
          .filter(([path, { bytesInOutput }]) => bytesInOutput > 0 && /node_modules\//.test(path))
          .map(([path]) => packageFolder(path)),
      ),
    ),
  );
  const packages = new Map([...folders].map(readPackage).map((each) => [keyOf(each), each]));
  return [...packages].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, bundled]) => bundled);
}

/**
 * @param {Bundled} bundled
 * @returns {string}
 */
function keyOf({ name, version }) {
  return `${name}@${version}`;
}

/**
 * The text that goes along with the bundles.
 *
 * @param {readonly Bundled[]} all
 * @returns {string}
 */
export function toNotices(all) {
  const line = '-'.repeat(80);
  const parts = all.map(
    (each) => `${line}\n${keyOf(each)} (${each.license})\n${line}\n\n${each.text.trim()}\n`,
  );
  return `Zone MX contains parts of these packages.\n\n${parts.join('\n')}`;
}

/**
 * @param {string} path of a file below node_modules
 * @returns {string} the folder of the package that it belongs to
 */
function packageFolder(path) {
  let folder = dirname(join(root, path));
  while (!isPackage(folder)) folder = dirname(folder);
  return folder;
}

/**
 * Some packages have further manifests inside, which only say how modules are to be read.
 *
 * @param {string} folder
 * @returns {boolean}
 */
function isPackage(folder) {
  const manifest = join(folder, 'package.json');
  return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version !== undefined;
}

/**
 * @param {string} folder
 * @returns {Bundled}
 */
function readPackage(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((each) => /^(licen[cs]e|copying)/i.test(each));
  if (typeof license !== 'string' || file === undefined) {
    throw new Error(`${name} does not say its licence.`);
  }
  return { name, version, license, text: readFileSync(join(folder, file), 'utf8') };
}
