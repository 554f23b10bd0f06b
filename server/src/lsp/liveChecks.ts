import type { LevelSettings } from '../core/lint';
import { type Asking, liveRulesOn } from '../core/lintLive';
import { askInRounds, Ledger } from '../core/resolve/ledger';
import { type Message, say } from '../core/text/message';
import type { LiveAnswers } from './liveAnswers';
import type { Snapshot } from './openDocuments';

/** What the checks need of their host. */
export interface LiveCheckHost {
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Runs something once others had a turn. */
  readonly later: (run: () => void) => void;
  /** The levels of rules for a document, once they are known. */
  readonly levelsOf: (uri: string) => LevelSettings | undefined;
  /** The snapshot of a document where all is done. */
  readonly current: (uri: string) => Snapshot | undefined;
  /** The same as soon as all is done; undefined where the document is not open. */
  readonly settled: (uri: string) => Promise<Snapshot | undefined>;
  /** Has the rules of a document ask by a ledger, or ask nothing any more. */
  readonly attach: (uri: string, asking: Asking | undefined) => void;
  readonly publish: (uri: string) => void;
  readonly log: (message: Message) => void;
}

/** Questions for one zone. */
const mostQuestions = 2000;

/** How long a document rests before DNS is asked about what was typed, in milliseconds. */
const restTime = 1000;

/** Milliseconds of work before others get a turn. */
const sliceTime = 12;

/** The longest time that a timer takes, in milliseconds. */
const longestTimer = 2 ** 31 - 1;

/** The checks of one document. */
interface Checked {
  readonly ledger: Ledger;
  /** What was allowed when they began: what changes it, begins anew. */
  readonly key: string;
  /** How long to rest before asking, in milliseconds; undefined where nothing is to be asked. */
  due: number | undefined;
  /** The ledger's count of questions at the last look: more are an occasion to ask. */
  notes: number;
  running: AbortController | undefined;
  rest: ReturnType<typeof setTimeout> | undefined;
  end: ReturnType<typeof setTimeout> | undefined;
  isCutSaid: boolean;
}

/**
 * Asks DNS what the live rules of open documents want to know: when a document is opened or saved,
 * and when it rests after an edit that brought new questions. An edit stops what is under way.
 */
export class LiveChecks {
  readonly #live: LiveAnswers;
  readonly #host: LiveCheckHost;
  readonly #documents = new Map<string, Checked>();

  constructor(live: LiveAnswers, host: LiveCheckHost) {
    this.#live = live;
    this.#host = host;
  }

