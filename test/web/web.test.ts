// What is another thing where there is no Node, no file system and no socket.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { findings, open, remove, ruleOf, sample, until, write } from '../e2e/editor';

const head = '$TTL 1h\n@ SOA ns host 1 1h 1h 1d 1h\n@ NS ns\nns A 192.0.2.53\n';

describe('the extension in a browser', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('runs in a folder that is none of a system', () => {
    assert.equal(vscode.env.uiKind, vscode.UIKind.Web);
    assert.equal(sample('x').scheme, 'vscode-test-web');
  });

  it('reads included files through VS Code, and again when they change', async () => {
    try {
      await write('parts/hosts.inc', 'mail A 192.0.2.25\n');
      await write('parts/more/deep.inc', '$INCLUDE ../hosts.inc\n');
      await write(
        'included.example.zone',
        `${head}$INCLUDE parts/more/deep.inc\n@ MX 10 mail\n@ MX 20 nobody\n`,
      );
      const document = await open('included.example.zone');
      const isMissing = (each: vscode.Diagnostic): boolean =>
        ruleOf(each) === 'mx-exchange-has-no-address';
      const found = await findings(document, (all) => all.some(isMissing));
      assert.deepEqual(
        found.filter(isMissing).map(({ range }) => document.getText(range)),
        ['nobody'],
      );
      await write('parts/hosts.inc', 'mail A 192.0.2.25\nnobody A 192.0.2.26\n');
      await findings(document, (all) => !all.some(isMissing));
    } finally {
      await remove('parts');
      await remove('included.example.zone');
    }
  });

  it('says which included files are not there, or lie outside', async () => {
    try {
      await write(
        'outside.example.zone',
        `${head}$INCLUDE nowhere.inc\n$INCLUDE ../../outside.inc\n`,
      );
      const document = await open('outside.example.zone');
      const found = await findings(document, (all) => all.length >= 2);
      assert.deepEqual(found.map(ruleOf), ['include-not-found', 'include-outside-workspace']);
    } finally {
      await remove('outside.example.zone');
    }
  });

  it('obeys the nearest zone-mx.json, and again when it changes', async () => {
    try {
      await write('set/zone-mx.json', '{ "rules": { "mx-equal-preference": "off" } }');
      await write('set/in/equal.example.zone', `${head}@ MX 10 a.example.\n@ MX 10 b.example.\n`);
      const document = await open('set/in/equal.example.zone');
      const isEqual = (each: vscode.Diagnostic): boolean => ruleOf(each) === 'mx-equal-preference';
      assert.ok(!(await findings(document)).some(isEqual));
      await write('set/zone-mx.json', '{}');
      await findings(document, (all) => all.some(isEqual));
    } finally {
      await remove('set');
    }
  });

  it('says that a browser can’t ask a zone’s own name servers', async () => {
    const document = await open('bundestag.de.zone');
    await findings(document);
    const isShown = vscode.commands.executeCommand('zone-mx.compareWithPublished', document.uri);
    await until(async () => {
      await vscode.commands.executeCommand('notifications.clearAll');
      return Promise.race([
        isShown.then(() => true),
        new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 200)),
      ]);
    });
    assert.ok(
      !(vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputTextDiff),
    );
  });
});
