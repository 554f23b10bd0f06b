import type { Disposable } from 'vscode';
import { commands, l10n, Uri, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { askWithProgress } from './askWithProgress';
import { isZoneFile } from './languages';
import type { Pages } from './pages';

export const probeCommand = 'zone-mx.probeExchange';

/** What the server answers. */
type ProbeAnswer =
  | { readonly kind: 'probed'; readonly exchange: string; readonly text: string }
  | { readonly kind: 'impossible'; readonly message: string };

/** Where an exchange is named. */
interface Place {
  readonly uri: string;
  readonly position: unknown;
}

/** Talks to the mail servers of an exchange, when the user says so. */
export function offerProbe(client: BaseLanguageClient, pages: Pages): Disposable {
  return commands.registerCommand(probeCommand, (uri: unknown, position: unknown) =>
    probe(client, pages, findPlace(client, uri, position)),
  );
}

async function probe(
  client: BaseLanguageClient,
  pages: Pages,
  place: Place | undefined,
): Promise<void> {
  if (place === undefined) {
    await window.showInformationMessage(l10n.t('Open a zone file first.'));
    return;
  }
  const title = l10n.t('Talking to the mail servers …');
  const answer = await askWithProgress<ProbeAnswer>(client, title, 'zoneMx/probe', place);
  if (answer === undefined) return;
  if (answer.kind === 'impossible') {
    await window.showInformationMessage(answer.message);
    return;
  }
  await pages.show(answer.exchange, answer.text);
}

/** From a link in a hover, or where the cursor is. */
function findPlace(client: BaseLanguageClient, uri: unknown, position: unknown): Place | undefined {
  if (typeof uri === 'string') return { uri: Uri.parse(uri).toString(), position };
  const editor = window.activeTextEditor;
  if (editor === undefined || !isZoneFile(editor.document)) return undefined;
  const { asUri, asPosition } = client.code2ProtocolConverter;
  return { uri: asUri(editor.document.uri), position: asPosition(editor.selection.active) };
}
