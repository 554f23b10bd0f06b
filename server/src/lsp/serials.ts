import { type Connection, ResponseError } from 'vscode-languageserver';
import { type LevelSettings, needsHistory } from '../core/lint';
import { Histories, type HistoryHost, isQuicklyCompared } from './histories';
import type { OpenDocuments, Snapshot } from './openDocuments';
import { neededBump, possibleBump, readBumpParams, toBumpEdit, toSaveEdits } from './serialEdits';
import type { Settings } from './settings';

/** Asked of a client that says it can answer: `{ uri }` to the committed text, or null. */
const committedRequest = 'zoneMx/committedText';

/** Sent by such a client when committed texts may be others than before. */
const committedNotification = 'zoneMx/committedChanged';

/** Asked by a client: `{ uri, isNeeded }` to the edit that bumps a serial, or null. */
const bumpRequest = 'zoneMx/bumpSerial';

/** What depends on the client and on the settings of the moment. */
export interface SerialContext {
  /** Undefined until the settings of the document’s project are known. */
  readonly levelsOf: (uri: string) => LevelSettings | undefined;
  readonly bumpOnSave: () => Settings['serial']['bumpOnSave'];
  readonly isTrusted: () => boolean;
  /** Whether the client answers when it is asked for committed texts. */
  readonly hasCommittedTexts: () => boolean;
}

/** Keeps documents compared with their committed versions, and bumps their serials. */
export class Serials {
  readonly #connection: Connection;
  readonly #documents: OpenDocuments;
  readonly #context: SerialContext;
  readonly #host: Pick<HistoryHost, 'readCommitted' | 'now'>;
  readonly #histories: Histories;

  constructor(
    connection: Connection,
    host: Pick<HistoryHost, 'clock' | 'now' | 'later' | 'readCommitted'>,
    documents: OpenDocuments,
    context: SerialContext,
    onChange: (uri: string) => void,
  ) {
    this.#connection = connection;
    this.#documents = documents;
    this.#context = context;
    this.#host = host;
    const { clock, now, later } = host;
    this.#histories = new Histories(
      {
        clock,
        now,
        later,
        current: (uri) => documents.current(uri),
        isWanted: (uri) => needsHistory(context.levelsOf(uri) ?? {}),
        readIncluded: (request) => documents.readIncluded(request),
        readCommitted: (uri, text) => this.#readCommitted(uri, text),
      },
      onChange,
    );
  }

  start(): void {
    const connection = this.#connection;
    connection.onNotification(committedNotification, () => this.refresh());
    connection.onWillSaveTextDocumentWaitUntil(async ({ textDocument: { uri } }) => {
      if (this.#context.bumpOnSave() !== 'always') return [];
      const snapshot = await this.#compared(uri);
      return snapshot === undefined ? [] : toSaveEdits(snapshot, this.#neededBump(snapshot));
    });
    connection.onRequest(bumpRequest, async (params: unknown) => {
      const { uri, isNeeded } = readBumpParams(params);
      const snapshot = await this.#compared(uri);
      if (snapshot === undefined) return null;
      const fix = isNeeded ? this.#neededBump(snapshot) : possibleBump(snapshot, this.#host.now());
      return toBumpEdit(snapshot, fix);
    });
  }

  /** Compares a document soon, unless it changes before. */
  schedule(uri: string): void {
    this.#histories.schedule(uri);
  }

  /** Compares a document now, however large it is. */
  compare(snapshot: Snapshot): Promise<void> {
    return this.#histories.update(snapshot);
  }

  /** Not every editor tells of commits: then it is looked for at each saving. */
  saved(uri: string): void {
    if (!this.#context.hasCommittedTexts()) this.refresh();
    this.#histories.schedule(uri, true);
  }

  /** Looks at the committed versions of all documents again. */
  refresh(): void {
    this.#histories.forget();
    for (const uri of this.#documents.uris()) this.schedule(uri);
  }

  drop(uri: string): void {
    this.#histories.drop(uri);
  }

  #neededBump(snapshot: Snapshot) {
    return neededBump(snapshot, this.#context.levelsOf(snapshot.uri) ?? {});
  }

  /** A document compared as it is now; a large one with what is known of it. */
  async #compared(uri: string): Promise<Snapshot | undefined> {
    const snapshot = await this.#documents.whole(uri);
    if (snapshot !== undefined && isQuicklyCompared(snapshot)) await this.compare(snapshot);
    return snapshot?.isCurrent() === true ? snapshot : undefined;
  }

  /** In a workspace that is not trusted, no program is started. */
  async #readCommitted(uri: string, text: string): Promise<string | undefined> {
    if (!this.#context.isTrusted()) return undefined;
    if (!this.#context.hasCommittedTexts()) return this.#host.readCommitted(uri, text);
    try {
      const answer: unknown = await this.#connection.sendRequest(committedRequest, { uri });
      return typeof answer === 'string' ? answer : undefined;
    } catch (error) {
      if (error instanceof ResponseError) return undefined;
      throw error;
    }
  }
}
