import type { Disposable, Tab } from 'vscode';
import { commands, l10n, ProgressLocation, TabInputText, Uri, window, workspace } from 'vscode';

const checkFile = 'zone-mx.checkFile';

/** What the server offers under these names. */
const checkFileOnDisk = 'zone-mx.checkFileOnDisk';
const checkWorkspaceOnDisk = 'zone-mx.checkWorkspaceOnDisk';

/** Larger documents are not handed to extensions: 50 MiB of UTF-16 units. */
const largestDocument = 50 * 1024 * 1024;

/** Checks files on disk: all of the workspace, or those that are too large for the editor to hand them on. */
export function watchLargeFiles(): Disposable[] {
  const offered = new Set<string>();
  return [
    commands.registerCommand(checkFile, (uri: unknown) => check(uri)),
    commands.registerCommand('zone-mx.checkWorkspace', checkWorkspace),
    window.tabGroups.onDidChangeTabs(({ opened }) => {
      for (const tab of opened) void offer(tab, offered);
    }),
  ];
}

async function check(given: unknown): Promise<void> {
  const active = window.tabGroups.activeTabGroup.activeTab;
  const uri = given instanceof Uri ? given : uriOf(active);
  if (uri === undefined) {
    await window.showInformationMessage(
      l10n.t('Open a zone file first, or choose one in the Explorer.'),
    );
    return;
  }
  const title = l10n.t('Checking {0} …', workspace.asRelativePath(uri));
  await window.withProgress({ location: ProgressLocation.Window, title }, () =>
    commands.executeCommand(checkFileOnDisk, uri.toString()),
  );
  await commands.executeCommand('workbench.actions.view.problems');
}

/** The server shows how far it is, and can be told to stop. */
async function checkWorkspace(): Promise<void> {
  await commands.executeCommand('workbench.actions.view.problems');
  await commands.executeCommand(checkWorkspaceOnDisk);
}

function uriOf(tab: Tab | undefined): Uri | undefined {
  return tab?.input instanceof TabInputText ? tab.input.uri : undefined;
}

/** Says it once for each file. */
async function offer(tab: Tab, offered: Set<string>): Promise<void> {
  const uri = uriOf(tab);
  if (uri?.scheme !== 'file' || !/\.zone$/i.test(uri.path) || offered.has(uri.toString())) return;
  // What is not there, or not any more, is not large.
  const size = await workspace.fs.stat(uri).then(
    (stat) => stat.size,
    () => 0,
  );
  if (size <= largestDocument) return;
  offered.add(uri.toString());
  const button = l10n.t('Check the File on Disk');
  const message = l10n.t(
    'The file is larger than 50 MB: the editor does not hand it to extensions, so nothing is checked while you type.',
  );
  if ((await window.showInformationMessage(message, button)) === button) await check(uri);
}
