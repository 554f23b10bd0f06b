import { commands, type Disposable, l10n, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

/** Shows a route as text beside the zone file: what a click on the line above MX records does. */
export function showRoutes(client: BaseLanguageClient): Disposable {
  return commands.registerCommand('zone-mx.showRoute', async (uri: unknown, owner: unknown) => {
    if (typeof uri !== 'string' || typeof owner !== 'string') return;
    const content: string | null = await client.sendRequest('zoneMx/routeText', { uri, owner });
    if (content === null) {
      await window.showInformationMessage(
        l10n.t('The file alone does not say where the mail of this owner goes.'),
      );
      return;
    }
    const document = await workspace.openTextDocument({ content, language: 'plaintext' });
    await window.showTextDocument(document, { preview: true });
  });
}
