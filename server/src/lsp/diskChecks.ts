import {
  type CancellationToken,
  type Connection,
  MessageType,
  ShowMessageNotification,
} from 'vscode-languageserver';
import { fileNameOf } from '../core/config/origins';
import type { IncludedText } from '../core/text/files';
import { type Message, say } from '../core/text/message';
import { mayBeZone } from '../core/zone/findApex';
import { mostRounds } from '../core/zone/otherZones';
import type { OpenDocuments, Snapshot } from './openDocuments';
import { mostFiles } from './otherFiles';

/** The command that checks a file on disk, such as one that is too large for an editor to send. */
const checkFile = 'zone-mx.checkFileOnDisk';

/** The command that checks all zone files of the workspace. */
const checkWorkspace = 'zone-mx.checkWorkspaceOnDisk';

export const diskCheckCommands: readonly string[] = [checkFile, checkWorkspace];

/** In bytes: a file of the workspace that is larger is checked only when it is named. */
export const largestChecked = 64 * 1024 * 1024;

/** What checking files on disk needs of the server; files are named by their URIs. */
export interface DiskCheckHost {
  readonly documents: OpenDocuments;
  readonly word: (message: Message) => string;
  /** Reads a file that the user named. */
  readonly readFile: (uri: string) => Promise<IncludedText>;
  /** Reads a file of the workspace, up to `largestChecked`. */
  readonly readWithin: (uri: string) => Promise<IncludedText>;
  /** The files of the workspace that may be zone files. */
  readonly findFiles: () => Promise<readonly string[] | undefined>;
  /** Reads the settings that hold for a file. */
  readonly readConfig: (uri: string) => Promise<unknown>;
  /** Answers what the open documents ask of other zones; they may ask on. */
  readonly answerOthers: () => Promise<void>;
  /** Compares a zone with its last commit. */
  readonly compare: (snapshot: Snapshot) => Promise<void>;
  /** Shows the findings of a document, and gives their number. */
  readonly publish: (uri: string) => number;
  /** Takes the findings of a document back. */
  readonly retract: (uri: string) => void;
  /** Forgets all about a document but its findings. */
  readonly forget: (uri: string) => void;
}

/** What checking the files of a workspace came to. */
interface Sum {
  files: number;
  flawed: number;
  findings: number;
  unread: number;
}

/**
 * Checks files that are not open. Their findings stay until the file changes on disk, is opened and
 * closed, or is checked again.
 */
export class DiskChecks {
  readonly #connection: Connection;
  readonly #host: DiskCheckHost;
  /** Documents that are open only for a check. */
  readonly #held = new Set<string>();

  constructor(connection: Connection, host: DiskCheckHost) {
    this.#connection = connection;
    this.#host = host;
  }

  async execute(command: string, uri: unknown): Promise<void> {
    if (command === checkFile && typeof uri === 'string') await this.#checkFile(uri);
    if (command === checkWorkspace) await this.#checkWorkspace();
  }

  /** The user opens a document: it is no longer ours to close. */
  opened(uri: string): void {
    this.#held.delete(uri);
  }

  /** What was found in a file that is not open is no longer known to be true. */
  changedOnDisk(uris: readonly string[]): void {
    const { documents, retract } = this.#host;
    for (const uri of uris) if (!documents.isOpen(uri)) retract(uri);
  }

  async #checkFile(uri: string): Promise<void> {
    const { documents, readFile, word } = this.#host;
    if (documents.isOpen(uri)) return;
    const answer = await readFile(uri);
    if (answer.kind === 'text') await this.#check(uri, answer.text);
    else this.#show(MessageType.Error, word(say('{0} can’t be read.', fileNameOf(uri))));
  }

  async #checkWorkspace(): Promise<void> {
    const { findFiles, word } = this.#host;
    const { window } = this.#connection;
    const progress = await window.createWorkDoneProgress();
    progress.begin(word(say('Checking the zone files …')), 0, '', true);
    const sum: Sum = { files: 0, flawed: 0, findings: 0, unread: 0 };
    try {
      const found = await findFiles();
      if (found === undefined) {
        this.#show(MessageType.Error, word(say('The workspace can’t be searched for zone files.')));
        return;
      }
      const uris = found.slice(0, mostFiles);
      for (const [index, uri] of uris.entries()) {
        if (progress.token.isCancellationRequested) break;
        progress.report(Math.floor((100 * index) / uris.length), fileNameOf(uri));
        await this.#add(uri, sum, progress.token);
      }
      const isCancelled = progress.token.isCancellationRequested;
      const messages = sayOutcome(sum, found.length > mostFiles, isCancelled);
      this.#show(MessageType.Info, messages.map(word).join(' '));
    } finally {
      progress.done();
    }
  }

  /** Checks one file of several; a database or the like is none. */
  async #add(uri: string, sum: Sum, token: CancellationToken): Promise<void> {
    const { documents, readWithin, publish } = this.#host;
    let findings: number | undefined;
    if (documents.isOpen(uri)) {
      if ((await this.#answered(uri)) !== undefined) findings = publish(uri);
    } else {
      const answer = await readWithin(uri);
      if (answer.kind !== 'text') sum.unread++;
      else if (mayBeZone(answer.text) || /\.zone$/i.test(uri))
        findings = await this.#check(uri, answer.text, token);
    }
    if (findings === undefined) return;
    sum.files++;
    sum.findings += findings;
    if (findings > 0) sum.flawed++;
  }

  /** The number of findings; undefined where it was cancelled. */
  async #check(uri: string, text: string, token?: CancellationToken): Promise<number | undefined> {
    const { documents, readConfig, compare, publish } = this.#host;
    await readConfig(uri);
    // The user may have opened it meanwhile.
    if (documents.isOpen(uri)) return undefined;
    this.#held.add(uri);
    documents.open(uri, 0, text);
    const cancelled = token?.onCancellationRequested(() => this.#close(uri));
    try {
      const snapshot = await this.#answered(uri);
      if (snapshot === undefined) return undefined;
      if (this.#held.has(uri)) await compare(snapshot);
      return token?.isCancellationRequested === true ? undefined : publish(uri);
    } finally {
      cancelled?.dispose();
      this.#close(uri);
    }
  }

  /** A document once it knows what other zones say of its names. */
  async #answered(uri: string): Promise<Snapshot | undefined> {
    const { documents, answerOthers } = this.#host;
    for (let round = 0; round < mostRounds; round++) {
      const snapshot = await documents.whole(uri);
      await answerOthers();
      if (snapshot === undefined || snapshot.isCurrent()) return snapshot;
    }
    return documents.whole(uri);
  }

  /** As a notification: the question without an answer is one that not every client knows. */
  #show(type: MessageType, message: string): void {
    void this.#connection.sendNotification(ShowMessageNotification.type, { type, message });
  }

  #close(uri: string): void {
    if (!this.#held.delete(uri)) return;
    this.#host.documents.close(uri);
    this.#host.forget(uri);
  }
}

function sayOutcome(
  { files, flawed, findings, unread }: Sum,
  isCut: boolean,
  isCancelled: boolean,
): readonly Message[] {
  return [
    findings === 0
      ? say('Zone files checked: {0}. Nothing was found.', files)
      : say('Zone files checked: {0}. Findings: {1}, in {2} of them.', files, findings, flawed),
    ...(unread > 0 ? [say('Not read, or too large: {0}.', unread)] : []),
    ...(isCut ? [say('There are more; only the first {0} were looked at.', mostFiles)] : []),
    ...(isCancelled ? [say('The others were not checked, as you wished.')] : []),
  ];
}
