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

/** Writes a file of the workspace beside the editor. */
export async function write(name: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(sample(name), new TextEncoder().encode(text));
}

export async function read(name: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(sample(name)));
}

/** Removes a file of the workspace, or a folder. */
export async function remove(name: string): Promise<void> {
  await vscode.workspace.fs.delete(sample(name), { recursive: true });
}

/** Waits until something is so; the test goes on to say what it is instead. */
export async function until(isSo: () => boolean | Thenable<boolean>): Promise<void> {
  for (const deadline = Date.now() + patience; !(await isSo()) && Date.now() < deadline; )
    await new Promise((resolve) => setTimeout(resolve, 50));
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

/** What the hover says where `at` first stands after `after`, its escapes taken away. */
export async function hover(
  document: vscode.TextDocument,
  at: string,
  after: string,
): Promise<string> {
  const text = document.getText();
  const position = document.positionAt(text.indexOf(at, text.indexOf(after)) + 1);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n')
    .replaceAll('\u00a0', ' ')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1');
}
