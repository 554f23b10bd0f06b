import { ProgressLocation, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

/** Asks the server for what takes a while, in sight of the user; undefined where the user has cancelled. */
export function askWithProgress<Answer>(
  client: BaseLanguageClient,
  title: string,
  method: string,
  params: object,
): Thenable<Answer | undefined> {
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(options, async (_, token) => {
    const answer = await client.sendRequest<Answer>(method, params, token);
    // It has what had come by then, which nobody wants to see any more.
    return token.isCancellationRequested ? undefined : answer;
  });
}
