import { type ExtensionContext, Uri, workspace } from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { clientId, clientName, clientOptions, run } from './client';
import type { LanguageFilter } from './languages';

let client: LanguageClient | undefined;

/** In a browser: the language server is a worker. */
export async function activate(context: ExtensionContext): Promise<void> {
  const script = Uri.joinPath(context.extensionUri, 'dist', 'web', 'server.js');
  let worker: Worker | undefined;
  context.subscriptions.push({ dispose: () => worker?.terminate() });
  // A server that has ended does not start again: each start has a worker of its own.
  const start = async (): Promise<MessageTransports> => {
    worker?.terminate();
    worker = await startWorker(script);
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  const selector: LanguageFilter[] = [];
  client = new LanguageClient(clientId, clientName, start, clientOptions(selector));
  await run(context, client, selector);
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

/** A worker is not started from a remote machine’s file: then its text is fetched through VS Code. */
async function startWorker(script: Uri): Promise<Worker> {
  if (script.scheme !== 'vscode-remote') return new Worker(script.toString(true));
  const text = new Uint8Array(await workspace.fs.readFile(script));
  const address = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  const worker = new Worker(address);
  // The worker has it by the time that it says something.
  worker.addEventListener('message', () => URL.revokeObjectURL(address), { once: true });
  return worker;
}
