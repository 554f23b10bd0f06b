import { join, resolve } from 'node:path';
import { FileProblem, type Files } from '../core/text/files';
import { type Message, say } from '../core/text/message';
import { looksLikeZoneFile, mayBeZoneFile } from './zoneFileNames';

/** One text to work on. */
export interface Input {
  /** As it is printed: what was given, for a folder joined to it. */
  readonly path: string;
  /** In bytes; 0 where it is not known beforehand. */
  readonly size: number;
  readonly isStandardInput: boolean;
}

/** What could not be read or found. */
export interface InputProblem {
  readonly path: string;
  readonly words: Message;
}

export interface Inputs {
  /** Each file once, in order of path. */
  readonly files: readonly Input[];
  readonly problems: readonly InputProblem[];
}

/** Folders below a folder that are searched; more is a loop of mounts rather than somebody's zones. */
const maximumDepth = 32;

/**
 * Finds the files that the paths stand for. Of those in folders only the sizes of what is wanted are
 * asked for: one of many shards is not to look at all the others' files.
 */
export async function findInputs(
  paths: readonly string[],
  stdinName: string | undefined,
  files: Files,
  isWanted: (path: string) => boolean = () => true,
): Promise<Inputs> {
  const search = new Search(files, isWanted);
  for (const path of paths) {
    if (path === '-') search.add({ path: stdinName ?? '-', size: 0, isStandardInput: true });
    else await search.visitNamed(path);
  }
  return search.finish();
}

class Search {
  readonly #files: Files;
  readonly #isWanted: (path: string) => boolean;
  readonly #found = new Map<string, Input>();
  readonly #problems: InputProblem[] = [];

  constructor(files: Files, isWanted: (path: string) => boolean) {
    this.#files = files;
    this.#isWanted = isWanted;
  }

  add(input: Input): void {
    const key = input.isStandardInput ? '-' : resolve(input.path);
    if (!this.#found.has(key)) this.#found.set(key, input);
  }

  async visitNamed(path: string): Promise<void> {
    const before = this.#found.size + this.#problems.length;
    await this.#attempt(path, async () => {
      const { kind, size } = await this.#files.look(path);
      if (kind !== 'folder') {
        this.add({ path, size, isStandardInput: false });
        return;
      }
      await this.#visitFolder(path, 0);
      // Said, because a check that passes for want of anything to check deceives.
      if (this.#found.size + this.#problems.length === before)
        this.#problems.push({ path, words: say('no zone file is found in it') });
    });
  }

  finish(): Inputs {
    const files = [...this.#found.values()].sort((a, b) => comparePaths(a.path, b.path));
    return { files, problems: this.#problems };
  }

  async #visitFolder(folder: string, depth: number): Promise<void> {
    const entries = await this.#files.list(folder);
    for (const { name, kind } of entries) {
      if (name.startsWith('.') || name === 'node_modules') continue;
      const path = join(folder, name);
      await this.#attempt(path, async () => {
        if (kind === 'folder') {
          if (depth >= maximumDepth) throw new FileProblem(say('it lies too deep to be searched'));
          await this.#visitFolder(path, depth + 1);
        } else if (kind === 'file' && (await this.#isZoneFile(path, name))) {
          const { size } = this.#isWanted(path) ? await this.#files.look(path) : { size: 0 };
          this.add({ path, size, isStandardInput: false });
        }
      });
    }
  }

  async #isZoneFile(path: string, name: string): Promise<boolean> {
    const certainty = mayBeZoneFile(name);
    if (certainty !== 'perhaps') return certainty === 'yes';
    return looksLikeZoneFile(await this.#files.readStart(path, 4096));
  }

  async #attempt(path: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      this.#problems.push({ path, words: error.words });
    }
  }
}

/** By UTF-16 units: the same order on every system and in every language. */
export function comparePaths(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
