import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { makeFolder, soundZone } from './command';

const run = promisify(execFile);

describe('a check that is to start soon', () => {
  it('reads nothing of what other commands are made of', async () => {
    const folder = await makeFolder({ 'a.zone': soundZone, 'b.zone': soundZone });
    for (const file of ['cli.js', 'check.js'])
      await copyFile(join('dist', file), join(folder, file));
    const env = { PATH: process.env['PATH'], LC_ALL: 'C', ZONE_MX_THREADS: '2' };
    const check = [join(folder, 'cli.js'), 'check', '--no-other-zones', folder];
    const checked = await run(process.execPath, check, { env });
    assert.deepEqual(checked, { stdout: '', stderr: '' });
    const other = run(process.execPath, [join(folder, 'cli.js'), 'rules'], { env });
    await assert.rejects(other, /commands\.js/);
  });

  it('loads what starts processes only where a repository is', async () => {
    const list = `process.on('exit', () => console.log(process.moduleLoadList.join()));`;
    const folder = await makeFolder({ 'example.com.zone': soundZone, 'list.cjs': list });
    const check = ['-r', './list.cjs', resolve('dist/cli.js'), 'check', '.'];
    const listLoaded = async (): Promise<string> =>
      (await run(process.execPath, check, { cwd: folder })).stdout;
    assert.doesNotMatch(await listLoaded(), /NativeModule (child_process|crypto)\b/);
    await run('git', ['init', '--quiet', folder]);
    assert.match(await listLoaded(), /NativeModule child_process\b/);
  });
});
