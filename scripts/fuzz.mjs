// npm run fuzz [-- --seconds N --seed N]: looks for texts that the core stumbles over.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { root } from './lib/paths.mjs';
import { runMain, SetupError, step } from './lib/step.mjs';

await runMain(async () => {
  const { values } = parseArgs({
    args: process.argv.slice(2).filter((argument) => argument !== '--'),
    options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string', default: '' } },
  });
  if (!/^[1-9]\d*$/.test(values.seconds) || !/^\d*$/.test(values.seed)) {
    throw new SetupError('Usage: npm run fuzz [-- --seconds N] [--seed N]');
  }
  await step('Bundling', () =>
    build({
      absWorkingDir: root,
      entryPoints: ['test/fuzz/fuzz.ts', 'test/fuzz/target.ts'],
      outdir: 'out/fuzz',
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      logLevel: 'warning',
    }),
  );
  const args = ['out/fuzz/fuzz.js', values.seconds, values.seed].filter(Boolean);
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
});
