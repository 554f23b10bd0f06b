import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import {
  type CancellationToken,
  type CodeAction,
  CodeActionRequest,
  type CompletionItem,
  type CompletionList,
  CompletionRequest,
  CompletionTriggerKind,
  ConfigurationRequest,
  createProtocolConnection,
  type Diagnostic,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  DocumentFormattingRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  ErrorCodes,
  ExecuteCommandRequest,
  ExitNotification,
  FileChangeType,
  type FormattingOptions,
  type Hover,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  LogMessageNotification,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type Range,
  RegistrationRequest,
  ResponseError,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
  type ServerCapabilities,
  ShowMessageNotification,
  ShowMessageRequest,
  ShutdownRequest,
  type SignatureHelp,
  SignatureHelpRequest,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocumentSaveReason,
  WillSaveTextDocumentWaitUntilRequest,
  WorkDoneProgress,
  WorkDoneProgressCancelNotification,
  WorkDoneProgressCreateRequest,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** What the server tells of live answers. */
export interface LiveStatus {
  readonly kind: string;
  readonly mode: string;
  readonly text: string;
  readonly detail: string;
  readonly isBusy: boolean;
  readonly isTrouble: boolean;
}

export interface ClientOptions {
  readonly settings?: unknown;
  readonly initializationOptions?: object;
  readonly locale?: string;
  /** What it answers when it is asked for a committed text, by URI; without it, it can’t be asked. */
  readonly committed?: ReadonlyMap<string, unknown>;
  /** Whether it says that it fills in the places of snippets. */
  readonly hasSnippets?: boolean;
  /** Whether it says that it shows what groups of edits are about. */
  readonly hasAnnotations?: boolean;
  /** Whether it says that it shows code actions that are not possible, and creates files for one. */
  readonly showsDisabled?: boolean;
  readonly createsFiles?: boolean;
  /** Whether it says that it can ask for the semantic tokens of a range. */
  readonly hasTokenRanges?: boolean;
  /** The URI of the folder that is open. */
  readonly folder?: string;
  /** The URIs of the files that it finds when it is asked for zone files; some fail. */
  readonly files?: readonly string[] | 'fails';
  /** The texts, by URI, of the files that it reads when it is asked to; without it, it can’t be asked. */
  readonly texts?: ReadonlyMap<string, unknown>;
  /** Whether it refuses what it says that it is able to: to tell settings, and to register anything. */
  readonly refuses?: boolean;
  /** Another server than the one that ships. */
  readonly server?: string;
  /** Whether it says that it shows progress; then it cancels what reports any where this is “cancels”. */
  readonly progress?: 'shows' | 'cancels';
  /** Variables of the server's environment besides ours. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A client of the bundled server, over standard input and output, with documents in memory. */
export class LspClient {
  readonly #process: ChildProcess;
  readonly #connection: ProtocolConnection;
  readonly #documents = new Map<string, TextDocument>();
  readonly #diagnostics = new Map<string, readonly Diagnostic[]>();
  readonly #waiting = new Set<() => void>();
  #settings: unknown;
  /** What the server said at the start. */
  capabilities: ServerCapabilities = {};
  /** What the server wants to be told, by method. */
  readonly registered = new Map<string, unknown>();
  /** The URIs of which the server asked for the committed text. */
  readonly asked: string[] = [];
  /** The URIs of the files that the server had the client read. */
  readonly read: string[] = [];
  /** What all watchers watch that the server wants. */
  readonly #watched: unknown[] = [];
  /** The globs of the zone files that the server wants to know of. */
  wantedGlobs: readonly string[] = [];
  /** What the server has asked the user, in words. */
  readonly questions: string[] = [];
  /** What the user chooses when asked; undefined for nothing. */
  choice: string | undefined;
  /** What the server has logged. */
  readonly log: string[] = [];
  /** What the server has shown to the user. */
  readonly shown: string[] = [];
  /** What the server has told of live answers, each change of it. */
  readonly liveStates: LiveStatus[] = [];

  private constructor(server: ChildProcess, settings: unknown) {
    const { stdout, stdin } = server;
    if (stdout === null || stdin === null) throw new Error('The server has no pipes.');
    this.#process = server;
    this.#settings = settings;
    this.#connection = createProtocolConnection(
      new StreamMessageReader(stdout),
      new StreamMessageWriter(stdin),
    );
  }

  static async start({
    settings = {},
    initializationOptions = {},
    locale = 'en',
    hasTokenRanges = true,
    hasSnippets = true,
    hasAnnotations = false,
    showsDisabled = false,
    createsFiles = false,
    refuses = false,
    committed,
    folder,
    files,
    texts,
    server: program = 'dist/server.js',
    progress,
    env = {},
  }: ClientOptions = {}): Promise<LspClient> {
    const server = spawn(process.execPath, [program, '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, ...env },
    });
    const client = new LspClient(server, settings);
    const connection = client.#connection;
    const refuse = (): void => {
      if (refuses) throw new ResponseError(ErrorCodes.MethodNotFound, 'This client refuses.');
    };
    connection.onRequest(ConfigurationRequest.type, ({ items }) => {
      refuse();
      return items.map(() => client.#settings);
    });
    connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      refuse();
      for (const { method, registerOptions } of registrations) {
        if (!client.registered.has(method)) client.registered.set(method, registerOptions);
        if (method === DidChangeWatchedFilesNotification.method)
          client.#watched.push(registerOptions);
      }
    });
    connection.onRequest(ShowMessageRequest.type, ({ message, actions }) => {
      client.questions.push(message);
      return actions?.find(({ title }) => title === client.choice) ?? null;
    });
    connection.onRequest('zoneMx/findFiles', ({ globs }: { readonly globs: readonly string[] }) => {
      client.wantedGlobs = globs;
      if (files === 'fails') throw new Error('The search failed.');
      return files ?? [];
    });
    connection.onRequest('zoneMx/readFile', ({ uri }: { readonly uri: string }) => {
      client.read.push(uri);
      const text = texts?.get(uri);
      if (text === undefined) return { kind: 'not-found' };
      return typeof text === 'string' ? { kind: 'text', text } : text;
    });
    connection.onRequest('zoneMx/committedText', ({ uri }: { readonly uri: string }) => {
      client.asked.push(uri);
      const answer = committed?.get(uri) ?? null;
      return answer instanceof Error ? Promise.reject(answer) : answer;
    });
    connection.onNotification('zoneMx/liveState', (state: LiveStatus) => {
      client.liveStates.push(state);
      for (const wake of client.#waiting) wake();
    });
    connection.onNotification(ShowMessageNotification.type, ({ message }) => {
      client.shown.push(message);
    });
    connection.onRequest(WorkDoneProgressCreateRequest.type, ({ token }) => {
      connection.onProgress(WorkDoneProgress.type, token, ({ kind }) => {
        if (progress === 'cancels' && kind === 'report')
          void connection.sendNotification(WorkDoneProgressCancelNotification.type, { token });
      });
    });
    connection.onNotification(LogMessageNotification.type, ({ message }) => {
      client.log.push(message);
    });
    connection.onNotification(
      PublishDiagnosticsNotification.type,
      ({ uri, version, diagnostics }) => {
        // Findings of an older version are not what the test waits for.
        const open = client.#documents.get(uri);
        if (version !== undefined && open !== undefined && version !== open.version) return;
        client.#diagnostics.set(uri, diagnostics);
        for (const wake of client.#waiting) wake();
      },
    );
    connection.listen();
    const { capabilities } = await connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      locale,
      initializationOptions: {
        findsFiles: files !== undefined,
        readsFiles: texts !== undefined,
        hasCommittedTexts: committed !== undefined,
        ...initializationOptions,
      },
      workspaceFolders: folder === undefined ? null : [{ uri: folder, name: 'zones' }],
      capabilities: {
        window: { workDoneProgress: progress !== undefined },
        workspace: {
          workspaceEdit: {
            documentChanges: true,
            ...(hasAnnotations ? { changeAnnotationSupport: {} } : {}),
            ...(createsFiles ? { resourceOperations: ['create'] } : {}),
          },
          configuration: true,
          workspaceFolders: true,
          didChangeConfiguration: { dynamicRegistration: true },
          didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
        },
        textDocument: {
          codeAction: { disabledSupport: showsDisabled },
          completion: { completionItem: { snippetSupport: hasSnippets } },
          semanticTokens: {
            requests: { range: hasTokenRanges, full: true },
            tokenTypes: [],
            tokenModifiers: [],
            formats: ['relative'],
          },
        },
      },
    });
    client.capabilities = capabilities;
    await connection.sendNotification(InitializedNotification.type, {});
    return client;
  }

  /** Opens a document and waits for its findings. */
  async open(uri: string, text: string): Promise<readonly Diagnostic[]> {
    this.#documents.set(uri, TextDocument.create(uri, 'dns-zone', 1, text));
    this.#diagnostics.delete(uri);
    await this.#connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: 'dns-zone', version: 1, text },
    });
    return this.diagnostics(uri);
  }

  openSample(name: string): Promise<readonly Diagnostic[]> {
    return this.open(sampleUri(name), readFileSync(`samples/${name}`, 'utf8'));
  }

  /** Changes a document, in one or more places, and waits for its findings. */
  async change(
    uri: string,
    changes: readonly { readonly range?: Range; readonly text: string }[],
  ): Promise<readonly Diagnostic[]> {
    const document = this.#document(uri);
    const contentChanges = [...changes];
    TextDocument.update(document, contentChanges, document.version + 1);
    this.#diagnostics.delete(uri);
    await this.#connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version: document.version },
      contentChanges,
    });
    return this.diagnostics(uri);
  }

  async close(uri: string): Promise<void> {
    this.#documents.delete(uri);
    this.#diagnostics.delete(uri);
    await this.#connection.sendNotification(DidCloseTextDocumentNotification.type, {
      textDocument: { uri },
    });
  }

  /** The findings of the document's current version, waited for if they are not there yet. */
  diagnostics(uri: string): Promise<readonly Diagnostic[]> {
    return this.#until(() => this.#diagnostics.get(uri), `findings of ${uri}`);
  }

  /** Waits until a file, open or not, has findings of exactly these rules, in any order. */
  async waitForRules(uri: string, rules: readonly string[]): Promise<readonly Diagnostic[]> {
    const wanted = [...rules].sort().join(' ');
    const found = (): readonly Diagnostic[] => this.#diagnostics.get(uri) ?? [];
    const now = (): string =>
      found()
        .map(({ code }) => code)
        .sort()
        .join(' ');
    await this.#until(
      () => (now() === wanted ? true : undefined),
      () => `“${wanted}” in ${uri}, which has “${now()}”`,
    );
    return found();
  }

  async configure(settings: unknown): Promise<void> {
    this.#settings = settings;
    this.#diagnostics.clear();
    await this.#connection.sendNotification(DidChangeConfigurationNotification.type, {
      settings: null,
    });
  }

  /** Tells the server that a document was saved. */
  async save(uri: string): Promise<void> {
    await this.#connection.sendNotification(DidSaveTextDocumentNotification.type, {
      textDocument: { uri },
    });
  }

  /** The text as it would be saved. */
  async willSave(uri: string): Promise<string> {
    const edits = await this.#connection.sendRequest(WillSaveTextDocumentWaitUntilRequest.type, {
      textDocument: { uri },
      reason: TextDocumentSaveReason.Manual,
    });
    return TextDocument.applyEdits(this.#document(uri), edits ?? []);
  }

  request(method: string, params: unknown, token?: CancellationToken): Promise<unknown> {
    return token === undefined
      ? this.#connection.sendRequest(method, params)
      : this.#connection.sendRequest(method, params, token);
  }

  /** Waits until the server wants to be told of changes to one file. */
  waitForWatch(globPattern: {
    readonly baseUri: string;
    readonly pattern: string;
  }): Promise<string> {
    const wanted = JSON.stringify({ watchers: [{ globPattern }] });
    return this.#until(
      () => this.#watched.map((options) => JSON.stringify(options)).find((each) => each === wanted),
      `a watch for ${globPattern.pattern}`,
    );
  }

  /** Tells the server that one more folder is open. */
  async openFolder(uri: string): Promise<void> {
    const event = { added: [{ uri, name: 'further' }], removed: [] };
    await this.#connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, { event });
  }

  /** Tells the server that a folder is no longer open. */
  async closeFolder(uri: string): Promise<void> {
    const event = { added: [], removed: [{ uri, name: 'further' }] };
    await this.#connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, { event });
  }

  /** Tells the server that a file on disk is another one now. */
  async changeOnDisk(uri: string): Promise<void> {
    await this.#connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri, type: FileChangeType.Changed }],
    });
  }

  /** Waits until the messages of a file’s diagnostics are as wanted, and gives them. */
  async waitForDiagnostics(
    uri: string,
    isWanted: (found: readonly Diagnostic[]) => boolean,
  ): Promise<readonly Diagnostic[]> {
    return this.#until(
      () => {
        const found = this.#diagnostics.get(uri);
        return found !== undefined && isWanted(found) ? found : undefined;
      },
      () => `other diagnostics of ${uri} than ${JSON.stringify(this.#diagnostics.get(uri))}`,
    );
  }

  notify(method: string): Promise<void> {
    return this.#connection.sendNotification(method);
  }

  async execute(command: string, ...given: unknown[]): Promise<void> {
    await this.#connection.sendRequest(ExecuteCommandRequest.type, { command, arguments: given });
  }

  /** The text of a hover where `at` first stands after `after`, its escapes taken away. */
  async hover(uri: string, at: string, after = ''): Promise<string> {
    const document = this.#document(uri);
    const text = document.getText();
    const offset = text.indexOf(at, text.indexOf(after) + after.length);
    if (offset < 0) throw new Error(`“${at}” is not in the text.`);
    const hover: Hover | null = await this.#connection.sendRequest(HoverRequest.type, {
      textDocument: { uri },
      position: document.positionAt(offset + 1),
    });
    if (hover === null) return '';
    const { contents } = hover;
    if (typeof contents === 'string' || Array.isArray(contents) || !('kind' in contents))
      throw new Error('The hover is no markup.');
    return contents.value.replaceAll('\u00a0', ' ').replace(/\\([!-/:-@[-`{-~])/g, '$1');
  }

  /** What is offered at a place of the document; after a typed character where one is named. */
  async complete(
    uri: string,
    offset: number,
    triggerCharacter?: string,
  ): Promise<CompletionList | undefined> {
    const answer = await this.#connection.sendRequest(CompletionRequest.type, {
      textDocument: { uri },
      position: this.#document(uri).positionAt(offset),
      ...(triggerCharacter === undefined
        ? {}
        : { context: { triggerKind: CompletionTriggerKind.TriggerCharacter, triggerCharacter } }),
    });
    return answer === null || Array.isArray(answer) ? undefined : answer;
  }

  /** The document with an item accepted. */
  accepted(uri: string, { textEdit, additionalTextEdits = [] }: CompletionItem): string {
    if (textEdit === undefined || !('range' in textEdit)) throw new Error('The item has no edit.');
    return TextDocument.applyEdits(this.#document(uri), [textEdit, ...additionalTextEdits]);
  }

  async signature(uri: string, offset: number): Promise<SignatureHelp | null> {
    return this.#connection.sendRequest(SignatureHelpRequest.type, {
      textDocument: { uri },
      position: this.#document(uri).positionAt(offset),
    });
  }

  async codeActions(
    uri: string,
    range: Range,
    only?: readonly string[],
  ): Promise<readonly CodeAction[]> {
    const actions = await this.#connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range,
      context: { diagnostics: [], ...(only === undefined ? {} : { only: [...only] }) },
    });
    return (actions ?? []).filter((action): action is CodeAction => 'kind' in action);
  }

  /** The text as it would be after formatting the document, or a range of it. */
  async format(
    uri: string,
    options: FormattingOptions = { tabSize: 8, insertSpaces: true },
    range?: Range,
  ): Promise<string> {
    const textDocument = { uri };
    const edits =
      range === undefined
        ? await this.#connection.sendRequest(DocumentFormattingRequest.type, {
            textDocument,
            options,
          })
        : await this.#connection.sendRequest(DocumentRangeFormattingRequest.type, {
            textDocument,
            options,
            range,
          });
    return TextDocument.applyEdits(this.#document(uri), edits ?? []);
  }

  /** The text as it would be after Enter was pressed at the end of a line, from 0. */
  async pressEnter(uri: string, line: number): Promise<string> {
    const end = this.#document(uri).getText().split('\n')[line]?.length ?? 0;
    const position = { line, character: end };
    await this.change(uri, [{ range: { start: position, end: position }, text: '\n' }]);
    const edits = await this.#connection.sendRequest(DocumentOnTypeFormattingRequest.type, {
      textDocument: { uri },
      position: { line: line + 1, character: 0 },
      ch: '\n',
      options: { tabSize: 8, insertSpaces: true },
    });
    return TextDocument.applyEdits(this.#document(uri), edits ?? []);
  }

  /** The semantic tokens of the document, or of a range, as `word: type.modifier`. */
  async semanticTokens(uri: string, range?: Range): Promise<readonly string[]> {
    const textDocument = { uri };
    const answer =
      range === undefined
        ? await this.#connection.sendRequest(SemanticTokensRequest.type, { textDocument })
        : await this.#connection.sendRequest(SemanticTokensRangeRequest.type, {
            textDocument,
            range,
          });
    const { tokenTypes = [], tokenModifiers = [] } =
      this.capabilities.semanticTokensProvider?.legend ?? {};
    const data = answer?.data ?? [];
    const position = { line: 0, character: 0 };
    const found: string[] = [];
    for (let at = 0; at < data.length; at += 5) {
      const [lines = 0, characters = 0, length = 0, type = 0, bits = 0] = data.slice(at, at + 5);
      position.character = lines > 0 ? characters : position.character + characters;
      position.line += lines;
      const end = { ...position, character: position.character + length };
      const word = this.textAt(uri, { start: position, end });
      const modifiers = tokenModifiers.filter((_, bit) => (bits >> bit) & 1);
      found.push(`${word}: ${[tokenTypes[type], ...modifiers].join('.')}`);
    }
    return found;
  }

  /** Carries an action's edit out and waits for the findings of what comes of it. */
  apply(uri: string, action: CodeAction): Promise<readonly Diagnostic[]> {
    const document = this.#document(uri);
    const [change] = action.edit?.documentChanges ?? [];
    if (change === undefined || !('edits' in change)) throw new Error('The action has no edit.');
    if (change.textDocument.version !== document.version) throw new Error('The edit is stale.');
    const edits = change.edits.filter((edit) => 'newText' in edit);
    return this.change(uri, [{ text: TextDocument.applyEdits(document, edits) }]);
  }

  /** The characters that a range covers. */
  textAt(uri: string, range: Range): string {
    return this.#document(uri).getText(range);
  }

  text(uri: string): string {
    return this.#document(uri).getText();
  }

  waitForLog(pattern: RegExp): Promise<string> {
    return this.#until(() => this.log.find((line) => pattern.test(line)), `log ${pattern}`);
  }

  /** Waits until the newest that the server has told of live answers is as wanted, and gives it. */
  waitForLiveState(isWanted: (state: LiveStatus) => boolean): Promise<LiveStatus> {
    return this.#until(
      () => this.liveStates.slice(-1).find(isWanted),
      () => `another live state than ${JSON.stringify(this.liveStates.at(-1))}`,
    );
  }

  async stop(): Promise<void> {
    await this.#connection.sendRequest(ShutdownRequest.type);
    await this.#connection.sendNotification(ExitNotification.type);
    this.#connection.dispose();
    this.#process.kill();
  }

  #document(uri: string): TextDocument {
    const document = this.#documents.get(uri);
    if (document === undefined) throw new Error(`${uri} is not open.`);
    return document;
  }

  async #until<Value>(
    look: () => Value | undefined,
    what: string | (() => string),
  ): Promise<Value> {
    const deadline = Date.now() + 10_000;
    for (;;) {
      const value = look();
      if (value !== undefined) return value;
      if (Date.now() > deadline)
        throw new Error(`Waited in vain for ${typeof what === 'string' ? what : what()}.`);
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          this.#waiting.delete(wake);
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(wake, 100);
        this.#waiting.add(wake);
      });
    }
  }
}

export function sampleUri(name: string): string {
  return `file:///samples/${name}`;
}
