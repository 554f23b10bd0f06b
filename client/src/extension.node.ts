import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { clientId, clientName, clientOptions, registerCommands } from './client';

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const module = context.asAbsolutePath('dist/server.js');
  client = new LanguageClient(
    clientId,
    clientName,
    { module, transport: TransportKind.ipc },
    clientOptions(),
  );
  context.subscriptions.push(...registerCommands(context, client));
  await client.start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
