import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commitAll, git, makeRepository } from '../support/repository';
import { makeFolder, type RunOptions, soundZone, zoneMx } from './command';

const rule = 'soa-serial-unchanged';
const changedZone = soundZone.replace('192.0.2.25', '192.0.2.26');

/** Where the rule finds something, as path and place. */
async function found(
  folder: string,
  paths: readonly string[] = ['.'],
  options: RunOptions = {},
): Promise<readonly string[]> {
  const args = ['check', '--format', 'unix', ...paths];
  const { stdout, stderr } = await zoneMx(args, { cwd: folder, ...options });
  assert.equal(stderr, '');
  return stdout
    .split('\n')
    .filter((line) => line.endsWith(`[${rule}]`))
    .map((line) => line.replace(/: .*/, ''));
}

/** A repository with a zone that was committed, and then changed. */
async function makeChanged(name = 'a.zone', ...options: readonly string[]): Promise<string> {
  const folder = await makeFolder({ [name]: soundZone });
  makeRepository(folder, ...options);
  await writeFile(join(folder, name), changedZone);
  return folder;
}

describe('a zone file in a git repository', () => {
  it('has to have another serial where its records are others than in HEAD', async () => {
    const folder = await makeChanged();
    const { stdout, status } = await zoneMx(['check', '--fail-on', 'warning', '.'], {
      cwd: folder,
    });
    assert.match(stdout, /^a\.zone:3:22: warning: The records have changed since the last commit/);
    assert.equal(status, 1);
    await writeFile(join(folder, 'a.zone'), `; x\n${soundZone.replaceAll('\n', '\r\n')}`);
    assert.deepEqual(await found(folder), []);
    await writeFile(join(folder, 'a.zone'), changedZone.replace('hostmaster 1', 'hostmaster 2'));
    assert.deepEqual(await found(folder), []);
    commitAll(folder);
    await writeFile(join(folder, 'a.zone'), changedZone);
    assert.deepEqual(await found(folder), [], 'The serial alone went back.');
    await writeFile(join(folder, 'a.zone'), soundZone);
    assert.deepEqual(await found(folder), ['a.zone:3:22']);
    assert.deepEqual(await found(folder, ['--rule', `${rule}=off`, '.']), []);
  });

  it('is bumped by fix only where that is told to do what is unsafe', async () => {
    const folder = await makeFolder({
      'a.zone': soundZone.replace('hostmaster 1', 'hostmaster 2020010203'),
    });
    makeRepository(folder);
    const changed = `${await readFile(join(folder, 'a.zone'), 'utf8')}www A 192.0.2.1\n`;
    await writeFile(join(folder, 'a.zone'), changed);
    await zoneMx(['fix', '.'], { cwd: folder });
    assert.equal(await readFile(join(folder, 'a.zone'), 'utf8'), changed);
    const days = [today()];
    const { stdout } = await zoneMx(['fix', '--unsafe', '.'], { cwd: folder });
    days.push(today());
    const fixed = await readFile(join(folder, 'a.zone'), 'utf8');
    assert.ok(
      days.some((day) => fixed === changed.replace('2020010203', `${day}01`)),
      fixed,
    );
    assert.match(stdout, /^a\.zone: Bump the serial to \d{8}01 \[soa-serial-unchanged\]\n$/);
    assert.deepEqual(await found(folder), []);
    await zoneMx(['fix', '--unsafe', '.'], { cwd: folder });
    assert.equal(await readFile(join(folder, 'a.zone'), 'utf8'), fixed);
  });

  it('is bumped after what else is unsafe has changed its records', async () => {
    const folder = await makeFolder({
      'a.zone': soundZone.replace('10 mail', '10 mail.example.com'),
    });
    makeRepository(folder);
    const { stdout } = await zoneMx(['fix', '--unsafe', 'a.zone'], { cwd: folder });
    assert.match(stdout, /\[mx-exchange-missing-dot\]\na\.zone: Bump the serial to 2 \[/);
  });

  it('may have any name, and lie in any folder', async () => {
    const names = [
      '-x.zone',
      ':(top)a.zone',
      'a b/c d.zone',
      'ä/*.zone',
      '{a,b}.zone',
      'HEAD/@.zone',
    ];
    const folder = await makeFolder(Object.fromEntries(names.map((name) => [name, soundZone])));
    makeRepository(folder);
    for (const name of names) await writeFile(join(folder, name), changedZone);
    assert.deepEqual(await found(folder), names.map((name) => `${name}:3:22`).sort());
    assert.deepEqual(await found(join(folder, 'a b'), ['c d.zone', '../ä']), [
      '../ä/*.zone:3:22',
      'c d.zone:3:22',
    ]);
    const threads = { env: { ZONE_MX_THREADS: '2' } };
    assert.equal((await found(folder, ['.'], threads)).length, names.length);
  });

  it('may be a part of what was changed: included files count as they were committed', async () => {
    const folder = await makeFolder({
      'a.zone': `${soundZone}$INCLUDE hosts\n$INCLUDE own\n`,
      hosts: 'www A 192.0.2.1\n',
      '.gitignore': 'own\n',
      own: 'own A 192.0.2.1\n',
    });
    makeRepository(folder);
    assert.deepEqual(await found(folder), []);
    await writeFile(join(folder, 'own'), 'own A 192.0.2.2\n');
    assert.deepEqual(await found(folder), [], 'git has no other version.');
    await writeFile(join(folder, 'hosts'), 'www A 192.0.2.2\n');
    assert.deepEqual(await found(folder), ['a.zone:3:22']);
    await writeFile(join(folder, 'hosts'), 'www 1h A 192.0.2.1\n');
    assert.deepEqual(await found(folder), []);
  });

  it('is read as it stands on standard input, under the name that it is given', async () => {
    const folder = await makeChanged();
    await writeFile(join(folder, 'a.zone'), soundZone);
    const piped = (name: string) =>
      found(folder, ['--stdin-filename', name, '-'], { input: changedZone });
    assert.deepEqual(await piped('a.zone'), ['a.zone:3:22']);
    assert.deepEqual(await piped('b.zone'), []);
  });

  it('is not compared where there is nothing to compare it with', async () => {
    const folder = await makeFolder({ 'a.zone': changedZone });
    assert.deepEqual(await found(folder), [], 'no repository');
    git(folder, 'init', '--quiet');
    assert.deepEqual(await found(folder), [], 'no commit');
    await writeFile(join(folder, 'b.zone'), soundZone);
    commitAll(folder);
    await rename(join(folder, 'a.zone'), join(folder, 'c.zone'));
    assert.deepEqual(await found(folder), [], 'a new name');
    await writeFile(join(folder, 'b.zone'), changedZone);
    const path = await makeFolder({});
    assert.deepEqual(await found(folder, ['.'], { env: { PATH: path } }), [], 'no git');
    await rm(join(folder, '.git'), { recursive: true });
    await mkdir(join(folder, '.git'));
    assert.deepEqual(await found(folder), [], 'a broken repository');
  });

  it('is left alone where git refuses its repository, and git is not asked for each folder', async () => {
    const names = ['a', 'b', 'c', 'd'].map((name) => `${name}/${name}.zone`);
    const folder = await makeFolder(Object.fromEntries(names.map((name) => [name, soundZone])));
    makeRepository(folder);
    for (const name of names) await writeFile(join(folder, name), changedZone);
    const path = await makeFolder({ git: '#!/bin/sh\necho x >> "$0.log"\nexit 128\n' });
    await chmod(join(path, 'git'), 0o755);
    assert.deepEqual(await found(folder, ['.'], { env: { PATH: path } }), []);
    assert.equal(await readFile(join(path, 'git.log'), 'utf8'), 'x\n');
  });

  it('is compared in a repository of the other hash function', async () => {
    const folder = await makeChanged('a.zone', '--object-format=sha256');
    assert.deepEqual(await found(folder), ['a.zone:3:22']);
    await writeFile(join(folder, 'a.zone'), soundZone);
    assert.deepEqual(await found(folder), []);
  });

  it('is found where a hook of git runs the command', async () => {
    const folder = await makeChanged();
    const other = await makeFolder({ x: '' });
    makeRepository(other);
    const env = { GIT_DIR: join(other, '.git'), GIT_WORK_TREE: other };
    assert.deepEqual(await found(folder, ['.'], { env }), ['a.zone:3:22']);
  });

  it('runs nothing that its repository configures', async () => {
    const folder = await makeFolder({
      'a.zone': soundZone,
      'b.zone': soundZone,
      '.gitattributes': '*.zone filter=x diff=x\n',
    });
    makeRepository(folder);
    const mark = (name: string): string => `touch '${join(folder, `ran-${name}`)}'`;
    const config = {
      'filter.x.clean': mark('clean'),
      'filter.x.smudge': mark('smudge'),
      'filter.x.process': mark('process'),
      'filter.x.required': 'true',
      'diff.x.textconv': mark('textconv'),
      'diff.x.command': mark('diff'),
      'core.fsmonitor': mark('fsmonitor'),
      'core.pager': mark('pager'),
      'core.hooksPath': join(folder, 'hooks'),
      'core.repositoryFormatVersion': '1',
      'extensions.partialClone': 'origin',
      'remote.origin.promisor': 'true',
      'remote.origin.url': `ext::touch ${join(folder, 'ran-fetch')}`,
      'protocol.ext.allow': 'always',
    };
    for (const [key, value] of Object.entries(config)) git(folder, 'config', key, value);
    await writeFile(join(folder, 'a.zone'), changedZone);
    assert.deepEqual(await found(folder), ['a.zone:3:22']);
    // Without its object, git would fetch it.
    const id = git(folder, 'rev-parse', 'HEAD:a.zone').trim();
    await rm(join(folder, '.git', 'objects', id.slice(0, 2), id.slice(2)));
    assert.deepEqual(await found(folder), []);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('ran-')),
      [],
    );
    assert.equal(existsSync(join(folder, '.git', 'index.lock')), false);
  });
});

/** In the time zone that the command runs in. */
function today(): string {
  const now = new Date();
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  return day.map((part) => String(part).padStart(2, '0')).join('');
}
