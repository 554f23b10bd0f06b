import {
  type ClientCapabilities,
  type Connection,
  FileChangeType,
  type FileEvent,
} from 'vscode-languageserver';
import { configFileName } from '../core/config/config';
import { decoded, originFromSettings, pathBelow } from '../core/config/origins';
import { type Message, say } from '../core/text/message';
import type { OtherZones } from '../core/zone/otherZones';
import { Configs } from './configs';
import type { Files } from './files';
import type { OpenDocuments } from './openDocuments';
import { largestFile, mostFiles, type OnLeftOut, OtherFiles } from './otherFiles';
import type { Settings } from './settings';
import type { Turns } from './turns';
import { isFile } from './uris';
import { globsOf, Watches } from './watches';
import { isSameFile, type ZoneFiles } from './zoneFiles';

/** Asks the client which files of the workspace its globs find, and at most how many. */
const findFilesRequest = 'zoneMx/findFiles';

/** Milliseconds: files that come and go mostly do so with others. */
const listingRest = 300;

/** What the workspace needs of the server. */
export interface WorkspaceHost {
  readonly documents: () => OpenDocuments;
  /** URIs of the folders that are open. */
  readonly folders: () => readonly string[];
  readonly settings: () => Settings;
  readonly warn: (message: Message) => void;
}

