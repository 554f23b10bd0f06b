import type { ExtensionContext } from 'vscode';
import {
  type BaseLanguageClient,
  LanguageClient,
  type LanguageClientOptions,
  TransportKind,
} from 'vscode-languageclient/node';
import { clientId, clientName } from './client';

/** Newer engines set aside a hundred megabytes for objects that live for a moment: more than we need, and commit more than they use. */
const leanMemory = ['--max-semi-space-size=2', '--optimize-for-size'];

/** On a desktop, and where VS Code’s server runs: the language server is a process. */
export function createClient(
  context: ExtensionContext,
  options: LanguageClientOptions,
): BaseLanguageClient {
  const module = context.asAbsolutePath('dist/server.js');
  const transport = TransportKind.ipc;
  const run = { module, transport, options: { execArgv: [...leanMemory] } };
  return new LanguageClient(clientId, clientName, run, options);
}
