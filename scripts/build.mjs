// Builds the bundles that ship: the client, the server, the command. With --watch it stays and rebuilds.
import { execFileSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { context } from 'esbuild';
import { builtIn, executable, writeGerman } from './lib/command.mjs';
import { listBundled, toNotices } from './lib/notices.mjs';
import { withoutExamples } from './lib/withoutExamples.mjs';

// Small bundles start sooner; whoever watches wants to read them.
const watch = process.argv.includes('--watch');

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // What a package also has as modules is bundled from them: the other form may hide its imports.
  mainFields: ['module', 'main'],
  minify: !watch,
  sourcemap: 'linked',
  metafile: true,
  logLevel: 'info',
};

/** @type {import('esbuild').BuildOptions} */
const browser = {
  platform: 'browser',
  target: 'es2023',
  mainFields: ['browser', 'module', 'main'],
};

/** @type {import('esbuild').BuildOptions} */
const command = {
  outdir: 'dist',
  define: { ZONE_MX_BUILT_IN: JSON.stringify(await builtIn()) },
  alias: { tldts: './tldts.js' },
  external: ['./tldts.js', './german.json'],
};

await rm('dist', { recursive: true, force: true });
const bundles = await Promise.all([
  // One file for VS Code everywhere: what is for one host alone is loaded there alone.
  context({
    ...shared,
    entryPoints: { extension: 'client/src/extension.ts' },
    outdir: 'dist',
    external: ['vscode'],
    conditions: ['browser'],
  }),
  // The page of the mail-route view, with its style sheet.
  context({
    ...shared,
    ...browser,
    format: 'iife',
    entryPoints: [
      { in: 'client/view/view.ts', out: 'route' },
      { in: 'client/view/view.css', out: 'route' },
    ],
    outdir: 'dist',
  }),
  context({
    ...shared,
    entryPoints: { server: 'server/src/main/server.node.ts' },
    outdir: 'dist',
    plugins: [withoutExamples],
  }),
  // The same for VS Code in a browser.
  context({
    ...shared,
    ...browser,
    format: 'iife',
    entryPoints: { server: 'server/src/main/server.browser.ts' },
    outdir: 'dist/web',
    plugins: [withoutExamples],
  }),
  // The command: a start that picks its bundle, as a check is to start soon.
  context({
    ...shared,
    entryPoints: { cli: 'server/src/main/cli.ts' },
    outdir: 'dist',
    banner: { js: '#!/usr/bin/env node' },
    plugins: [executable],
  }),
  context({
    ...shared,
    ...command,
    entryPoints: { check: 'server/src/main/check.ts' },
    plugins: [withoutExamples],
  }),
  context({
    ...shared,
    ...command,
    entryPoints: { commands: 'server/src/main/commands.ts' },
    plugins: [writeGerman],
  }),
  // What few checks need, once for both.
  context({ ...shared, entryPoints: { tldts: 'tldts' }, outdir: 'dist' }),
]);
if (watch) {
  await Promise.all(bundles.map((bundle) => bundle.watch()));
} else {
  const built = await Promise.all(bundles.map((bundle) => bundle.rebuild()));
  await Promise.all(bundles.map((bundle) => bundle.dispose()));
  await Promise.all([writeManual(), writeNotices(built.map(({ metafile }) => metafile))]);
}

/** The man page, for npm. */
async function writeManual() {
  const env = { ...process.env, LC_ALL: 'C' };
  const page = execFileSync(process.execPath, ['dist/cli.js', 'manual'], { env });
  await writeFile('dist/zone-mx.1', page);
}

/**
 * The licences of what is bundled, and the list of it for the packages.
 *
 * @param {readonly (import('esbuild').Metafile | undefined)[]} metafiles
 */
async function writeNotices(metafiles) {
  const bundled = listBundled(metafiles);
  await mkdir('out', { recursive: true });
  await writeFile('dist/licenses.txt', toNotices(bundled));
  await writeFile('out/bundled.json', JSON.stringify(bundled));
}
