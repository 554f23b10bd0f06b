import type { Disposable } from 'vscode';
import { commands, l10n, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { askWithProgress } from './askWithProgress';
import { isZoneFile } from './languages';
import type { Pages } from './pages';

/** Shows what a hover says, with all answers of DNS, as a page beside the file. */
export function offerExplanations(client: BaseLanguageClient, pages: Pages): Disposable {
  return commands.registerCommand('zone-mx.explainRecord', async () => {
    const text = await findExplanation(client);
    if (text !== undefined) await pages.show(l10n.t('Explanation'), text);
  });
}

async function findExplanation(client: BaseLanguageClient): Promise<string | undefined> {
  const editor = window.activeTextEditor;
  const document = editor?.document;
  const title = l10n.t('Asking DNS …');
  const { asUri, asPosition } = client.code2ProtocolConverter;
  const text =
    editor !== undefined && isZoneFile(document)
      ? await askWithProgress<string | null>(client, title, 'zoneMx/explain', {
          uri: asUri(document.uri),
          position: asPosition(editor.selection.active),
        })
      : null;
  if (text !== null) return text;
  await window.showInformationMessage(
    l10n.t('There is nothing to explain here: put the cursor on a record of a zone file.'),
  );
  return undefined;
}
