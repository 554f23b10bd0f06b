import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './paths.mjs';

/** Bundles every test, and the few programs that run them, into `out/test/`, folder by folder. */
export async function bundleTests() {
  await rm(join(root, 'out/test'), { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: [
      'test/**/*.test.ts',
      'test/support/runSuite.ts',
      'test/support/testServer.ts',
      'test/e2e/index.ts',
      'test/e2e/run.ts',
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
}
