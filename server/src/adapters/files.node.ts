import { constants, isUtf8 } from 'node:buffer';
import { closeSync, type Dirent, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { open, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import type { Files, PathKind } from '../core/text/files';
import { FileProblem } from '../core/text/files';
import { type Message, say } from '../core/text/message';
import { findConfigPath, readConfigText } from './config.node';
import { readCommitted } from './git.node';
import { readIncluded, shownName } from './includes.node';

/** The most bytes that are read: as many characters as a string can have. */
const maximumBytes = constants.MAX_STRING_LENGTH;

/** The file system that the process has. */
export const nodeFiles: Files = {
  look: (path) => attempt(async () => factsOf(await stat(path))),
  list: (path) =>
    attempt(async () => {
      const entries = await readdir(path, { withFileTypes: true });
      return entries.map((entry) => ({ name: entry.name, kind: kindOf(entry) }));
    }),
  read: (path) => attempt(async () => decode(await readBytes(path))),
  readStart: (path, bytes) =>
    attempt(async () => {
      // The start of a file is there sooner than three promises are kept.
      const file = openSync(path, 'r');
      try {
        const buffer = Buffer.alloc(bytes);
        return buffer.toString('latin1', 0, readSync(file, buffer, 0, bytes, 0));
      } finally {
        closeSync(file);
      }
    }),
  readIncluded,
  findConfig: (file) => {
    const path = findConfigPath(file, process.cwd());
    return path === undefined ? undefined : shownName(path);
  },
  readConfig: readConfigText,
  readCommitted,
  readStandardInput: () =>
    attempt(async () => {
      // Node takes a folder for an empty input.
      if (fstatSync(0).isDirectory()) throw new FileProblem(say('it is a folder'));
      return decode(await collect(process.stdin));
    }),
  rewrite: (path, change) => attempt(() => rewrite(path, change)),
};

async function readBytes(path: string): Promise<Buffer> {
  const { kind, size } = factsOf(await stat(path));
  if (kind === 'folder') throw new FileProblem(say('it is a folder'));
  if (size > maximumBytes) throw tooLarge();
  if (kind === 'file') return readFile(path);
  const file = await open(path);
  return collect(file.createReadStream());
}

/** Through a new file beside it: whoever reads meanwhile sees the old one or the new one, whole. */
async function rewrite(path: string, change: (text: string) => string): Promise<boolean> {
  const target = await realpath(path);
  const { mode, size } = await stat(target);
  if (size > maximumBytes) throw tooLarge();
  const bytes = await readFile(target);
  const before = decode(bytes);
  const after = change(before);
  if (after === before) return false;
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, after, {
      encoding: isUtf8(bytes) ? 'utf8' : 'latin1',
      flag: 'wx',
      mode,
    });
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return true;
}

/**
 * The text of a file's bytes: UTF-8, else Latin-1, so that every byte is kept and offsets stay what
 * they are. A byte order mark stays as one character.
 *
 * In a Latin-1 file a byte above 7F becomes the character of the same number. The table of names
 * takes a character above U+007F for its UTF-8 bytes, so inside such a file a label or text has
 * other octets than the name server sees. This is accepted: the mapping is one to one, so names are
 * equal exactly where the server finds them equal; only a raw byte and its own escape (`\228`) are
 * told apart, and the limits of 63 and 255 octets are met early, as each such byte counts as two.
 */
export function decode(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString('utf8') : bytes.toString('latin1');
}

async function collect(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('The stream has an encoding.');
    size += chunk.length;
    if (size > maximumBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function tooLarge(): FileProblem {
  return new FileProblem(
    say('it is too large: up to {0} MB can be read', Math.floor(maximumBytes / 1_000_000)),
  );
}

function factsOf(stats: Stats): { readonly kind: PathKind; readonly size: number } {
  return { kind: kindOf(stats), size: stats.isFile() ? stats.size : 0 };
}

function kindOf(entry: Stats | Dirent): PathKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'other';
}

async function attempt<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    throw new FileProblem(describe(code));
  }
}

/** The code of an error of the system; undefined for every other error. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

function describe(code: string): Message {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return say('there is no such file');
    case 'EACCES':
    case 'EPERM':
      return say('access is denied');
    case 'EISDIR':
      return say('it is a folder');
    case 'ELOOP':
      return say('its links lead in a circle');
    case 'EMFILE':
    case 'ENFILE':
      return say('too many files are open');
    default:
      return say('the system says {0}', code);
  }
}
