import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { aliasZone, makeFolder, soundZone, zoneMx } from './command';

const warningZone = `${soundZone}other MX 10 mail\n MX 20 mail\n TXT "v=spf1 mx -all"\n`;

describe('zone-mx', function () {
  this.timeout(30_000);
  let cwd = '';

  before(async () => {
    cwd = await makeFolder({
      'sound.zone': soundZone,
      'alias.zone': aliasZone,
      'warning.zone': warningZone,
      'fragment.zone': 'mail A 192.0.2.1\n',
    });
  });

  it('ends with 0 where nothing is grave enough, with 1 where something is', async () => {
    const status = async (...args: string[]) => (await zoneMx(['check', ...args], { cwd })).status;
    assert.deepEqual(
      await Promise.all([
        status('sound.zone'),
        status('alias.zone'),
        status('warning.zone'),
        status('--fail-on', 'warning', 'warning.zone'),
        status('--fail-on=hint', 'sound.zone'),
        status('--fail-on', 'never', 'alias.zone'),
      ]),
      [0, 1, 0, 1, 0, 0],
    );
  });

  it('refuses what makes no sense, with 2 and a word about it', async () => {
    const cases: readonly (readonly [string, RegExp])[] = [
      [
        '',
        /Name a command: check, fix, format, route, survey, import, convert, rules, lsp, completion, manual\./,
      ],
      ['--frobnicate', /There is no option --frobnicate\./],
      ['chek a.zone', /There is no command “chek”\. Did you mean check\?/],
      ['route', /Name a file, a domain, or - for standard input\./],
      ['route a.zone b.zone', /“b\.zone” is one argument too many\./],
      ['route --server 192.0.2.1 ./a.zone', /--server needs --live beside it\./],
      ['route --down a..b a.zone', /--down takes a domain name; “a\.\.b” is none\./],
      ['check', /Name files or folders to check/],
      ['check --formt unix a.zone', /There is no option --formt\. Did you mean --format\?/],
      ['check --format jsn a.zone', /--format takes .*, not “jsn”\. Did you mean json\?/],
      ['check --server 192.0.2.1 a.zone', /--server needs --live beside it\./],
      ['check --live --server dns.example a.zone', /"dns\.example" is left out/],
      ['check --live --doh http://dns.example/dns-query a.zone', /is left out/],
      ['check --fail-on errors a.zone', /Did you mean error\?/],
      ['check --rule mx-equal=off a.zone', /Did you mean mx-equal-preference\?/],
      ['check --rule syntx=off a.zone', /no rule “syntx”\. Did you mean syntax\?/],
      ['check --rule syntax=of a.zone', /not “of”\. Did you mean off\?/],
      ['check --rule syntax a.zone', /--rule takes ID=LEVEL, not “syntax”\./],
      ['check --origin --quiet a.zone', /--origin needs a value/],
      ['check --quiet=yes a.zone', /--quiet takes no value\./],
      ['check --origin a..b a.zone', /--origin takes a domain name; “a\.\.b” is none\./],
      ['check --shard 3/2 a.zone', /--shard takes K\/N/],
      ['rules no-such-rule', /There is no rule “no-such-rule”\./],
      ['convert a.zone', /convert needs --to json, zone, canonical\./],
      ['lsp', /lsp needs --stdio\./],
    ];
    await Promise.all(
      cases.map(async ([line, said]) => {
        const args = line.split(' ').filter((word) => word !== '');
        const { status, stdout, stderr } = await zoneMx(args, { cwd });
        assert.match(stderr, said, line);
        assert.match(stderr, /^zone-mx: .*\nSee zone-mx .*--help\.\n$/, line);
        assert.deepEqual([status, stdout], [2, ''], line);
      }),
    );
  });

  it('shows its help and its version', async () => {
    const { version } = JSON.parse(await readFile('package.json', 'utf8'));
    assert.equal((await zoneMx(['--version'])).stdout, `${version}\n`);
    assert.match((await zoneMx(['-h'])).stdout, /zone-mx check \[options\] PATH\.\.\./);
    const { status, stdout } = await zoneMx(['check', 'x.zone', '--nonsense', '--help']);
    assert.equal(status, 0);
    for (const option of [
      '--origin NAME',
      '--format FORMAT',
      '--fail-on',
      '--rule',
      '--live',
      '--quiet',
    ])
      assert.ok(stdout.includes(option), option);
  });

  it('prints one line per finding into a pipe, nothing when quiet', async () => {
    const { stdout } = await zoneMx(['check', 'alias.zone'], { cwd });
    assert.equal(
      stdout,
      'alias.zone:5:9: error: mail.example.com is an alias of host.example.com; an MX record must name a host with its own address. Some senders refuse to deliver. [mx-exchange-is-alias]\n',
    );
    const quiet = await zoneMx(['check', '--quiet', 'alias.zone'], { cwd });
    assert.deepEqual(quiet, { status: 1, stdout: '', stderr: '' });
  });

  it('takes levels of rules and the origin', async () => {
    const off = await zoneMx(['check', '--rule', 'mx-exchange-is-alias=off', 'alias.zone'], {
      cwd,
    });
    assert.deepEqual(off, { status: 0, stdout: '', stderr: '' });
    const raised = ['--rule=mx-duplicate-exchange=hint', '--rule', 'mx-duplicate-exchange=error'];
    const error = await zoneMx(['check', ...raised, 'warning.zone'], { cwd });
    assert.equal(error.status, 1);
    assert.match(error.stdout, /^warning\.zone:11:8: error: /);
    const without = await zoneMx(['check', 'fragment.zone'], { cwd });
    assert.match(without.stdout, /^fragment\.zone:1:1: error: This name is relative/);
    const named = ['check', '--origin', 'example.net', '--format', 'jsonl', 'fragment.zone'];
    assert.equal(JSON.parse((await zoneMx(named, { cwd })).stdout).origin, 'example.net.');
  });

  it('writes annotations for GitHub', async () => {
    const { stdout } = await zoneMx(['check', '--format', 'github', 'alias.zone'], { cwd });
    assert.equal(
      stdout,
      '::error file=alias.zone,line=5,endLine=5,col=9,endColumn=13,title=mx-exchange-is-alias::mail.example.com is an alias of host.example.com; an MX record must name a host with its own address. Some senders refuse to deliver.\n',
    );
    const other = await zoneMx(['check', '--format', 'github', '-', '--stdin-filename', 'a,b:c%'], {
      input: warningZone,
    });
    assert.match(other.stdout, /^::warning file=a%2Cb%3Ac%25,line=11,/);
  });

  it('speaks German where the environment does', async () => {
    const env = { LC_ALL: '', LANG: 'de_AT.UTF-8' };
    const { stdout } = await zoneMx(['check', '--format=pretty', 'alias.zone'], { cwd, env });
    assert.match(stdout, /^alias\.zone:5:9: Fehler: mail\.example\.com ist ein Alias/);
    assert.match(stdout, /1 Fehler in 1 Zonendatei \(8 Records\)/);
    assert.match((await zoneMx(['rules'], { env })).stdout, /MX/);
  });
});
