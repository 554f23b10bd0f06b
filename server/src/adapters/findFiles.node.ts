import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileGlob } from '../core/config/origins';
import { pathOf } from './includes.node';

/** Folders that are read, one after the other; a workspace with more is not one of zones alone. */
const mostFolders = 10_000;

/** The URIs of the files in folders that globs find, in order; links and hidden folders are left out. */
export async function findFiles(
  globs: readonly string[],
  folders: readonly string[],
  most: number,
): Promise<readonly string[]> {
  const matchers = globs.map(compileGlob);
  // Of folders, one may lie in another.
  const found = new Set<string>();
  const roots = folders.flatMap((folder) => pathOf(folder) ?? []);
  const waiting = roots.map((root) => ({ root, folder: root }));
  for (let read = 0; read < mostFolders && found.size < most; read++) {
    const next = waiting.shift();
    if (next === undefined) break;
    const { root, folder } = next;
    for (const { name, isFolder, isFile } of await list(folder)) {
      const path = join(folder, name);
      const way = relative(root, path).split(sep).join('/');
      if (isFolder && !name.startsWith('.') && name !== 'node_modules')
        waiting.push({ root, folder: path });
      else if (isFile && matchers.some((matches) => matches(way)))
        found.add(pathToFileURL(path).href);
    }
  }
  return [...found].slice(0, most).sort();
}

interface Entry {
  readonly name: string;
  readonly isFolder: boolean;
  readonly isFile: boolean;
}

/** A folder that can’t be read has nothing for us. */
async function list(folder: string): Promise<readonly Entry[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.map((entry) => ({
      name: entry.name,
      isFolder: entry.isDirectory(),
      isFile: entry.isFile(),
    }));
  } catch (error) {
    if (error instanceof Error && 'code' in error) return [];
    throw error;
  }
}
