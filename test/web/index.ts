// What VS Code for the Web calls, in its extension host, to run the tests: a worker without Node.
import * as vscode from 'vscode';
import { results, runTests } from './setup';
import '../e2e/extension.test';
import '../e2e/navigation.test';
import '../e2e/paste.test';
import '../e2e/typing.test';
import './web.test';
import { until } from '../e2e/editor';
import { notes } from '../support/note';
import { resultsMark } from './results';

export async function run(): Promise<void> {
  // The workspace's own settings may come after the extension host has started.
  await until(() => vscode.workspace.getConfiguration('zoneMxTest').get('isReady') === true);
  await runTests(vscode.workspace.getConfiguration('zoneMxTest').get('grep'));
  // biome-ignore lint/suspicious/noConsole: there is no file to write them to
  console.log(`${resultsMark}${JSON.stringify({ ...results, notes: notes() })}`);
  if (results.failures.length > 0) throw new Error(`${results.failures.length} failed`);
}
