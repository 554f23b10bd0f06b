import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { open, patience, remove, write } from './editor';

const zone = `$ORIGIN example.com.
$TTL 1h
@    SOA ns.example.net. hostmaster 1 1h 1h 1d 1h
@    NS  ns.example.net.
mail A   192.0.2.25
@    MX  10 `;

/** What an attempt gives, repeated until it gives something. */
async function answer<T>(attempt: () => PromiseLike<T | undefined>): Promise<T> {
  const deadline = Date.now() + patience;
  for (;;) {
    const found = await attempt();
    if (found !== undefined) return found;
    assert.ok(Date.now() < deadline, vscode.window.activeTextEditor?.document.getText());
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

describe('completion in VS Code', () => {
  const name = 'typed.zone';
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await remove(name);
  });

  it('puts the name of a host into an MX record, whose fields are shown', async () => {
    await write(name, zone);
    const document = await open(name);
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    const end = document.positionAt(zone.length);
    editor.selection = new vscode.Selection(end, end);
    const help = await answer(() =>
      vscode.commands.executeCommand<vscode.SignatureHelp | undefined>(
        'vscode.executeSignatureHelpProvider',
        document.uri,
        end,
      ),
    );
    assert.equal(help.signatures[0]?.label, 'MX ‹preference› ‹exchange›');
    assert.equal(help.activeParameter, 1);
    await vscode.commands.executeCommand('type', { text: 'ma' });
    await vscode.commands.executeCommand('editor.action.triggerSuggest');
    await answer(async () => {
      await vscode.commands.executeCommand('acceptSelectedSuggestion');
      return document.getText() === `${zone}mail` ? true : undefined;
    });
  });
});
