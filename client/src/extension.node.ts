import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { offerProviders } from './changeProvider';
import { clientId, clientName, clientOptions, registerCommands } from './client';
import { offerComparison } from './compare';
import { offerCopies } from './copy';
import { offerExplanations } from './explain';
import { type LanguageFilter, tellLanguages } from './languages';
import { watchLargeFiles } from './largeFiles';
import { showLiveState } from './liveStatus';
import { offerNewZone } from './newZone';
import { Pages } from './pages';
import { offerPaste } from './paste';
import { offerRestart } from './restart';
import { offerRoute } from './route/panel';
import { watchSerials } from './serial';

/** Newer engines set aside a hundred megabytes for objects that live for a moment: more than we need, and commit more than they use. */
const leanMemory = ['--max-semi-space-size=2', '--optimize-for-size'];

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const selector: LanguageFilter[] = [];
  const pages = new Pages();
  const module = context.asAbsolutePath('dist/server.js');
  client = new LanguageClient(
    clientId,
    clientName,
    { module, transport: TransportKind.ipc, options: { execArgv: [...leanMemory] } },
    clientOptions(selector),
  );
  context.subscriptions.push(
    ...registerCommands(context, client),
    ...showLiveState(client),
    ...offerComparison(client),
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

export async function deactivate(): Promise<void> {
  await client?.stop();
}
