import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeFolder, soundZone, zoneMx } from './command';

const asking = soundZone.replace('MX 10 mail', 'MX 10 mail.example.net.');
const other = soundZone.replaceAll('example.com', 'example.net').replace('mail A', 'post A');
const zones = {
  'example.com.zone': asking,
  'example.net.zone': other.replace('MX 10 mail', 'MX 10 post'),
};

describe('the files of one run', function () {
  this.timeout(30_000);

  it('know each other', async () => {
    const cwd = await makeFolder(zones);
    const { stdout, status } = await zoneMx(['check', '--format=json', '.'], { cwd });
    const { files } = JSON.parse(stdout);
    const [finding] = files[0].findings;
    assert.deepEqual([files[0].findings.length, files[1].findings.length, status], [1, 0, 1]);
    assert.equal(finding.rule, 'mx-exchange-has-no-address');
    assert.match(finding.message, /This is known from example\.net\.zone\.$/);
    assert.deepEqual((await zoneMx(['check', 'example.com.zone'], { cwd })).status, 0);
  });

  it('lead to the record in the other file', async () => {
    const cwd = await makeFolder({
      ...zones,
      'example.net.zone': `${other}mail CNAME post\n`,
    });
    const { stdout } = await zoneMx(['check', '--format=json', '.'], { cwd });
    const [{ related, fixes }] = JSON.parse(stdout).files[0].findings;
    assert.deepEqual(related, [
      {
        path: 'example.net.zone',
        range: {
          start: { line: 10, column: 1, offset: other.length },
          end: { line: 10, column: 16, offset: other.length + 15 },
        },
        message: 'mail.example.net is made an alias here.',
      },
    ]);
    assert.deepEqual(fixes, [{ title: 'Name post.example.net instead', grade: 'unsafe' }]);
  });

  it('are checked by themselves where an option or the project says so', async () => {
    const cwd = await makeFolder(zones);
    assert.equal((await zoneMx(['check', '--no-other-zones', '.'], { cwd })).status, 0);
    const project = await makeFolder({ ...zones, 'zone-mx.json': '{ "otherZones": false }' });
    assert.equal((await zoneMx(['check', '.'], { cwd: project })).status, 0);
  });

  it('have the origins that the options and the project give them', async () => {
    const cwd = await makeFolder({
      'a.zone': asking,
      'b.zone': zones['example.net.zone'].replace('$ORIGIN example.net.\n', ''),
      'zone-mx.json': '{ "zones": { "b.zone": "example.net" } }',
    });
    const { stdout } = await zoneMx(['check', '.'], { cwd });
    assert.match(stdout, /known from b\.zone/);
  });

  it('are read with what they include', async () => {
    const cwd = await makeFolder({
      ...zones,
      'example.net.zone': `$INCLUDE soa.part\n${zones['example.net.zone'].replace(/^@ SOA.*\n/m, '@ NS ns1\n')}`,
      'soa.part': '$ORIGIN example.net.\n$TTL 1h\n@ SOA ns1 hostmaster 1 3h 1h 2w 5m\n',
    });
    const check = async (): Promise<string> => (await zoneMx(['check', '.'], { cwd })).stdout;
    assert.match(await check(), /known from example\.net\.zone/);
  });

  it('say the same in threads, in parts, and to standard input', async () => {
    const cwd = await makeFolder(zones);
    const env = { ZONE_MX_THREADS: '2' };
    const alone = await zoneMx(['check', '.'], { cwd });
    assert.equal((await zoneMx(['check', '.'], { cwd, env })).stdout, alone.stdout);
    const parts = await Promise.all(
      ['1/2', '2/2'].map((part) => zoneMx(['check', '--shard', part, '.'], { cwd })),
    );
    assert.deepEqual(parts.map(({ stdout }) => stdout).join(''), alone.stdout);
    const piped = await zoneMx(['check', '-', 'example.net.zone'], { cwd, input: asking });
    assert.match(piped.stdout, /^-:5:9: .*known from example\.net\.zone/);
  });

  it('are read once where that is all that can be done', async () => {
    const cwd = await makeFolder(zones);
    await promisify(execFile)('mkfifo', [join(cwd, 'pipe')]);
    const writing = writeFile(join(cwd, 'pipe'), asking);
    const { stdout } = await zoneMx(['check', 'pipe', 'example.net.zone'], { cwd });
    await writing;
    assert.match(stdout, /^pipe:5:9: .*known from example\.net\.zone/);
  });

  it('are not asked where they are large', async () => {
    const large = `${zones['example.net.zone']};${' '.repeat(8 * 1024 * 1024)}\n`;
    const cwd = await makeFolder({ ...zones, 'example.net.zone': large });
    assert.equal((await zoneMx(['check', '.'], { cwd })).status, 0);
  });

  it('say nothing where they can’t be read, or are no zones', async () => {
    const cwd = await makeFolder({
      ...zones,
      'example.net.zone': '\0\0\0 SOA',
      'empty.zone': '',
      'loop.zone': '$INCLUDE loop.zone\n',
    });
    const { stdout } = await zoneMx(['check', '.'], { cwd });
    assert.doesNotMatch(stdout, /known from/);
  });
});
