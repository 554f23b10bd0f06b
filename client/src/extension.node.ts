import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { clientId, clientName, clientOptions, run } from './client';
import type { LanguageFilter } from './languages';

/** Newer engines set aside a hundred megabytes for objects that live for a moment: more than we need, and commit more than they use. */
const leanMemory = ['--max-semi-space-size=2', '--optimize-for-size'];

let client: LanguageClient | undefined;

/** On a desktop, and where VS Code’s server runs: the language server is a process. */
export async function activate(context: ExtensionContext): Promise<void> {
  const selector: LanguageFilter[] = [];
  const module = context.asAbsolutePath('dist/server.js');
  client = new LanguageClient(
    clientId,
    clientName,
    { module, transport: TransportKind.ipc, options: { execArgv: [...leanMemory] } },
    clientOptions(selector),
  );
  await run(context, client, selector);
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
