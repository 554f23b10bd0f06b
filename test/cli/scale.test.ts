import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { aliasZone, makeFolder, soundZone, zoneMx } from './command';

const total = 20_000;
const folders = 200;

/** Stands for a machine that is lost: the third part ends in the middle of its first run. */
const wrapper = `#!/bin/sh
case "$*" in
*'--shard 3/8'*)
  if mkdir lost 2>/dev/null; then
    "${process.execPath}" "${resolve('dist/cli.js')}" "$@" | head -c 20000
    kill -9 $$
  fi
  ;;
esac
exec "${process.execPath}" "${resolve('dist/cli.js')}" "$@"
`;

describe('many zones', function () {
  this.timeout(300_000);

  it('are shared among processes by GNU parallel as docs/scale.md says, one of them killed', async () => {
    const cwd = await makeFolder({ 'bin/zone-mx': wrapper });
    chmodSync(join(cwd, 'bin/zone-mx'), 0o755);
    for (let folder = 0; folder < folders; folder++) {
      mkdirSync(join(cwd, 'zones', String(folder)), { recursive: true });
      for (let i = folder; i < total; i += folders) {
        const zone = (i % 10 === 0 ? aliasZone : soundZone).replace('example.com', `d${i}.example`);
        writeFileSync(join(cwd, 'zones', String(folder), `d${i}.example.zone`), zone);
      }
    }
    const page = readFileSync('docs/scale.md', 'utf8');
    const [, command = ''] = /```sh\n(parallel .*)\n```/.exec(page) ?? [];
    const run = (): number | null =>
      spawnSync('sh', ['-c', command], {
        cwd,
        env: { ...process.env, PATH: `${join(cwd, 'bin')}:${process.env['PATH']}`, LC_ALL: 'C' },
        stdio: ['ignore', 'ignore', 'ignore'],
      }).status;
    const read = (): readonly string[] =>
      readdirSync(cwd)
        .filter((name) => name.endsWith('.jsonl'))
        .flatMap((name) => readFileSync(join(cwd, name), 'utf8').split('\n'))
        .filter((line) => line !== '');

    assert.equal(run(), 1);
    assert.ok(read().length < total);
    assert.equal(run(), 0);
    const log = readFileSync(join(cwd, 'jobs.log'), 'utf8').trim().split('\n');
    assert.equal(log.length, 1 + 8 + 1);

    const whole = await zoneMx(
      ['check', '--no-other-zones', '--fail-on', 'never', '--format', 'jsonl', 'zones'],
      { cwd },
    );
    const lines = whole.stdout.trim().split('\n').sort();
    assert.equal(lines.length, total);
    assert.deepEqual([...read()].sort(), lines);
  });
});
