import type { Disposable, ExtensionContext, TextDocument, WebviewPanel } from 'vscode';
import { commands, env, l10n, Range, Uri, ViewColumn, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { RoutePicture } from '../../../server/src/core/features/routePicture';
import { isZoneFile } from '../languages';
import { viewHtml } from './html';
import type { FromView, ToView, ViewLabels } from './messages';

const showRoute = 'zone-mx.showRouteView';

/** What the line above MX records runs: with the URI of the file and the owner. */
const showRouteOf = 'zone-mx.showRoute';
const viewType = 'zoneMx.route';

type RouteAnswer =
  | { readonly kind: 'route'; readonly picture: RoutePicture }
  | { readonly kind: 'impossible'; readonly message: string };

/** The view of the mail route, beside the editor; it follows the cursor. */
export function offerRoute(context: ExtensionContext, client: BaseLanguageClient): Disposable[] {
  const route = new RouteView(context, client);
  return [
    commands.registerCommand(showRoute, () => route.show()),
    commands.registerCommand(showRouteOf, (uri: unknown, owner: unknown) =>
      typeof uri === 'string' && typeof owner === 'string' ? route.showOf(uri, owner) : undefined,
    ),
    window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel, state: unknown) => route.restore(panel, state),
    }),
    window.onDidChangeTextEditorSelection(({ textEditor }) => route.follow(textEditor.document)),
    window.onDidChangeActiveTextEditor((editor) => editor && route.follow(editor.document)),
    workspace.onDidChangeTextDocument(({ document }) => route.follow(document)),
    route,
  ];
}

/** How long the cursor rests before the view follows, in milliseconds. */
const rest = 200;

/** Data of an image that is saved; more is none of ours. */
const largestImage = 20_000_000;

class RouteView implements Disposable {
  readonly #context: ExtensionContext;
  readonly #client: BaseLanguageClient;
  #panel: WebviewPanel | undefined;
  #document: TextDocument | undefined;
  #picture: RoutePicture | undefined;
  #down: readonly string[] = [];
  /** Whose route somebody has asked for; until the cursor goes elsewhere. */
  #owner: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts requests: an answer that came too late is not shown. */
  #asked = 0;

  constructor(context: ExtensionContext, client: BaseLanguageClient) {
    this.#context = context;
    this.#client = client;
  }

  /** Shows the route of an owner, wherever the cursor is. */
  async showOf(uri: string, owner: string): Promise<void> {
    const parsed = this.#client.protocol2CodeConverter.asUri(uri);
    this.#document = await workspace.openTextDocument(parsed);
    this.#owner = owner;
    this.#reveal();
  }

  show(): void {
    const editor = window.activeTextEditor;
    if (!isZoneFile(editor?.document) && this.#document === undefined) {
      void window.showInformationMessage(l10n.t('Open a zone file first.'));
      return;
    }
    if (isZoneFile(editor?.document)) this.#document = editor.document;
    this.#owner = undefined;
    this.#reveal();
  }

