import type { ExtensionContext } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { clientOptions, run } from './client';
import type { LanguageFilter } from './languages';

let client: BaseLanguageClient | undefined;

/** All hosts load the same file, and of it only what is for them. */
export async function activate(context: ExtensionContext): Promise<void> {
  const isBrowser = 'WorkerGlobalScope' in globalThis;
  const { createClient } = await (isBrowser ? import('./client.browser') : import('./client.node'));
  const selector: LanguageFilter[] = [];
  client = createClient(context, clientOptions(selector));
  await run(context, client, selector);
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
