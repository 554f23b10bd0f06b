import { existsSync } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { IncludedText, IncludeRequest } from '../core/text/files';
import { decode } from './files.node';

/** An included file is a part of a zone: not a device, and no more than an editor opens. */
const maximumBytes = 256 * 1024 * 1024;

/** Reads what a $INCLUDE names, if it lies where includes may lead. */
export async function readIncluded(
  { including, path, opened }: IncludeRequest,
  root?: string,
): Promise<IncludedText> {
  const candidates = [resolve(dirname(including), path), resolve(path)];
  for (const candidate of new Set(candidates)) {
    const real = await realPathOf(candidate);
    if (real === undefined) continue;
    // Links are followed first: they must not lead out either.
    const folder = dirname(resolve(opened));
    const allowed = await realPathOf(root ?? findRepository(folder) ?? folder);
    if (allowed === undefined || !isWithin(real, allowed)) return { kind: 'outside' };
    const text = await readText(real);
    return text === undefined
      ? { kind: 'not-found' }
      : { kind: 'text', name: shownName(real), text };
  }
  return { kind: 'not-found' };
}

/** The same with URIs; only files of the system are read. */
export async function readIncludedByUri(
  { including, path, opened }: IncludeRequest,
  folders: readonly string[],
): Promise<IncludedText> {
  const from = pathOf(including);
  const first = pathOf(opened);
  if (from === undefined || first === undefined) return { kind: 'unread' };
  const root = folders
    .flatMap((folder) => pathOf(folder) ?? [])
    .find((folder) => isWithin(first, folder));
  const answer = await readIncluded(
    { including: from, path, opened: first },
    root ?? dirname(first),
  );
  if (answer.kind !== 'text') return answer;
  return { ...answer, name: pathToFileURL(resolve(answer.name)).href };
}

/** A file that the user named, however large. */
export async function readFileByUri(uri: string): Promise<IncludedText> {
  const path = pathOf(uri);
  if (path === undefined) return { kind: 'unread' };
  const text = await attempt(async () => decode(await readFile(path)));
  return text === undefined ? { kind: 'not-found' } : { kind: 'text', name: uri, text };
}

/**
 * A file that nobody named: no device, and where links lead within a folder; of more than so many
 * bytes it is not read.
 */
export async function readFileWithin(
  uri: string,
  folders: readonly string[],
  mostBytes: number,
): Promise<IncludedText> {
  const path = pathOf(uri);
  if (path === undefined) return { kind: 'unread' };
  const real = await realPathOf(path);
  if (real === undefined) return { kind: 'not-found' };
  const allowed = await Promise.all(
    folders.flatMap((folder) => pathOf(folder) ?? []).map(realPathOf),
  );
  if (!allowed.some((folder) => folder !== undefined && isWithin(real, folder)))
    return { kind: 'outside' };
  const stats = await attempt(() => stat(real));
  if (stats?.isFile() !== true) return { kind: 'not-found' };
  if (stats.size > mostBytes) return { kind: 'unread' };
  const text = await readText(real);
  return text === undefined ? { kind: 'not-found' } : { kind: 'text', name: uri, text };
}

export function pathOf(uri: string): string | undefined {
  // Such as a share of another machine, or an escaped slash.
  const isPlain = /^file:\/\/\/(?!.*%2f)/i.test(uri);
  return isPlain ? fileURLToPath(uri) : undefined;
}

/** The root of the repository that a folder is in. */
export function findRepository(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}

export function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Relative to the working directory where that is shorter. */
export function shownName(path: string): string {
  const way = relative(process.cwd(), path);
  return way.length < path.length ? way : path;
}

/** Links are followed; undefined where there is nothing. */
export async function realPathOf(path: string): Promise<string | undefined> {
  return attempt(() => realpath(path));
}

async function readText(path: string): Promise<string | undefined> {
  return attempt(async () => {
    const stats = await stat(path);
    if (!stats.isFile() || stats.size > maximumBytes) return undefined;
    return decode(await readFile(path));
  });
}

/** What the system refuses is not there for us. */
async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
