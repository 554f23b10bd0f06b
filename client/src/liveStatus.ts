import type { Disposable, QuickPickItem } from 'vscode';
import {
  ConfigurationTarget,
  commands,
  LanguageStatusSeverity,
  l10n,
  languages,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { withLanguages } from './languages';

const showChoices = 'zone-mx.chooseLiveAnswers';

type Mode = 'off' | 'hover' | 'check';

/** What the server tells of live answers, in the language of the user. */
interface LiveStatus {
  readonly kind: string;
  readonly mode: Mode;
  readonly text: string;
  readonly detail: string;
  readonly isBusy: boolean;
  readonly isTrouble: boolean;
}

interface Choice extends QuickPickItem {
  readonly run: () => unknown;
}

/** Shows whether DNS is asked, and what became of it, where VS Code shows the state of a language. */
export function showLiveState(client: BaseLanguageClient): Disposable[] {
  const item = languages.createLanguageStatusItem('zoneMx.live', []);
  let status: LiveStatus | undefined;
  item.name = l10n.t('Live Answers');
  item.text = item.name;
  item.command = { command: showChoices, title: l10n.t('Choose …') };
  return [
    item,
    withLanguages((served) => {
      item.selector = served;
      return { dispose: () => undefined };
    }),
    commands.registerCommand(showChoices, () => choose(client, status)),
    client.onNotification('zoneMx/liveState', (now: LiveStatus) => {
      status = now;
      item.text = now.text;
      item.detail = now.detail;
      item.busy = now.isBusy;
      item.severity = now.isTrouble
        ? LanguageStatusSeverity.Warning
        : LanguageStatusSeverity.Information;
    }),
  ];
}

async function choose(client: BaseLanguageClient, status: LiveStatus | undefined): Promise<void> {
  const command = (id: string, ...given: unknown[]) => commands.executeCommand(id, ...given);
  const choices: readonly Choice[] = [
    ...(status?.kind === 'untrusted'
      ? [{ label: l10n.t('Manage trust'), run: () => command('workbench.trust.manage') }]
      : modeChoices(workspace.getConfiguration('zoneMx.live').get('mode'))),
    {
      label: l10n.t('Forget All Answers and Ask Again'),
      run: () => command('zone-mx.refreshLiveAnswers'),
    },
    { label: l10n.t('Open the Settings'), run: () => command('zone-mx.openLiveSettings') },
    { label: l10n.t('Show the Log'), run: () => client.outputChannel.show() },
  ];
  const placeHolder = [status?.text, status?.detail].filter(Boolean).join(' · ');
  const chosen = await window.showQuickPick(choices, { placeHolder });
  await chosen?.run();
}

/** The ways to ask DNS other than the one that is set. */
function modeChoices(now: unknown): readonly Choice[] {
  const choices: readonly (Choice & { readonly mode: Mode })[] = [
    { mode: 'off', label: l10n.t('Never Ask DNS'), run: () => setMode('off') },
    { mode: 'hover', label: l10n.t('Ask DNS for Hovers'), run: () => setMode('hover') },
    { mode: 'check', label: l10n.t('Ask DNS for Checks Too'), run: () => setMode('check') },
  ];
  return choices.filter(({ mode }) => mode !== now);
}

/** Where it is set already, so that the choice counts. */
async function setMode(mode: Mode): Promise<void> {
  const settings = workspace.getConfiguration('zoneMx.live');
  const isOfWorkspace = settings.inspect('mode')?.workspaceValue !== undefined;
  const target = isOfWorkspace ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  await settings.update('mode', mode, target);
}