  #reveal(): void {
    if (this.#panel === undefined) {
      const column = { viewColumn: ViewColumn.Beside, preserveFocus: true };
      this.adopt(window.createWebviewPanel(viewType, l10n.t('Mail Route'), column));
    } else this.#panel.reveal(undefined, true);
    void this.#update();
  }

  /** Takes a panel that VS Code has kept; its file may be gone meanwhile. */
  async restore(panel: WebviewPanel, state: unknown): Promise<void> {
    const isKept = typeof state === 'object' && state !== null && 'uri' in state;
    const uri = isKept && typeof state.uri === 'string' ? Uri.parse(state.uri) : undefined;
    if (uri !== undefined)
      await workspace.openTextDocument(uri).then(
        (document) => {
          if (isZoneFile(document)) this.#document = document;
        },
        () => undefined,
      );
    this.adopt(panel);
  }

  /** Makes a panel the place of the view. */
  adopt(panel: WebviewPanel): void {
    this.#panel = panel;
    const folder = Uri.joinPath(this.#context.extensionUri, 'dist');
    panel.webview.options = { enableScripts: true, localResourceRoots: [folder] };
    panel.webview.onDidReceiveMessage((message: FromView) => this.#receive(message));
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.#down = [];
    });
    const { webview } = panel;
    webview.html = viewHtml({
      script: webview.asWebviewUri(Uri.joinPath(folder, 'route.js')).toString(),
      style: webview.asWebviewUri(Uri.joinPath(folder, 'route.css')).toString(),
      nonce: createNonce(),
      styleSource: webview.cspSource,
      language: env.language,
      title: l10n.t('Mail Route'),
    });
  }

  /** Shows the route of where the cursor is, once it rests. */
  follow(document: TextDocument): void {
    if (this.#panel === undefined || !isZoneFile(document)) return;
    if (document.uri.scheme === 'zone-mx-compare') return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#document = document;
      this.#owner = undefined;
      void this.#update();
    }, rest);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#panel?.dispose();
  }

  /** First with what is known, then with what DNS says. */
  async #update(): Promise<void> {
    const number = ++this.#asked;
    for (const asks of [false, true]) {
      const answer = await this.#ask(asks);
      if (number !== this.#asked) return;
      if (answer.kind === 'route' && !this.#isOf(answer.picture)) {
        // Another owner has other hosts.
        this.#picture = answer.picture;
        if (this.#down.length > 0) {
          this.#down = [];
          void this.#update();
          return;
        }
      }
      this.#tell(answer);
    }
  }

  #isOf({ owner }: RoutePicture): boolean {
    return this.#picture?.owner === owner;
  }

  async #ask(asks: boolean): Promise<RouteAnswer> {
    const document = this.#document;
    if (document === undefined)
      return {
        kind: 'impossible',
        message: l10n.t('Put the cursor into a zone file to see where its mail goes.'),
      };
    const editor = window.visibleTextEditors.find((each) => each.document === document);
    const { line = 0, character = 0 } = editor?.selection.active ?? {};
    return this.#client.sendRequest<RouteAnswer>('zoneMx/route', {
      uri: this.#client.code2ProtocolConverter.asUri(document.uri),
      position: { line, character },
      ...(this.#owner !== undefined && { owner: this.#owner }),
      down: this.#down,
      asks,
    });
  }

  #tell(answer: RouteAnswer): void {
    if (answer.kind === 'route') this.#picture = answer.picture;
    const message: ToView =
      answer.kind === 'route'
        ? {
            kind: 'route',
            uri: this.#document?.uri.toString() ?? '',
            picture: answer.picture,
            labels: viewLabels(),
          }
        : { kind: 'nothing', message: answer.message };
    void this.#panel?.webview.postMessage(message);
  }

  async #receive(message: FromView): Promise<void> {
    switch (message.kind) {
      case 'ready':
        await this.#update();
        return;
      case 'down':
        this.#down = message.hosts.map(String);
        await this.#update();
        return;
      case 'go':
        await this.#goTo(Number(message.start), Number(message.end));
        return;
      case 'copy':
        await env.clipboard.writeText(this.#picture?.text.join('\n') ?? '');
        return;
      case 'save':
        await this.#save(message.format, String(message.data));
    }
  }

  async #goTo(start: number, end: number): Promise<void> {
    const document = this.#document;
    if (document === undefined) return;
    const selection = new Range(document.positionAt(start), document.positionAt(end));
    const shown = window.visibleTextEditors.find((each) => each.document === document);
    const viewColumn = shown?.viewColumn ?? ViewColumn.One;
    await window.showTextDocument(document, { selection, viewColumn });
  }

  async #save(format: 'svg' | 'png', data: string): Promise<void> {
    if (data.length > largestImage || (format !== 'svg' && format !== 'png')) return;
    const name = `${(this.#picture?.title ?? 'route').replaceAll(/[^a-z0-9.-]/gi, '_')}.${format}`;
    const folder = this.#document && workspace.getWorkspaceFolder(this.#document.uri)?.uri;
    const uri = await window.showSaveDialog({
      filters: { [format.toUpperCase()]: [format] },
      ...(folder !== undefined && { defaultUri: Uri.joinPath(folder, name) }),
    });
    if (uri === undefined) return;
    await workspace.fs.writeFile(uri, toOctets(format, data));
  }
}

function createNonce(): string {
  const octets = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join('');
}

/** The octets of an image: of an SVG its text, of a PNG what its base64 stands for. */
function toOctets(format: 'svg' | 'png', data: string): Uint8Array {
  return format === 'svg'
    ? new TextEncoder().encode(data)
    : Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
}

function viewLabels(): ViewLabels {
  return {
    sender: l10n.t('Sender'),
    accepts: l10n.t('accepts connections'),
    noConnection: l10n.t('no connection'),
    rejected: l10n.t('rejected'),
    returned: l10n.t('Returned at once'),
    queued: l10n.t('Queued for days, then returned'),
    delivered: l10n.t('delivered here'),
    network: l10n.t('Network'),
    steps: l10n.t('Steps'),
    outcome: l10n.t('What becomes of the message'),
    reset: l10n.t('All Hosts Up'),
    copy: l10n.t('Copy as Text'),
    saveSvg: l10n.t('Save as SVG'),
    savePng: l10n.t('Save as PNG'),
    goTo: l10n.t('Go to the record'),
  };
}
