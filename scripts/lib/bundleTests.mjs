import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './paths.mjs';
import { suites } from './suites.mjs';

/** Bundles every test, and the few programs that run them, into `out/test/`, folder by folder. */
export async function bundleTests() {
  await rm(join(root, 'out/test'), { recursive: true, force: true });
  const folders = suites
    .map(({ name }) => name)
    .filter((name) => name !== 'web' && name !== 'vsix');
  await build({
    absWorkingDir: root,
    entryPoints: [
      ...folders.map((folder) => `test/${folder}/**/*.test.ts`),
      'test/support/runSuite.ts',
      'test/support/testServer.ts',
      'test/e2e/index.ts',
      'test/e2e/run.ts',
      'test/web/run.ts',
    ],
    outbase: 'test',
    outdir: 'out/test',
    bundle: true,
    platform: 'node',
    target: 'node20',
    // VS Code loads the end-to-end tests with `require`.
    format: 'cjs',
    define: { 'import.meta.dirname': '__dirname' },
    packages: 'external',
    sourcemap: 'linked',
    logLevel: 'warning',
  });
  // All in one, as there is no Node where it runs.
  await build({
    absWorkingDir: root,
    entryPoints: ['test/web/index.ts'],
    outfile: 'out/test/web/index.js',
    bundle: true,
    platform: 'browser',
    target: 'es2023',
    format: 'iife',
    globalName: 'zoneMxSuite',
    footer: { js: 'module.exports = zoneMxSuite;' },
    alias: { 'node:assert/strict': './test/web/assert.ts' },
    external: ['vscode'],
    sourcemap: 'linked',
    logLevel: 'warning',
  });
}
