// What the tests do in the editor, as its user would.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** Milliseconds that each step of the user may take before the test gives up. */
export const patience = 10_000;

export function sample(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'The samples are not open.');
  return vscode.Uri.joinPath(folder.uri, name);
}

export async function open(name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(sample(name));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Waits until the document's findings are as wanted, and gives them. */
export async function findings(
  { uri }: vscode.TextDocument,
  isWanted: (found: readonly vscode.Diagnostic[]) => boolean = (found) => found.length > 0,
): Promise<readonly vscode.Diagnostic[]> {
  const now = () =>
    vscode.languages.getDiagnostics(uri).toSorted((a, b) => a.range.start.compareTo(b.range.start));
  const deadline = Date.now() + patience;
  while (!isWanted(now())) {
    if (Date.now() > deadline)
      assert.fail(`Findings are: ${JSON.stringify(now().map(({ message }) => message))}`);
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        listener.dispose();
        resolve();
      };
      const timer = setTimeout(done, 200);
      const listener = vscode.languages.onDidChangeDiagnostics(done);
    });
  }
  return now();
}

export const ruleOf = ({ code }: vscode.Diagnostic): unknown =>
  typeof code === 'object' ? code.value : code;

export async function preferredFix(
  document: vscode.TextDocument,
  finding: vscode.Diagnostic,
): Promise<vscode.CodeAction> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    finding.range,
    vscode.CodeActionKind.QuickFix.value,
    10,
  );
  const preferred = actions.find(({ isPreferred }) => isPreferred);
  assert.ok(preferred, `No preferred fix for ${ruleOf(finding)}.`);
  return preferred;
}
