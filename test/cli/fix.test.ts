import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmod, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { aliasZone, makeFolder, plainZone, soundZone, zoneMx } from './command';

const fixedZone = aliasZone.replace('MX 10 mail', 'MX 10 host');
const twiceZone = `${soundZone}b MX 10 mail\n MX 20 mail\n TXT "v=spf1 mx -all"\n`;

describe('zone-mx fix', function () {
  this.timeout(30_000);

  it('leaves of the sample only what has no safe fix', async () => {
    const sample = await readFile('samples/mistakes.zone', 'utf8');
    const cwd = await makeFolder({ 'mistakes.zone': sample });
    const { stdout, stderr, status } = await zoneMx(['fix', 'mistakes.zone'], { cwd });
    assert.equal(
      stdout,
      `mistakes.zone: Name mail.example.com instead [mx-exchange-is-alias]
mistakes.zone: Name mail.example.com instead, which has this address [mx-exchange-is-address]
mistakes.zone: 3 errors, 1 warning, 1 information left
`,
    );
    assert.deepEqual([stderr, status], ['', 1]);
    const check = await zoneMx(['check', '--format=json', 'mistakes.zone'], { cwd });
    const [{ findings }] = JSON.parse(check.stdout).files;
    assert.equal(findings.length, 5);
    for (const { fixes } of findings)
      assert.ok(fixes.every(({ grade }: { readonly grade: string }) => grade !== 'safe'));
    const again = await zoneMx(['fix', '--fail-on=never', 'mistakes.zone'], { cwd });
    assert.deepEqual([again.stdout.split('\n').length, again.status], [2, 0]);
  });

  it('tells of more fixes than a function has arguments', async () => {
    const zone = soundZone + 'b A 192.0.2.1\n'.repeat(130_001);
    const cwd = await makeFolder({ 'many.zone': zone });
    const { stderr } = await zoneMx(['fix', '--quiet', '--fail-on=never', 'many.zone'], { cwd });
    assert.equal(stderr, '');
    const text = await readFile(join(cwd, 'many.zone'), 'utf8');
    assert.equal(text, `${soundZone}b A 192.0.2.1\n`);
  });

  it('applies the others too where it is told so, but none that is to be filled in', async () => {
    const sample = await readFile('samples/mistakes.zone', 'utf8');
    const cwd = await makeFolder({ 'mistakes.zone': sample });
    const { stdout, status } = await zoneMx(['fix', '--unsafe', 'mistakes.zone'], { cwd });
    assert.equal(status, 1);
    assert.match(stdout, /\[mx-equal-preference\]\n/);
    assert.match(stdout, /mistakes\.zone: 1 error left\n$/);
    assert.doesNotMatch(await readFile(join(cwd, 'mistakes.zone'), 'utf8'), /replace by/);
  });

  it('shows a diff that can be applied, and changes nothing', async () => {
    const cwd = await makeFolder({ 'zones/a b.zone': aliasZone, 'zones/c.zone': soundZone });
    const { stdout, status } = await zoneMx(['fix', '--diff', 'zones'], { cwd });
    assert.equal(
      stdout,
      `--- a/zones/a b.zone
+++ b/zones/a b.zone
@@ -2,7 +2,7 @@
 $TTL 1h
 @ SOA ns1 hostmaster 1 3h 1h 2w 5m
   NS ns1
-  MX 10 mail
+  MX 10 host
 ns1 A 192.0.2.53
 mail CNAME host
 host A 192.0.2.1
`,
    );
    assert.equal(status, 1);
    assert.equal(await readFile(join(cwd, 'zones/a b.zone'), 'utf8'), aliasZone);
    const applied = spawnSync('git', ['apply', '-'], { cwd, input: stdout });
    assert.equal(applied.status, 0, String(applied.stderr));
    assert.equal(await readFile(join(cwd, 'zones/a b.zone'), 'utf8'), fixedZone);
    const none = await zoneMx(['fix', '--diff', 'zones'], { cwd });
    assert.deepEqual(none, { status: 0, stdout: '', stderr: '' });
  });

  it('keeps the encoding, the ends of lines and the rights of a file', async () => {
    const text = `; M\xfcller\r\n${aliasZone.replaceAll('\n', '\r\n')}`;
    const cwd = await makeFolder({
      'latin.zone': Buffer.from(text, 'latin1'),
      'sound.zone': soundZone,
    });
    await chmod(join(cwd, 'latin.zone'), 0o640);
    const before = await stat(join(cwd, 'sound.zone'));
    assert.equal((await zoneMx(['fix', '.'], { cwd })).status, 0);
    const after = await readFile(join(cwd, 'latin.zone'));
    assert.equal(after.toString('latin1'), text.replace('MX 10 mail', 'MX 10 host'));
    assert.equal((await stat(join(cwd, 'latin.zone'))).mode & 0o777, 0o640);
    assert.equal((await stat(join(cwd, 'sound.zone'))).mtimeMs, before.mtimeMs);
  });

  it('prints standard input, fixed', async () => {
    const { stdout, status } = await zoneMx(['fix', '-'], { input: aliasZone });
    assert.deepEqual([stdout, status], [fixedZone, 0]);
    const diff = await zoneMx(['fix', '--diff', '--stdin-filename=x.zone', '-'], {
      input: aliasZone,
    });
    assert.match(diff.stdout, /^--- a\/x\.zone\n/);
  });

  it('tells of each file on a line, in JSON', async () => {
    const cwd = await makeFolder({ 'a.zone': aliasZone, 'b.zone': soundZone });
    const args = ['fix', '--format=jsonl'];
    const read = (stdout: string): readonly unknown[] =>
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    const applied = [{ rule: 'mx-exchange-is-alias', title: 'Name host.example.com instead' }];
    const left = { error: 0, warning: 0, information: 0, hint: 0 };
    const diff = await zoneMx([...args, '--diff', 'a.zone'], { cwd });
    const [shown] = read(diff.stdout) as readonly { readonly diff: string }[];
    assert.match(shown?.diff ?? '', /^--- a\/a\.zone\n/);
    assert.equal(diff.status, 1);
    const { stdout, status } = await zoneMx([...args, '.'], { cwd });
    assert.deepEqual(read(stdout), [
      { path: 'a.zone', changed: true, applied, left },
      { path: 'b.zone', changed: false, applied: [], left },
    ]);
    assert.equal(status, 0);
    assert.equal(await readFile(join(cwd, 'a.zone'), 'utf8'), fixedZone);
    const piped = await zoneMx([...args, '-'], { input: aliasZone });
    assert.deepEqual(read(piped.stdout), [
      { path: '-', changed: true, applied, left, text: fixedZone },
    ]);
    const quiet = await zoneMx([...args, '--quiet', '.'], { cwd });
    assert.equal(quiet.stdout, '');
  });

  it('takes a stable part of the files', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `zone${index}.zone`);
    const cwd = await makeFolder(Object.fromEntries(names.map((name) => [name, aliasZone])));
    const fixed: string[] = [];
    for (const part of [1, 2, 3]) {
      const { stdout } = await zoneMx(['fix', '--format=jsonl', `--shard=${part}/3`, '.'], { cwd });
      const changed = stdout.matchAll(/^\{"path":"([^"]*)","changed":true/gm);
      fixed.push(...Array.from(changed, ([, path]) => path ?? ''));
    }
    assert.deepEqual(fixed.sort(), names.sort());
  });

  it('heeds levels, origins and zone-mx.json', async () => {
    const off = '{ "rules": { "mx-exchange-is-alias": "off" }, "zones": { "p*": "one.example" } }';
    const cwd = await makeFolder({
      'a.zone': aliasZone,
      'zone-mx.json': off,
      'other.json': '{ "failOn": "warning" }',
      'twice.zone': twiceZone,
      'part.zone': '@ MX 10 mail\n@ TXT "v=spf1 mx -all"\nmail CNAME x\nx A 192.0.2.1\n',
    });
    const run = async (...args: string[]) =>
      (await zoneMx(['fix', '--diff', ...args], { cwd })).stdout;
    assert.equal(await run('a.zone'), '');
    assert.match(await run('--rule=mx-exchange-is-alias=error', 'a.zone'), /MX 10 host/);
    assert.match(await run('--config=other.json', 'a.zone'), /MX 10 host/);
    const strict = await zoneMx(['fix', '--config=other.json', 'twice.zone'], { cwd });
    assert.equal(strict.status, 1);
    assert.equal((await zoneMx(['fix', '--quiet', 'twice.zone'], { cwd })).stdout, '');
    const broken = await zoneMx(['fix', '--config=a.zone', 'twice.zone'], { cwd });
    assert.match(broken.stderr, /^zone-mx: a\.zone:1:1: This is no JSON\.\n$/);
    assert.equal(broken.status, 2);
  });

  it('changes an included file only where it is named itself', async () => {
    const head = plainZone.replace('mail A 192.0.2.25\n', '').replace('  MX 10 mail\n', '');
    const cwd = await makeFolder({
      'a.zone': `${head}$INCLUDE part.inc\n`,
      'part.inc': '@ MX 10 mail\nmail CNAME host\nhost A 192.0.2.1\n',
    });
    const { stdout } = await zoneMx(['fix', 'a.zone'], { cwd });
    assert.match(stdout, /^a\.zone: 1 error/);
    assert.match(await readFile(join(cwd, 'part.inc'), 'utf8'), /MX 10 mail/);
    await zoneMx(['fix', '--origin=example.com', 'part.inc'], { cwd });
    assert.match(await readFile(join(cwd, 'part.inc'), 'utf8'), /MX 10 host/);
  });

  it('goes on after a file that can’t be read, and ends with 2', async () => {
    const cwd = await makeFolder({ 'a.zone': aliasZone });
    const { stderr, status } = await zoneMx(['fix', 'missing.zone', 'a.zone'], { cwd });
    assert.deepEqual([stderr, status], ['zone-mx: missing.zone: there is no such file\n', 2]);
    assert.equal(await readFile(join(cwd, 'a.zone'), 'utf8'), fixedZone);
  });
});
