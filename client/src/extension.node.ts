import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { clientId, clientName, clientOptions, registerCommands } from './client';
import { offerComparison } from './compare';
import { offerCopies } from './copy';
import { watchLargeFiles } from './largeFiles';
import { showLiveState } from './liveStatus';
import { offerPaste } from './paste';
import { offerProbe } from './probe';
import { offerRoute } from './route/panel';
import { watchSerials } from './serial';

/** Newer engines set aside a hundred megabytes for objects that live for a moment: more than we need, and commit more than they use. */
const leanMemory = ['--max-semi-space-size=2', '--optimize-for-size'];

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const module = context.asAbsolutePath('dist/server.js');
  client = new LanguageClient(
    clientId,
    clientName,
    { module, transport: TransportKind.ipc, options: { execArgv: [...leanMemory] } },
    clientOptions(),
  );
  context.subscriptions.push(
    ...registerCommands(context, client),
    ...showLiveState(client),
    ...offerComparison(client),
    ...offerProbe(client),
    ...offerRoute(context, client),
    ...watchLargeFiles(),
    ...offerPaste(client),
    ...offerCopies(client),
    ...watchSerials(client),
  );
  await client.start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
