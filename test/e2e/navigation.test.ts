import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { findings, open, remove, sample, until, write } from './editor';

const exchanges = `$ORIGIN dbtg.de.
$TTL 1h
@     SOA ns1.example.net. hostmaster.example.net. 1 1h 1h 1d 1h
@     NS  ns1.example.net.
mail1 A   192.0.2.25
`;

describe('names in VS Code', () => {
  const name = 'dbtg.de.zone';
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await remove(name);
  });

  it('are renamed in the files of all zones', async () => {
    await write(name, exchanges);
    const document = await open('bundestag.de.zone');
    await findings(document);
    const before = document.getText();
    const position = document.positionAt(before.indexOf('mail1.dbtg.de.\n') + 2);
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      position,
      'mx1.dbtg.de.',
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(document.getText(), before.replace('mail1.dbtg.de.\n', 'mx1.dbtg.de.\n'));
    const other = await vscode.workspace.openTextDocument(sample(name));
    assert.equal(other.getText(), exchanges.replace('mail1', 'mx1'));
    for (const changed of [document, other]) {
      // On a busy machine another editor may still be the active one.
      await until(async () => {
        await vscode.window.showTextDocument(changed);
        await vscode.commands.executeCommand('workbench.action.files.revert');
        return !changed.isDirty;
      });
      assert.equal(changed.isDirty, false);
    }
  });

  it('are outlined, with what concerns mail first', async () => {
    await write(name, exchanges);
    const document = await open(name);
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    assert.deepEqual(
      symbols.map((symbol) => symbol.name),
      ['dbtg.de', 'mail1.dbtg.de'],
    );
    const sampled = await open('bundestag.de.zone');
    await findings(sampled);
    const [mail] = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      sampled.uri,
    );
    assert.deepEqual([mail?.name, mail?.children[0]?.name], ['Mail', 'MX']);
  });
});
