import type { Disposable } from 'vscode';
import { commands } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type LanguageFilter, withLanguages } from './languages';

/** Restarts the server when the user says so, and where other languages are to be served. */
export function offerRestart(client: BaseLanguageClient, selector: LanguageFilter[]): Disposable[] {
  let last: Promise<void> = Promise.resolve();
  const restart = (): Promise<void> => {
    const again = (): Promise<void> => stopAndStart(client);
    // What became of the attempt before is no reason not to try.
    last = last.then(again, again);
    return last;
  };
  let isFirst = true;
  return [
    commands.registerCommand('zone-mx.restartServer', restart),
    commands.registerCommand('zone-mx.showOutput', () => client.outputChannel.show()),
    withLanguages((languages) => {
      // The client looks at it whenever it starts.
      selector.splice(0, selector.length, ...languages);
      // The client has said why it does not start.
      if (!isFirst) restart().catch((error: unknown) => client.warn(String(error)));
      isFirst = false;
      return { dispose: () => undefined };
    }),
  ];
}

async function stopAndStart(client: BaseLanguageClient): Promise<void> {
  try {
    // One that is on its way can't be stopped before it is there.
    if (client.needsStop()) await client.start().then(() => client.stop());
  } catch (error) {
    // A server that hangs, which is when people restart it, does not say goodbye in time.
    client.warn(String(error));
  }
  await client.start();
}
