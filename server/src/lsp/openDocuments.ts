import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import type { LiveFindings } from '../core/liveFindings';
import type { BlockStore } from '../core/syntax/blockStore';
import { WorkingZone } from '../core/workingZone';
import { originFromFileName } from '../core/zone/origin';
import type { Zone } from '../core/zone/zone';

/** Milliseconds of work before others get a turn. */
const sliceTime = 12;

/** One version of one document and what is made of it. It answers until the document changes. */
export interface Snapshot {
  readonly uri: string;
  readonly version: number;
  readonly text: BlockStore;
  readonly zone: Zone;
  readonly findings: LiveFindings;
  /** False once the document has changed: what comes late must not look at it. */
  isCurrent(): boolean;
}

interface OpenDocument {
  readonly uri: string;
  version: number;
  working: WorkingZone;
  snapshot: Snapshot | undefined;
  isWorking: boolean;
  waiting: ((snapshot: Snapshot | undefined) => void)[];
}

/** What the documents need of their host. */
export interface Turns {
  /** Milliseconds. */
  readonly clock: () => number;
  /** Runs something once others had a turn. */
  readonly later: (run: () => void) => void;
}

/**
 * The open documents. After each change the zone and its findings are brought up to date in slices
 * of time; the next change comes between them.
 */
export class OpenDocuments {
  readonly #documents = new Map<string, OpenDocument>();
  readonly #turns: Turns;
  readonly #onSettled: (uri: string) => void;

  constructor(turns: Turns, onSettled: (uri: string) => void) {
    this.#turns = turns;
    this.#onSettled = onSettled;
  }

  uris(): readonly string[] {
    return [...this.#documents.keys()];
  }

  open(uri: string, version: number, text: string): void {
    const document: OpenDocument = {
      uri,
      version,
      working: readAnew(uri, text),
      snapshot: undefined,
      isWorking: false,
      waiting: this.#documents.get(uri)?.waiting ?? [],
    };
    this.#documents.set(uri, document);
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
      } else document.working = readAnew(uri, change.text);
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

  #work(document: OpenDocument): void {
    if (document.isWorking) return;
    document.isWorking = true;
    this.#turns.later(() => this.#workSlice(document));
  }

  #workSlice(document: OpenDocument): void {
    document.isWorking = false;
    if (this.#documents.get(document.uri) !== document) return;
    const { clock } = this.#turns;
    const end = clock() + sliceTime;
    while (document.working.step()) {
      if (clock() < end) continue;
      this.#work(document);
      return;
    }
    this.#settle(document);
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
      isCurrent: () => document.snapshot === snapshot && this.#documents.get(uri) === document,
    };
    document.snapshot = snapshot;
    const { waiting } = document;
    document.waiting = [];
    this.#onSettled(uri);
    for (const tell of waiting) tell(snapshot);
  }
}

function readAnew(uri: string, text: string): WorkingZone {
  return new WorkingZone(text, { fallbackOrigin: originFromFileName(fileNameOf(uri)) });
}

/** The last segment of a URI, decoded where it can be. */
function fileNameOf(uri: string): string {
  const last = uri.replace(/[?#].*$/, '').replace(/^.*\//, '');
  try {
    return decodeURIComponent(last);
  } catch (error) {
    if (error instanceof URIError) return last;
    throw error;
  }
}