  /** Begins or ends the checks of a document, as settings and trust have it now. */
  configure(uri: string): void {
    const levels = this.#host.levelsOf(uri);
    const rules = new Set(levels === undefined ? [] : liveRulesOn(levels));
    const allowed = this.#live.checkKey;
    const key = allowed === '' || rules.size === 0 ? '' : [allowed, ...rules].join(' ');
    const before = this.#documents.get(uri)?.key ?? '';
    if (key === before) return;
    this.drop(uri);
    if (key === '') {
      this.#host.attach(uri, undefined);
      return;
    }
    const ledger = new Ledger(mostQuestions);
    this.#documents.set(uri, {
      ledger,
      key,
      due: 0,
      notes: 0,
      running: undefined,
      rest: undefined,
      end: undefined,
      isCutSaid: false,
    });
    this.#host.attach(uri, { ledger, isOn: (rule) => rules.has(rule) });
  }

  /** To be told of each edit. */
  edited(uri: string): void {
    const checked = this.#documents.get(uri);
    if (checked === undefined) return;
    clearTimeout(checked.rest);
    if (checked.running === undefined && checked.due === undefined) return;
    checked.running?.abort();
    checked.running = undefined;
    checked.due = restTime;
  }

  /** To be told when a document has been read and checked. */
  settled(uri: string): void {
    const checked = this.#documents.get(uri);
    if (checked === undefined) return;
    if (checked.ledger.notes !== checked.notes) checked.due ??= restTime;
    checked.notes = checked.ledger.notes;
    this.#schedule(uri, checked);
  }

  /** Asks again what got no answer, or whose answer is stale. */
  saved(uri: string): void {
    const checked = this.#documents.get(uri);
    if (checked === undefined) return;
    checked.ledger.retry();
    checked.due = 0;
    this.#schedule(uri, checked);
  }

  /** Asks again what got no answer, in all documents: the network is back. */
  retry(): void {
    for (const uri of this.#documents.keys()) this.saved(uri);
  }

  /** Drops all answers and asks again. */
  refresh(): void {
    for (const [uri, checked] of this.#documents) {
      checked.running?.abort();
      checked.running = undefined;
      checked.ledger.forgetAll();
      checked.due = 0;
      void this.#bringUpToDate(uri, checked).then(() => this.#schedule(uri, checked));
    }
  }

  drop(uri: string): void {
    const checked = this.#documents.get(uri);
    if (checked === undefined) return;
    this.#documents.delete(uri);
    checked.running?.abort();
    checked.running = undefined;
    clearTimeout(checked.rest);
    clearTimeout(checked.end);
  }

  #schedule(uri: string, checked: Checked): void {
    clearTimeout(checked.rest);
    if (checked.due === undefined || this.#documents.get(uri) !== checked) return;
    checked.rest = setTimeout(() => void this.#ask(uri, checked), checked.due);
  }

  async #ask(uri: string, checked: Checked): Promise<void> {
    // What is not settled comes here again when it is.
    if (this.#host.current(uri) === undefined || checked.running !== undefined) return;
    const { ledger } = checked;
    const controller = new AbortController();
    checked.running = controller;
    checked.due = undefined;
    this.#sayCut(uri, checked);
    const checker = this.#live.checker(mostQuestions);
    await askInRounds(
      ledger,
      {
        ...checker,
        recheck: (owners) => this.#recheck(uri, owners),
        clock: this.#host.clock,
      },
      controller.signal,
    );
    if (checked.running !== controller) return;
    checked.running = undefined;
    checked.notes = ledger.notes;
    this.#sayCut(uri, checked);
    this.#host.publish(uri);
    this.#awaitEnd(uri, checked);
    this.#schedule(uri, checked);
  }

  /** Has owners checked again, in slices. */
  async #recheck(uri: string, owners: readonly number[]): Promise<void> {
    if (owners.length === 0) return;
    const snapshot = this.#host.current(uri) ?? (await this.#host.settled(uri));
    if (snapshot === undefined) return;
    const { findings } = snapshot;
    findings.recheck(owners);
    await new Promise<void>((done) => {
      const slice = (): void => {
        const end = this.#host.clock() + sliceTime;
        // What an edit comes between, is done with the edit.
        while (snapshot.isCurrent() && findings.step()) {
          if (this.#host.clock() < end) continue;
          this.#host.later(slice);
          return;
        }
        done();
      };
      slice();
    });
  }

  /** Takes findings away whose answers are stale by the time that they are. */
  #awaitEnd(uri: string, checked: Checked): void {
    clearTimeout(checked.end);
    const { nextEnd } = checked.ledger;
    const isGone = this.#documents.get(uri) !== checked;
    if (isGone || nextEnd === Number.POSITIVE_INFINITY) return;
    const delay = Math.max(nextEnd - this.#host.clock(), 100);
    checked.end = setTimeout(
      () => void this.#bringUpToDate(uri, checked),
      Math.min(delay, longestTimer),
    );
  }

  async #bringUpToDate(uri: string, checked: Checked): Promise<void> {
    const { ledger } = checked;
    // A document that is not settled is looked at again soon.
    if (this.#host.current(uri) !== undefined) {
      ledger.forgetStale(this.#host.clock());
      await this.#recheck(uri, ledger.takeStirred());
      if (this.#documents.get(uri) !== checked) return;
      // What is to be asked again is no occasion to ask.
      checked.notes = ledger.notes;
      this.#host.publish(uri);
    }
    this.#awaitEnd(uri, checked);
  }

  #sayCut(uri: string, checked: Checked): void {
    if (!checked.ledger.isFull || checked.isCutSaid) return;
    checked.isCutSaid = true;
    this.#host.log(say('{0}: only the first {1} questions to DNS are asked.', uri, mostQuestions));
  }
}
