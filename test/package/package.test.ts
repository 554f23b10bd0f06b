import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { note } from '../support/note';

const run = promisify(execFile);
const packages = resolve('out/packages');

/** Bytes: what takes longer to install is not installed first. */
const mostBytes = 1_000_000;

describe('the packages', function () {
  this.timeout(180_000);
  let folder: string;
  let names: readonly string[];
  const nameOf = (ending: string): string => {
    const name = names.find((each) => each.endsWith(ending));
    assert.ok(name !== undefined, ending);
    return name;
  };

  /** Makes them as of a certain time, and gives them all. */
  async function pack(...args: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    const env = { ...process.env, SOURCE_DATE_EPOCH: '1700000000' };
    await run(process.execPath, ['scripts/package.mjs', ...args], { env });
    const found = await readdir(packages);
    return new Map(
      await Promise.all(
        found.map(async (name) => [name, await readFile(join(packages, name))] as const),
      ),
    );
  }

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zone-mx-'));
    const first = await pack();
    names = [...first.keys()];
    await cp(packages, join(folder, 'first'), { recursive: true });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('are small', async () => {
    for (const name of names) {
      const { size } = await stat(join(packages, name));
      note(`${name}: ${size} bytes (${mostBytes} wanted at most)`);
      assert.ok(size < mostBytes, name);
    }
  });

  it('are the same to the byte when they are made again, and hold what docs/packages.md lists', async () => {
    const page = await readFile('docs/packages.md', 'utf8');
    const file = join(folder, 'packages.md');
    const again = await pack('--page', file);
    for (const [name, bytes] of again)
      assert.ok(bytes.equals(await readFile(join(folder, 'first', name))), name);
    const written = await readFile(file, 'utf8');
    for (const [, title, list = ''] of written.matchAll(/^## (.*)\n\n([^#]*)/gm))
      note(
        `${title}: ${list
          .replaceAll(/^- `|`$/gm, '')
          .trim()
          .split('\n')
          .join(', ')}`,
      );
    const withoutSizes = (text: string): string => text.replaceAll(/\d+ kB/g, '');
    assert.equal(withoutSizes(page), withoutSizes(written));
  });

  it('tell the licence of each package that is bundled, and no other', async () => {
    const notices = await readFile('dist/licenses.txt', 'utf8');
    const told = Array.from(notices.matchAll(/^(\S+@\d\S*) \(/gm), ([, name]) => name).sort();
    const { components } = JSON.parse(await readFile('dist/sbom.cdx.json', 'utf8'));
    const listed = components
      .map(({ name, version }: Record<string, string>) => `${name}@${version}`)
      .sort();
    assert.deepEqual(listed, told);
    assert.ok(told.some((name) => name?.startsWith('tldts@')));
    assert.ok(!told.some((name) => name?.startsWith('typescript@')));
  });

  it('has a command that runs where nothing else is installed', async () => {
    const cwd = join(folder, 'installed');
    await run('npm', ['install', '--offline', '--prefix', cwd, join(packages, nameOf('.tgz'))]);
    const modules = await readdir(join(cwd, 'node_modules'));
    assert.deepEqual(
      modules.filter((name) => !name.startsWith('.')),
      ['zone-mx'],
    );
    const command = join(cwd, 'node_modules/.bin/zone-mx');
    const { stdout: version } = await run(command, ['--version']);
    assert.equal(version.trim(), JSON.parse(await readFile('package.json', 'utf8')).version);
    const checked = await run(command, ['check', resolve('samples/mistakes.zone')]).catch(
      (error: { readonly stdout: string }) => error,
    );
    assert.match(checked.stdout, /\[mx-exchange-is-alias\]/);
    // What the command loads only when it is needed: German, and the public suffixes.
    const zone = join(folder, 'example.co.uk.zone');
    await writeFile(
      zone,
      '$TTL 1h\n@ SOA @ @ 1 3h 1h 2w 5m\n NS ns.example.\n MX 10 @\n A 192.0.2.25\n',
    );
    const german = await run(command, ['check', '--lang=de', '--origin=example.co.uk', zone]);
    assert.match(german.stdout, /hat keinen DMARC-Record/);
    const fromServer = await run(command, ['lsp', '--help']);
    assert.match(fromServer.stdout, /--stdio/);
  });
});
