// Starts VS Code as a server on loopback, with a profile of its own that is gone afterwards.
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { codeServer } from './codeServer.mjs';
import { root } from './paths.mjs';
import { cleanUpAtEnd, collect, runOrThrow, startGroup, stopGroup } from './processes.mjs';

/**
 * @typedef {object} HostOptions
 * @property {boolean} [extensionInstalled] the built extension is installed, as for its users
 * @property {string} [vsix] a package that is installed, as from a marketplace
 * @property {boolean} [withTrust] folders are not trusted until a person says so
 * @property {boolean} [testsAllowed] the page may be told to run an extension's tests
 * @property {Readonly<Record<string, unknown>>} [settings] the user's settings
 * @property {string} [locale] the display language; VS Code's own texts stay English
 */

/**
 * @typedef {object} Host
 * @property {number} port
 * @property {(path: string) => string} toUri names a file the way the page does
 * @property {(folder: string, payload?: readonly (readonly [string, string])[]) => string} pageAddress
 * @property {() => Promise<string>} log what the host and its extensions have written
 * @property {Promise<string>} died resolves with the log when it ends without having been told to
 * @property {() => Promise<void>} stop
 */

/** Nothing that moves, asks, reports or goes to the network by itself. */
const quietSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  // A port that is noticed moves the page's parts and so closes an open menu.
  'remote.autoForwardPorts': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/**
 * @param {HostOptions} [options]
 * @returns {Promise<Host>} once it answers
 */
export async function startHost(options = {}) {
  const profile = await mkdtemp(join(tmpdir(), 'zone-mx-'));
  const port = await freePort();
  await fillProfile(profile, options);
  if (options.vsix !== undefined) await installPackage(profile, options.vsix);
  const child = startGroup(codeServer.node, hostArguments(profile, port, options), {
    cwd: profile,
    env: hostEnvironment(profile),
  });
  /** @type {string[]} */
  const output = [];
  collect(child, output);
  const log = async () => [...output, ...(await extensionLogs(profile))].join('');
  let stopping = false;
  /** @type {Promise<string>} */
  const died = new Promise((resolve) => {
    child.once('exit', async () => stopping || resolve(await log()));
  });
  const stop = cleanUpAtEnd(async () => {
    stopping = true;
    await stopGroup(child);
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  });
  try {
    await healthy(port, child);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const said = await log();
    await stop();
    throw new Error(`${reason}\n${said}`);
  }
  return { port, log, died, stop, ...addresses(`127.0.0.1:${port}`) };
}

/**
 * @param {string} authority such as `127.0.0.1:8080`
 */
export function addresses(authority) {
  /** @param {string} path */
  const toUri = (path) => `vscode-remote://${authority}${path}`;
  return {
    toUri,
    /**
     * @param {string} folder
     * @param {readonly (readonly [string, string])[]} [payload]
     */
    pageAddress: (folder, payload = []) =>
      `http://${authority}/?${new URLSearchParams({ folder, payload: JSON.stringify(payload) })}`,
  };
}

/** @returns {Promise<number>} a TCP port that nobody on this machine listens on at the moment */
export async function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
      server.close(() => resolve(port));
    });
  });
}

/**
 * @param {string} profile
 * @param {HostOptions} options
 */
async function fillProfile(profile, { extensionInstalled, settings, locale }) {
  for (const folder of ['home', 'tmp', 'run', 'extensions', 'user/User']) {
    await mkdir(join(profile, folder), { recursive: true });
  }
  await writeFile(join(profile, 'config.yaml'), '');
  await writeFile(
    join(profile, 'user/User/settings.json'),
    JSON.stringify({ ...quietSettings, ...settings }),
  );
  if (extensionInstalled) {
    await installExtension(join(profile, 'extensions'));
  }
  if (locale !== undefined) {
    await installLanguagePack(profile, locale);
  }
}

