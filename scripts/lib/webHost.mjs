// VS Code for the Web without its maker's download server: @vscode/test-web serves it, and the
// workbench is the one that code-server ships. docs/decisions/0014-vscode-for-the-web.md tells why.
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cachedFolder, ensureCached } from './cachedPackages.mjs';
import { codeServer } from './codeServer.mjs';
import { freePort } from './host.mjs';
import { root } from './paths.mjs';
import { cleanUpAtEnd } from './processes.mjs';

/** Not a dependency in package.json: its own ones download browsers when they are installed. */
const versions = { '@vscode/test-web': '0.0.81' };
const cacheName = 'test-web';

/** Where the server looks for a build; it asks nobody for the build of a commit that is there. */
const builds = join(root, 'out/web-host');
const commit = '0'.repeat(40);

export async function ensureWebHost() {
  await ensureCached(cacheName, 'Installing the server of VS Code for the Web', versions);
}

/**
 * Serves a folder to VS Code for the Web, with the extension of this project, on loopback.
 *
 * @param {string} folderPath
 * @param {string} [extensionTestsPath] the script that is run in its extension host
 * @returns {Promise<{ readonly address: string, readonly stop: () => Promise<void> }>}
 */
export async function startWebHost(folderPath, extensionTestsPath) {
  await makeBuild(join(builds, `vscode-web-stable-${commit}`));
  const load = createRequire(join(cachedFolder(cacheName), 'package.json'));
  const port = await freePort();
  const { dispose } = await load('@vscode/test-web').open({
    browserType: 'none',
    extensionDevelopmentPath: root,
    extensionTestsPath,
    folderPath,
    host: 'localhost',
    port,
    quality: 'stable',
    commit,
    testRunnerDataDir: builds,
  });
  return { address: `http://localhost:${port}/`, stop: cleanUpAtEnd(async () => dispose()) };
}

/**
 * A build as the server wants it: all of it links, but for the workbench's own script.
 *
 * @param {string} target
 */
async function makeBuild(target) {
  const out = join(codeServer.vscode, 'out');
  await rm(target, { recursive: true, force: true });
  await mkdir(join(target, 'out/vs/workbench'), { recursive: true });
  // The workbench has a list of the extensions that come with it.
  await symlink(join(codeServer.vscode, 'extensions'), join(target, 'extensions'));
  await linkAll(out, join(target, 'out'), 'vs');
  await linkAll(join(out, 'vs'), join(target, 'out/vs'), 'workbench');
  await linkAll(join(out, 'vs/workbench'), join(target, 'out/vs/workbench'));
  const script = await readFile(join(out, 'vs/code/browser/workbench/workbench.js'), 'utf8');
  const main = join(target, 'out/vs/workbench/workbench.web.main.internal');
  await writeFile(`${main}.js`, toLibrary(script));
  await writeFile(`${main}.css`, "@import '../code/browser/workbench/workbench.css';\n");
  await writeFile(join(target, 'package.json'), '{ "type": "module" }\n');
  await writeFile(join(target, 'version'), commit);
}

/**
 * @param {string} from
 * @param {string} to
 * @param {string} [but] the name of what is left out
 */
async function linkAll(from, to, but) {
  for (const name of await readdir(from)) {
    if (name !== but) await symlink(join(from, name), join(to, name));
  }
}

/**
 * The workbench as a library: it does not start by itself, has no server behind it, keeps the user's
 * settings in the browser, and does without what code-server has to be told.
 *
 * @param {string} script
 */
function toLibrary(script) {
  const start =
    /\(function\(\)\{let \w+=\w+\.document\.getElementById\("vscode-workbench-web-configuration"\).*?\}\)\(\);(?=export\{)/s;
  const starts = only(script, start)[0];
  const [, create] = only(starts, /[;,]([\w$]+)\(\w+\.document\.body,\{/);
  const [, uri] = only(starts, /=([\w$]+)\.parse\(new URL\(/);
  const [, emitter] = only(starts, /let \w+=new ([\w$]+),\w+=!1;return Promise\.resolve\(\{remote/);
  const [home, owner] = only(
    script,
    /get userRoamingDataHome\(\)\{return [\w$]+\(([\w$]+)\.file\(this\.userDataPath\)\.with\(\{scheme:[\w$]+\.vscodeRemote\}\),"User"\)\}/,
  );
  const ownHome = `get userRoamingDataHome(){return ${owner}.file("/User").with({scheme:"vscode-userdata"})}`;
  const library = script.replace(starts, () => '').replace(home, () => ownHome);
  return `${library}
const needed = { userDataPath: '/', isEnabledFileDownloads: true, isEnabledFileUploads: true, isEnabledCoderGettingStarted: false };
const createWithAll = (element, options) => ${create}(element, { ...needed, ...options });
export { createWithAll as create, ${uri} as URI, ${emitter} as Emitter };
`;
}

/**
 * The one place where a pattern fits. Another version of the workbench may have none, or several.
 *
 * @param {string} text
 * @param {RegExp} pattern
 * @returns {RegExpMatchArray}
 */
function only(text, pattern) {
  const [found, ...more] = text.matchAll(new RegExp(pattern, `${pattern.flags}g`));
  if (found === undefined || more.length > 0)
    throw new Error(
      `The workbench of VS Code has changed: ${pattern} fits ${more.length + (found ? 1 : 0)} times.`,
    );
  return found;
}
