import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { type NameServer, startNamed } from '../support/named';
import { findings, open, patience, ruleOf, sample } from './editor';

const zone = `$ORIGIN example.com.
$TTL 1h
@ SOA ns host 1 1h 15m 30d 1h
@ NS ns
@ MX 10 mail
ns A 127.0.0.1
mail A 192.0.2.25
`;
const settings = () => vscode.workspace.getConfiguration('zoneMx.live');

/** The two texts of the diff editor that is shown, as soon as it is. */
async function shownTexts(): Promise<readonly vscode.TextDocument[]> {
  for (const deadline = Date.now() + patience; ; ) {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    if (input instanceof vscode.TabInputTextDiff)
      return Promise.all(
        [input.original, input.modified].map((uri) => vscode.workspace.openTextDocument(uri)),
      );
    assert.ok(Date.now() < deadline, 'No diff editor is shown.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('a zone beside what is published', () => {
  let named: NameServer;
  const folder = () => sample('published').fsPath;
  const set = new Map<string, unknown>();

  before(async () => {
    named = await startNamed([{ origin: 'example.com', text: zone }]);
    await mkdir(folder());
    await writeFile(`${folder()}/example.com.zone`, zone);
    for (const key of ['servers', 'nameServers', 'mode'])
      set.set(key, settings().inspect(key)?.workspaceValue);
    await settings().update('servers', [named.address]);
    await settings().update('nameServers', [named.address]);
    await settings().update('mode', 'check');
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const [key, value] of set) await settings().update(key, value);
    await rm(folder(), { recursive: true });
    await named.stop();
  });

  const isDrift = (finding: vscode.Diagnostic): boolean => ruleOf(finding) === 'live-mx-drift';

  it('drifts once the server has another one, is shown beside it, and is no file to be checked', async () => {
    const document = await open('published/example.com.zone');
    await findings(document, (found) => !found.some(isDrift));
    await named.serve(
      'example.com',
      zone.replace('host 1 ', 'host 2 ').replace('MX 10 mail', 'MX 20 mail'),
    );
    await vscode.commands.executeCommand('zone-mx.refreshLiveAnswers');
    const found = await findings(document, (all) => all.some(isDrift));
    const drift = found.find(isDrift);
    assert.ok(drift);
    assert.match(drift.message, /another preference: mail\.example\.com \(20 → 10\)/);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      drift.range,
    );
    const action = actions.find(({ title }) => title === 'Compare with what is published');
    assert.ok(action?.command);
    await vscode.commands.executeCommand(
      action.command.command,
      ...(action.command.arguments ?? []),
    );
    const [published, file] = await shownTexts();
    assert.ok(published && file);
    assert.match(published.getText(), /^example\.com\. +3600 IN MX +20 mail\.example\.com\.$/m);
    assert.match(file.getText(), /^example\.com\. +3600 IN MX +10 mail\.example\.com\.$/m);
    assert.equal(published.languageId, 'dns-zone');
    for (const { uri } of [published, file])
      assert.deepEqual(vscode.languages.getDiagnostics(uri), []);
  });
});