/**
 * VS Code takes a display language only where there is a pack for it: an empty one will do, as
 * extensions bring their own texts.
 *
 * @param {string} profile
 * @param {string} locale
 */
async function installLanguagePack(profile, locale) {
  const texts = join(profile, 'pack.json');
  await writeFile(texts, JSON.stringify({ contents: {} }));
  const pack = {
    hash: 'empty',
    extensions: [{ extensionIdentifier: { id: 'test.language-pack' }, version: '1.0.0' }],
    translations: { vscode: texts },
    label: locale,
  };
  await writeFile(join(profile, 'user/languagepacks.json'), JSON.stringify({ [locale]: pack }));
}

/**
 * Installs the extension as it lies in the project's folder: a link, so that a new build is there
 * after the page is reloaded.
 *
 * @param {string} extensions
 */
async function installExtension(extensions) {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const id = `${manifest.publisher}.${manifest.name}`;
  const name = `${id}-${manifest.version}`;
  const path = join(extensions, name);
  await symlink(root, path);
  const entry = {
    identifier: { id },
    version: manifest.version,
    location: { $mid: 1, path, scheme: 'file' },
    relativeLocation: name,
  };
  await writeFile(join(extensions, 'extensions.json'), JSON.stringify([entry]));
}

/**
 * @param {string} profile
 * @param {string} vsix
 */
async function installPackage(profile, vsix) {
  await runOrThrow(
    codeServer.node,
    [
      codeServer.entry,
      ...['--user-data-dir', join(profile, 'user')],
      ...['--extensions-dir', join(profile, 'extensions')],
      ...['--install-extension', vsix],
    ],
    { cwd: profile, env: hostEnvironment(profile) },
  );
}

/**
 * @param {string} profile
 * @param {number} port
 * @param {HostOptions} options
 */
function hostArguments(profile, port, { testsAllowed, withTrust, locale }) {
  return [
    codeServer.entry,
    ...['--config', join(profile, 'config.yaml')],
    ...['--user-data-dir', join(profile, 'user')],
    ...['--extensions-dir', join(profile, 'extensions')],
    ...['--bind-addr', `127.0.0.1:${port}`],
    ...['--auth', 'none'],
    '--disable-telemetry',
    '--disable-update-check',
    ...(withTrust ? [] : ['--disable-workspace-trust']),
    '--disable-getting-started-override',
    ...(locale === undefined ? [] : ['--locale', locale]),
    // The built workbench ignores an extension's tests without this.
    ...(testsAllowed ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
  ];
}

/**
 * @param {string} profile
 * @returns {NodeJS.ProcessEnv}
 */
function hostEnvironment(profile) {
  // When we are started from a terminal inside VS Code, its variables must not reach this one.
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE|ELECTRON|NODE_OPTIONS)/.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    HOME: join(profile, 'home'),
    TMPDIR: join(profile, 'tmp'),
    XDG_RUNTIME_DIR: join(profile, 'run'),
    EXTENSIONS_GALLERY: '{}',
    NO_COLOR: '1',
  };
}

/**
 * @param {number} port
 * @param {import('node:child_process').ChildProcess} child
 */
async function healthy(port, child) {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await delay(50)) {
    if (child.exitCode !== null) {
      throw new Error(`VS Code ended with status ${child.exitCode} before it was ready.`);
    }
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
    if (answer?.ok) {
      return;
    }
  }
  throw new Error('VS Code was not ready within 30 seconds.');
}

/**
 * @param {string} profile
 * @returns {Promise<string[]>} what the extension host and the output channels wrote to their logs
 */
async function extensionLogs(profile) {
  const logs = join(profile, 'user', 'logs');
  const files = await readdir(logs, { recursive: true }).catch(() => []);
  const wanted = files.filter((file) => /exthost/.test(file) && file.endsWith('.log'));
  return Promise.all(
    wanted.map(async (file) => `\n--- ${file}\n${await readFile(join(logs, file), 'utf8')}`),
  );
}
