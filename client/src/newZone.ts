import type { Disposable } from 'vscode';
import { commands, l10n, SnippetString, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { zoneLanguage } from './languages';

/** What the server answers: why there is no such zone, what can be chosen, or the text as a snippet. */
type Answer =
  | { readonly kind: 'impossible'; readonly message: string }
  | { readonly kind: 'setups'; readonly setups: readonly Setup[] }
  | { readonly kind: 'zone'; readonly snippet: string };

interface Setup {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
}

/** What the user, or a key binding, has decided. */
interface Choice {
  readonly domain?: string;
  readonly setup?: string;
}

/** Opens a new zone file, with all that the mail of its domain needs. */
export function offerNewZone(client: BaseLanguageClient): Disposable {
  return commands.registerCommand('zone-mx.newZoneFile', (given?: Choice) =>
    create(client, given ?? {}),
  );
}

async function create(client: BaseLanguageClient, given: Choice): Promise<void> {
  const domain = given.domain ?? (await askForDomain(client));
  if (domain === undefined) return;
  const setup = given.setup ?? (await askForSetup(client, domain));
  if (setup === undefined) return;
  const answer = await ask(client, { domain, setup });
  if (answer.kind === 'impossible') await window.showInformationMessage(answer.message);
  if (answer.kind !== 'zone') return;
  const document = await workspace.openTextDocument({ language: zoneLanguage, content: '' });
  const editor = await window.showTextDocument(document);
  await editor.insertSnippet(new SnippetString(answer.snippet));
}

function askForDomain(client: BaseLanguageClient): Thenable<string | undefined> {
  return window.showInputBox({
    title: l10n.t('New Zone File'),
    prompt: l10n.t('The domain'),
    placeHolder: 'example.com',
    ignoreFocusOut: true,
    validateInput: async (domain) => {
      const answer = await ask(client, { domain });
      return answer.kind === 'impossible' ? answer.message : undefined;
    },
  });
}

async function askForSetup(
  client: BaseLanguageClient,
  domain: string,
): Promise<string | undefined> {
  const answer = await ask(client, { domain });
  if (answer.kind === 'impossible') await window.showInformationMessage(answer.message);
  if (answer.kind !== 'setups') return undefined;
  const items = answer.setups.map(({ id, label, detail }) => ({ id, label, description: detail }));
  const title = l10n.t('New Zone File');
  const placeHolder = l10n.t('Where the mail of {0} goes', domain);
  const chosen = await window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true });
  return chosen?.id;
}

function ask(client: BaseLanguageClient, choice: Choice): Promise<Answer> {
  return client.sendRequest('zoneMx/newZone', choice);
}
