import {
  type CancellationToken,
  CodeActionKind,
  type Connection,
  type Diagnostic,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type Hover,
  type InitializeParams,
  type InitializeResult,
  MarkupKind,
  type Position,
  type Range,
  type SemanticTokens,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { configFileName } from '../core/config/config';
import { originFromSettings } from '../core/config/origins';
import { buildHover, findHoverTarget } from '../core/features/hover';
import type { LevelSettings } from '../core/lint';
import type { CreateResolver } from '../core/resolve/resolver';
import type { FoundConfig, IncludedText, IncludeRequest } from '../core/text/files';
import { type Message, say, wordMessage } from '../core/text/message';
import { fixAllKind, toLspCodeActions } from './codeActions';
import { Configs } from './configs';
import { toLspDiagnostic, toLspNotice, toLspRange } from './convert';
import { DiagnosticsBoard } from './diagnosticsBoard';
import { formatTrigger, toLspFormatting, toLspIndentation } from './formatting';
import type { ActionTools } from './furtherActions';
import { type ClientFacts, readClientFacts } from './initialization';
import { LiveAnswers } from './liveAnswers';
import { LiveChecks } from './liveChecks';
import { OpenDocuments, type Snapshot } from './openDocuments';
import { Publisher } from './publisher';
import { semanticTokensOptions, toLspSemanticTokens } from './semanticTokens';
import { readSettings, type Settings } from './settings';

/** What differs between hosts. */
export interface Platform {
  readonly createResolver: CreateResolver;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Runs something once others had a turn. */
  readonly later: (run: () => void) => void;
  /** Gives memory back that is no longer used, where the host can be told to. */
  readonly freeMemory: () => void;
  /** Reads a file that the user named. */
  readonly readFile: (uri: string) => Promise<IncludedText>;
  /** Reads an included file, named by URIs, if it lies in one of the folders or beside the opened one. */
  readonly readIncluded: (
    request: IncludeRequest,
    folders: readonly string[],
  ) => Promise<IncludedText>;
  /** Finds and reads the settings of the project that a document is in, named by URIs. */
  readonly findConfig: (
    uri: string,
    folders: readonly string[],
  ) => Promise<FoundConfig | undefined>;
}

/** Stands for the settings of projects where diagnostics are told apart by who says them. */
const configSpeaker = `zoneMx:${configFileName}`;

/** The command that forgets live answers; clients offer it under this name. */
const refreshCommand = 'zone-mx.refreshLiveAnswers';

/** The command that checks a file on disk, such as one that is too large for an editor to send. */
const checkFileCommand = 'zone-mx.checkFileOnDisk';

/** Sent by a client when the user has come to trust the workspace. */
const trustNotification = 'zoneMx/workspaceTrusted';

/** The most diagnostics that are sent for one file: VS Code shows no more. */
const maximumDiagnostics = 1000;

export function startServer(connection: Connection, platform: Platform): void {
  new Server(connection, platform).start();
}

class Server {
  readonly #connection: Connection;
  readonly #documents: OpenDocuments;
  readonly #live: LiveAnswers;
  readonly #checks: LiveChecks;
  readonly #publisher: Publisher;
  readonly #board: DiagnosticsBoard;
  readonly #configs: Configs;
  readonly #readFile: Platform['readFile'];
  /** URIs of the folders that are open. */
  #folders: readonly string[] = [];
  #client: ClientFacts | undefined;
  #settings: Settings = readSettings(undefined);
  #hasConfiguration = false;
  #canRegister = false;
  #canWatch = false;
  /** Diagnostics wait for the settings, so that none is shown that they turn off. */
  #isReady = false;

  constructor(
    connection: Connection,
    { createResolver, clock, later, freeMemory, readFile, readIncluded, findConfig }: Platform,
  ) {
    this.#connection = connection;
    this.#live = new LiveAnswers(createResolver, clock, this.#settings.live, (message) =>
      connection.console.warn(this.#word(message)),
    );
    this.#publisher = new Publisher((uri) => this.#publish(uri), clock);
    this.#readFile = readFile;
    this.#board = new DiagnosticsBoard(connection);
    this.#configs = new Configs((uri) => findConfig(uri, this.#folders));
    this.#documents = new OpenDocuments(
      {
        clock,
        later,
        freeMemory,
        readIncluded: (request) => readIncluded(request, this.#folders),
        originOf: (uri) =>
          this.#configs.originOf(uri) ??
          originFromSettings(this.#settings.zones, uri, this.#folders),
      },
      (uri) => {
        if (this.#isReady) this.#publisher.schedule(uri);
        this.#checks.settled(uri);
      },
    );
    this.#checks = new LiveChecks(this.#live, {
      clock,
      later,
      levelsOf: (uri) =>
        this.#isReady && this.#configs.isKnown(uri) ? this.#levelsOf(uri) : undefined,
      current: (uri) => this.#documents.current(uri),
      settled: (uri) => this.#documents.settled(uri),
      attach: (uri, asking) => this.#documents.ask(uri, asking),
      publish: (uri) => this.#publisher.now(uri),
      log: (message) => connection.console.warn(this.#word(message)),
    });
  }

  start(): void {
    const connection = this.#connection;
    connection.onInitialize((params) => this.#initialize(params));
    connection.onInitialized(() => this.#initialized());
    connection.onDidChangeConfiguration(() => this.#readConfiguration());
    connection.onNotification(trustNotification, () => {
      this.#live.setTrusted(true);
      this.#configureChecks();
    });
    connection.onExecuteCommand(async ({ command, arguments: [uri] = [] }) => {
      if (command === refreshCommand) {
        this.#live.refresh();
        this.#checks.refresh();
      }
      if (command === checkFileCommand && typeof uri === 'string') await this.#checkFile(uri);
    });
    connection.onHover(({ textDocument, position }, token) =>
      this.#hover(textDocument.uri, position, token),
    );
    connection.onCodeAction(async (params) => {
      const snapshot = await this.#documents.settled(params.textDocument.uri);
      if (snapshot === undefined) return [];
      const tools: ActionTools = {
        word: (message) => this.#word(message),
        toDiagnostic: this.#toDiagnostic(snapshot),
        hasCommands: this.#client?.hasCommands === true,
        knownAddresses: (host, type) => this.#live.knownAddresses(snapshot.zone, host, type),
      };
      return [...toLspCodeActions(snapshot, this.#levelsOf(snapshot.uri), params, tools)];
    });
    this.#handleFormatting();
    this.#handleDocuments();
    this.#handleSemanticTokens();
    connection.listen();
  }

  /** Documents are kept in blocks: a keystroke must not copy a text of many megabytes. */
  #handleDocuments(): void {
    const connection = this.#connection;
    connection.onDidOpenTextDocument(({ textDocument: { uri, version, text } }) => {
      this.#checks.drop(uri);
      this.#documents.open(uri, version, text);
      void this.#readConfigs([uri]);
    });
    connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
      this.#checks.edited(uri);
      this.#documents.change(uri, version, contentChanges);
    });
    connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
      this.#checks.drop(uri);
      this.#documents.close(uri);
      this.#publisher.drop(uri);
      this.#board.drop(uri);
      this.#configs.drop(uri);
      this.#publishConfigs();
    });
    connection.onDidSaveTextDocument(({ textDocument: { uri } }) => {
      this.#documents.refreshIncludes();
      this.#checks.saved(uri);
      // Not every editor watches files.
      void this.#readConfigs();
    });
    connection.onDidChangeWatchedFiles(() => this.#readConfigs());
  }

  #handleFormatting(): void {
    const connection = this.#connection;
    connection.onDocumentFormatting(async ({ textDocument, options }) => {
      const snapshot = await this.#documents.settled(textDocument.uri);
      return snapshot && toLspFormatting(snapshot, this.#settings.format, options);
    });
    connection.onDocumentRangeFormatting(async ({ textDocument, options, range }) => {
      const snapshot = await this.#documents.settled(textDocument.uri);
      return snapshot && toLspFormatting(snapshot, this.#settings.format, options, range);
    });
    connection.onDocumentOnTypeFormatting(async ({ textDocument, options, position }) => {
      const snapshot = await this.#documents.settled(textDocument.uri);
      return snapshot && toLspIndentation(snapshot, this.#settings.format, options, position);
    });
  }

  #handleSemanticTokens(): void {
    const { semanticTokens } = this.#connection.languages;
    const answer = async (uri: string, range?: Range): Promise<SemanticTokens> => {
      const snapshot = await this.#documents.settled(uri);
      return snapshot === undefined ? { data: [] } : toLspSemanticTokens(snapshot, range);
    };
    semanticTokens.on(({ textDocument }) => answer(textDocument.uri));
    semanticTokens.onRange(({ textDocument, range }) => answer(textDocument.uri, range));
  }

  #initialize(params: InitializeParams): InitializeResult {
    this.#client = readClientFacts(params);
    this.#live.setTrusted(this.#client.isTrusted);
    if (this.#client.settings !== undefined) this.#apply(this.#client.settings);
    const { workspace } = params.capabilities;
    this.#folders = (params.workspaceFolders ?? []).map(({ uri }) => uri);
    this.#hasConfiguration = workspace?.configuration === true;
    this.#canWatch = workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    this.#canRegister = workspace?.didChangeConfiguration?.dynamicRegistration === true;
    return {
      serverInfo: { name: 'Zone MX' },
      capabilities: {
        textDocumentSync: {
          openClose: true,
          change: TextDocumentSyncKind.Incremental,
          save: true,
        },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] },
        documentFormattingProvider: true,
        documentRangeFormattingProvider: true,
        documentOnTypeFormattingProvider: { firstTriggerCharacter: formatTrigger },
        semanticTokensProvider: semanticTokensOptions(params.capabilities),
        executeCommandProvider: { commands: [refreshCommand, checkFileCommand] },
      },
    };
  }

  async #initialized(): Promise<void> {
    const { client } = this.#connection;
    const registered = [
      this.#canRegister &&
        client.register(DidChangeConfigurationNotification.type, { section: 'zoneMx' }),
      this.#canWatch &&
        client.register(DidChangeWatchedFilesNotification.type, {
          watchers: [{ globPattern: `**/${configFileName}` }],
        }),
    ];
    // The first findings do not wait for it.
    await Promise.all([...registered, this.#readConfiguration()]);
  }

  async #readConfiguration(): Promise<void> {
    if (this.#hasConfiguration) {
      const configuration: unknown = await this.#connection.workspace.getConfiguration('zoneMx');
      this.#apply(configuration);
    }
    this.#isReady = true;
    this.#documents.reconfigure();
    for (const uri of this.#documents.uris()) this.#publisher.now(uri);
    this.#configureChecks();
  }

  #configureChecks(): void {
    for (const uri of this.#documents.uris()) this.#checks.configure(uri);
  }

  #apply(configuration: unknown): void {
    this.#settings = readSettings(configuration);
    this.#live.configure(this.#settings.live);
    this.#isReady = true;
  }

  /** Reads the settings of the projects of some or all documents, and shows what they change. */
  async #readConfigs(uris = this.#documents.uris()): Promise<void> {
    const isChanged = await Promise.all(uris.map((uri) => this.#configs.read(uri)));
    const changed = uris.filter((_, index) => isChanged[index]);
    for (const uri of uris) this.#checks.configure(uri);
    if (changed.length === 0) return;
    this.#documents.reconfigure();
    this.#publishConfigs();
    if (this.#isReady) for (const uri of changed) this.#publisher.now(uri);
  }

  #publishConfigs(): void {
    const word = (message: Message): string => this.#word(message);
    this.#board.put(configSpeaker, undefined, this.#configs.diagnostics(word));
  }

  #levelsOf(uri: string): LevelSettings {
    return this.#configs.levelsOf(uri, this.#settings.rules);
  }

  #toDiagnostic(snapshot: Snapshot): ActionTools['toDiagnostic'] {
    const word = (message: Message): string => this.#word(message);
    const formatTime = (at: number): string => this.#client?.formatTime(at) ?? '';
    return ({ finding, severity }) =>
      toLspDiagnostic(snapshot, finding, severity, word, formatTime);
  }

  /** The findings stay until the file is opened and closed, or checked again. */
  async #checkFile(uri: string): Promise<void> {
    if (this.#documents.isOpen(uri)) return;
    const answer = await this.#readFile(uri);
    if (answer.kind !== 'text') {
      this.#connection.window.showErrorMessage(this.#word(say('The file can’t be read.')));
      return;
    }
    await this.#configs.read(uri);
    this.#documents.open(uri, 0, answer.text);
    if ((await this.#documents.settled(uri)) === undefined) return;
    this.#publisher.now(uri);
    this.#publisher.drop(uri);
    this.#documents.close(uri);
    this.#configs.drop(uri);
  }

  /** A document that is not settled yet is published when it is. */
  #publish(uri: string): void {
    const snapshot = this.#documents.current(uri);
    if (snapshot === undefined || !this.#configs.isKnown(uri)) return;
    const { shown, left } = snapshot.findings.gravest(this.#levelsOf(uri), maximumDiagnostics - 1);
    const toDiagnostic = this.#toDiagnostic(snapshot);
    const byFile = new Map<string, Diagnostic[]>([[uri, []]]);
    for (const each of shown) {
      const file = snapshot.uriOf(each.finding.span.file);
      const own = byFile.get(file) ?? [];
      own.push(toDiagnostic(each));
      byFile.set(file, own);
    }
    if (left > 0)
      byFile.get(uri)?.push(toLspNotice(this.#word(say('{0} more findings are not shown.', left))));
    this.#board.put(uri, snapshot.version, byFile);
  }

  async #hover(uri: string, position: Position, token: CancellationToken): Promise<Hover | null> {
    const snapshot = await this.#documents.settled(uri);
    const client = this.#client;
    if (snapshot === undefined || client === undefined) return null;
    const { zone, text } = snapshot;
    const target = findHoverTarget(zone, 0, text.offsetAt(position));
    if (target === undefined) return null;
    const range = toLspRange(text, target.span);
    const controller = new AbortController();
    const listener = token.onCancellationRequested(() => controller.abort());
    try {
      const live = await this.#live.ask(zone, target, controller.signal);
      // What was typed meanwhile may have moved what is hovered: the editor asks again.
      if (!snapshot.isCurrent()) return null;
      const value = buildHover(zone, target, live, client);
      return { contents: { kind: MarkupKind.Markdown, value }, range };
    } finally {
      listener.dispose();
    }
  }

  #word(message: Message): string {
    return wordMessage(message, this.#client?.translate);
  }
}
