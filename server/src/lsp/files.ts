import { type Connection, ResponseError } from 'vscode-languageserver';
import { configFileName, longestConfig } from '../core/config/config';
import { neverCancelled } from '../core/resolve/cancel';
import { Turns } from '../core/resolve/turns';
import type { FoundConfig, IncludedText, IncludeRequest } from '../core/text/files';
import { say } from '../core/text/message';
import { type FileUri, folderOf, formatFileUri, isWithin, parseFileUri, resolvePath } from './uris';

/** The port to files, all named by URIs. */
export interface Files {
  /** Reads a file that the user named. */
  readonly readFile: (uri: string) => Promise<IncludedText>;
  /** Reads a file that lies in one of the folders; of more than so many bytes it is *unread*. */
  readonly readFileWithin: (
    uri: string,
    folders: readonly string[],
    mostBytes: number,
  ) => Promise<IncludedText>;
  /** Reads an included file if it lies in one of the folders or beside the opened one. */
  readonly readIncluded: (
    request: IncludeRequest,
    folders: readonly string[],
  ) => Promise<IncludedText>;
  /** The URIs of the files in folders that globs find, so many at most; asked where the client can’t. */
  readonly findFiles: (
    globs: readonly string[],
    folders: readonly string[],
    most: number,
  ) => Promise<readonly string[]>;
  /** Finds and reads the settings of the project that a document is in. */
  readonly findConfig: (
    uri: string,
    folders: readonly string[],
  ) => Promise<FoundConfig | undefined>;
  /** The committed text of a file; asked where the client can’t tell. */
  readonly readCommitted: (uri: string, text: string) => Promise<string | undefined>;
}

/** Files of the system are read by the platform, where it has any; all others by the client, where it does so. */
export function filesOf(
  connection: Connection,
  ofSystem: Files | undefined,
  isAble: () => boolean,
): Files {
  const ofClient = new ClientFiles(connection, isAble);
  const choose = (uri: string): Files =>
    ofSystem !== undefined && uri.startsWith('file:') ? ofSystem : ofClient;
  return {
    readFile: (uri) => choose(uri).readFile(uri),
    readFileWithin: (uri, ...more) => choose(uri).readFileWithin(uri, ...more),
    readIncluded: (request, folders) => choose(request.opened).readIncluded(request, folders),
    findFiles: (...wanted) => (ofSystem ?? ofClient).findFiles(...wanted),
    findConfig: (uri, folders) => choose(uri).findConfig(uri, folders),
    readCommitted: (uri, text) => choose(uri).readCommitted(uri, text),
  };
}

/**
 * Asks a client for a file of its workspace: `{ uri, most }`, in octets, to a `FileAnswer`. The client
 * refuses what lies outside of its folders, and what links lead to: only it can see them.
 */
const readFileRequest = 'zoneMx/readFile';

type FileAnswer =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'not-found' | 'too-large' | 'outside' | 'unread' };

/** Octets: VS Code hands no larger file to extensions either. */
const largestFile = 50 * 1024 * 1024;

/** Files that a client reads at a time: each may come over a network. */
const atATime = 16;

/** In characters: what is longer is no file's name. */
const longestUri = 4096;

/** The files of a workspace that is no folder of the system: a repository behind a web service, or a browser's. */
class ClientFiles implements Files {
  readonly #connection: Connection;
  readonly #isAble: () => boolean;
  readonly #turns = new Turns({ atATime, reserved: 0 });

  constructor(connection: Connection, isAble: () => boolean) {
    this.#connection = connection;
    this.#isAble = isAble;
  }

  readonly readFile: Files['readFile'] = async (uri) => {
    const file = parseFileUri(uri);
    return file === undefined ? { kind: 'unread' } : this.#readText(file, largestFile);
  };

  readonly readFileWithin: Files['readFileWithin'] = async (uri, folders, mostBytes) => {
    const file = parseFileUri(uri);
    if (file === undefined) return { kind: 'unread' };
    return folderOf(file, folders) === undefined
      ? { kind: 'outside' }
      : this.#readText(file, mostBytes, 'unread');
  };

  readonly readIncluded: Files['readIncluded'] = async ({ including, path, opened }, folders) => {
    const [from, first] = [parseFileUri(including), parseFileUri(opened)];
    const folder = first && folderOf(first, folders);
    if (from === undefined || folder === undefined) return { kind: 'unread' };
    const file = resolvePath(from, path);
    return file === undefined || !isWithin(file, folder)
      ? { kind: 'outside' }
      : this.#readText(file, largestFile);
  };

  readonly findFiles: Files['findFiles'] = async () => [];

  /** The nearest one from the document’s folder up to the folder that is open. */
  readonly findConfig: Files['findConfig'] = async (uri, folders) => {
    const document = parseFileUri(uri);
    const folder = document && folderOf(document, folders);
    if (folder === undefined) return undefined;
    const candidates: FileUri[] = [];
    for (let parts = document?.parts ?? []; parts.length > folder.parts.length; ) {
      parts = parts.slice(0, -1);
      candidates.push({ ...folder, parts: [...parts, configFileName] });
    }
    // A character is at most four octets.
    const answers = await Promise.all(candidates.map((each) => this.#ask(each, 4 * longestConfig)));
    for (const [index, answer] of answers.entries()) {
      const name = formatFileUri(candidates[index] ?? folder);
      if (answer.kind === 'text') return { name, text: answer.text };
      if (answer.kind === 'too-large')
        return { name, problem: say('it is too large to be settings') };
    }
    return undefined;
  };

  readonly readCommitted: Files['readCommitted'] = async () => undefined;

  async #readText(
    file: FileUri,
    most: number,
    tooLarge: 'not-found' | 'unread' = 'not-found',
  ): Promise<IncludedText> {
    const answer = await this.#ask(file, most);
    if (answer.kind === 'text')
      return { kind: 'text', name: formatFileUri(file), text: answer.text };
    return { kind: answer.kind === 'too-large' ? tooLarge : answer.kind };
  }

  async #ask(file: FileUri, most: number): Promise<FileAnswer> {
    const uri = formatFileUri(file);
    if (!this.#isAble()) return { kind: 'unread' };
    if (uri.length > longestUri) return { kind: 'not-found' };
    await this.#turns.enter(false, neverCancelled);
    try {
      return readAnswer(await this.#connection.sendRequest(readFileRequest, { uri, most }));
    } catch (error) {
      if (error instanceof ResponseError) return { kind: 'unread' };
      throw error;
    } finally {
      this.#turns.leave();
    }
  }
}

function readAnswer(answer: unknown): FileAnswer {
  const isAnswer = typeof answer === 'object' && answer !== null && 'kind' in answer;
  if (!isAnswer) return { kind: 'unread' };
  if (answer.kind === 'text')
    return 'text' in answer && typeof answer.text === 'string'
      ? { kind: 'text', text: answer.text }
      : { kind: 'unread' };
  const kinds = ['not-found', 'too-large', 'outside'] as const;
  return { kind: kinds.find((kind) => kind === answer.kind) ?? 'unread' };
}
