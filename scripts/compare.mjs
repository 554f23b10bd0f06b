// npm run compare: has other checkers read zones with a mistake each, and writes docs/comparison.md.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './lib/paths.mjs';

const { status } = spawnSync(
  process.execPath,
  ['scripts/test.mjs', '--only', 'differential', '--grep', 'mistakes that other checkers report'],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ZONE_MX_WRITE: join('docs', 'comparison.md') },
  },
);
process.exitCode = status ?? 1;