/** Where the paths lead that can be written in a file: none out of the folder that is open. */
function placeOfPaths(
  uri: string,
  typed: string,
  folders: readonly string[],
):
  | { readonly base: string; readonly start: string; readonly globs: readonly string[] }
  | undefined {
  const root = folders.map((each) => `${decoded(each).replace(/\/$/, '')}/`);
  const file = decoded(uri);
  const within = root.find((each) => file.startsWith(each));
  const start = /^(?:\.\.\/){0,20}/.exec(typed)?.[0] ?? '';
  let base = file.slice(0, file.lastIndexOf('/') + 1);
  for (let up = start.length / 3; up > 0; up--) base = base.replace(/[^/]*\/$/, '');
  const below = typed.slice(start.length).replace(/[^/]*$/, '');
  if (within === undefined || !base.startsWith(within)) return undefined;
  const folder = base.slice(within.length);
  // A name that would be a pattern is looked for by nobody.
  if (/[*?{}[\]\\,!]|\.\.\//.test(folder + below) || below.startsWith('/')) return undefined;
  const globs = [`${folder}*`, `${folder}*/*`, ...(below === '' ? [] : [`${folder}${below}*`])];
  return { base, start, globs };
}

/** The files beside the open documents: which there are, and when they change. */
export class Workspace {
  readonly #connection: Connection;
  readonly #files: Files;
  readonly #host: WorkspaceHost;
  readonly #others: OtherFiles;
  /** Of the files that are not open, by their folders. */
  readonly #configs: Configs;
  readonly #watches: Watches;
  #findsFiles = false;
  #listing: ReturnType<typeof setTimeout> | undefined;
  #isListed = false;

  constructor(connection: Connection, { clock, later }: Turns, files: Files, host: WorkspaceHost) {
    this.#connection = connection;
    this.#files = files;
    this.#host = host;
    this.#configs = new Configs((uri) => files.findConfig(uri, host.folders()));
    this.#watches = new Watches(connection);
    this.#others = new OtherFiles({
      clock,
      later,
      readFile: (uri) => files.readFileWithin(uri, host.folders(), largestFile),
      readIncluded: (request) => host.documents().readIncluded(request),
      originOf: (uri) => this.#originOf(uri),
      nameOf: (uri) => pathBelow(uri, host.folders()),
      isFile: (uri) => isFile(uri, host.folders()),
      isOpen: (uri) => host.documents().isOpen(uri),
      current: (uri) => host.documents().current(uri),
      onChange: (apexes) => host.documents().recheckOthers(apexes),
      onContext: (uri, origin) => host.documents().setContext(uri, origin),
    });
  }

  get zones(): OtherZones {
    return this.#others.zones;
  }

  /** The zones of files that are not open, once it is known which files there are. */
  async *closedZones(
    mayMatter: (text: string) => boolean,
    onLeftOut: OnLeftOut,
  ): AsyncGenerator<ZoneFiles, void, undefined> {
    if (!this.#host.settings().otherZones) return;
    await this.#askForFiles();
    yield* this.#others.closedZones(mayMatter, onLeftOut);
  }

  /** What the client is able to do. */
  setClient(findsFiles: boolean, { workspace }: ClientCapabilities): void {
    const watching = workspace?.didChangeWatchedFiles;
    this.#findsFiles = findsFiles;
    this.#watches.setAbilities(
      watching?.dynamicRegistration === true,
      watching?.relativePatternSupport === true,
    );
  }

  /** The settings were read, perhaps again. */
  configured(): void {
    this.#watches.watchZones(globsOf(this.#host.settings().zones));
    this.#others.touchAll();
    if (this.#isListed) this.#list();
  }

  /** Others are open: each may have settings of its own. */
  foldersChanged(): void {
    this.#configs.clear();
    this.configured();
  }

  /** A document has its findings: now the other files may take their time. */
  settled(uri: string): void {
    this.#watches.follow(this.#host.documents().includedUris());
    this.#others.touch(uri);
    if (!this.#isListed) this.#list();
  }

  closed(uri: string): void {
    this.#others.touch(uri);
  }

  changedOnDisk(changes: readonly FileEvent[]): void {
    const documents = this.#host.documents();
    const uris = changes.map(({ uri }) => uri);
    documents.refreshIncluded(uris);
    for (const uri of uris) if (!documents.isOpen(uri)) this.#others.touch(uri);
    if (uris.some((uri) => uri.endsWith(`/${configFileName}`))) {
      this.#configs.clear();
      this.#others.touchAll();
    }
    const isOther = changes.some(({ type }) => type !== FileChangeType.Changed);
    if (isOther && this.#isListed) this.#list();
  }

  /** All files of a folder fall under the same settings. */
  async #originOf(uri: string): Promise<string | undefined> {
    const folder = uri.replace(/[^/]*$/, '_');
    if (!this.#configs.isKnown(folder)) await this.#configs.read(folder);
    const settings = this.#host.settings();
    return (
      this.#configs.originOf(folder, uri) ??
      originFromSettings(settings.zones, uri, this.#host.folders())
    );
  }

  #list(): void {
    this.#isListed = true;
    clearTimeout(this.#listing);
    this.#listing = setTimeout(() => void this.#askForFiles(), listingRest);
  }

  async #askForFiles(): Promise<void> {
    if (this.#host.settings().otherZones) await this.findFiles();
  }

  /** The files of the workspace that may be zone files, one more than are looked at at most; undefined where they can’t be found. */
  async findFiles(): Promise<readonly string[] | undefined> {
    const { zones, otherZones } = this.#host.settings();
    const found = await this.#find(globsOf(zones));
    if (found !== undefined && otherZones) this.#others.setFiles(found);
    return found;
  }

  /** Answers at once what the open documents ask of other zones. */
  answerOthers(): Promise<void> {
    return this.#others.catchUp();
  }

  /** Paths from a file to those of its folder, the folders in it, and the one that is typed; in the workspace. */
  async pathsFrom(uri: string, typed: string): Promise<readonly string[]> {
    const place = placeOfPaths(uri, typed, this.#host.folders());
    if (place === undefined) return [];
    const found = (await this.#find(place.globs)) ?? [];
    return found
      .filter((each) => !isSameFile(each, uri) && decoded(each).startsWith(place.base))
      .map((each) => place.start + decoded(each).slice(place.base.length));
  }

  async #find(globs: readonly string[]): Promise<readonly string[] | undefined> {
    try {
      return await this.#findFiles(globs, mostFiles + 1);
    } catch (error) {
      this.#host.warn(say('The zone files of the workspace were not found: {0}', String(error)));
      return undefined;
    }
  }

  /** A client knows what its user has hidden; where it does not look, we do. */
  async #findFiles(globs: readonly string[], most: number): Promise<readonly string[]> {
    if (!this.#findsFiles) return this.#files.findFiles(globs, this.#host.folders(), most);
    const found: unknown = await this.#connection.sendRequest(findFilesRequest, { globs, most });
    return Array.isArray(found)
      ? found.filter((uri): uri is string => typeof uri === 'string')
      : [];
  }
}
