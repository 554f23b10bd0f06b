import { commands, type Disposable, env, l10n, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { isZoneFile } from './languages';

/** The commands, and what the server calls the form that each copies. */
const forms: Readonly<Record<string, string>> = {
  'zone-mx.copyAsDig': 'dig',
  'zone-mx.copyAsJson': 'json',
  'zone-mx.copyAsMarkdown': 'markdown',
};

/** Copies the records of the selection in another form. */
export function offerCopies(client: BaseLanguageClient): Disposable[] {
  return Object.entries(forms).map(([command, form]) =>
    commands.registerCommand(command, () => copy(client, form)),
  );
}

async function copy(client: BaseLanguageClient, form: string): Promise<void> {
  const editor = window.activeTextEditor;
  const text: string | null =
    editor !== undefined && isZoneFile(editor.document)
      ? await client.sendRequest('zoneMx/copyRecords', {
          uri: client.code2ProtocolConverter.asUri(editor.document.uri),
          range: client.code2ProtocolConverter.asRange(editor.selection),
          form,
        })
      : null;
  if (text === null)
    await window.showInformationMessage(l10n.t('There are no sound records in the selection.'));
  else await env.clipboard.writeText(text);
}
