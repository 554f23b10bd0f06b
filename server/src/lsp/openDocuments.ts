import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { fileNameOf } from '../core/config/origins';
import type { Asking } from '../core/lintLive';
import type { LiveFindings } from '../core/liveFindings';
import type { BlockStore } from '../core/syntax/blockStore';
import type { IncludedText, IncludeRequest } from '../core/text/files';
import { WorkingZone } from '../core/workingZone';
import type { ZoneOptions } from '../core/zone/build';
import { originFromFileName } from '../core/zone/origin';
import type { OtherZones } from '../core/zone/otherZones';
import { DocumentIncludes, type ReadIncluded } from './documentIncludes';
import { includedText, isSameFile, originAtInclude, type ZoneFiles } from './zoneFiles';

/** Milliseconds of work before others get a turn. */
export const sliceTime = 12;

/** One version of one document and what is made of it. It answers until the document changes. */
export interface Snapshot extends ZoneFiles {
  readonly uri: string;
  readonly version: number;
  readonly text: BlockStore;
  readonly findings: LiveFindings;
  /** What the zone was read with. */
  readonly options: Pick<ZoneOptions, 'origin' | 'fallbackOrigin'>;
  /** The URI of what the document includes by a path, if it was read. */
  includedUri(path: string): string | undefined;
  /** False once the document has changed: what comes late must not look at it. */
  isCurrent(): boolean;
}

interface OpenDocument {
  readonly uri: string;
  version: number;
  working: WorkingZone;
  includes: DocumentIncludes;
  /** What the settings say. */
  origin: string | undefined;
  /** What is asked for names in other zones; the settings say whether there is anything. */
  others: OtherZones | undefined;
  /** The origin that the including zone has where it includes this document. */
  context: string | undefined;
  snapshot: Snapshot | undefined;
  /** As long as included files are being read. */
  loading: Promise<void> | undefined;
  /** What its live rules ask by, where they may ask. */
  asking: Asking | undefined;
  isWorking: boolean;
  /** How many slices of time the document took since it was opened. */
  slices: number;
  waiting: ((snapshot: Snapshot | undefined) => void)[];
}

/** From so many characters on, a document's coming leaves garbage that is worth a thought. */
const largeText = 5_000_000;

/** Slices of a large document between two collections of garbage. */
const slicesPerTidying = 18;

/** Milliseconds: how long an included document may rest before the zones that it is a part of are read again. */
export const restTime = 200;

/** What the documents need of their host. */
export interface DocumentHost {
  /** Milliseconds. */
  readonly clock: () => number;
  /** Runs something once others had a turn. */
  readonly later: (run: () => void) => void;
  /** Gives memory back that is no longer used, where the host can be told to. */
  readonly freeMemory: () => void;
  readonly readIncluded: ReadIncluded;
  /** The origin that the settings give a document. */
  readonly originOf: (uri: string) => string | undefined;
  /** The other zones that the settings let a document know of. */
  readonly othersOf: (uri: string) => OtherZones | undefined;
}

/**
 * The open documents. After each change the zone and its findings are brought up to date in slices
 * of time; the next change comes between them.
 */
