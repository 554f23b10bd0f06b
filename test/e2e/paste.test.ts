import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { open } from './editor';

const outputs = {
  Unix: `Server:\t\t192.168.178.1
Address:\t192.168.178.1#53

Non-authoritative answer:
bundestag.de\tmail exchanger = 70 mail7.dbtg.de.
`,
  Windows: `Server:  fritz.box\r
Address:  192.168.178.1\r
\r
Nicht autorisierende Antwort:\r
bundestag.de    MX preference = 70, mail exchanger = mail7.dbtg.de\r
`,
};

describe('pasting what nslookup prints', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  for (const [system, output] of Object.entries(outputs)) {
    it(`of ${system} gives records in the columns of the file`, async () => {
      const document = await open('bundestag.de.zone');
      const editor = vscode.window.activeTextEditor;
      assert.ok(editor);
      const end = document.lineAt(document.lineCount - 1).range.end;
      editor.selection = new vscode.Selection(end, end);
      await vscode.env.clipboard.writeText(output);
      await vscode.commands.executeCommand('zone-mx.pasteRecords');
      const line = document
        .getText()
        .split('\n')
        .find((each) => each.includes('mail7'));
      assert.match(line ?? '', /^@\s+IN\s+MX\s+70 mail7\.dbtg\.de\.$/);
      assert.doesNotMatch(document.getText(), /exchanger/);
    });
  }
});
