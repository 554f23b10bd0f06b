import type { Disposable } from 'vscode';
import { commands } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type LanguageFilter, withLanguages } from './languages';

/** Restarts the server when the user says so, and where other languages are to be served. */
export function offerRestart(client: BaseLanguageClient, selector: LanguageFilter[]): Disposable[] {
  let last: Promise<void> = Promise.resolve();
  const restart = (): Promise<void> => {
    last = last.then(async () => {
      if (client.needsStop()) await client.stop();
      await client.start();
    });
    return last;
  };
  let isFirst = true;
  return [
    commands.registerCommand('zone-mx.restartServer', restart),
    commands.registerCommand('zone-mx.showOutput', () => client.outputChannel.show()),
    withLanguages((languages) => {
      // The client looks at it whenever it starts.
      selector.splice(0, selector.length, ...languages);
      if (!isFirst) void restart();
      isFirst = false;
      return { dispose: () => undefined };
    }),
  ];
}
