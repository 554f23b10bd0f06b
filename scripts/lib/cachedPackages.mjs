// npm packages that are no dependencies of ours: what the tests need of them is kept beside the project.
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hostCache } from './paths.mjs';
import { runOrThrow } from './processes.mjs';
import { step } from './step.mjs';

export const npmInstall = ['install', '--ignore-scripts', '--no-audit', '--no-fund'];

const stamp = 'installed.json';

/** @param {string} name */
export function cachedFolder(name) {
  return join(hostCache, name);
}

/**
 * Installs packages when they are missing or of other versions. A half installation is never used.
 *
 * @param {string} name of the folder
 * @param {string} title what the person who waits is told
 * @param {Readonly<Record<string, string>>} versions by package
 * @param {(folder: string) => Promise<void>} [finish] what is still to be done in the folder
 */
export async function ensureCached(name, title, versions, finish) {
  const folder = cachedFolder(name);
  const wanted = JSON.stringify(versions);
  const stampFile = join(folder, stamp);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) {
    return;
  }
  await step(title, async () => {
    const partial = `${folder}.partial`;
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial, { recursive: true });
    const manifest = { private: true, dependencies: versions };
    await writeFile(join(partial, 'package.json'), JSON.stringify(manifest));
    await runOrThrow('npm', npmInstall, { cwd: partial });
    await finish?.(partial);
    await writeFile(join(partial, stamp), wanted);
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
  });
}
