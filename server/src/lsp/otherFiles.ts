import { fileNameOf } from '../core/config/origins';
import type { IncludedText } from '../core/text/files';
import { type Message, say } from '../core/text/message';
import type { ZoneOptions } from '../core/zone/build';
import { apexOfStart, listIncludePaths, mayBeZone, startLength } from '../core/zone/findApex';
import { originFromFileName } from '../core/zone/origin';
import { answerOutside, apexOf } from '../core/zone/otherAnswer';
import { OtherZones } from '../core/zone/otherZones';
import { type ClosedZone, readClosedZone } from './closedZone';
import type { ReadIncluded } from './documentIncludes';
import { restTime, type Snapshot } from './openDocuments';
import type { Turns } from './turns';
import { isSameFile, originAtInclude, toOtherSpan, type ZoneFiles } from './zoneFiles';

/** So many files of a workspace are looked at. */
export const mostFiles = 1000;

/** Told why files of the workspace are left out. */
export type OnLeftOut = (why: Message) => void;

/** In bytes: a larger file is asked for nothing. Zones of hosts are small. */
export const largestFile = 8 * 1024 * 1024;

/** In characters: so much is read of all files together. */
const mostInAll = 8 * largestFile;

/** In characters: so much of the zones that were asked last is kept. */
const mostKept = largestFile;

/** Names may come from another file, be made, or be written in escapes. */
const addsText = /^[\ufeff \t\f\v]*\$(?:include|generate)|\\/im;

/** What the other files need of their host; files are named by their URIs. */
export interface OtherFilesHost extends Turns {
  readonly readFile: (uri: string) => Promise<IncludedText>;
  readonly readIncluded: ReadIncluded;
  /** The origin that the settings give a file. */
  readonly originOf: (uri: string) => Promise<string | undefined>;
  /** What people call a file. */
  readonly nameOf: (uri: string) => string;
  /** Whether a document is a file, and not what an editor shows of one. */
  readonly isFile: (uri: string) => boolean;
  readonly isOpen: (uri: string) => boolean;
  /** What an open document is, as soon as all is done. */
  readonly current: (uri: string) => Snapshot | undefined;
  /** Told of the zones of which something else is known now. */
  readonly onChange: (apexes: readonly string[]) => void;
  /** Told of the origin that a document is included with. */
  readonly onContext: (uri: string, origin: string) => void;
}

/** A file of the workspace, as far as it was looked at. */
interface KnownFile {
  /** In characters. */
  readonly length: number;
  /** The last segments of what its $INCLUDE directives may name. */
  readonly includes: ReadonlySet<string>;
}

/**
 * The zone files beside the open documents: those that the client has found, and the documents
 * themselves. They are looked at when the documents are at rest, one after the other; of a zone only
 * the answers are kept that a document asked for.
 */
export class OtherFiles {
  readonly zones = new OtherZones();
  readonly #host: OtherFilesHost;
  /** The files that the client has found; null for one that is not looked at yet. */
  readonly #found = new Map<string, KnownFile | null>();
  readonly #toLookAt = new Set<string>();
  /** Open documents that are a part of a zone which is to be found. */
  readonly #parts = new Set<string>();
  /** Those that were looked for. */
  readonly #placed = new Set<string>();
  readonly #kept = new Map<string, ClosedZone>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #working: Promise<void> | undefined;
  /** There are more files than are looked at. */
  #hasMore = false;

  constructor(host: OtherFilesHost) {
    this.#host = host;
  }

