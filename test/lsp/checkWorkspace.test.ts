import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { zoneMx } from '../cli/command';
import { type ClientOptions, LspClient } from '../support/lspClient';

const sound = '$TTL 1h\n@ SOA ns h 1 1h 1h 1d 1h\n@ NS ns\nns A 192.0.2.53\n';
const flawed = `${sound}@ MX 10 nowhere\n`;
const flaw = 'mx-exchange-has-no-address';
const command = 'zone-mx.checkWorkspaceOnDisk';

/** What is said of every zone that has no policies. */
const settings = { rules: { 'spf-missing': 'off', 'dmarc-missing': 'off' } };

interface CommandOutput {
  readonly files: readonly {
    readonly findings: readonly {
      readonly rule: string;
      readonly path: string;
      readonly range: { readonly start: { readonly line: number } };
    }[];
  }[];
}

function commandOutput(json: string): CommandOutput {
  return JSON.parse(json);
}

describe('checking all zone files of a workspace', () => {
  let client: LspClient;
  let folder: string;
  const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;
  const write = (name: string, text: string | Buffer): Promise<void> =>
    writeFile(join(folder, name), text);
  const start = async (names: readonly string[], options: ClientOptions = {}): Promise<void> => {
    const files = names.map(uriOf);
    client = await LspClient.start({
      settings,
      folder: pathToFileURL(folder).href,
      files,
      ...options,
    });
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zone-mx-'));
  });
  afterEach(async () => {
    await client.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('shows what is found in each, and says how many files and findings there were', async () => {
    await write('a.example.zone', flawed);
    await write('b.example.zone', sound);
    await write('c.db', '$ORIGIN c.example.\n$INCLUDE part.hosts\n');
    await write('part.hosts', flawed);
    await write('no.db', Buffer.from('SQLite format 3\0SOA'));
    await start(['a.example.zone', 'b.example.zone', 'c.db', 'no.db', 'gone.zone'], {
      progress: 'shows',
    });
    await client.execute(command);
    await client.waitForRules(uriOf('a.example.zone'), [flaw]);
    await client.waitForRules(uriOf('b.example.zone'), []);
    // The file that it includes is read before it is judged.
    await client.waitForRules(uriOf('part.hosts'), [flaw]);
    assert.deepEqual(client.shown, [
      'Zone files checked: 3. Findings: 2, in 2 of them. Not read, or too large: 1.',
    ]);
  });

  it('finds what the command finds in the same folder, in names of other zones, too', async () => {
    const files = {
      'a.example.zone': `${sound}@ MX 10 gone.z.example.\n  MX 20 alias.y.example.\n`,
      'b.example.zone': `${sound}@ MX 10 one.x.example.\n  MX 20 two.y.example.\n`,
      'c.db': '$ORIGIN c.example.\n$INCLUDE part.inc\n@ MX 10 deep.y.example.\n',
      'part.inc': sound,
      'x.example.zone': `${sound}one A 192.0.2.25\n`,
      'y.example.zone': `${sound}alias CNAME one.x.example.\ntwo A 192.0.2.25\ndeep CNAME deep.z.example.\n`,
      'z.example.zone': `${sound}deep CNAME nowhere.x.example.\n`,
    };
    for (const [name, text] of Object.entries(files)) await write(name, text);
    const rules = { ...settings.rules, 'mx-backup-elsewhere': 'off' };
    await write('zone-mx.json', JSON.stringify({ rules }));
    const run = await zoneMx(['check', '--format', 'json', '.'], { cwd: folder });
    const { files: checked } = commandOutput(run.stdout);
    const wanted = checked.flatMap(({ findings }) =>
      findings.map(({ rule, path, range }) => `${path}:${range.start.line} ${rule}`),
    );
    const rulesFound = wanted.map((each) => each.replace(/.* /, ''));
    for (const rule of [flaw, 'mx-exchange-is-alias', 'mx-same-addresses'])
      assert.ok(rulesFound.includes(rule), wanted.join('\n'));
    const names = Object.keys(files).filter((name) => name !== 'part.inc');
    await start(names, { settings: {} });
    await client.execute(command);
    const found: string[] = [];
    for (const name of names)
      for (const { code, range } of await client.diagnostics(uriOf(name)))
        found.push(`${name}:${range.start.line + 1} ${String(code)}`);
    assert.deepEqual(found.sort(), wanted.sort());
  });

  it('leaves an open file open, and what it finds until the file changes', async () => {
    await write('a.example.zone', flawed);
    await write('b.example.zone', sound);
    await start(['a.example.zone', 'b.example.zone']);
    const open = uriOf('b.example.zone');
    await client.open(open, flawed);
    await client.execute(command);
    assert.deepEqual(client.shown, ['Zone files checked: 2. Findings: 2, in 2 of them.']);
    assert.equal((await client.change(open, [{ text: sound }])).length, 0);
    await client.waitForRules(uriOf('a.example.zone'), [flaw]);
    await client.changeOnDisk(uriOf('a.example.zone'));
    await client.waitForRules(uriOf('a.example.zone'), []);
  });

  it('ends when it is cancelled, and answers others meanwhile', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `z${index}.example.zone`);
    const large = Array.from({ length: 20_000 }, (_, index) => `h${index} A 192.0.2.1\n`).join('');
    for (const name of names) await write(name, sound + large);
    await start(names, { progress: 'cancels' });
    await client.execute(command);
    const [message = ''] = client.shown;
    assert.match(message, /The others were not checked, as you wished\.$/);
    assert.ok(Number(/checked: (\d+)/.exec(message)?.[1]) < 40, message);
  });

  it('says what it can’t look for or read', async () => {
    await start([], { files: 'fails' });
    await client.execute(command);
    await client.execute('zone-mx.checkFileOnDisk', uriOf('gone.zone'));
    assert.deepEqual(client.shown, [
      'The workspace can’t be searched for zone files.',
      'gone.zone can’t be read.',
    ]);
  });

  it('looks for files itself where the editor does not', async () => {
    await write('a.example.zone', sound);
    await start([], { initializationOptions: { findsFiles: false } });
    await client.execute(command);
    assert.deepEqual(client.shown, ['Zone files checked: 1. Nothing was found.']);
  });
});
