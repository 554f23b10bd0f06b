import type { Moment } from '../core/dns/serial';
import { readHistory, readingCommitted } from '../core/history';
import type { History } from '../core/rules/rule';
import { scan } from '../core/syntax/scanner';
import type { IncludedText, IncludeRequest } from '../core/text/files';
import { readIncludes } from '../core/zone/includes';
import { LiveZone } from '../core/zone/liveZone';
import { type Snapshot, sliceTime } from './openDocuments';

/** Milliseconds without a change after which a document is compared. */
const restTime = 300;

/** UTF-16 units; comparing a larger document takes too long for each pause: it is done on saving. */
const largestAtRest = 1_000_000;

/** A larger document would make saving wait. */
const largestForSaving = 5_000_000;

/** What the comparison needs of its host. */
export interface HistoryHost {
  /** Milliseconds. */
  readonly clock: () => number;
  readonly now: () => Moment;
  /** Runs something once others had a turn. */
  readonly later: (run: () => void) => void;
  /** The snapshot of a document where all is done, else nothing. */
  readonly current: (uri: string) => Snapshot | undefined;
  /** Whether a rule asks for it in a document. */
  readonly isWanted: (uri: string) => boolean;
  readonly readIncluded: (request: IncludeRequest) => Promise<IncludedText>;
  /** The committed text of a file, whose own text is given along. */
  readonly readCommitted: (uri: string, text: string) => Promise<string | undefined>;
}

/**
 * Compares documents with their last committed versions when nobody types: in slices of time, and
 * given up with the next change. The findings keep what it last said until then.
 */
export class Histories {
  readonly #host: HistoryHost;
  readonly #onChange: (uri: string) => void;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** Documents that were saved and not compared since. */
  readonly #saved = new Set<string>();
  /** Committed texts by URI, also those of included files. */
  readonly #texts = new Map<string, Promise<string | undefined>>();

  constructor(host: HistoryHost, onChange: (uri: string) => void) {
    this.#host = host;
    this.#onChange = onChange;
  }

  /** Compares a document after a while in which it has not changed; a large one where it was saved. */
  schedule(uri: string, isSaved = false): void {
    clearTimeout(this.#timers.get(uri));
    if (isSaved) this.#saved.add(uri);
    const compare = (): void => {
      this.#timers.delete(uri);
      const snapshot = this.#host.current(uri);
      const isDue =
        snapshot !== undefined && (snapshot.text.length <= largestAtRest || this.#saved.has(uri));
      if (isDue) void this.update(snapshot);
    };
    this.#timers.set(uri, setTimeout(compare, restTime));
  }

  /** Compares a document now; it may have changed before that is done. */
  async update(snapshot: Snapshot): Promise<void> {
    const { uri, findings } = snapshot;
    const before = findings.history;
    const found = this.#host.isWanted(uri) ? await this.#read(snapshot) : undefined;
    if (found === 'outdated' || !snapshot.isCurrent()) return;
    this.#saved.delete(uri);
    findings.history = found;
    const isSame = before?.serial === found?.serial && before?.isChanged === found?.isChanged;
    if (!isSame) this.#onChange(uri);
  }

  /** Asks for committed texts anew: there may be others now. */
  forget(): void {
    this.#texts.clear();
  }

  drop(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.delete(uri);
    this.#texts.delete(uri);
    this.#saved.delete(uri);
  }

  async #read(snapshot: Snapshot): Promise<History | undefined | 'outdated'> {
    const { uri, text, options, zone } = snapshot;
    // Included files are still being read, or can't be; rules look at whole zones only.
    if (!zone.isComplete) return 'outdated';
    const own = text.text();
    const committed = await this.#readCommitted(uri, own);
    if (!snapshot.isCurrent()) return 'outdated';
    if (committed === undefined) return undefined;
    const hasIncludes = /\$include/i.test(committed);
    if (!hasIncludes && own === committed) return undefined;
    const include = hasIncludes ? await this.#findIncludes(uri, committed) : undefined;
    if (!snapshot.isCurrent()) return 'outdated';
    const live = new LiveZone(committed, { ...options, include });
    const steps = (function* () {
      while (live.step()) yield;
      return yield* readHistory(zone, live.zone());
    })();
    const found = await this.#inSlices(steps, snapshot);
    return typeof found === 'object' ? { ...found, now: this.#host.now } : found;
  }

  async #findIncludes(uri: string, committed: string) {
    const { readIncluded } = this.#host;
    const read = readingCommitted(readIncluded, (name, text) => this.#readCommitted(name, text));
    return (await readIncludes(uri, scan(committed), read)).find;
  }

  #readCommitted(uri: string, text: string): Promise<string | undefined> {
    const known = this.#texts.get(uri);
    if (known !== undefined) return known;
    const asked = this.#host.readCommitted(uri, text);
    this.#texts.set(uri, asked);
    return asked;
  }

  async #inSlices<Result>(
    steps: Generator<undefined, Result>,
    snapshot: Snapshot,
  ): Promise<Result | 'outdated'> {
    const { clock, later } = this.#host;
    for (;;) {
      const end = clock() + sliceTime;
      do {
        const { done, value } = steps.next();
        if (done === true) return value;
      } while (clock() < end);
      await new Promise<void>((resolve) => later(resolve));
      if (!snapshot.isCurrent()) return 'outdated';
    }
  }
}

/** True for a document that saving, or who asks for a serial, may wait for. */
export function isQuicklyCompared({ text }: Snapshot): boolean {
  return text.length <= largestForSaving;
}
