import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LspClient } from '../support/lspClient';

const head =
  '$ORIGIN example.com.\n$TTL 1h\n@ SOA ns host 1 1h 1h 1d 1h\n@ NS ns\nns A 192.0.2.53\n';

/** What is said of every zone that has no policies. */
const noAdvice = { rules: { 'spf-missing': 'off', 'dmarc-missing': 'off' } };

describe('included files in the editor', () => {
  let client: LspClient;
  let folder: string;
  const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;
  const write = async (name: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zone-mx-'));
    client = await LspClient.start({ settings: noAdvice });
  });
  afterEach(async () => {
    await client.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('are read beside the file that includes them, and count as a part of the zone', async () => {
    await write('parts/hosts.db', 'mail A 192.0.2.1\n');
    const uri = uriOf('example.com.zone');
    await client.open(uri, `${head}$INCLUDE parts/hosts.db\n@ MX 10 mail\n MX 20 mial\n`);
    const [finding] = await client.waitForRules(uri, ['mx-exchange-has-no-address']);
    assert.ok(finding);
    assert.equal(client.textAt(uri, finding.range), 'mial');
  });

  it('have their own findings, until the zone is closed', async () => {
    await write('hosts.db', 'mail A 192.0.2.256\n@ MX 10 nowhere\n');
    const uri = uriOf('example.com.zone');
    await client.open(uri, `${head}$INCLUDE hosts.db\n`);
    const found = await client.waitForRules(uriOf('hosts.db'), [
      'syntax',
      'mx-exchange-has-no-address',
    ]);
    assert.deepEqual(
      found.map(({ range }) => range.start),
      [
        { line: 0, character: 7 },
        { line: 1, character: 8 },
      ],
    );
    await client.close(uri);
    await client.waitForRules(uriOf('hosts.db'), []);
  });

  it('are read in folders that are opened later, as long as those are open', async () => {
    await write('common/hosts.db', 'mail A 192.0.2.1\n');
    const uri = uriOf('zones/example.com.zone');
    const further = pathToFileURL(folder).href;
    await client.open(uri, `${head}$INCLUDE ../common/hosts.db\n@ MX 10 mail\n`);
    await client.waitForRules(uri, ['include-outside-workspace']);
    await client.openFolder(further);
    await client.waitForRules(uri, []);
    await client.closeFolder(further);
    await client.waitForRules(uri, ['include-outside-workspace']);
  });

  it('are reported where they are not there, lie outside, or have no end', async () => {
    await write('loop.db', '$INCLUDE loop.db\n');
    const uri = uriOf('example.com.zone');
    const text = `${head}$INCLUDE nowhere.db\n$INCLUDE /etc/hosts\n$INCLUDE loop.db\n@ MX 10 nowhere\n`;
    await client.open(uri, text);
    await client.waitForRules(uri, ['include-not-found', 'include-outside-workspace']);
    await client.waitForRules(uriOf('loop.db'), ['include-cycle']);
  });

  it('are read again when they were saved, and as they are typed where they are open', async () => {
    await write('hosts.db', 'www A 192.0.2.1\n');
    const uri = uriOf('example.com.zone');
    await client.open(uri, `${head}$INCLUDE hosts.db\n@ MX 10 mail\n`);
    await client.waitForRules(uri, ['mx-exchange-has-no-address']);
    await write('hosts.db', 'mail A 192.0.2.1\n');
    await client.save(uri);
    await client.waitForRules(uri, []);
    await client.open(uriOf('hosts.db'), 'www A 192.0.2.1\n');
    await client.waitForRules(uri, ['mx-exchange-has-no-address']);
    await client.change(uriOf('hosts.db'), [{ text: 'mail A 192.0.2.1\n' }]);
    await client.waitForRules(uri, []);
  });

  it('have the origin of the zone that includes them, also when they are open alone', async () => {
    await write('hosts.db', 'mail A 192.0.2.1\n');
    await client.open(uriOf('hosts.db'), 'mail A 192.0.2.1\n');
    await client.waitForRules(uriOf('hosts.db'), ['syntax']);
    await client.open(uriOf('example.com.zone'), `${head}$INCLUDE hosts.db sub\n`);
    await client.waitForRules(uriOf('hosts.db'), []);
  });

  it('have the origin that the settings give them', async () => {
    const uri = uriOf('parts/hosts.db');
    await client.open(uri, 'mail A 192.0.2.1\n');
    await client.waitForRules(uri, ['syntax']);
    await client.configure({ ...noAdvice, zones: { '*.db': 'example.com' } });
    await client.waitForRules(uri, []);
    await client.configure(noAdvice);
    await client.waitForRules(uri, ['syntax']);
  });
});

describe('a file that the editor does not send', () => {
  it('is checked on disk when asked for, and its findings stay', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'zone-mx-'));
    const client = await LspClient.start({ settings: noAdvice });
    try {
      const uri = pathToFileURL(join(folder, 'large.zone')).href;
      await writeFile(join(folder, 'large.zone'), `${head}@ MX 10 nowhere\n`);
      await client.execute('zone-mx.checkFileOnDisk', uri);
      await client.waitForRules(uri, ['mx-exchange-has-no-address']);
      await writeFile(join(folder, 'large.zone'), head);
      await client.execute('zone-mx.checkFileOnDisk', uri);
      await client.waitForRules(uri, []);
    } finally {
      await client.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
