import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { type NameServer, startNamed } from '../support/named';
import { open, patience, sample } from './editor';

const zone = `$ORIGIN example.com.
$TTL 1h
@ SOA ns host 1 1h 15m 30d 1h
@ NS ns
@ MX 10 mail
ns A 127.0.0.1
mail A 127.0.0.1
`;

describe('testing the mail server of an exchange', () => {
  let named: NameServer;
  const folder = () => sample('probed').fsPath;
  const settings = () => vscode.workspace.getConfiguration('zoneMx');
  let servers: unknown;

  before(async () => {
    named = await startNamed([{ origin: 'example.com', text: zone }]);
    await mkdir(folder());
    await writeFile(`${folder()}/example.com.zone`, zone);
    servers = settings().inspect('live.servers')?.workspaceValue;
    await settings().update('live.servers', [named.address]);
    await settings().update('probe.enabled', true);
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await settings().update('live.servers', servers);
    await settings().update('probe.enabled', undefined);
    await rm(folder(), { recursive: true });
    await named.stop();
  });

  it('shows what became of each address, to be read only', async () => {
    await open('probed/example.com.zone');
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    editor.selection = new vscode.Selection(4, 0, 4, 0);
    await vscode.commands.executeCommand('zone-mx.probeExchange');
    const shown = () =>
      vscode.workspace.textDocuments.find(
        ({ uri }) => uri.scheme === 'zone-mx-page' && uri.path.endsWith('mail.example.com.md'),
      );
    for (const deadline = Date.now() + patience; shown() === undefined; ) {
      assert.ok(Date.now() < deadline, 'Nothing is shown.');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const document = shown();
    assert.equal(document?.languageId, 'markdown');
    const text = document.getText().replaceAll('\\', '');
    assert.match(text, /^# mail\.example\.com\n/);
    assert.match(text, /## 127\.0\.0\.1\n\nThis address is never connected to/);
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputWebview);
    await assert.rejects(async () => vscode.workspace.fs.stat(document.uri));
  });
});
