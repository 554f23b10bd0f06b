import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LspClient } from '../support/lspClient';

const zone = `$ORIGIN example.com.
$TTL 1h
@ SOA ns host 1 1h 1h 1d 1h
@ NS ns
ns A 192.0.2.53
@ MX 10 ns
@ MX 10 ns.example.net.
@ TXT "v=spf1 mx -all"
_dmarc TXT "v=DMARC1; p=none"
`;

const levelOf = (level: string): string => `{ "rules": { "mx-equal-preference": "${level}" } }`;

describe('zone-mx.json in the editor', () => {
  let client: LspClient;
  let folder: string;
  const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;
  const write = async (name: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  };
  /** The severities of what is found. */
  const severitiesOf = async (name: string): Promise<unknown> =>
    (await client.diagnostics(uriOf(name))).map(({ severity }) => severity);
  const waitFor = (name: string, ...severities: readonly number[]): Promise<unknown> =>
    client.waitForDiagnostics(
      uriOf(name),
      (found) => found.map(({ severity }) => severity).join() === severities.join(),
    );

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zone-mx-'));
    await mkdir(join(folder, '.git'));
    client = await LspClient.start({ settings: { rules: { 'mx-equal-preference': 'hint' } } });
  });
  afterEach(async () => {
    await client.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('wins over the settings, from the first findings on', async () => {
    await write('zone-mx.json', levelOf('error'));
    await client.open(uriOf('zones/a.zone'), zone);
    assert.deepEqual(await severitiesOf('zones/a.zone'), [1]);
    await write('other/zone-mx.json', '{}');
    await client.open(uriOf('other/a.zone'), zone);
    assert.deepEqual(await severitiesOf('other/a.zone'), [4]);
  });

  it('is watched: a change counts at once', async () => {
    const config = uriOf('zone-mx.json');
    await client.open(uriOf('a.zone'), zone);
    assert.deepEqual(await severitiesOf('a.zone'), [4]);
    assert.deepEqual(client.registered.get('workspace/didChangeWatchedFiles'), {
      watchers: ['zone-mx.json', '*.zone', 'db.*', '*.db', '*.dns', '*.hosts'].map((name) => ({
        globPattern: `**/${name}`,
      })),
    });
    await write('zone-mx.json', levelOf('error'));
    await client.changeOnDisk(config);
    await waitFor('a.zone', 1);
    await write('zone-mx.json', levelOf('off'));
    await client.changeOnDisk(config);
    await waitFor('a.zone');
    await rm(join(folder, 'zone-mx.json'));
    await client.changeOnDisk(config);
    await waitFor('a.zone', 4);
    await write('zone-mx.json', levelOf('warning'));
    await client.save(uriOf('a.zone'));
    await waitFor('a.zone', 2);
  });

  it('gives origins by glob', async () => {
    await write('zone-mx.json', '{ "zones": { "zones/p*": "part.example" } }');
    const uri = uriOf('zones/part.zone');
    const relative = '@ MX 10 mail\nmail CNAME other\nother A 192.0.2.1\n';
    const about = (name: string) =>
      client.waitForDiagnostics(uri, (found) =>
        found.some(({ message }) => String(message).startsWith(`mail.${name} is an alias`)),
      );
    await client.open(uri, relative);
    await about('part.example');
    await write('zone-mx.json', '{ "zones": { "p*": "two.example" } }');
    await client.changeOnDisk(uriOf('zone-mx.json'));
    await about('two.example');
  });

  it('shows its flaws at their places until they are mended', async () => {
    const config = uriOf('zone-mx.json');
    await write('zone-mx.json', '{\n  "rules": {\n    "mx-equal-prefrence": "off" } }');
    await client.open(uriOf('a.zone'), zone);
    const found = await client.waitForDiagnostics(config, ({ length }) => length > 0);
    assert.deepEqual(
      found.map(({ message, range, severity, source }) => [message, range, severity, source]),
      [
        [
          'There is no rule “mx-equal-prefrence”. Did you mean mx-equal-preference?',
          { start: { line: 2, character: 4 }, end: { line: 2, character: 24 } },
          1,
          'Zone MX',
        ],
      ],
    );
    await write('zone-mx.json', '{ "rules": ');
    await client.changeOnDisk(config);
    await client.waitForDiagnostics(config, ([first]) => first?.message === 'This is no JSON.');
    await write('zone-mx.json', '{}');
    await client.changeOnDisk(config);
    await client.waitForDiagnostics(config, ({ length }) => length === 0);
    await write('zone-mx.json', '[]');
    await client.changeOnDisk(config);
    await client.waitForDiagnostics(config, ({ length }) => length === 1);
    await client.close(uriOf('a.zone'));
    await client.waitForDiagnostics(config, ({ length }) => length === 0);
  });

  it('may be anything, and the server goes on', async () => {
    await write('zone-mx.json', `{"rules":${'['.repeat(400_000)}`);
    await client.open(uriOf('a.zone'), zone);
    assert.deepEqual(await severitiesOf('a.zone'), [4]);
    for (const text of ['\0', ' '.repeat(5_000_000), 'null', '{ "zones": { "x": 7 } }']) {
      await write('zone-mx.json', text);
      await client.changeOnDisk(uriOf('zone-mx.json'));
      await client.waitForDiagnostics(uriOf('zone-mx.json'), ({ length }) => length === 1);
    }
    await write('zone-mx.json', levelOf('error'));
    await client.changeOnDisk(uriOf('zone-mx.json'));
    await waitFor('a.zone', 1);
  });

  it('is not looked for where there are no files', async () => {
    await client.open('untitled:Untitled-1', zone);
    assert.equal((await client.diagnostics('untitled:Untitled-1')).length, 1);
  });
});
