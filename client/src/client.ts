import type { Diagnostic, Disposable, ExtensionContext } from 'vscode';
import { ConfigurationTarget, commands, l10n, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { offerProviders } from './changeProvider';
import { compareScheme, offerComparison } from './compare';
import { offerCopies } from './copy';
import { offerExplanations } from './explain';
import { serveFiles } from './files';
import { type LanguageFilter, tellLanguages } from './languages';
import { watchLargeFiles } from './largeFiles';
import { showLiveState } from './liveStatus';
import { offerNewZone } from './newZone';
import { Pages } from './pages';
import { offerPaste } from './paste';
import { offerProbe, probeCommand } from './probe';
import { offerRestart } from './restart';
import { offerRoute } from './route/panel';
import { watchSerials } from './serial';
import { selectWhatIsToFillIn } from './snippetEdits';

export const clientId = 'zoneMx';
export const clientName = 'Zone MX';

const openRulePage = 'zone-mx.openRulePage';
const setRuleLevel = 'zone-mx.setRuleLevel';
const openLiveSettings = 'zone-mx.openLiveSettings';

/** The commands that links in hovers may run. */
const linkedCommands = [
  'zone-mx.refreshLiveAnswers',
  openLiveSettings,
  'workbench.trust.manage',
  probeCommand,
];

/** What both hosts tell the server and the library that speaks with it. */
export function clientOptions(selector: LanguageFilter[]): LanguageClientOptions {
  return {
    documentSelector: selector,
    // A channel of its own would be closed by the library whenever the server stops, and then written to.
    outputChannel: window.createOutputChannel(clientName, { log: true }),
    markdown: { isTrusted: { enabledCommands: linkedCommands } },
    // Made anew where the server starts again.
    initializationOptions: () => ({
      isTrusted: workspace.isTrusted,
      hasCommands: true,
      hasCommittedTexts: true,
      findsFiles: true,
      readsFiles: true,
      showsLiveState: true,
      translations: l10n.bundle ?? {},
      // Its methods can’t be sent to a worker.
      settings: JSON.parse(JSON.stringify(workspace.getConfiguration(clientId))),
    }),
    middleware: {
      // What is published is shown as a zone file, and is none to be checked.
      didOpen: async (document, next) => {
        if (document.uri.scheme !== compareScheme) await next(document);
      },
      didClose: async (document, next) => {
        if (document.uri.scheme !== compareScheme) await next(document);
      },
      handleDiagnostics: (uri, diagnostics, next) => next(uri, diagnostics.map(linkToPage)),
      provideCodeActions: async (document, range, context, token, next) => {
        const actions = await next(document, range, context, token);
        for (const action of actions ?? []) selectWhatIsToFillIn(action);
        return actions;
      },
    },
  };
}

/** Starts a client, with all that goes on while it runs. */
export async function run(
  context: ExtensionContext,
  client: BaseLanguageClient,
  selector: LanguageFilter[],
): Promise<void> {
  const pages = new Pages();
  context.subscriptions.push(
    client.outputChannel,
    ...registerCommands(context, client),
    serveFiles(client),
    ...showLiveState(client),
    ...offerComparison(client),
    offerProbe(client, pages),
    ...offerRoute(context, client),
    ...watchLargeFiles(),
    ...offerPaste(client),
    ...offerCopies(client),
    ...watchSerials(client),
    offerNewZone(client),
    pages,
    offerExplanations(client, pages),
    offerProviders(client, pages),
    ...offerRestart(client, selector),
    tellLanguages(),
  );
  await client.start();
}

function registerCommands(context: ExtensionContext, client: BaseLanguageClient): Disposable[] {
  return [
    commands.registerCommand(openLiveSettings, () =>
      commands.executeCommand('workbench.action.openSettings', 'zoneMx.live'),
    ),
    commands.registerCommand(openRulePage, (rule: unknown) => showRulePage(context, rule)),
    commands.registerCommand(setRuleLevel, setLevel),
    client.onRequest('zoneMx/findFiles', findFiles),
    workspace.onDidGrantWorkspaceTrust(() => client.sendNotification('zoneMx/workspaceTrusted')),
  ];
}

interface FindFiles {
  readonly globs: readonly string[];
  readonly most: number;
}

/** The files of the workspace that globs find, but those that the user has hidden; in order. */
async function findFiles({ globs, most }: FindFiles): Promise<readonly string[]> {
  const hidden = ['files.exclude', 'search.exclude'].flatMap((section) =>
    Object.entries(workspace.getConfiguration().get<Record<string, unknown>>(section, {})).flatMap(
      ([glob, isHidden]) => (isHidden === true ? glob : []),
    ),
  );
  const exclude = hidden.length > 0 ? `{${hidden.join(',')}}` : undefined;
  const found = await workspace.findFiles(`{${globs.join(',')}}`, exclude, most);
  return found.map((uri) => uri.toString()).sort();
}

/** The page of a rule comes with the extension: it fits the version and is there offline. */
function linkToPage(diagnostic: Diagnostic): Diagnostic {
  const { code } = diagnostic;
  if (typeof code !== 'object') return diagnostic;
  const query = encodeURIComponent(JSON.stringify([code.value]));
  diagnostic.code = { value: code.value, target: Uri.parse(`command:${openRulePage}?${query}`) };
  return diagnostic;
}

async function showRulePage({ extensionUri }: ExtensionContext, rule: unknown): Promise<void> {
  if (typeof rule !== 'string' || !/^[a-z0-9-]+$/.test(rule)) return;
  const page = Uri.joinPath(extensionUri, 'docs', 'rules', `${rule}.md`);
  await commands.executeCommand('markdown.showPreview', page);
}

const levels: readonly unknown[] = ['error', 'warning', 'information', 'hint', 'off'];

/** Other extensions can run it, too: only levels of rules that there are, are set. */
async function setLevel(rule: unknown, level: unknown): Promise<void> {
  if (typeof rule !== 'string' || !/^[a-z0-9-]+$/.test(rule) || !levels.includes(level)) return;
  const settings = workspace.getConfiguration(`${clientId}.rules`);
  if (settings.inspect(rule)?.defaultValue === undefined) return;
  const hasFolder = (workspace.workspaceFolders ?? []).length > 0;
  const target = hasFolder ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  await settings.update(rule, level, target);
}