export class OpenDocuments {
  readonly #documents = new Map<string, OpenDocument>();
  readonly #host: DocumentHost;
  readonly #onSettled: (uri: string) => void;
  readonly #rests = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(host: DocumentHost, onSettled: (uri: string) => void) {
    this.#host = host;
    this.#onSettled = onSettled;
  }

  uris(): readonly string[] {
    return [...this.#documents.keys()];
  }

  isOpen(uri: string): boolean {
    return this.#documents.has(uri);
  }

  open(uri: string, version: number, text: string): void {
    const includes = new DocumentIncludes(uri, (request) => this.readIncluded(request));
    const context = this.#findContext(uri);
    const document: OpenDocument = {
      uri,
      version,
      working: this.#readAnew(uri, text, includes, context),
      includes,
      origin: this.#host.originOf(uri),
      others: this.#host.othersOf(uri),
      context,
      snapshot: undefined,
      loading: undefined,
      asking: undefined,
      isWorking: false,
      slices: 0,
      waiting: this.#documents.get(uri)?.waiting ?? [],
    };
    this.#documents.set(uri, document);
    // The message that brought it was several times as large as the text, and is of no use now.
    if (text.length >= largeText) this.#host.later(this.#host.freeMemory);
    this.#work(document);
  }

  change(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): void {
    const document = this.#documents.get(uri);
    if (document === undefined) return;
    document.version = version;
    document.snapshot = undefined;
    for (const change of changes) {
      if ('range' in change) {
        const { text } = document.working;
        const [start, end] = [change.range.start, change.range.end].map((at) => text.offsetAt(at));
        document.working.edit(start ?? 0, end ?? 0, change.text);
      } else this.#restart(document, change.text);
    }
    this.#work(document);
  }

  close(uri: string): void {
    const document = this.#documents.get(uri);
    this.#documents.delete(uri);
    for (const tell of document?.waiting ?? []) tell(undefined);
  }

  /** The snapshot where all is done, else nothing. */
  current(uri: string): Snapshot | undefined {
    return this.#documents.get(uri)?.snapshot;
  }

  /** The document's newest snapshot, as soon as all is done; undefined where it is not open. */
  settled(uri: string): Promise<Snapshot | undefined> {
    const document = this.#documents.get(uri);
    if (document === undefined || document.snapshot !== undefined)
      return Promise.resolve(document?.snapshot);
    return new Promise((resolve) => document.waiting.push(resolve));
  }

  /** The newest snapshots of all documents, at a moment when all of them are done. */
  async allWhole(): Promise<readonly Snapshot[]> {
    for (;;) {
      await Promise.all(this.uris().map((uri) => this.whole(uri)));
      const current = this.uris().map((uri) => this.current(uri));
      const found = current.filter((each) => each !== undefined);
      if (found.length === current.length) return found;
    }
  }

  /** The same, but when the files are read that it includes. */
  async whole(uri: string): Promise<Snapshot | undefined> {
    const snapshot = await this.settled(uri);
    const loading = this.#documents.get(uri)?.loading;
    if (loading === undefined) return snapshot;
    await loading;
    return this.whole(uri);
  }

  #work(document: OpenDocument): void {
    if (document.isWorking) return;
    document.isWorking = true;
    this.#host.later(() => this.#workSlice(document));
  }

  #workSlice(document: OpenDocument): void {
    document.isWorking = false;
    if (this.#documents.get(document.uri) !== document) return;
    const { clock } = this.#host;
    const end = clock() + sliceTime;
    while (document.working.step()) {
      if (clock() < end) continue;
      this.#tidyUp(document);
      this.#work(document);
      return;
    }
    this.#settle(document);
  }

  /** Reading a large document leaves garbage that would double the memory it takes. */
  #tidyUp(document: OpenDocument): void {
    document.slices++;
    const isLarge = document.working.text.length >= largeText;
    if (isLarge && document.slices % slicesPerTidying === 0) this.#host.freeMemory();
  }

  #settle(document: OpenDocument): void {
    const { uri, version, working } = document;
    const { zone, findings } = working.settle();
    const snapshot: Snapshot = {
      uri,
      version,
      text: working.text,
      zone,
      findings,
      options: this.#optionsOf(uri, document.context),
      uriOf: (file) => document.includes.uris[file] ?? uri,
      textOf: (file) => (file === 0 ? working.text : includedText(zone, file)),
      includedUri: (path) => document.includes.uriOf(0, path),
      isCurrent: () => document.snapshot === snapshot && this.#documents.get(uri) === document,
    };
    document.snapshot = snapshot;
    this.#followIncludes(document, snapshot);
    const { waiting } = document;
    document.waiting = [];
    this.#onSettled(uri);
    for (const tell of waiting) tell(snapshot);
  }

  /** Checks again what depends on other zones, of which those of these apexes have changed. */
  recheckOthers(apexes: readonly string[]): void {
    for (const document of this.#documents.values()) {
      if (document.others === undefined || !document.working.recheckOthers(apexes)) continue;
      document.snapshot = undefined;
      this.#work(document);
    }
  }

  /** Reads all documents anew whose origin the settings have changed, or what they know of others. */
  reconfigure(): void {
    for (const document of this.#documents.values()) {
      const { uri, origin, others } = document;
      if (origin === this.#host.originOf(uri) && others === this.#host.othersOf(uri)) continue;
      this.#restart(document, document.working.text.text());
      this.#work(document);
    }
  }

  /** Has the live rules of a document ask by a ledger, or ask nothing any more. */
  ask(uri: string, asking: Asking | undefined): void {
    const document = this.#documents.get(uri);
    if (document === undefined) return;
    document.asking = asking;
    document.working.ask(asking);
    document.snapshot = undefined;
    this.#work(document);
  }

  /** Looks at included files again: one of them may have been saved. */
  refreshIncludes(): void {
    for (const document of this.#documents.values()) this.#refreshIncludesOf(document);
  }

  /** Looks at included files again that other programs have changed, as soon as they are at rest. */
  refreshIncluded(uris: readonly string[]): void {
    for (const document of this.#documents.values()) {
      const isPart = (uri: string): boolean => uris.some((changed) => isSameFile(uri, changed));
      if (document.includes.uris.slice(1).some(isPart)) this.#refreshAtRest(document);
    }
  }

  /** The files that the open zones include and that are not open themselves. */
  includedUris(): readonly string[] {
    const all = [...this.#documents.values()].flatMap(({ includes }) => includes.uris.slice(1));
    return [...new Set(all)].filter((uri) => !this.#documents.has(uri)).sort();
  }

  /** Takes the origin over that a zone which is not open includes a document with. */
  setContext(uri: string, origin: string): void {
    const document = this.#documents.get(uri);
    if (document !== undefined && this.#findContext(uri) === undefined)
      this.#setContext(document, origin);
  }

  #refreshIncludesOf(document: OpenDocument): void {
    document.includes.forget();
    document.working.refreshIncludes();
    document.snapshot = undefined;
    this.#work(document);
  }

  #restart(document: OpenDocument, text: string): void {
    const { uri } = document;
    document.snapshot = undefined;
    document.origin = this.#host.originOf(uri);
    document.others = this.#host.othersOf(uri);
    document.includes = new DocumentIncludes(uri, (request) => this.readIncluded(request));
    document.working = this.#readAnew(uri, text, document.includes, document.context);
    // Names have other numbers now.
    document.asking?.ledger.forgetAskers();
    document.working.ask(document.asking);
  }

  #readAnew(
    uri: string,
    text: string,
    includes: DocumentIncludes,
    context: string | undefined,
  ): WorkingZone {
    return new WorkingZone(text, {
      ...this.#optionsOf(uri, context),
      include: includes.find,
      others: this.#host.othersOf(uri),
    });
  }

  #optionsOf(uri: string, context: string | undefined): Snapshot['options'] {
    return {
      origin: this.#host.originOf(uri) ?? context,
      fallbackOrigin: originFromFileName(fileNameOf(uri)),
    };
  }

  /** What is open in the editor counts as it is there. */
  async readIncluded(request: IncludeRequest): Promise<IncludedText> {
    const answer = await this.#host.readIncluded(request);
    if (answer.kind !== 'text') return answer;
    const open = [...this.#documents.values()].find(({ uri }) => isSameFile(uri, answer.name));
    if (open === undefined) return answer;
    return { kind: 'text', name: open.uri, text: open.working.text.text() };
  }

  /** Reads what the zone includes, and tells open parts of it where they stand. */
  #followIncludes(document: OpenDocument, { zone }: Snapshot): void {
    const { includes, uri } = document;
    if (includes.hasUnknown) {
      const loading = includes.load().then(() => {
        // Another reading may go on.
        if (document.loading === loading) document.loading = undefined;
        if (this.#documents.get(uri) !== document || document.includes !== includes) return;
        document.working.refreshIncludes();
        document.snapshot = undefined;
        this.#work(document);
      });
      document.loading = loading;
    }
    for (const [file, included] of includes.uris.entries()) {
      const part = file === 0 ? undefined : this.#documents.get(included);
      if (part !== undefined) this.#setContext(part, originAtInclude(zone, file));
    }
    for (const other of this.#documents.values()) {
      if (other === document || !other.includes.uris.includes(uri)) continue;
      this.#refreshAtRest(other);
    }
  }

  #refreshAtRest(document: OpenDocument): void {
    const { uri } = document;
    clearTimeout(this.#rests.get(uri));
    this.#rests.set(
      uri,
      setTimeout(() => {
        if (this.#documents.get(uri) === document) this.#refreshIncludesOf(document);
      }, restTime),
    );
  }

  #setContext(document: OpenDocument, origin: string | undefined): void {
    if (origin === undefined || origin === document.context) return;
    document.context = origin;
    this.#restart(document, document.working.text.text());
    this.#work(document);
  }

  /** The origin that an open zone gives a document which it includes. */
  #findContext(uri: string): string | undefined {
    for (const { includes, snapshot } of this.#documents.values()) {
      const file = includes.uris.indexOf(uri);
      if (file > 0 && snapshot !== undefined) return originAtInclude(snapshot.zone, file);
    }
    return undefined;
  }
}
