import assert from 'node:assert/strict';
import { aliasZone, makeFolder, soundZone, zoneMx } from './command';

const page = 'https://github.com/zone-mx/zone-mx/blob/main/docs/rules/';

/** The findings of a text, as JSON has them. */
async function findingsOf(text: string | Buffer): Promise<readonly Finding[]> {
  const { stdout } = await zoneMx(['check', '--format=json', '-'], { input: text });
  return JSON.parse(stdout).files[0].findings;
}

interface Finding {
  readonly message: string;
  readonly range: { readonly start: object; readonly end: object };
}

async function prettyOf(text: string | Buffer): Promise<string> {
  return (await zoneMx(['check', '--format=pretty', '-'], { input: text })).stdout;
}

describe('zone-mx check: formats', function () {
  this.timeout(30_000);

  it('prints one JSON object', async () => {
    const cwd = await makeFolder({ 'zones/b.zone': soundZone, 'zones/a.zone': aliasZone });
    const { stdout, status } = await zoneMx(['check', '--format', 'json', 'zones/'], { cwd });
    assert.equal(status, 1);
    assert.deepEqual(JSON.parse(stdout), {
      version: 1,
      files: [
        {
          path: 'zones/a.zone',
          origin: 'example.com.',
          records: 8,
          findings: [
            {
              rule: 'mx-exchange-is-alias',
              severity: 'error',
              message:
                'mail.example.com is an alias of host.example.com; an MX record must name a host with its own address. Some senders refuse to deliver.',
              help: `${page}mx-exchange-is-alias.md`,
              path: 'zones/a.zone',
              range: {
                start: { line: 5, column: 9, offset: 81 },
                end: { line: 5, column: 13, offset: 85 },
              },
              related: [
                {
                  path: 'zones/a.zone',
                  range: {
                    start: { line: 7, column: 6, offset: 108 },
                    end: { line: 7, column: 11, offset: 113 },
                  },
                  message: 'mail.example.com is made an alias here.',
                },
              ],
              fixes: [
                { title: 'Name host.example.com instead', grade: 'safe' },
                { title: 'Give mail.example.com its own address records', grade: 'unsafe' },
              ],
            },
          ],
        },
        { path: 'zones/b.zone', origin: 'example.com.', records: 7, findings: [] },
      ],
      summary: { error: 1, warning: 0, information: 0, hint: 0 },
    });
    const lines = await zoneMx(['check', '--format', 'jsonl', 'zones'], { cwd });
    assert.deepEqual(
      lines.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
      JSON.parse(stdout).files,
    );
  });

  it('prints JSON also of nothing, and of a zone without an origin', async () => {
    const cwd = await makeFolder({ 'fragment.zone': '; nothing\n' });
    const { stdout } = await zoneMx(['check', '--format', 'json', 'fragment.zone'], { cwd });
    assert.deepEqual(JSON.parse(stdout).files, [
      { path: 'fragment.zone', origin: null, records: 0, findings: [] },
    ]);
    const none = await zoneMx(['check', '--format', 'json', 'missing.zone'], { cwd });
    assert.deepEqual(JSON.parse(none.stdout), {
      version: 1,
      files: [],
      summary: { error: 0, warning: 0, information: 0, hint: 0 },
    });
  });

  it('counts in UTF-16 units, a byte order mark being one, whatever ends the lines', async () => {
    const range = (line: number, column: number, offset: number, length: number) => ({
      start: { line, column, offset },
      end: { line, column: column + length, offset: offset + length },
    });
    const [, mark] = await findingsOf('\ufeffwww.example.com. AAA x\n');
    assert.deepEqual(mark?.range, range(1, 19, 18, 3));
    const [tab] = await findingsOf('www.example.com.\tIN\tAAA x\n');
    assert.deepEqual(tab?.range, range(1, 21, 20, 3));
    const [astral] = await findingsOf('a.example. TXT "😀😀" (\nb.example. A 192.0.2.1\n');
    assert.deepEqual(astral?.range, range(1, 23, 22, 1));
    const ended = await findingsOf('; one\r\n; two\r; three\na.example. AAA x\n');
    assert.deepEqual(ended[0]?.range, range(4, 12, 32, 3));
  });

  it('reads Latin-1 where the bytes are no UTF-8', async () => {
    const latin = Buffer.from('; M\xfcller\na.example. AAA "\xe4"\n', 'latin1');
    const [finding] = await findingsOf(latin);
    assert.deepEqual(finding?.range.start, { line: 2, column: 12, offset: 20 });
    const [second] = await findingsOf(Buffer.from('a.example. \xe4\xf6 x\n', 'latin1'));
    assert.match(second?.message ?? '', /“äö” is none/);
  });

  it('shows people the line, a caret under the token and what helps', async () => {
    const zone = aliasZone.replace('  MX 10 mail', '\tMX\t10 mail ; our mail host');
    assert.equal(
      await prettyOf(zone),
      `-:5:8: error: mail.example.com is an alias of host.example.com; an MX record must name a host with its own address. Some senders refuse to deliver.
   5 |         MX      10 mail ; our mail host
     |                    ^^^^
     = -:7:6: mail.example.com is made an alias here.
     = fix: Name host.example.com instead (safe)
     = fix: Give mail.example.com its own address records (unsafe)
     = mx-exchange-is-alias, RFC 2181 10.3, RFC 5321 5.1

1 error in 1 zone file (8 records). 1 has a safe fix.
`,
    );
    assert.equal(await prettyOf(soundZone), 'No findings in 1 zone file (7 records).\n');
  });

  it('puts the caret where the token is shown, wide and combining characters before it', async () => {
    const lines = (await prettyOf('漢字e\u0301😀.example. AAA x\n')).split('\n');
    assert.equal(lines[1], '   1 | 漢字e\u0301😀.example. AAA x');
    assert.equal(lines[2], `     | ${' '.repeat(2 + 2 + 1 + 2 + '.example. '.length)}^^^`);
    const marked = (await prettyOf('\ufeffa.example. AAA x\n')).split('\n');
    const from = marked.findIndex((line) => line.startsWith('-:1:13:'));
    assert.deepEqual(marked.slice(from + 1, from + 3), [
      '   1 | a.example. AAA x',
      '     |            ^^^',
    ]);
  });

  it('cuts a long line around the token', async () => {
    const lines = (
      await prettyOf(`a.example. TXT ${'"text" '.repeat(300)} ) ${'; x'.repeat(200)}\n`)
    ).split('\n');
    const [, line = '', caret = ''] = lines;
    assert.ok(line.length <= 100, `${line.length} columns`);
    assert.match(line, /^ {3}1 \| ….*…$/);
    assert.equal(line[caret.indexOf('^')], ')');
  });

  it('colours for terminals only, or when told to', async () => {
    const run = async (args: string[], env = {}) =>
      (await zoneMx(['check', '--format=pretty', ...args, '-'], { input: aliasZone, env })).stdout;
    assert.ok(!(await run([])).includes('\x1b'));
    assert.ok(
      (await run(['--color=always'], { NO_COLOR: '1' })).includes('\x1b[1;31merror:\x1b[0m'),
    );
    assert.ok(!(await run(['--color', 'never'])).includes('\x1b'));
  });
});
