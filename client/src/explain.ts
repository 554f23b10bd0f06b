import type { Disposable } from 'vscode';
import { commands, l10n, ProgressLocation, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { isZoneFile } from './languages';

/** The scheme of explanations, which can only be read. */
const scheme = 'zone-mx-explained';

/** Explanations that can be looked at again. */
const mostKept = 20;

/** Shows what a hover says, with all answers of DNS, as a page beside the file. */
export function offerExplanations(client: BaseLanguageClient): Disposable[] {
  const texts = new Map<string, string>();
  let count = 0;
  const explain = async (): Promise<void> => {
    const found = await findExplanation(client);
    if (found === undefined) return;
    count++;
    const page = Uri.from({ scheme, path: `/${count}/${found.title}.md` });
    texts.set(page.toString(), found.text);
    const [oldest = ''] = texts.keys();
    if (texts.size > mostKept) texts.delete(oldest);
    await commands.executeCommand('markdown.showPreviewToSide', page);
  };
  return [
    workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? '',
    }),
    commands.registerCommand('zone-mx.explainRecord', explain),
  ];
}

async function findExplanation(
  client: BaseLanguageClient,
): Promise<{ readonly title: string; readonly text: string } | undefined> {
  const editor = window.activeTextEditor;
  const document = editor?.document;
  const title = l10n.t('Asking DNS …');
  const text =
    editor !== undefined && isZoneFile(document)
      ? await window.withProgress(
          { location: ProgressLocation.Notification, title, cancellable: true },
          (_, token) =>
            client.sendRequest<string | null>(
              'zoneMx/explain',
              {
                uri: client.code2ProtocolConverter.asUri(document.uri),
                position: client.code2ProtocolConverter.asPosition(editor.selection.active),
              },
              token,
            ),
        )
      : null;
  if (text !== null) return { title: l10n.t('Explanation'), text };
  await window.showInformationMessage(
    l10n.t('There is nothing to explain here: put the cursor on a record of a zone file.'),
  );
  return undefined;
}