  /** Takes over which files there are. */
  setFiles(uris: readonly string[]): void {
    this.#hasMore = uris.length > mostFiles;
    const now = new Set(uris.slice(0, mostFiles));
    for (const uri of this.#found.keys()) {
      if (now.has(uri)) continue;
      this.#found.delete(uri);
      this.#toLookAt.add(uri);
    }
    for (const uri of now) {
      if (this.#found.has(uri)) continue;
      this.#found.set(uri, null);
      this.#toLookAt.add(uri);
    }
    this.#schedule();
  }

  /** Looks at a file again, and at those that include it: it has changed, was opened or closed. */
  touch(uri: string): void {
    if (this.#found.has(uri) || this.#host.isFile(uri)) this.#toLookAt.add(uri);
    for (const including of this.#includersOf(uri)) {
      this.#kept.delete(including);
      const isAsked = this.zones.askedOf(including).length > 0;
      if (isAsked || this.zones.apexOf(including) === undefined) this.#toLookAt.add(including);
    }
    const snapshot = this.#host.current(uri);
    if (snapshot === undefined) this.#placed.delete(uri);
    else if (apexOf(snapshot.zone) === undefined && !this.#placed.has(uri)) this.#parts.add(uri);
    this.#schedule();
  }

  /** Looks at all files again: the settings that give them their origins have changed. */
  touchAll(): void {
    for (const uri of this.#found.keys()) this.#toLookAt.add(uri);
    this.#schedule();
  }

  #includersOf(uri: string): readonly string[] {
    const name = fileNameOf(uri);
    return [...this.#found].flatMap(([including, known]) =>
      including !== uri && known?.includes.has(name) === true ? including : [],
    );
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#work(), restTime);
  }

  /** Looks at all that waits and answers what is asked at once, and not when the documents are at rest. */
  catchUp(): Promise<void> {
    clearTimeout(this.#timer);
    return this.#work();
  }

  #work(): Promise<void> {
    this.#working ??= this.#workThrough().finally(() => {
      this.#working = undefined;
      if (this.#parts.size > 0 || this.#toLookAt.size > 0) this.#schedule();
    });
    return this.#working;
  }

  async #workThrough(): Promise<void> {
    while (this.#toLookAt.size > 0 || this.zones.hasOpenQuestions) {
      await this.#lookAtFiles();
      await this.#answerQuestions();
    }
    await this.#placeParts();
  }

  /** All files that wait are looked at before anybody is told: views of a zone are to be seen at once. */
  async #lookAtFiles(): Promise<void> {
    const changed = new Set<string>();
    for (const uri of this.#toLookAt) {
      this.#toLookAt.delete(uri);
      const before = this.zones.apexOf(uri);
      const apex = await this.#findApex(uri);
      for (const each of this.zones.setApex(uri, apex)) changed.add(each);
      if (apex === undefined || apex !== before) continue;
      if (await this.#answer(uri, this.zones.askedOf(uri))) changed.add(apex);
    }
    if (changed.size > 0) this.#host.onChange([...changed]);
  }

  async #answerQuestions(): Promise<void> {
    const changed = new Set<string>();
    for (const uri of this.zones.takeOpen()) {
      const apex = this.zones.apexOf(uri);
      if ((await this.#answer(uri, this.zones.unansweredOf(uri))) && apex !== undefined)
        changed.add(apex);
    }
    if (changed.size > 0) this.#host.onChange([...changed]);
  }

  async #findApex(uri: string): Promise<string | undefined> {
    this.#kept.delete(uri);
    if (this.#host.isOpen(uri)) {
      const snapshot = this.#host.current(uri);
      return snapshot === undefined ? this.zones.apexOf(uri) : apexOf(snapshot.zone);
    }
    if (!this.#found.has(uri)) return undefined;
    const read = await this.#host.readFile(uri);
    const text = read.kind === 'text' ? read.text : '';
    if (!this.#remember(uri, text)) return undefined;
    const options = await this.#optionsOf(uri);
    const apex = apexOfStart(text.slice(0, startLength), options);
    if (apex !== undefined || !mayBeZone(text)) return apex;
    return apexOf((await this.#read(uri, text, options)).zone);
  }

  /** False for a file that is too much to be looked at. */
  #remember(uri: string, text: string): boolean {
    this.#found.set(uri, null);
    const inAll = [...this.#found.values()].reduce((sum, known) => sum + (known?.length ?? 0), 0);
    if (inAll + text.length > mostInAll) return false;
    const includes = new Set(listIncludePaths(text).map(fileNameOf));
    this.#found.set(uri, { length: text.length, includes });
    if (includes.size > 0) for (const part of this.#placed) this.#parts.add(part);
    return true;
  }

  /** Looks names up in a file; gives whether something else is known now. */
  async #answer(uri: string, names: readonly string[]): Promise<boolean> {
    if (names.length === 0) return false;
    const files = await this.#zoneOf(uri);
    // What is being typed is asked when it is at rest.
    if (files === undefined && this.#host.isOpen(uri)) return false;
    const isRight = files !== undefined && apexOf(files.zone) === this.zones.apexOf(uri);
    return this.zones.answer(uri, names, (name) =>
      isRight
        ? answerOutside(files.zone, name, {
            file: this.#host.nameOf(uri),
            placeOf: (span) => toOtherSpan(files, span),
          })
        : undefined,
    );
  }

  /** Reads the zones that are not open one after the other, so many characters at most. */
  async *closedZones(
    mayMatter: (text: string) => boolean,
    onLeftOut: OnLeftOut,
  ): AsyncGenerator<ZoneFiles, void, undefined> {
    if (this.#hasMore)
      onLeftOut(say('the workspace has more than {0} zone files', String(mostFiles)));
    let length = 0;
    for (const uri of [...this.#found.keys()]) {
      if (this.#host.isOpen(uri)) continue;
      const read = await this.#host.readFile(uri);
      if (read.kind === 'unread')
        onLeftOut(say('{0} is too large to be searched', this.#host.nameOf(uri)));
      if (read.kind !== 'text') continue;
      const options = await this.#optionsOf(uri);
      const { origin = '', fallbackOrigin = '' } = options;
      const texts = [read.text, origin, fallbackOrigin];
      if (!texts.some(mayMatter) && !addsText.test(read.text)) continue;
      length += read.text.length;
      if (length > mostInAll) {
        onLeftOut(say('more zone files may name it than can be read at once'));
        return;
      }
      const files = await this.#read(uri, read.text, options);
      if (apexOf(files.zone) !== undefined) yield files;
    }
  }

  async #zoneOf(uri: string): Promise<ZoneFiles | undefined> {
    if (this.#host.isOpen(uri)) return this.#host.current(uri);
    const kept = this.#kept.get(uri);
    if (kept !== undefined) return kept;
    const read = await this.#host.readFile(uri);
    if (read.kind !== 'text') return undefined;
    return this.#read(uri, read.text, await this.#optionsOf(uri));
  }

  async #read(uri: string, text: string, options: ZoneOptions): Promise<ClosedZone> {
    const zone = await readClosedZone(uri, text, options, this.#host.readIncluded, this.#host);
    this.#kept.set(uri, zone);
    let length = [...this.#kept.values()].reduce((sum, kept) => sum + kept.length, 0);
    for (const [first, kept] of this.#kept) {
      if (length <= mostKept) break;
      this.#kept.delete(first);
      length -= kept.length;
    }
    return zone;
  }

  async #optionsOf(uri: string): Promise<ZoneOptions> {
    return {
      origin: await this.#host.originOf(uri),
      fallbackOrigin: originFromFileName(fileNameOf(uri)),
    };
  }

  /** Finds the origins of open parts of zones that are not open themselves. */
  async #placeParts(): Promise<void> {
    for (const part of this.#parts) {
      this.#parts.delete(part);
      this.#placed.add(part);
      const origins = new Set<string | undefined>();
      for (const uri of this.#includersOf(part)) {
        const files = this.#host.isOpen(uri) ? undefined : await this.#zoneOf(uri);
        if (files !== undefined) for (const origin of originsOf(files, part)) origins.add(origin);
      }
      const [origin] = origins;
      if (origins.size === 1 && origin !== undefined) this.#host.onContext(part, origin);
    }
  }
}

/** The origins that a zone includes a file with. */
function originsOf(files: ZoneFiles, part: string): readonly (string | undefined)[] {
  return files.zone.blocks
    .files()
    .filter((file) => file !== 0 && isSameFile(files.uriOf(file), part))
    .map((file) => originAtInclude(files.zone, file));
}
