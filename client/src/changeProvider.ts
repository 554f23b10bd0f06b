import type { Disposable } from 'vscode';
import { commands, l10n, window, workspace } from 'vscode';
import type { BaseLanguageClient, Position, WorkspaceEdit } from 'vscode-languageclient';
import { isZoneFile } from './languages';
import type { Pages } from './pages';

/** What the server answers: why there is no such change, what can be chosen, or the change. */
type Answer =
  | { readonly kind: 'impossible'; readonly message: string }
  | {
      readonly kind: 'providers';
      readonly domain: string;
      readonly providers: readonly { readonly name: string; readonly exchanges: string }[];
    }
  | { readonly kind: 'change'; readonly edit: WorkspaceEdit; readonly todo: string };

interface Place {
  readonly uri: string;
  readonly position: Position;
}

/** Has the domain of the cursor's MX records served by another provider. */
export function offerProviders(client: BaseLanguageClient, pages: Pages): Disposable {
  return commands.registerCommand(
    'zone-mx.changeMailProvider',
    (uri: unknown, position: Position | undefined, provider: unknown) =>
      change(client, pages, findPlace(client, uri, position), provider),
  );
}

async function change(
  client: BaseLanguageClient,
  pages: Pages,
  place: Place | undefined,
  given: unknown,
): Promise<void> {
  if (place === undefined) {
    await window.showInformationMessage(l10n.t('Open a zone file first.'));
    return;
  }
  const provider = typeof given === 'string' ? given : await choose(client, place);
  if (provider === undefined) return;
  const answer = await ask(client, { ...place, provider });
  if (answer.kind === 'impossible') await window.showInformationMessage(answer.message);
  if (answer.kind !== 'change') return;
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(answer.edit);
  if (await workspace.applyEdit(edit)) await pages.show(l10n.t('Left to Do'), answer.todo);
}

async function choose(client: BaseLanguageClient, place: Place): Promise<string | undefined> {
  const answer = await ask(client, place);
  if (answer.kind === 'impossible') await window.showInformationMessage(answer.message);
  if (answer.kind !== 'providers') return undefined;
  const items = answer.providers.map(({ name, exchanges }) => ({
    label: name,
    description: exchanges,
  }));
  const placeHolder = l10n.t('Where the mail of {0} goes', answer.domain);
  const chosen = await window.showQuickPick(items, { placeHolder, matchOnDescription: true });
  return chosen?.label;
}

/** From the light bulb, or where the cursor is. */
function findPlace(
  client: BaseLanguageClient,
  uri: unknown,
  position: Position | undefined,
): Place | undefined {
  if (typeof uri === 'string' && position !== undefined) return { uri, position };
  const editor = window.activeTextEditor;
  if (editor === undefined || !isZoneFile(editor.document)) return undefined;
  return {
    uri: client.code2ProtocolConverter.asUri(editor.document.uri),
    position: client.code2ProtocolConverter.asPosition(editor.selection.active),
  };
}

function ask(
  client: BaseLanguageClient,
  choice: Place & { readonly provider?: string },
): Promise<Answer> {
  return client.sendRequest('zoneMx/changeProvider', choice);
}
