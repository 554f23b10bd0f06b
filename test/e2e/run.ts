// Starts VS Code with the tests of this folder, a workspace of its own and a name server.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { canRunCodeServer, ensureCodeServer } from '../../scripts/lib/codeServer.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { startNamed } from '../support/named';
import { createWorkspace } from '../support/workspace';
import { mailZones } from '../support/zones';

const hostLog = join(root, 'out/test/host.log');

main().catch(async (error: unknown) => {
  const log = existsSync(hostLog) ? await readFile(hostLog, 'utf8') : '';
  process.stderr.write(`${log}\n${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const vsix = process.argv.includes('vsix') ? await makePackage() : undefined;
  const nameServer = await startNamed(mailZones);
  const workspace = await createWorkspace({ 'zoneMx.live.servers': [nameServer.address] });
  try {
    await runTests({
      vscodeExecutablePath: await findVsCode(),
      extensionDevelopmentPath: vsix === undefined ? root : await makeHarness(),
      extensionTestsPath: join(root, 'out/test/e2e/index.js'),
      extensionTestsEnv: {
        ZONE_MX_TEST_VSIX: vsix,
        ZONE_MX_TEST_HOST_LOG: hostLog,
      },
      launchArgs: [
        workspace.folder,
        `--user-data-dir=${join(workspace.profile, 'user')}`,
        `--extensions-dir=${join(workspace.profile, 'extensions')}`,
      ],
    });
    // VS Code says that all is well even when its extension host died on the way.
    if (!existsSync(process.env['ZONE_MX_TEST_RESULTS'] ?? '')) {
      throw new Error('VS Code ended before its tests did.');
    }
  } finally {
    await workspace.remove();
    await nameServer.stop();
  }
}

/** The extension as it is published. */
async function makePackage(): Promise<string> {
  await promisify(execFile)(process.execPath, ['scripts/package.mjs'], { cwd: root });
  const folder = join(root, 'out/packages');
  const name = (await readdir(folder)).find((each) => each.endsWith('.vsix'));
  if (name === undefined) throw new Error('There is no package of the extension.');
  return join(folder, name);
}

/** VS Code runs tests for the sake of an extension that is developed: here one without anything. */
async function makeHarness(): Promise<string> {
  const folder = join(root, 'out/test/harness');
  await mkdir(folder, { recursive: true });
  const manifest = {
    name: 'harness',
    publisher: 'zone-mx-test',
    version: '0.0.0',
    engines: { vscode: '*' },
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}

/** The program to start: the one that is named, a downloaded one, or the one without a window. */
async function findVsCode(): Promise<string> {
  const named = process.env['VSCODE_EXECUTABLE'];
  if (named !== undefined) {
    return named;
  }
  if (hasDisplay() && process.env['CI'] === undefined) {
    const downloaded = await downloadAndUnzipVSCode({ timeout: 15_000 }).catch((error: unknown) => {
      if (!canRunCodeServer) {
        throw error;
      }
      process.stdout.write(
        `No VS Code can be downloaded (${String(error)}): taking code-server.\n`,
      );
    });
    if (downloaded !== undefined) {
      return downloaded;
    }
  }
  await ensureCodeServer();
  return join(root, 'scripts/launch-host.mjs');
}

function hasDisplay(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== 'linux' || Boolean(DISPLAY ?? WAYLAND_DISPLAY);
}
