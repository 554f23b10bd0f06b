import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const own = `$ORIGIN example.com.
$TTL 1h
@ SOA ns1 hostmaster 1 3h 1h 2w 5m
  NS ns1
  MX 10 mail
  MX 20 backup
  TXT "v=spf1 mx -all"
_dmarc TXT "v=DMARC1; p=none"
ns1 A 192.0.2.53
mail CNAME host
host A 192.0.2.25
backup A 198.51.100.1
`;

const other = `$ORIGIN example.net.
$TTL 1h
@ SOA ns1.example.com. hostmaster.example.com. 1 3h 1h 2w 5m
  NS ns1.example.com.
  MX 10 backup.example.com.
`;

const renamed = own
  .replace('MX 10 mail', 'MX 10 host')
  .replace('MX 20 backup', 'MX 20 mx2')
  .replace('backup A', 'mx2 A');

/** What docs/editors.md says for a Neovim as old as Debian's; but nothing is asked of DNS. */
async function readSettings(): Promise<string> {
  const page = await readFile('docs/editors.md', 'utf8');
  const [, lua = ''] = Array.from(page.matchAll(/```lua\n(.*?)```/gs), ([, block]) => block);
  const given = "live = { mode = 'hover' }";
  assert.ok(lua.includes(given));
  return lua.replace(
    given,
    "live = { mode = 'off' }, rules = { ['mx-exchange-is-alias'] = 'warning' }",
  );
}

describe('Neovim', function () {
  this.timeout(60_000);

  it('shows findings and hovers, repairs, renames, formats and navigates', async () => {
    const cwd = await mkdtemp(join(tmpdir(), 'zone-mx-'));
    try {
      await writeFile(join(cwd, 'example.com.zone'), own);
      await writeFile(join(cwd, 'example.net.zone'), other);
      await mkdir(join(cwd, 'bin'));
      const command = `#!/bin/sh\nexec "${process.execPath}" "${resolve('dist/cli.js')}" "$@"\n`;
      await writeFile(join(cwd, 'bin/zone-mx'), command, { mode: 0o755 });
      await writeFile(join(cwd, 'init.lua'), await readSettings());
      const script = resolve('test/editors/neovim.lua');
      await promisify(execFile)('nvim', ['--headless', '-u', 'NONE', '-n', '-S', script], {
        cwd,
        env: { ...process.env, PATH: `${join(cwd, 'bin')}:${process.env['PATH']}`, HOME: cwd },
        timeout: 50_000,
      });
      const result = JSON.parse(await readFile(join(cwd, 'result.json'), 'utf8'));
      assert.equal(result.problem, undefined);
      assert.deepEqual(result.found, [['mx-exchange-is-alias', 4, 8, 12, 2]]);
      assert.ok(
        result.hover.some((line: string) => line.includes('198.51.100.1')),
        result.hover,
      );
      assert.ok(!result.offered.some((title: string) => title.includes('everywhere')));
      assert.deepEqual(result.renamed, renamed.trimEnd().split('\n'));
      assert.deepEqual(
        result.elsewhere,
        other.replace('backup.example', 'mx2.example').trimEnd().split('\n'),
      );
      assert.equal(result.references, 3);
      assert.ok(result.formatted.includes('host   A     192.0.2.25'), result.formatted.join('\n'));
      assert.equal(result.errors, '');
    } finally {
      await rm(cwd, { recursive: true, force: true });
    }
  });
});
