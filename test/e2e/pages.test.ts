import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { findings, open, until } from './editor';

describe('the pages of rules in VS Code', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('links each finding to the page of its rule, and shows it', async () => {
    for (const { code } of await findings(await open('mistakes.zone'))) {
      assert.ok(typeof code === 'object');
      assert.equal(code.target.scheme, 'command');
      const [rule]: unknown[] = JSON.parse(code.target.query);
      assert.equal(rule, code.value);
      await vscode.commands.executeCommand(code.target.path, rule);
      const label = (): string | undefined =>
        vscode.window.tabGroups.activeTabGroup.activeTab?.label;
      await until(() => label()?.includes(`${rule}.md`) === true);
      assert.ok(label()?.includes(`${rule}.md`), label());
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    }
  });
});
