import type { Disposable } from 'vscode';
import { commands, l10n, Uri, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { askWithProgress } from './askWithProgress';
import { isZoneFile } from './languages';
import { ShownTexts } from './shownTexts';

const compareCommand = 'zone-mx.compareWithPublished';

/** The scheme of the texts that are compared; the server is not told of them. */
export const compareScheme = 'zone-mx-compare';

/** What the server answers: two zone texts, or why there are none. */
type Comparison =
  | {
      readonly kind: 'compared';
      readonly zone: string;
      readonly published: string;
      readonly file: string;
    }
  | { readonly kind: 'impossible'; readonly message: string };

/** Compares zone files with what is published, when the user says so. */
export function offerComparison(client: BaseLanguageClient): Disposable[] {
  const texts = new ShownTexts(compareScheme);
  return [
    ...texts.register(),
    commands.registerCommand(compareCommand, (given: unknown) => compare(client, texts, given)),
  ];
}

async function compare(
  client: BaseLanguageClient,
  texts: ShownTexts,
  given: unknown,
): Promise<void> {
  const uri = findUri(given);
  if (uri === undefined) {
    await window.showInformationMessage(l10n.t('Open a zone file first.'));
    return;
  }
  const title = l10n.t('Asking what is published …');
  const answer = await askWithProgress<Comparison>(client, title, 'zoneMx/compare', {
    uri: client.code2ProtocolConverter.asUri(uri),
  });
  if (answer === undefined) return;
  if (answer.kind === 'impossible') {
    await window.showInformationMessage(answer.message);
    return;
  }
  const [published, file] = texts.add(answer.zone, '.zone', [answer.published, answer.file]);
  const label = l10n.t('{0}: published ↔ file', answer.zone);
  await commands.executeCommand('vscode.diff', published, file, label, { preview: true });
}

/** From a menu, from a link, or the file that is being edited. */
function findUri(given: unknown): Uri | undefined {
  if (given instanceof Uri) return given;
  if (typeof given === 'string') return Uri.parse(given);
  const document = window.activeTextEditor?.document;
  return isZoneFile(document) && document.uri.scheme !== compareScheme ? document.uri : undefined;
}
