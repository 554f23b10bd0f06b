import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, symlink, truncate } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { aliasZone, makeFolder, soundZone, zoneMx } from './command';

const command = resolve('dist/cli.js');
const execute = promisify(execFile);

/** The paths that a run checks. */
async function pathsOf(args: readonly string[], cwd: string): Promise<readonly string[]> {
  const { stdout } = await zoneMx(['check', '--format=jsonl', ...args], { cwd });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line).path);
}

describe('zone-mx check: inputs', function () {
  this.timeout(30_000);

  it('searches folders for zone files, by name and, where that is not enough, by text', async () => {
    const header = '; Copyright somebody\n\n';
    const cwd = await makeFolder({
      'zones/b.zone': soundZone,
      'zones/a.ZONE': 'anything at all',
      'zones/deep/er/c.zone': soundZone,
      'zones/db.example.net': `${header}${soundZone}`,
      'zones/db.other': '@ IN SOA ns1 hostmaster (\n 1 1 1 1 1 )\n',
      'zones/marked.db': `\ufeff${soundZone}`,
      'zones/x.dns': soundZone,
      'zones/x.hosts': soundZone,
      'zones/bare.hosts': '127.0.0.1 localhost\n',
      'zones/settings.db': Buffer.from('SQLite format 3\0$ORIGIN example.com.\n'),
      'zones/readme.txt': soundZone,
      'zones/.hidden/d.zone': soundZone,
      'zones/.e.zone': soundZone,
      'zones/node_modules/p/f.zone': soundZone,
      'elsewhere/g.zone': soundZone,
    });
    await symlink('../elsewhere/g.zone', join(cwd, 'zones/link.zone'));
    await symlink('../elsewhere', join(cwd, 'zones/folder'));
    await symlink('.', join(cwd, 'zones/loop'));
    const expected = [
      'zones/a.ZONE',
      'zones/b.zone',
      'zones/db.example.net',
      'zones/db.other',
      'zones/deep/er/c.zone',
      'zones/marked.db',
      'zones/x.dns',
      'zones/x.hosts',
    ];
    assert.deepEqual(await pathsOf(['zones'], cwd), expected);
    const twice = [
      'zones/',
      './zones/b.zone',
      'zones/b.zone',
      'zones/link.zone',
      'zones/readme.txt',
    ];
    assert.deepEqual(
      await pathsOf(twice, cwd),
      [...expected, 'zones/link.zone', 'zones/readme.txt'].sort(),
      'what is named is checked, whatever it is called, and each file once',
    );
    const [first] = await pathsOf(['.'], join(cwd, 'elsewhere'));
    assert.equal(first, 'g.zone');
  });

  it('names what it cannot read, does the rest and ends with 2', async () => {
    const cwd = await makeFolder({ 'a.zone': aliasZone, 'empty/readme.txt': '' });
    await symlink('circle.zone', join(cwd, 'circle.zone'));
    const args = ['check', 'circle.zone', 'missing.zone', 'empty', 'a.zone/x', 'a.zone'];
    const { status, stdout, stderr } = await zoneMx(args, { cwd });
    assert.equal(status, 2);
    assert.match(stdout, /^a\.zone:5:9: error/);
    assert.deepEqual(stderr.trim().split('\n'), [
      'zone-mx: circle.zone: its links lead in a circle',
      'zone-mx: missing.zone: there is no such file',
      'zone-mx: empty: no zone file is found in it',
      'zone-mx: a.zone/x: there is no such file',
    ]);
  });

  it('does not search without end', async () => {
    const cwd = await makeFolder({ 'a.zone': soundZone });
    await mkdir(join(cwd, ...Array.from({ length: 40 }, () => 'd')), { recursive: true });
    const { status, stderr } = await zoneMx(['check', '.'], { cwd });
    assert.equal(status, 2);
    assert.match(stderr, /^zone-mx: d(\/d)+: it lies too deep to be searched\n$/);
  });

  it('refuses a file that is larger than a text can be', async () => {
    const cwd = await makeFolder({ 'huge.zone': '' });
    await truncate(join(cwd, 'huge.zone'), 600_000_000);
    const { status, stderr } = await zoneMx(['check', 'huge.zone'], { cwd });
    assert.equal(status, 2);
    assert.match(stderr, /^zone-mx: huge\.zone: it is too large: up to \d+ MB can be read\n$/);
  });

  it('reads standard input once, under the name that it is given', async () => {
    const input = 'mail A 192.0.2.1\n@ MX 10 192.0.2.1\n';
    const args = ['check', '--format=json', '-', '-', '--stdin-filename', 'zones/db.example.org'];
    const { stdout } = await zoneMx(args, { input });
    const [file, ...others] = JSON.parse(stdout).files;
    assert.deepEqual(others, []);
    assert.equal(file.path, 'zones/db.example.org');
    assert.equal(file.origin, 'example.org.');
    assert.equal(file.findings[0].path, 'zones/db.example.org');
  });

  it('reads a pipe that has a name', async () => {
    if (process.platform === 'win32') return;
    const line = `"$0" "$1" check --format=jsonl <(printf 'www.example.com. A 192.0.2.1\\n')`;
    const { stdout } = await execute('bash', ['-c', line, process.execPath, command]);
    assert.equal(JSON.parse(stdout).records, 1);
  });

  it('takes parts that together are the whole, and are the same whatever else there is', async () => {
    const names = Array.from({ length: 24 }, (_, index) => `zone${index}.zone`);
    const cwd = await makeFolder(Object.fromEntries(names.map((name) => [name, soundZone])));
    const parts = await Promise.all(
      [1, 2, 3].map((part) => pathsOf([`--shard=${part}/3`, '.'], cwd)),
    );
    assert.deepEqual(parts.flat().sort(), names.sort());
    assert.ok(
      parts.every((part) => part.length >= 3 && part.length <= 16),
      String(parts),
    );
    const [first = ''] = parts[1] ?? [];
    assert.deepEqual(await pathsOf(['--shard=2/3', first], cwd), [first]);
    const empty = await zoneMx(['check', '--shard=1/3', first], { cwd });
    assert.deepEqual(empty, { status: 0, stdout: '', stderr: '' });
  });

  it('prints the same in the same order with threads as without', async () => {
    const files: Record<string, string> = {};
    for (let index = 0; index < 60; index++)
      files[`z/${index}.zone`] = aliasZone + '; a comment\n'.repeat((index * 7919) % 5000);
    files['z/broken.zone'] = ')\n'.repeat(1200);
    const cwd = await makeFolder(files);
    for (const format of ['pretty', 'json']) {
      const args = ['check', `--format=${format}`, 'z', 'z/none.zone'];
      const [alone, shared] = await Promise.all(
        ['1', '3'].map((threads) => zoneMx(args, { cwd, env: { ZONE_MX_THREADS: threads } })),
      );
      assert.ok((alone?.stdout.length ?? 0) > 10_000);
      assert.deepEqual(shared, alone);
    }
  });

  it('ends quietly when nobody reads on', async () => {
    const files: Record<string, string> = {};
    for (let index = 0; index < 40; index++)
      files[`${index}.zone`] = aliasZone + `a MX 10 alias\nalias CNAME mail\n`.repeat(100);
    const cwd = await makeFolder(files);
    for (const threads of ['1', '2']) {
      const child = spawn(process.execPath, [command, 'check', '--format=pretty', '.'], {
        cwd,
        env: { PATH: process.env['PATH'], LC_ALL: 'C', ZONE_MX_THREADS: threads },
      });
      let stderr = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        stderr += text;
      });
      child.stdout.once('data', () => child.stdout.destroy());
      const status = await new Promise((done) => child.on('close', done));
      assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
    }
  });

  it('says that the output is lost on a full disk', async () => {
    // A device that only Linux has.
    if (!existsSync('/dev/full')) return;
    const line = `"$0" "$1" check samples > /dev/full`;
    await assert.rejects(
      execute('sh', ['-c', line, process.execPath, command], { env: { LC_ALL: 'C' } }),
      ({ code, stderr }: { code: number; stderr: string }) => {
        assert.equal(code, 2);
        assert.match(stderr, /^zone-mx: the output could not be written: ENOSPC[^\n]*\n$/);
        return true;
      },
    );
  });

  it('finds in the samples what their comments promise', async () => {
    const { stdout } = await zoneMx(['check', '--format=json', 'samples']);
    const { files, summary } = JSON.parse(stdout);
    assert.deepEqual(summary, { error: 5, warning: 1, information: 3, hint: 0 });
    assert.deepEqual(
      files.map(({ path }: { path: string }) => path),
      ['samples/bundestag.de.zone', 'samples/mistakes.zone', 'samples/msxfaq.de.zone'],
    );
    assert.deepEqual(
      files[1].findings.map(({ rule }: { rule: string }) => rule),
      [
        'mx-equal-preference',
        'mx-duplicate-exchange',
        'mx-exchange-is-alias',
        'mx-exchange-has-no-address',
        'mx-exchange-is-address',
        'mx-exchange-missing-dot',
        'mx-null-with-others',
      ],
    );
  });
});
