import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type Disposable,
  type FileSystemWatcher,
} from 'vscode-languageserver';
import { configFileName } from '../core/config/config';
import { decoded, type OriginSettings } from '../core/config/origins';

/** By name, what may be a zone file; what it is, its text tells. */
const zoneFileGlobs: readonly string[] = [
  '**/*.zone',
  '**/db.*',
  '**/*.db',
  '**/*.dns',
  '**/*.hosts',
];

/** More of the user's globs are not looked for, nor longer ones. */
const mostGlobs = 100;
const longestGlob = 500;

/** Included files beyond these are read again when something is saved. */
const mostFollowed = 200;

/** The globs of files that may be zone files, those of the settings among them. */
export function globsOf(zones: OriginSettings): readonly string[] {
  const own = zones
    .map(([glob]) => (glob.includes('/') ? glob : `**/${glob}`))
    .filter((glob) => glob.length <= longestGlob);
  return [...new Set([...zoneFileGlobs, ...own.slice(0, mostGlobs)])];
}

/** Has the client tell of changes on disk. */
export class Watches {
  readonly #connection: Connection;
  readonly #watched = new Map<
    string,
    { readonly key: string; readonly ended: Promise<Disposable | undefined> }
  >();
  #hasFiles = false;
  #hasPatterns = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** What the client is able to: to watch files, and to watch those outside of its folders. */
  setAbilities(hasFiles: boolean, hasPatterns: boolean): void {
    this.#hasFiles = hasFiles;
    this.#hasPatterns = hasPatterns;
  }

  /** The project's settings, and what may be a zone file. */
  watchZones(globs: readonly string[]): void {
    this.#watch(
      'zones',
      // Changes are told by their whole paths.
      [configFileName, ...globs].map((glob) => ({
        globPattern: glob.startsWith('**/') ? glob : `**/${glob}`,
      })),
    );
  }

  /** The files that open zones include, wherever they are and whatever they are called. */
  follow(uris: readonly string[]): void {
    if (!this.#hasPatterns) return;
    const watchers = uris.slice(0, mostFollowed).flatMap((uri) => {
      const end = uri.lastIndexOf('/');
      const pattern = decoded(uri.slice(end + 1));
      // A name that would be a pattern can't be watched by itself.
      if (/[*?{}[\]\\,!]/.test(pattern)) return [];
      return { globPattern: { baseUri: uri.slice(0, end), pattern } };
    });
    this.#watch('included', watchers);
  }

  #watch(what: string, watchers: readonly FileSystemWatcher[]): void {
    const key = JSON.stringify(watchers);
    const before = this.#watched.get(what);
    if (!this.#hasFiles || before?.key === key || (before === undefined && watchers.length === 0))
      return;
    const options = { watchers: [...watchers] };
    const { client, console } = this.#connection;
    const ended = client
      .register(DidChangeWatchedFilesNotification.type, options)
      // Files are looked at again when something is saved, too.
      .catch((error: unknown): undefined => {
        console.warn(String(error));
      });
    this.#watched.set(what, { key, ended });
    void before?.ended.then((registration) => registration?.dispose());
  }
}
