import {
  type ClientCapabilities,
  type Connection,
  type Diagnostic,
  DidChangeConfigurationNotification,
  type InitializeParams,
  type InitializeResult,
  MessageType,
  ShowMessageNotification,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { configFileName } from '../core/config/config';
import { originFromSettings } from '../core/config/origins';
import type { Moment } from '../core/dns/serial';
import type { LevelSettings } from '../core/lint';
import { type Message, say, wordMessage } from '../core/text/message';
import { Configs } from './configs';
import { toLspDiagnostic, toLspNotice } from './convert';
import { DiagnosticsBoard } from './diagnosticsBoard';
import { DiskChecks, diskCheckCommands, largestChecked } from './diskChecks';
import type { FeatureTools } from './feature';
import { featureCapabilities, features } from './features';
import type { ActionTools } from './features/furtherActions';
import { type Files, filesOf } from './files';
import { Folders, folderCapabilities } from './folders';
import { type ClientFacts, readClientFacts } from './initialization';
import { LiveAnswers, type LivePlatform } from './liveAnswers';
import { LiveChecks } from './liveChecks';
import { LiveStatusSender } from './liveStatus';
import { OpenDocuments, type Snapshot } from './openDocuments';
import { Publisher } from './publisher';
import { Serials } from './serials';
import { readSettings, type Settings } from './settings';
import type { Turns } from './turns';
import { Workspace } from './workspace';

/** What differs between hosts. */
export interface Platform extends LivePlatform {
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** The same with the date of the user’s time zone. */
  readonly now: () => Moment;
  /** Runs something once others had a turn. */
  readonly later: (run: () => void) => void;
  /** Gives memory back that is no longer used, where the host can be told to. */
  readonly freeMemory: () => void;
  /** The files of the system, where there are any. */
  readonly files: Files | undefined;
}

/** Who says what is wrong in the settings of projects. */
const configSpeaker = `zoneMx:${configFileName}`;

/** The command that forgets live answers; clients offer it under this name. */
const refreshCommand = 'zone-mx.refreshLiveAnswers';

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
  readonly #liveStatus: LiveStatusSender;
  readonly #checks: LiveChecks;
  readonly #publisher: Publisher;
  readonly #board: DiagnosticsBoard;
  readonly #configs: Configs;
  readonly #serials: Serials;
  readonly #now: Platform['now'];
  readonly #files: Files;
  readonly #turns: Turns;
  readonly #workspace: Workspace;
  readonly #diskChecks: DiskChecks;
  readonly #folders = new Folders();
  /** What a client is taken for until it tells. */
  #client: ClientFacts = readClientFacts({ processId: null, rootUri: null, capabilities: {} });
  #isTrusted = false;
  #settings: Settings = readSettings(undefined);
  #hasConfiguration = false;
  #canRegister = false;
  #capabilities: ClientCapabilities = {};
  /** Diagnostics wait for the settings, so that none is shown that they turn off. */
  #isReady = false;

  constructor(connection: Connection, platform: Platform) {
    const { clock } = platform;
    const files = filesOf(connection, platform.files, () => this.#client.readsFiles);
    this.#connection = connection;
    this.#now = platform.now;
    this.#turns = platform;
    this.#liveStatus = new LiveStatusSender(connection, {
      state: () => this.#live.state,
      isShown: () => this.#client.showsLiveState && this.#isReady,
      word: (message) => this.#word(message),
      formatTime: (at) => this.#client.formatTime(at),
    });
    this.#live = new LiveAnswers(platform, this.#settings, {
      log: (message) => connection.console.warn(this.#word(message)),
      changed: () => this.#liveStatus.changed(),
      back: () => this.#checks.retry(),
    });
    this.#publisher = new Publisher((uri) => this.#publish(uri), clock);
    this.#files = files;
    this.#board = new DiagnosticsBoard(connection);
    this.#configs = new Configs((uri) => files.findConfig(uri, this.#folders.uris));
    this.#workspace = new Workspace(connection, platform, files, {
      documents: () => this.#documents,
      folders: () => this.#folders.uris,
      settings: () => this.#settings,
      warn: (message) => connection.console.warn(this.#word(message)),
    });
    this.#documents = this.#createDocuments(platform);
    this.#checks = this.#createChecks(platform);
    this.#serials = new Serials(
      connection,
      { ...platform, ...files },
      this.#documents,
      {
        levelsOf: (uri) => (this.#configs.isKnown(uri) ? this.#levelsOf(uri) : undefined),
        bumpOnSave: () => this.#settings.serial.bumpOnSave,
        isTrusted: () => this.#isTrusted,
        hasCommittedTexts: () => this.#client.hasCommittedTexts === true,
      },
      (uri) => {
        if (this.#isReady) this.#publisher.schedule(uri);
      },
    );
    this.#diskChecks = this.#createDiskChecks();
  }

  #createDiskChecks(): DiskChecks {
    const { readFile, readFileWithin } = this.#files;
    return new DiskChecks(this.#connection, {
      documents: this.#documents,
      word: (message) => this.#word(message),
      readFile,
      readWithin: (uri) => readFileWithin(uri, this.#folders.uris, largestChecked),
      findFiles: () => this.#workspace.findFiles(),
      readConfig: (uri) => this.#configs.read(uri),
      answerOthers: () => this.#workspace.answerOthers(),
      compare: (snapshot) => this.#serials.compare(snapshot),
      publish: (uri) => this.#publish(uri),
      retract: (uri) => this.#board.drop(uri),
      forget: (uri) => this.#forget(uri),
    });
  }

  /** Forgets all about a document but its findings. */
  #forget(uri: string): void {
    for (const each of [this.#checks, this.#publisher, this.#configs, this.#serials])
      each.drop(uri);
  }

  #createChecks({ clock, later }: Platform): LiveChecks {
    return new LiveChecks(this.#live, {
      clock,
      later,
      levelsOf: (uri) =>
        this.#isReady && this.#configs.isKnown(uri) ? this.#levelsOf(uri) : undefined,
      current: (uri) => this.#documents.current(uri),
      settled: (uri) => this.#documents.settled(uri),
      attach: (uri, asking) => this.#documents.ask(uri, asking),
      publish: (uri) => this.#publisher.now(uri),
      log: (message) => this.#connection.console.warn(this.#word(message)),
    });
  }

  #createDocuments({ clock, later, freeMemory }: Platform): OpenDocuments {
    const settled = (uri: string): void => {
      if (this.#isReady) this.#publisher.schedule(uri);
      this.#serials.schedule(uri);
      this.#workspace.settled(uri);
      this.#checks.settled(uri);
    };
    return new OpenDocuments(
      {
        clock,
        later,
        freeMemory,
        readIncluded: (request) => this.#files.readIncluded(request, this.#folders.uris),
        originOf: (uri) =>
          this.#configs.originOf(uri) ??
          originFromSettings(this.#settings.zones, uri, this.#folders.uris),
        othersOf: (uri) =>
          (this.#configs.otherZonesOf(uri) ?? this.#settings.otherZones)
            ? this.#workspace.zones
            : undefined,
      },
      settled,
    );
  }

  start(): void {
    const connection = this.#connection;
    connection.onInitialize((params) => this.#initialize(params));
    connection.onInitialized(() => this.#initialized());
    connection.onDidChangeConfiguration(({ settings }) => this.#readConfiguration(settings));
    connection.onNotification(trustNotification, () => {
      this.#isTrusted = true;
      this.#live.setTrusted(true);
      this.#serials.refresh();
      this.#configureChecks();
    });
    connection.onExecuteCommand(async ({ command, arguments: [uri] = [] }) => {
      if (command === refreshCommand) {
        this.#live.refresh();
        this.#checks.refresh();
      }
      await this.#diskChecks.execute(command, uri);
    });
    for (const feature of features) feature.handle(connection, this.#tools());
    this.#handleDocuments();
    this.#serials.start();
    connection.listen();
  }

  /** Documents are kept in blocks: a keystroke must not copy a text of many megabytes. */
  #handleDocuments(): void {
    const connection = this.#connection;
    connection.onDidOpenTextDocument(({ textDocument: { uri, version, text } }) => {
      this.#checks.drop(uri);
      this.#diskChecks.opened(uri);
      this.#documents.open(uri, version, text);
      void this.#readConfigs([uri]);
    });
    connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
      this.#checks.edited(uri);
      this.#documents.change(uri, version, contentChanges);
    });
    connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
      this.#documents.close(uri);
      this.#forget(uri);
      this.#board.drop(uri);
      this.#publishConfigs();
      this.#workspace.closed(uri);
    });
    connection.onDidSaveTextDocument(({ textDocument: { uri } }) => {
      this.#documents.refreshIncludes();
      this.#serials.saved(uri);
      this.#checks.saved(uri);
      // Not every editor watches files.
      void this.#readConfigs();
    });
    connection.onDidChangeWatchedFiles(({ changes }) => {
      this.#diskChecks.changedOnDisk(changes.map(({ uri }) => uri));
      this.#workspace.changedOnDisk(changes);
      void this.#readConfigs();
    });
  }

  #tools(): FeatureTools {
    return {
      settled: (uri) => this.#documents.settled(uri),
      whole: (uri) => this.#documents.whole(uri),
      settings: () => this.#settings,
      client: () => this.#client,
      levelsOf: (uri) => this.#levelsOf(uri),
      word: (message) => this.#word(message),
      warn: (message) => {
        const params = { type: MessageType.Warning, message: this.#word(message) };
        void this.#connection.sendNotification(ShowMessageNotification.type.method, params);
      },
      log: (message) => this.#connection.console.warn(this.#word(message)),
      toDiagnostic: (snapshot) => this.#toDiagnostic(snapshot),
      live: this.#live,
      now: this.#now,
      turns: this.#turns,
      pathsFrom: (uri, typed) => this.#workspace.pathsFrom(uri, typed),
      readIncluded: (request) => this.#documents.readIncluded(request),
      openZones: () => this.#documents.allWhole(),
      hasZoneOf: (name) => this.#workspace.zones.hasZoneOf(name),
      closedZones: (...wanted) => this.#workspace.closedZones(...wanted),
    };
  }

  #initialize(params: InitializeParams): InitializeResult {
    this.#client = readClientFacts(params);
    this.#isTrusted = this.#client.isTrusted;
    this.#live.setTrusted(this.#isTrusted);
    if (this.#client.settings !== undefined) this.#apply(this.#client.settings);
    this.#capabilities = params.capabilities;
    const { workspace } = params.capabilities;
    this.#folders.initialize(params);
    this.#hasConfiguration = workspace?.configuration === true;
    this.#workspace.setClient(this.#client.findsFiles, params.capabilities);
    this.#canRegister = workspace?.didChangeConfiguration?.dynamicRegistration === true;
    return {
      serverInfo: { name: 'Zone MX' },
      capabilities: {
        textDocumentSync: {
          openClose: true,
          change: TextDocumentSyncKind.Incremental,
          save: true,
          willSaveWaitUntil: true,
        },
        ...folderCapabilities,
        ...featureCapabilities(params.capabilities),
        executeCommandProvider: { commands: [refreshCommand, ...diskCheckCommands] },
      },
    };
  }

  async #initialized(): Promise<void> {
    const { client } = this.#connection;
    this.#folders.follow(this.#connection, () => this.#changeFolders());
    if (this.#canRegister)
      client
        .register(DidChangeConfigurationNotification.type, { section: 'zoneMx' })
        .catch((error: unknown) => this.#connection.console.warn(String(error)));
    // The first findings do not wait for it.
    await this.#readConfiguration();
  }

  /** Where files lie decides what they may include, and which settings and other files count. */
  #changeFolders(): void {
    this.#documents.reconfigure();
    this.#documents.refreshIncludes();
    this.#workspace.foldersChanged();
    void this.#readConfigs();
  }

  /** Some clients cannot be asked, and send all settings along with the news of a change. */
  async #readConfiguration(sent?: unknown): Promise<void> {
    if (this.#hasConfiguration) {
      const { workspace, console } = this.#connection;
      const configuration: unknown = await workspace
        .getConfiguration('zoneMx')
        .catch((error: unknown) => console.warn(String(error)));
      if (configuration !== undefined) this.#apply(configuration);
    } else if (typeof sent === 'object' && sent !== null && 'zoneMx' in sent) {
      this.#apply(sent.zoneMx);
    }
    this.#isReady = true;
    this.#liveStatus.changed();
    this.#documents.reconfigure();
    this.#workspace.configured();
    for (const uri of this.#documents.uris()) this.#show(uri);
    this.#configureChecks();
    for (const { refresh } of features) refresh?.(this.#connection, this.#capabilities);
  }

  #configureChecks(): void {
    for (const uri of this.#documents.uris()) this.#checks.configure(uri);
  }

  #apply(configuration: unknown): void {
    this.#settings = readSettings(configuration);
    this.#live.configure(this.#settings);
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
    if (this.#isReady) for (const uri of changed) this.#show(uri);
  }

  /** Shows what other settings change. */
  #show(uri: string): void {
    this.#publisher.now(uri);
    this.#serials.schedule(uri);
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
    const formatTime = (at: number): string => this.#client.formatTime(at) ?? '';
    return ({ finding, severity }) =>
      toLspDiagnostic(snapshot, finding, severity, word, formatTime);
  }

  /** A document that is not settled yet is published when it is. Gives the number of findings. */
  #publish(uri: string): number {
    const snapshot = this.#documents.current(uri);
    if (snapshot === undefined || !this.#configs.isKnown(uri)) return 0;
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
    return shown.length + left;
  }

  #word(message: Message): string {
    return wordMessage(message, this.#client.translate);
  }
}
