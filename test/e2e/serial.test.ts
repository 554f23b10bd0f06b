import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { commitAll, makeRepository } from '../support/repository';
import { findings, open, patience, preferredFix, ruleOf, sample } from './editor';

const rule = 'soa-serial-unchanged';
const zone = `$ORIGIN example.com.
$TTL 1h
@   SOA ns host 2020010107 1h 1h 1d 1h
@   NS  ns
ns  A   192.0.2.53
`;
/** A new one for each test: the editor keeps what it knows of a file for a while. */
let name = '';
let count = 0;
const folder = (): string => sample(name).fsPath;
const settings = () => vscode.workspace.getConfiguration('zoneMx.serial');
const serialOf = (text: string): string => /host (\d+)/.exec(text)?.[1] ?? '';
const isFound = (found: readonly vscode.Diagnostic[]): boolean =>
  found.some((each) => ruleOf(each) === rule);

async function replace(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const start = document.getText().indexOf(from);
  assert.ok(start >= 0);
  const range = new vscode.Range(
    document.positionAt(start),
    document.positionAt(start + from.length),
  );
  edit.replace(document.uri, range, to);
  await vscode.workspace.applyEdit(edit);
}

describe('serials in a git repository', () => {
  const enableGit = (isEnabled: boolean | undefined) =>
    vscode.workspace.getConfiguration('git').update('enabled', isEnabled);
  // Not from the start: git's extension takes time that others measure.
  before(() => enableGit(true));
  after(() => enableGit(undefined));
  beforeEach(async () => {
    name = `repository${++count}`;
    await mkdir(folder());
    await writeFile(`${folder()}/a.zone`, zone);
    makeRepository(folder());
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await settings().update('bumpOnSave', undefined);
    await rm(folder(), { recursive: true });
  });

  it('are found when a record has changed, and bumped by the light bulb', async () => {
    const document = await open(`${name}/a.zone`);
    await replace(document, '192.0.2.53', '192.0.2.54');
    const [finding] = (await findings(document, isFound)).filter((each) => ruleOf(each) === rule);
    assert.ok(finding);
    assert.equal(document.getText(finding.range), '2020010107');
    const { edit } = await preferredFix(document, finding);
    assert.ok(edit);
    await vscode.workspace.applyEdit(edit);
    assert.match(serialOf(document.getText()), /^20(2[6-9]|[3-9]\d)\d{4}01$/);
    await findings(document, (found) => !isFound(found));
  });

  it('are in order after the commit', async () => {
    const document = await open(`${name}/a.zone`);
    await replace(document, '192.0.2.53', '192.0.2.54');
    await document.save();
    await findings(document, isFound);
    commitAll(folder());
    await findings(document, (found) => !isFound(found));
  });

  it('are bumped once on saving, beside formatting, where that is set', async () => {
    await settings().update('bumpOnSave', 'always');
    const editor = vscode.workspace.getConfiguration('editor', { languageId: 'dns-zone' });
    await editor.update('formatOnSave', true, vscode.ConfigurationTarget.Workspace, true);
    try {
      const document = await open(`${name}/a.zone`);
      await document.save();
      await replace(document, 'A   192.0.2.53', 'A 192.0.2.54');
      await findings(document, isFound);
      await document.save();
      const saved = await readFile(`${folder()}/a.zone`, 'utf8');
      assert.match(saved, /^ns {2}A {3}192\.0\.2\.54$/m);
      assert.match(serialOf(saved), /^20(2[6-9]|[3-9]\d)\d{4}01$/);
      await replace(document, '192.0.2.54', '192.0.2.55');
      await document.save();
      assert.equal(serialOf(await readFile(`${folder()}/a.zone`, 'utf8')), serialOf(saved));
    } finally {
      await editor.update('formatOnSave', undefined, vscode.ConfigurationTarget.Workspace, true);
    }
  });

  it('are bumped and saved when the user says so after saving', async () => {
    await settings().update('bumpOnSave', 'ask');
    const document = await open(`${name}/a.zone`);
    await replace(document, '192.0.2.53', '192.0.2.54');
    await findings(document, isFound);
    await document.save();
    assert.equal(serialOf(document.getText()), '2020010107');
    const deadline = Date.now() + patience;
    const onDisk = (): Promise<string> => readFile(`${folder()}/a.zone`, 'utf8');
    while (serialOf(await onDisk()) === '2020010107' && Date.now() < deadline) {
      await vscode.commands.executeCommand('notification.acceptPrimaryAction');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    assert.match(serialOf(await onDisk()), /^20(2[6-9]|[3-9]\d)\d{4}01$/);
    // What is on disk is known here a moment later.
    while (document.isDirty && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(document.isDirty, false);
  });

  it('are bumped by the command, whether that is needed or not', async () => {
    const document = await open(`${name}/a.zone`);
    await vscode.commands.executeCommand('zone-mx.bumpSerial');
    const first = serialOf(document.getText());
    assert.match(first, /^20(2[6-9]|[3-9]\d)\d{4}01$/);
    await vscode.commands.executeCommand('zone-mx.bumpSerial');
    assert.equal(Number(serialOf(document.getText())), Number(first) + 1);
  });
});
