import {
  type CancellationToken,
  CodeActionKind,
  type Connection,
  DidChangeConfigurationNotification,
  type Hover,
  type InitializeParams,
  type InitializeResult,
  MarkupKind,
  type Position,
  type Range,
  type SemanticTokens,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { buildHover, findHoverTarget } from '../core/features/hover';
import { levelOf } from '../core/lint';
import { type Message, say, wordMessage } from '../core/text/message';
import {
  fixAllKind,
  keepGravest,
  type ShownFinding,
  type ToDiagnostic,
  toLspCodeActions,
} from './codeActions';
import { toLspDiagnostic, toLspNotice, toLspRange } from './convert';
import { formatTrigger, toLspFormatting, toLspIndentation } from './formatting';
import { type ClientFacts, readClientFacts } from './initialization';
import { type CreateResolver, LiveAnswers } from './liveAnswers';
import { Publisher } from './publisher';
import { semanticTokensOptions, toLspSemanticTokens } from './semanticTokens';
import { readSettings, type Settings } from './settings';
import { type Snapshot, Snapshots } from './snapshots';

/** What differs between hosts. */
export interface Platform {
  readonly createResolver: CreateResolver;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

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
  readonly #documents = new TextDocuments(TextDocument);
  readonly #snapshots = new Snapshots();
  readonly #live: LiveAnswers;
  readonly #publisher: Publisher;
  #client: ClientFacts | undefined;
  #settings: Settings = readSettings(undefined);
  #hasConfiguration = false;
  #canRegister = false;
  /** Diagnostics wait for the settings, so that none is shown that they turn off. */
  #isReady = false;

  constructor(connection: Connection, { createResolver, clock }: Platform) {
    this.#connection = connection;
    this.#live = new LiveAnswers(createResolver, clock, this.#settings.live, (message) =>
      connection.console.warn(this.#word(message)),
    );
    this.#publisher = new Publisher((uri) => this.#publish(uri), clock);
  }

  start(): void {
    const connection = this.#connection;
    connection.onInitialize((params) => this.#initialize(params));
    connection.onInitialized(() => this.#initialized());
    connection.onDidChangeConfiguration(() => this.#readConfiguration());
    connection.onNotification(trustNotification, () => this.#live.setTrusted(true));
    connection.onExecuteCommand(({ command }) => {
      if (command === refreshCommand) this.#live.refresh();
    });
    connection.onHover(({ textDocument, position }, token) =>
      this.#hover(textDocument.uri, position, token),
    );
    connection.onCodeAction((params) => {
      const document = this.#documents.get(params.textDocument.uri);
      if (document === undefined) return [];
      const snapshot = this.#snapshots.get(document);
      return [
        ...toLspCodeActions(
          snapshot,
          this.#shownFindings(snapshot),
          params,
          (message) => this.#word(message),
          this.#toDiagnostic(snapshot),
        ),
      ];
    });
    this.#handleFormatting();
    this.#handleSemanticTokens();
    this.#documents.onDidChangeContent(({ document }) => {
      if (this.#isReady) this.#publisher.schedule(document.uri);
    });
    this.#documents.onDidClose(({ document }) => {
      this.#publisher.drop(document.uri);
      this.#snapshots.drop(document.uri);
      void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
    });
    this.#documents.listen(connection);
    connection.listen();
  }

  #handleFormatting(): void {
    const connection = this.#connection;
    const snapshotOf = (uri: string): Snapshot | undefined => {
      const document = this.#documents.get(uri);
      return document === undefined ? undefined : this.#snapshots.get(document);
    };
    connection.onDocumentFormatting(({ textDocument, options }) => {
      const snapshot = snapshotOf(textDocument.uri);
      return snapshot && toLspFormatting(snapshot, this.#settings.format, options);
    });
    connection.onDocumentRangeFormatting(({ textDocument, options, range }) => {
      const snapshot = snapshotOf(textDocument.uri);
      return snapshot && toLspFormatting(snapshot, this.#settings.format, options, range);
    });
    connection.onDocumentOnTypeFormatting(({ textDocument, options, position }) => {
      const snapshot = snapshotOf(textDocument.uri);
      return snapshot && toLspIndentation(snapshot, this.#settings.format, options, position);
    });
  }

  #handleSemanticTokens(): void {
    const { semanticTokens } = this.#connection.languages;
    const answer = (uri: string, range?: Range): SemanticTokens => {
      const document = this.#documents.get(uri);
      if (document === undefined) return { data: [] };
      return toLspSemanticTokens(this.#snapshots.get(document), range);
    };
    semanticTokens.on(({ textDocument }) => answer(textDocument.uri));
    semanticTokens.onRange(({ textDocument, range }) => answer(textDocument.uri, range));
  }

  #initialize(params: InitializeParams): InitializeResult {
    this.#client = readClientFacts(params);
    this.#live.setTrusted(this.#client.isTrusted);
    if (this.#client.settings !== undefined) this.#apply(this.#client.settings);
    const { workspace } = params.capabilities;
    this.#hasConfiguration = workspace?.configuration === true;
    this.#canRegister = workspace?.didChangeConfiguration?.dynamicRegistration === true;
    return {
      serverInfo: { name: 'Zone MX' },
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] },
        documentFormattingProvider: true,
        documentRangeFormattingProvider: true,
        documentOnTypeFormattingProvider: { firstTriggerCharacter: formatTrigger },
        semanticTokensProvider: semanticTokensOptions(params.capabilities),
        executeCommandProvider: { commands: [refreshCommand] },
      },
    };
  }

  async #initialized(): Promise<void> {
    const registered = this.#canRegister
      ? this.#connection.client.register(DidChangeConfigurationNotification.type, {
          section: 'zoneMx',
        })
      : undefined;
    // The first findings do not wait for it.
    await Promise.all([registered, this.#readConfiguration()]);
  }

  async #readConfiguration(): Promise<void> {
    if (this.#hasConfiguration) {
      const configuration: unknown = await this.#connection.workspace.getConfiguration('zoneMx');
      this.#apply(configuration);
    }
    this.#isReady = true;
    for (const uri of this.#documents.keys()) this.#publisher.now(uri);
  }

  #apply(configuration: unknown): void {
    this.#settings = readSettings(configuration);
    this.#live.configure(this.#settings.live);
    this.#isReady = true;
  }

  /** The findings that the settings let through. */
  #shownFindings(snapshot: Snapshot): readonly ShownFinding[] {
    return snapshot.findings().flatMap((finding) => {
      const severity = levelOf(finding.rule, this.#settings.rules);
      return severity === 'off' ? [] : [{ finding, severity }];
    });
  }

  #toDiagnostic({ document }: Snapshot): ToDiagnostic {
    const word = (message: Message): string => this.#word(message);
    return ({ finding, severity }) => toLspDiagnostic(document, finding, severity, word);
  }

  #publish(uri: string): void {
    const document = this.#documents.get(uri);
    if (document === undefined) return;
    const snapshot = this.#snapshots.get(document);
    const { kept, left } = keepGravest(this.#shownFindings(snapshot), maximumDiagnostics - 1);
    const diagnostics = kept.map(this.#toDiagnostic(snapshot));
    const isSyntaxShown = levelOf('syntax', this.#settings.rules) !== 'off';
    const more = left + (isSyntaxShown ? snapshot.zone.omittedErrors : 0);
    if (more > 0)
      diagnostics.push(toLspNotice(this.#word(say('{0} more findings are not shown.', more))));
    void this.#connection.sendDiagnostics({ uri, version: snapshot.version, diagnostics });
  }

  async #hover(uri: string, position: Position, token: CancellationToken): Promise<Hover | null> {
    const document = this.#documents.get(uri);
    const client = this.#client;
    if (document === undefined || client === undefined) return null;
    const { zone } = this.#snapshots.get(document);
    const target = findHoverTarget(zone, 0, document.offsetAt(position));
    if (target === undefined) return null;
    const range = toLspRange(document, target.span);
    const controller = new AbortController();
    const listener = token.onCancellationRequested(() => controller.abort());
    try {
      const live = await this.#live.ask(zone, target, controller.signal);
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
