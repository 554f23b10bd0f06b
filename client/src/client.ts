import type { Disposable, ExtensionContext } from 'vscode';
import { commands, l10n, Uri, workspace } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';

export const clientId = 'zoneMx';
export const clientName = 'Zone MX';

/** The commands that links in hovers may run. */
const linkedCommands = [
  'zone-mx.refreshLiveAnswers',
  'zone-mx.openLiveSettings',
  'workbench.trust.manage',
];

/** What both hosts tell the server and the library that speaks with it. */
export function clientOptions(context: ExtensionContext): LanguageClientOptions {
  return {
    documentSelector: [{ language: 'dns-zone' }],
    markdown: { isTrusted: { enabledCommands: linkedCommands } },
    initializationOptions: {
      isTrusted: workspace.isTrusted,
      hasCommands: true,
      translations: l10n.bundle ?? {},
      rulePages: `${Uri.joinPath(context.extensionUri, 'docs', 'rules').toString()}/`,
    },
  };
}

/** Registers what goes on while the client runs. */
export function registerCommands(client: BaseLanguageClient): Disposable[] {
  return [
    commands.registerCommand('zone-mx.openLiveSettings', () =>
      commands.executeCommand('workbench.action.openSettings', 'zoneMx.live'),
    ),
    workspace.onDidGrantWorkspaceTrust(() => client.sendNotification('zoneMx/workspaceTrusted')),
  ];
}
