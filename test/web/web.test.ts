// What is another thing where there is no Node, no file system and no socket.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { findings, hover, open, remove, ruleOf, sample, until, write } from '../e2e/editor';

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

  it('reads files that are no UTF-8 octet by octet', async () => {
    try {
      const octets = Uint8Array.from('m\u00e4il A 192.0.2.25\n', (each) => each.charCodeAt(0));
      await vscode.workspace.fs.writeFile(sample('latin.inc'), octets);
      await write('latin.example.zone', `${head}$INCLUDE latin.inc\n@ MX 10 m\u00e4il\n`);
      const found = await findings(await open('latin.example.zone'), (all) =>
        all.some((each) => ruleOf(each) === 'mx-exchange-not-hostname'),
      );
      assert.ok(!found.some((each) => ruleOf(each) === 'mx-exchange-has-no-address'));
    } finally {
      await remove('latin.inc');
      await remove('latin.example.zone');
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

  it('compares with what a name server has that answers over HTTPS', async () => {
    const settings = vscode.workspace.getConfiguration('zoneMx.live');
    const document = await open('bundestag.de.zone');
    await findings(document);
    const isShown = (): boolean =>
      vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputTextDiff;
    try {
      await settings.update('nameServers', settings.get('servers'));
      await until(async () => {
        // Before the server has the setting, this ends only when its notification is closed.
        void vscode.commands.executeCommand('zone-mx.compareWithPublished', document.uri);
        await new Promise((resolve) => setTimeout(resolve, 1000));
        return isShown();
      });
      assert.ok(isShown());
    } finally {
      await settings.update('nameServers', undefined);
    }
  });

  it('asks nobody where no server over HTTPS is named, and says so', async () => {
    const settings = vscode.workspace.getConfiguration('zoneMx.live');
    const document = await open('bundestag.de.zone');
    await findings(document);
    const hoverSays = async (words: RegExp): Promise<void> => {
      await until(async () => words.test(await hover(document, 'mail3', 'MX\t500')));
      assert.match(await hover(document, 'mail3', 'MX\t500'), words);
    };
    const before = settings.inspect('servers')?.workspaceValue;
    try {
      await settings.update('servers', []);
      await hoverSays(/there is no resolver to ask: see the setting zoneMx\.live\.servers/);
      await settings.update('servers', ['192.0.2.53']);
      await hoverSays(/a browser can’t ask 192\.0\.2\.53: it asks over HTTPS only/);
    } finally {
      await settings.update('servers', before);
    }
  });
});
