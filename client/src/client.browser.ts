import { type ExtensionContext, Uri, workspace } from 'vscode';
import {
  type BaseLanguageClient,
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type LanguageClientOptions,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { clientId, clientName } from './client';

/** In a browser: the language server is a worker. */
export function createClient(
  { extensionUri, subscriptions }: ExtensionContext,
  options: LanguageClientOptions,
): BaseLanguageClient {
  const script = Uri.joinPath(extensionUri, 'dist', 'web', 'server.js');
  let worker: Worker | undefined;
  subscriptions.push({ dispose: () => worker?.terminate() });
  // A server that has ended does not start again: each start has a worker of its own.
  const start = async (): Promise<MessageTransports> => {
    worker?.terminate();
    worker = await startWorker(script);
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  return new LanguageClient(clientId, clientName, start, options);
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
