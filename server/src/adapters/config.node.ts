import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { configFileName, longestConfig } from '../core/config/config';
import { FileProblem, type FoundConfig } from '../core/text/files';
import { say } from '../core/text/message';
import { nodeFiles } from './files.node';
import { findRepository, isWithin, pathOf } from './includes.node';

/** The settings that a file named by a URI falls under; only files of the system are read. */
export async function findConfigByUri(
  uri: string,
  folders: readonly string[],
): Promise<FoundConfig | undefined> {
  const path = pathOf(uri);
  if (path === undefined) return undefined;
  const own = folders
    .flatMap((folder) => pathOf(folder) ?? [])
    .find((folder) => isWithin(path, folder));
  const found = findConfigPath(path, own ?? dirname(path));
  if (found === undefined) return undefined;
  const name = pathToFileURL(found).href;
  try {
    return { name, text: await readConfigText(found) };
  } catch (error) {
    if (error instanceof FileProblem) return { name, problem: error.words };
    throw error;
  }
}

/**
 * The nearest file with settings, from a file's folder upwards: to the root of its repository; where
 * it is in none, to `otherwise` if it lies in there, else in its own folder only.
 */
export function findConfigPath(file: string, otherwise: string): string | undefined {
  const folder = dirname(resolve(file));
  const outer = isWithin(folder, resolve(otherwise)) ? resolve(otherwise) : folder;
  const last = findRepository(folder) ?? outer;
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, configFileName);
    if (isFile(path)) return path;
    if (at === last || dirname(at) === at) return undefined;
  }
}

/** A pipe of this name would be waited for; what the system refuses to look at is not there for us. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}

export async function readConfigText(path: string): Promise<string> {
  const { size } = await nodeFiles.look(path);
  // A character is at most four bytes.
  if (size > 4 * longestConfig) throw new FileProblem(say('it is too large to be settings'));
  return nodeFiles.read(path);
}
