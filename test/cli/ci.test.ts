import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, readFile } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { parseConfig } from '../../server/src/core/config/config';
import { aliasZone, makeFolder, soundZone, zoneMx } from './command';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const action = readFileSync('action.yml', 'utf8');
const hooks = readFileSync('.pre-commit-hooks.yaml', 'utf8');
const page = readFileSync('docs/ci.md', 'utf8');

/** The script of the action’s only step, without its indentation. */
const script = (/\n {6}run: \|\n([\s\S]*)$/.exec(action)?.[1] ?? '').replace(/^ {8}/gm, '');

/** The action’s inputs and their defaults. */
const inputs = new Map(
  [...action.matchAll(/\n {2}([\w-]+):\n {4}description: .*\n {4}default: (.*)/g)].map(
    ([, name = '', value = '']) => [name, value.replace(/^"(.*)"$/, '$1')] as const,
  ),
);

/** Runs the action’s script with an npx that runs what is built. */
async function runAction(
  given: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>>,
) {
  const npx = `#!/bin/sh\n[ "$1 $2" = "--yes zone-mx@${version}" ] || exit 9\nshift 2\nexec "${process.execPath}" "${resolve('dist/cli.js')}" "$@"\n`;
  const cwd = await makeFolder({ ...files, 'bin/npx': npx });
  await chmod(join(cwd, 'bin/npx'), 0o755);
  const variables = [...inputs].map(([name, value]) => [
    `ZONE_MX_${name.toUpperCase().replace('-', '_')}`,
    given[name] ?? value,
  ]);
  const env = {
    ...Object.fromEntries(variables),
    PATH: `${join(cwd, 'bin')}${delimiter}${process.env['PATH']}`,
    LC_ALL: 'C',
  };
  const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-e', '-c', script], {
    cwd,
    env,
  });
  return { cwd, status, stdout: String(stdout), stderr: String(stderr) };
}

describe('in continuous integration', function () {
  this.timeout(60_000);

  it('the action checks paths and writes annotations', async () => {
    assert.deepEqual([...inputs.keys()], ['paths', 'fail-on', 'config', 'sarif', 'version']);
    const { stdout, stderr, status } = await runAction(
      {},
      { 'a.zone': aliasZone, 'b.zone': soundZone },
    );
    assert.match(stdout, /^::error file=a\.zone,line=5,.*\n$/);
    assert.deepEqual([stderr, status], ['', 1]);
    for (const name of inputs.keys()) {
      const variable = `ZONE_MX_${name.toUpperCase().replace('-', '_')}`;
      assert.ok(
        action.includes(`${variable}: \${{ inputs.${name} }}`) && script.includes(`$${variable}`),
      );
    }
    assert.ok(!script.includes('${{'), 'inputs are no part of the script');
  });

  it('the action takes several paths, settings, and a file for SARIF', async () => {
    const { cwd, stdout, stderr, status } = await runAction(
      {
        paths: 'a b.zone\n$(touch owned).zone\n',
        'fail-on': 'never',
        sarif: 'out.sarif',
        config: 'c.json',
      },
      {
        'a b.zone': aliasZone,
        '$(touch owned).zone': aliasZone,
        'c.json': '{ "rules": { "mx-exchange-is-alias": "warning" } }',
      },
    );
    assert.deepEqual([stderr, status], ['', 0]);
    assert.equal(stdout.match(/^::warning file=/gm)?.length, 2);
    const { runs } = JSON.parse(await readFile(join(cwd, 'out.sarif'), 'utf8'));
    assert.equal(runs[0].results.length, 2);
    await assert.rejects(readFile(join(cwd, 'owned')));
  });

  it('the hooks run the version that they are part of', async () => {
    const entries = [...hooks.matchAll(/^ {2}entry: npx --yes zone-mx@(\S+) (.*)$/gm)];
    assert.deepEqual(
      entries.map(([, each]) => each),
      [version, version],
    );
    const cwd = await makeFolder({ 'a.zone': aliasZone, 'db.example.com': aliasZone });
    const run = ([, , args = '']: readonly string[]) =>
      zoneMx([...args.split(' '), 'a.zone', 'db.example.com'], { cwd });
    const [check = [], fix = []] = entries;
    assert.equal((await run(check)).status, 1);
    assert.equal((await run(fix)).status, 0);
    assert.deepEqual(await run(check), { status: 0, stdout: '', stderr: '' });
    const patterns = [...hooks.matchAll(/^ {2}files: (.*)$/gm)].map(
      ([, text = '']) => new RegExp(text),
    );
    assert.equal(patterns.length, 2);
    for (const pattern of patterns) {
      for (const path of ['a.zone', 'zones/b.zone', 'db.x', 'z/db.x']) assert.match(path, pattern);
      for (const path of ['a.zones', 'mydb.x', 'db/x.ts']) assert.doesNotMatch(path, pattern);
    }
  });

  it('every command on the page can be given', async () => {
    const cwd = await makeFolder({ 'zones/a.zone': soundZone });
    await zoneMx(['format', 'zones'], { cwd });
    const commands = [...page.matchAll(/npx --yes zone-mx@(\S+) (.*)$/gm)];
    assert.ok(commands.length > 5);
    for (const [line, each, args = ''] of commands) {
      assert.equal(each, version, line);
      const { stderr, status } = await zoneMx(args.split(' '), { cwd });
      assert.deepEqual([stderr, status], ['', 0], line);
    }
    for (const [name] of inputs) assert.ok(page.includes(`| \`${name}\` |`), name);
    for (const [, id = ''] of page.matchAll(/- id: (\S+)/g))
      assert.match(hooks, new RegExp(`id: ${id}\n`));
    const [, json = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
    assert.deepEqual(parseConfig(json).problems, []);
  });

  it('ends quietly when nobody reads on', () => {
    const zone = `${soundZone}${'x MX 10 192.0.2.1\n'.repeat(20_000)}`;
    for (const format of ['unix', 'sarif', 'github', 'json']) {
      const line = `"${process.execPath}" dist/cli.js check --format=${format} - | head -c 100 >&2`;
      const { stderr, status } = spawnSync('bash', ['--norc', '-c', `set -o pipefail; ${line}`], {
        input: zone,
      });
      assert.equal(stderr.length, 100, format);
      assert.equal(status, 0, format);
    }
    const fix = `"${process.execPath}" dist/cli.js fix - | head -c 100 >&2`;
    const { stderr } = spawnSync('bash', ['--norc', '-c', fix], {
      input: zone.replace('x MX', '@ MX'),
    });
    assert.equal(stderr.length, 100);
  });
});
