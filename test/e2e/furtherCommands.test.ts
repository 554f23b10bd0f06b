import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { findings, open, patience, ruleOf, sample } from './editor';

/** Waits until something is so. */
async function until(isSo: () => boolean, what: () => string): Promise<void> {
  const deadline = Date.now() + patience;
  while (!isSo()) {
    assert.ok(Date.now() < deadline, what());
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const labels = (): readonly string[] =>
  vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));

function lastExchange(document: vscode.TextDocument): vscode.Position {
  const text = document.getText();
  return document.positionAt(text.indexOf('mail3', text.indexOf('MX\t500')) + 1);
}

describe('commands in VS Code', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('write a new zone file in which nothing is found', async () => {
    const choice = { domain: 'example.com', setup: 'mail: Google' };
    await vscode.commands.executeCommand('zone-mx.newZoneFile', choice);
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.languageId, 'dns-zone');
    assert.equal(document.isUntitled, true);
    assert.match(document.getText(), /^\$ORIGIN example\.com\.\n\$TTL 1h\n@ {7}SOA ns1 /);
    assert.match(document.getText(), /@ +MX +1 smtp\.google\.com\.\n/);
    assert.deepEqual(await findings(document, (found) => found.length === 0), []);
  });

  it('explain a record beside the file', async () => {
    const document = await open('bundestag.de.zone');
    await findings(document);
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    const at = lastExchange(document);
    editor.selection = new vscode.Selection(at, at);
    await vscode.commands.executeCommand('zone-mx.explainRecord');
    await until(
      () => labels().some((label) => label.includes('Explanation')),
      () => labels().join(),
    );
    const uri = vscode.Uri.from({ scheme: 'zone-mx-page', path: '/1/Explanation.md' });
    const page = await vscode.workspace.openTextDocument(uri);
    assert.match(page.getText(), /192\\?\.0\\?\.2\\?\.53/);
  });

  it('change the mail provider, and say what is left to do', async () => {
    const name = 'provider.zone';
    const text = '$TTL 1h\n@ SOA ns h 1 1h 1h 1d 1h\n@ NS ns\nns A 192.0.2.53\n@ MX 10 ns\n';
    await writeFile(sample(name).fsPath, text);
    try {
      const document = await open(name);
      const place = { line: 4, character: 0 };
      const uri = document.uri.toString();
      await vscode.commands.executeCommand('zone-mx.changeMailProvider', uri, place, 'mailbox.org');
      assert.match(document.getText(), /@ MX 10 mxext1\.mailbox\.org\.\n/);
      assert.doesNotMatch(document.getText(), /MX 10 ns/);
      await until(
        () => labels().some((label) => label.includes('Left to Do')),
        () => labels().join(),
      );
      await document.save();
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await rm(sample(name).fsPath);
    }
  });

  it('check all zone files of the workspace', async () => {
    const { uri } = await open('bundestag.de.zone');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('zone-mx.checkWorkspace');
    assert.equal(vscode.languages.getDiagnostics(uri).length, 2);
    assert.equal(vscode.languages.getDiagnostics(sample('mistakes.zone')).length, 7);
  });

  it('restart the server, which finds the same again', async () => {
    const document = await open('bundestag.de.zone');
    await findings(document, (found) => found.length === 2);
    await vscode.commands.executeCommand('zone-mx.restartServer');
    await findings(document, (found) => found.length === 2);
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      lastExchange(document),
    );
    assert.ok(hover);
  });
});

describe('a tab of a zone file', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('may be of one that is not there', async () => {
    const problems: unknown[] = [];
    const note = (error: unknown): unknown => problems.push(error);
    process.on('unhandledRejection', note);
    await vscode.commands.executeCommand('vscode.open', sample('nowhere.zone'));
    await until(
      () => labels().includes('nowhere.zone'),
      () => labels().join(),
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    process.off('unhandledRejection', note);
    assert.deepEqual(problems, []);
  });
});

describe('a server that hangs', () => {
  const listeners = process.listeners('unhandledRejection');
  // The library lets nobody wait for the answer to its goodbye, which never comes.
  const expectGoodbye = (reason: unknown): void => {
    if (!String(reason).includes('connection got disposed')) throw reason;
  };
  before(() => {
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', expectGoodbye);
  });
  after(() => {
    process.off('unhandledRejection', expectGoodbye);
    for (const listener of listeners) process.on('unhandledRejection', listener);
  });

  it('is given up when it is restarted', async () => {
    const document = await open('bundestag.de.zone');
    await findings(document, (found) => found.length === 2);
    const own = ['-P', String(process.pid), '-f', 'dist/server.js'];
    const server = Number(execFileSync('pgrep', own, { encoding: 'utf8' }));
    process.kill(server, 'SIGSTOP');
    await vscode.commands.executeCommand('zone-mx.restartServer');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await findings(await open('bundestag.de.zone'), (found) => found.length === 2);
    await until(
      () => spawnSync('pgrep', own, { encoding: 'utf8' }).stdout.trim() !== String(server),
      () => 'The server that hangs is still there.',
    );
    await vscode.commands.executeCommand('zone-mx.restartServer');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});

describe('languages of other extensions', () => {
  const name = 'foreign.ini';
  const settings = vscode.workspace.getConfiguration('zoneMx');
  afterEach(async () => {
    await settings.update('languages', undefined, vscode.ConfigurationTarget.Workspace);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rm(sample(name).fsPath);
  });

  it('are served as soon as the setting names them, and no longer than that', async () => {
    const text =
      '; a zone\n$ORIGIN example.com.\n@ 1h SOA ns h 1 1h 1h 1d 1h\n@ NS ns\n@ MX 10 ns\n';
    await writeFile(sample(name).fsPath, text);
    const document = await open(name);
    assert.equal(document.languageId, 'ini');
    const isMissing = (found: readonly vscode.Diagnostic[]): boolean =>
      found.some((each) => ruleOf(each) === 'mx-exchange-has-no-address');
    await settings.update('languages', ['ini'], vscode.ConfigurationTarget.Workspace);
    await findings(document, isMissing);
    const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens | undefined>(
      'vscode.provideDocumentRangeSemanticTokens',
      document.uri,
      new vscode.Range(0, 0, document.lineCount, 0),
    );
    assert.ok(tokens !== undefined && tokens.data.length > 0);
    await settings.update('languages', [], vscode.ConfigurationTarget.Workspace);
    await findings(document, (found) => found.length === 0);
  });
});
