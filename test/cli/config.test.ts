import assert from 'node:assert/strict';
import { join } from 'node:path';
import { aliasZone, makeFolder, soundZone, zoneMx } from './command';

const aliasOff = '{ "rules": { "mx-exchange-is-alias": "off" } }';

/** What the command says of one config, each line without what it starts with. */
async function complaintsOf(config: string | Buffer): Promise<readonly string[]> {
  const cwd = await makeFolder({ 'zone-mx.json': config, 'a.zone': aliasZone });
  const { status, stdout, stderr } = await zoneMx(['check', 'a.zone'], { cwd });
  assert.match(stdout, /mx-exchange-is-alias/, 'the rest goes on');
  assert.equal(status, stderr === '' ? 1 : 2);
  return stderr.replaceAll('zone-mx: zone-mx.json:', '').trimEnd().split('\n');
}

describe('zone-mx.json for the command', function () {
  this.timeout(30_000);

  it('is the nearest one from the file up to the root of its repository', async () => {
    const cwd = await makeFolder({
      'zone-mx.json': '{ "failOn": "never" }',
      'repository/.git/HEAD': '',
      'repository/zones/a.zone': aliasZone,
      'repository/zones/near/zone-mx.json': aliasOff,
      'repository/zones/near/a.zone': aliasZone,
      'repository/zones/near/below/a.zone': aliasZone,
    });
    const check = async (path: string) => (await zoneMx(['check', path], { cwd })).status;
    assert.equal(await check('repository/zones/a.zone'), 1);
    assert.equal(await check('repository/zones/near/a.zone'), 0);
    assert.equal(await check('repository/zones/near/below'), 0);
    const { stdout, status } = await zoneMx(['check', 'repository'], { cwd });
    assert.deepEqual([status, stdout.split('\n').length], [1, 2]);
  });

  it('is looked for up to the working directory where there is no repository', async () => {
    const folder = await makeFolder({ 'zone-mx.json': aliasOff, 'w/zones/a.zone': aliasZone });
    assert.equal((await zoneMx(['check', 'w'], { cwd: folder })).status, 0);
    assert.equal((await zoneMx(['check', 'zones'], { cwd: join(folder, 'w') })).status, 1);
  });

  it('says which level each rule has, what fails, and the origins by glob', async () => {
    const cwd = await makeFolder({
      'zone-mx.json': `\ufeff{
        "$schema": "./node_modules/zone-mx/schemas/zone-mx.schema.json",
        "rules": { "mx-exchange-is-alias": "warning" },
        "failOn": "warning",
        "zones": { "zones/part*": "one.example", "fragment.zone": "two.example" }
      }`,
      'a.zone': aliasZone,
      'zones/part.zone': '@ MX 10 mail\n',
      'zones/fragment.zone': '@ MX 10 mail\n',
    });
    const { stdout, stderr, status } = await zoneMx(['check', '--format=json', '.'], { cwd });
    assert.deepEqual([stderr, status], ['', 1]);
    const { files, summary } = JSON.parse(stdout);
    assert.deepEqual(
      files.map(({ origin }: { readonly origin: string }) => origin),
      ['example.com.', 'two.example.', 'one.example.'],
    );
    assert.ok(summary.warning > 0);
    const threads = { ZONE_MX_THREADS: '3' };
    const other = await zoneMx(['check', '--format=json', '.'], { cwd, env: threads });
    assert.equal(other.stdout, stdout);
  });

  it('gives convert the origin too', async () => {
    const cwd = await makeFolder({
      'zone-mx.json': '{ "zones": { "part": "one.example" }, "x": 1 }',
      part: '@ 60 A 192.0.2.1\n',
    });
    const { stdout, stderr, status } = await zoneMx(['convert', '--to=canonical', 'part'], { cwd });
    assert.equal(stdout, 'one.example.\t60\tIN\tA\t192.0.2.1\n');
    assert.match(stderr, /^zone-mx: zone-mx\.json:1:39: There is no setting “x”\.$/m);
    assert.equal(status, 2);
  });

  it('gives way to the command line', async () => {
    const cwd = await makeFolder({
      'zone-mx.json': '{ "rules": { "mx-exchange-is-alias": "off" }, "failOn": "never" }',
      'other/c.json':
        '{ "rules": { "mx-exchange-is-alias": "warning" }, "zones": { "../f*": "x.example" } }',
      'a.zone': aliasZone,
      'f.zone': 'a A 192.0.2.1\n',
    });
    const run = async (...args: string[]) => (await zoneMx(['check', ...args], { cwd })).status;
    const raised = '--rule=mx-exchange-is-alias=error';
    assert.equal(await run('a.zone'), 0);
    assert.equal(await run(raised, 'a.zone'), 0);
    assert.equal(await run(raised, '--fail-on=error', 'a.zone'), 1);
    assert.equal(await run('--config=other/c.json', 'a.zone'), 0);
    assert.equal(await run('--config', 'other/c.json', '--fail-on', 'warning', 'a.zone'), 1);
    const format = ['check', '--format=jsonl', '--config=other/c.json'];
    const globbed = await zoneMx([...format, 'f.zone'], { cwd });
    assert.equal(JSON.parse(globbed.stdout).origin, 'x.example.');
    const told = await zoneMx([...format, '--origin', 'y.example', 'f.zone'], { cwd });
    assert.equal(JSON.parse(told.stdout).origin, 'y.example.');
    const named = ['check', '--stdin-filename', 'other/x.zone', '-'];
    assert.equal((await zoneMx(named, { cwd, input: aliasZone })).status, 0);
  });

  it('is told where it is wrong, and the rest of it holds', async () => {
    assert.deepEqual(
      await complaintsOf(
        '{\n  "rules": { "mx-exchange-is-alis": "off", "syntax": "of" },\n  "x": 1 }',
      ),
      [
        '2:14: There is no rule “mx-exchange-is-alis”. Did you mean mx-exchange-is-alias?',
        '2:54: This is one of error, warning, information, hint, off, not “of”. Did you mean off?',
        '3:3: There is no setting “x”.',
      ],
    );
    assert.deepEqual(
      await complaintsOf('{ "failOn": "errors", "zones": { "a": "a..b", "b": 3 } }'),
      [
        '1:13: This is one of error, warning, information, hint, never, not “errors”. Did you mean error?',
        '1:39: An origin is a domain name; “a..b” is none.',
        '1:52: A text is expected here: "…".',
      ],
    );
  });

  it('is told to be no JSON', async () => {
    assert.deepEqual(await complaintsOf('{ "rules": {}, }'), ['1:16: This is no JSON.']);
    assert.deepEqual(await complaintsOf('\n// a comment\n{}'), ['2:1: This is no JSON.']);
    assert.deepEqual(await complaintsOf(''), ['1:1: This is no JSON.']);
    assert.deepEqual(await complaintsOf('{}'), ['']);
  });

  it('may hold anything', async () => {
    const wrong = [
      '[]',
      '3',
      'null',
      '"x"',
      '{ "rules": [] }',
      '{ "zones": null }',
      '{ "failOn": {} }',
    ];
    for (const config of wrong) assert.match((await complaintsOf(config)).join(), /expected here/);
    const deep = `{"rules":${'['.repeat(500_000)}`;
    assert.match((await complaintsOf(deep)).join(), /^1:41: This is nested too deep/);
    assert.match((await complaintsOf(' '.repeat(1_000_001))).join(), /^1:1: It is too large/);
    assert.match((await complaintsOf(' '.repeat(5_000_000))).join(), /it is too large/);
    const many = Array.from({ length: 5000 }, (_, i) => `"x${i}": 1`).join();
    assert.equal((await complaintsOf(`{ ${many} }`)).length, 100);
    const key = `{ "__proto__": {}, "\x1b[31m${'y'.repeat(100_000)}": 1, "rules": { "__proto__": "off" } }`;
    const [proto, long = '', rule] = await complaintsOf(key.replace('\x1b', '\\u001b'));
    assert.match(proto ?? '', /no setting “__proto__”/);
    assert.ok(long.length < 200 && !long.includes('\x1b'), long);
    assert.match(rule ?? '', /no rule “__proto__”/);
    assert.match((await complaintsOf(Buffer.from([0xff, 0, 1]))).join(), /no JSON/);
    const globs = `{ "zones": { "${'*a'.repeat(200)}": "a.example", "[": "b.example", "!(": "c" } }`;
    assert.deepEqual(await complaintsOf(globs), ['']);
  });

  it('that can’t be read does not stop the check', async () => {
    const cwd = await makeFolder({
      'a.zone': soundZone,
      'b/zone-mx.json/x': '',
      'b/b.zone': soundZone,
    });
    const missing = await zoneMx(['check', '--config', 'no.json', 'a.zone'], { cwd });
    assert.deepEqual(missing, {
      status: 2,
      stdout: '',
      stderr: 'zone-mx: no.json: there is no such file\n',
    });
    // A folder of this name is none.
    assert.deepEqual((await zoneMx(['check', '.'], { cwd })).stderr, '');
  });
});
