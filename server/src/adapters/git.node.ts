import { existsSync } from 'node:fs';
import { basename, delimiter, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { CatFile, GitObject } from './catFile.node';
import { decode } from './files.node';
import { findRepository, pathOf, realPathOf } from './includes.node';

/** Repositories that git is kept ready for; zones lie in one or a few. */
const mostRepositories = 4;

/**
 * The text that git’s HEAD has of a file; `text` itself where it has the same. Undefined for a file
 * that is in no repository or new there, and wherever git is not there or refuses.
 *
 * Nothing that a repository configures is run: `cat-file` without its options for filters runs no
 * filter, no textconv, no hook and no pager, and git may neither fetch what is missing nor look for
 * changed files. Who owns the repository is left to git to judge (`safe.directory`).
 */
export async function readCommitted(path: string, text: string): Promise<string | undefined> {
  const folder = await findFolder(dirname(resolve(path)));
  const id = folder?.ids.get(basename(path));
  if (folder === undefined || id === undefined) return undefined;
  const { isText } = await import('./blob.node');
  if (isText(text, id)) return text;
  const blob = await folder.repository.ask(id);
  return blob?.type === 'blob' ? decode(blob.content) : undefined;
}

/** The committed text of a file that is named by a URI. */
export async function readCommittedByUri(uri: string, text: string): Promise<string | undefined> {
  const path = pathOf(uri);
  return path === undefined ? undefined : readCommitted(path, text);
}

/** A folder as HEAD has it. */
interface Folder {
  readonly repository: Repository;
  /** Ids of objects by the names of files. */
  readonly ids: ReadonlyMap<string, string>;
}

/** Milliseconds for which a folder is what it was: many files lie in one, and HEAD moves on. */
const folderTime = 1_000;

/** Milliseconds for which a repository that git refuses, or is too slow for, is not tried again. */
const refusalTime = 60_000;

/** Folders that are kept. */
const mostFolders = 64;

const folders = new Map<
  string,
  { readonly at: number; readonly found: Promise<Folder | undefined> }
>();

/** A folder of a repository; undefined for any other. */
function findFolder(path: string): Promise<Folder | undefined> {
  const known = folders.get(path);
  const at = performance.now();
  if (known !== undefined && at - known.at < folderTime) return known.found;
  if (folders.size >= mostFolders) folders.clear();
  const found = readFolder(path);
  folders.set(path, { at, found });
  return found;
}

async function readFolder(path: string): Promise<Folder | undefined> {
  const git = findGit();
  const folder = await realPathOf(path);
  const root = folder === undefined ? undefined : findRepository(folder);
  if (git === undefined || folder === undefined || root === undefined) return undefined;
  const name = relative(root, folder).replaceAll(sep, '/');
  if (/[\r\n]/.test(name)) return undefined;
  const repository = repositoryOf(git, root);
  const tree = await repository.ask(`HEAD:./${name}`);
  return tree?.type === 'tree' ? { repository, ids: readTree(tree) } : undefined;
}

/** A tree holds for each entry: mode, blank, name, NUL, and the octets of the id. */
function readTree({ id, content }: GitObject): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  for (let start = 0; start < content.length; ) {
    const blank = content.indexOf(0x20, start);
    const nul = content.indexOf(0, blank);
    if (blank < 0 || nul < 0) break;
    start = nul + 1 + id.length / 2;
    ids.set(content.toString('utf8', blank + 1, nul), content.toString('hex', nul + 1, start));
  }
  return ids;
}

/** By root; the one asked for last comes last. */
const repositories = new Map<string, Repository>();

function repositoryOf(git: string, root: string): Repository {
  const repository = repositories.get(root) ?? new Repository(git, root);
  repositories.delete(root);
  repositories.set(root, repository);
  const [first] = repositories;
  if (first !== undefined && repositories.size > mostRepositories) {
    repositories.delete(first[0]);
    first[1].end();
  }
  return repository;
}

/** A repository that git is asked about; its process starts when it is needed. */
class Repository {
  readonly #git: string;
  readonly #root: string;
  #process: CatFile | undefined;
  #startedAt = 0;

  constructor(git: string, root: string) {
    this.#git = git;
    this.#root = root;
  }

  async ask(name: string): Promise<GitObject | undefined> {
    // Loaded here: a file that no repository has is not to pay for what starts processes.
    const { CatFile } = await import('./catFile.node');
    if (this.#process?.isEnded !== false) {
      const now = performance.now();
      if (this.#process?.isRefusing === true && now - this.#startedAt < refusalTime)
        return undefined;
      this.#startedAt = now;
      this.#process = new CatFile(this.#git, catArguments(this.#root), environment());
    }
    return this.#process.ask(name);
  }

  end(): void {
    this.#process?.end();
  }
}

function catArguments(root: string): readonly string[] {
  const options = ['core.fsmonitor=false', 'safe.bareRepository=explicit'];
  return [...options.flatMap((option) => ['-c', option]), '-C', root, 'cat-file', '--batch'];
}

/** What a hook of git is started with would lead to another repository than the file’s. */
const misleading: readonly string[] = [
  'GIT_DIR',
  'GIT_COMMON_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_NAMESPACE',
  'GIT_PREFIX',
];

function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !misleading.includes(name));
  return {
    ...Object.fromEntries(own),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    // What a partial clone lacks is not fetched; older versions know the second one only.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
  };
}

let program: string | null | undefined;

/** Where git is installed: looked for in absolute folders alone, never where the zone files are. */
function findGit(): string | undefined {
  if (program === undefined) {
    const name = process.platform === 'win32' ? 'git.exe' : 'git';
    const folders = (process.env['PATH'] ?? '').split(delimiter).filter((path) => isAbsolute(path));
    program = folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
  }
  return program ?? undefined;
}
