import type { Disposable, TextDocument } from 'vscode';
import { commands, l10n, window, workspace } from 'vscode';
import type { BaseLanguageClient, WorkspaceEdit } from 'vscode-languageclient';
import { serveCommitted } from './committed';
import { isZoneFile } from './languages';

/** Bumps serials when the user says so, and asks on saving where the settings want that. */
export function watchSerials(client: BaseLanguageClient): Disposable[] {
  /** Not asked again before the next commit. */
  const declined = new Set<string>();
  return [
    ...serveCommitted(client, () => declined.clear()),
    commands.registerCommand('zone-mx.bumpSerial', () => bumpActive(client)),
    workspace.onDidSaveTextDocument(async (document) => {
      const choice = workspace.getConfiguration('zoneMx.serial').get('bumpOnSave');
      const uri = document.uri.toString();
      if (choice !== 'ask' || !isZoneFile(document) || declined.has(uri)) return;
      if ((await findBump(client, document, true)) === null) return;
      declined.add(uri);
      if (await ask(document)) {
        declined.delete(uri);
        await bump(client, document, true);
        await document.save();
      }
    }),
  ];
}

async function ask({ uri }: TextDocument): Promise<boolean> {
  const button = l10n.t('Bump the Serial');
  const message = l10n.t(
    'The records of {0} have changed since the last commit, but the serial has not gone forward.',
    workspace.asRelativePath(uri),
  );
  return (await window.showInformationMessage(message, button, l10n.t('Not Now'))) === button;
}

async function bumpActive(client: BaseLanguageClient): Promise<void> {
  const document = window.activeTextEditor?.document;
  const isBumped = isZoneFile(document) && (await bump(client, document, false));
  if (!isBumped)
    await window.showInformationMessage(
      l10n.t('There is no zone file here whose serial can be bumped.'),
    );
}

/** Gives whether there was anything to bump. */
async function bump(
  client: BaseLanguageClient,
  document: TextDocument,
  isNeeded: boolean,
): Promise<boolean> {
  const edit = await findBump(client, document, isNeeded);
  if (edit === null) return false;
  return workspace.applyEdit(await client.protocol2CodeConverter.asWorkspaceEdit(edit));
}

/** The edit that bumps the serial of a document; null where none is needed, or possible. */
function findBump(
  client: BaseLanguageClient,
  { uri }: TextDocument,
  isNeeded: boolean,
): Promise<WorkspaceEdit | null> {
  return client.sendRequest('zoneMx/bumpSerial', {
    uri: client.code2ProtocolConverter.asUri(uri),
    isNeeded,
  });
}
