import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LspClient } from '../support/lspClient';

const head = '$TTL 1h\n@ SOA ns h 1 1h 1h 1d 1h\n@ NS ns\nns A 192.0.2.53\n';
const asking = `${head}@ MX 10 mail.example.net.\n`;
const hasMail = `${head}mail A 192.0.2.25\n`;
const missing = ['mx-exchange-has-no-address'];

/** What is said of every zone that has no policies. */
const noAdvice = {
  rules: { 'spf-missing': 'off', 'dmarc-missing': 'off', 'mx-backup-elsewhere': 'off' },
};

describe('other zone files in the editor', () => {
  let client: LspClient;
  let folder: string;
  const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;
  const own = (): string => uriOf('example.com.zone');
  const other = (): string => uriOf('zones/example.net.zone');
  const write = async (name: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  };
  /** Starts a client that finds these files. */
  const start = async (settings: object, ...files: readonly string[]): Promise<void> => {
    client = await LspClient.start({
      settings,
      folder: pathToFileURL(folder).href,
      files: files.map(uriOf),
    });
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zone-mx-'));
  });
  afterEach(async () => {
    await client.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('are asked where they are closed, and again when they change on disk', async () => {
    await write('zones/example.net.zone', head);
    await start(noAdvice, 'zones/example.net.zone');
    await client.open(own(), asking);
    const [finding] = await client.waitForRules(own(), missing);
    assert.match(String(finding?.message), /This is known from zones\/example\.net\.zone\.$/);
    await write('zones/example.net.zone', hasMail);
    await client.changeOnDisk(other());
    await client.waitForRules(own(), []);
    await write('zones/example.net.zone', `${head}mail CNAME ns\n`);
    await client.changeOnDisk(other());
    const [alias] = await client.waitForRules(own(), ['mx-exchange-is-alias']);
    const [related] = alias?.relatedInformation ?? [];
    assert.deepEqual(related?.location, {
      uri: other(),
      range: { start: { line: 4, character: 0 }, end: { line: 4, character: 13 } },
    });
    await rm(join(folder, 'zones/example.net.zone'));
    await client.changeOnDisk(other());
    await client.waitForRules(own(), []);
  });

  it('have their owners found, read before or not', async () => {
    await write('zones/example.net.zone', hasMail);
    await write('zones/part.zone', '$ORIGIN example.org.\n$INCLUDE mail.inc\n');
    await write('zones/mail.inc', hasMail);
    await start(noAdvice, 'zones/example.net.zone', 'zones/part.zone');
    const find = async (query: string): Promise<readonly unknown[]> => {
      const found = await client.request('workspace/symbol', { query });
      assert.ok(Array.isArray(found));
      return found.map(({ name, location }) => [name, location.uri, location.range.start.line]);
    };
    const inNet = ['mail.example.net', other(), 4];
    const inOrg = ['mail.example.org', uriOf('zones/mail.inc'), 4];
    assert.deepEqual(await find('Mail'), [inNet, inOrg]);
    assert.deepEqual(await find('mail.example.n'), [inNet]);
    assert.deepEqual(await find('post'), []);
    // What is open counts as it is there.
    await client.open(other(), hasMail.replace('mail A', 'post A'));
    assert.deepEqual(await find('mail'), [inOrg]);
    await client.configure({ ...noAdvice, otherZones: false });
    await client.diagnostics(other());
    assert.deepEqual(await find('mail'), []);
  });

  it('are found by the server where the client does not look', async () => {
    await write('zones/example.net.zone', head);
    await write('node_modules/example.net.zone', hasMail);
    await write('.hidden/example.net.zone', hasMail);
    client = await LspClient.start({
      settings: noAdvice,
      folder: pathToFileURL(folder).href,
    });
    await client.open(own(), asking);
    const [finding] = await client.waitForRules(own(), missing);
    assert.match(String(finding?.message), /This is known from zones\/example\.net\.zone\.$/);
  });

  it('are asked as they are typed where they are open', async () => {
    await start(noAdvice);
    await client.open(own(), asking);
    await client.open(other(), head);
    await client.waitForRules(own(), missing);
    await client.change(other(), [{ text: hasMail }]);
    await client.waitForRules(own(), []);
    await client.change(other(), [{ text: `${hasMail}"` }]);
    await client.change(own(), [{ text: asking.replace('mail', 'post') }]);
    await client.waitForRules(own(), []);
    await client.change(other(), [{ text: hasMail }]);
    await client.waitForRules(own(), missing);
    await client.close(other());
    await client.waitForRules(own(), []);
  });

  it('count with what is typed, not with what is on disk; two views are not believed', async () => {
    await write('zones/example.net.zone', head);
    await write('internal/example.net.zone', hasMail);
    await start(noAdvice, 'zones/example.net.zone');
    await client.open(own(), asking);
    await client.waitForRules(own(), missing);
    await client.open(uriOf('internal/example.net.zone'), hasMail);
    await client.waitForRules(own(), []);
    await client.close(uriOf('internal/example.net.zone'));
    await client.waitForRules(own(), missing);
    await client.open(other(), hasMail);
    await client.waitForRules(own(), []);
  });

  it('are asked for what is typed anew', async () => {
    await write('zones/example.net.zone', hasMail);
    await start(noAdvice, 'zones/example.net.zone');
    await client.open(own(), asking);
    await client.change(own(), [{ text: asking.replace('mail', 'gone') }]);
    await client.waitForRules(own(), missing);
    await client.change(own(), [{ text: asking }]);
    await client.waitForRules(own(), []);
  });

  it('are left alone where the setting or the project says so', async () => {
    await write('zones/example.net.zone', head);
    await start(noAdvice, 'zones/example.net.zone');
    await client.open(own(), asking);
    await client.waitForRules(own(), missing);
    await client.configure({ ...noAdvice, otherZones: false });
    await client.waitForRules(own(), []);
    await client.configure(noAdvice);
    await client.waitForRules(own(), missing);
    await write('zone-mx.json', '{ "otherZones": false }');
    await client.changeOnDisk(uriOf('zone-mx.json'));
    await client.waitForRules(own(), []);
  });

  it('have the origins that the project and the settings give them', async () => {
    await write('zones/net', head);
    await start({ ...noAdvice, zones: { 'zones/net': 'example.net' } }, 'zones/net');
    await client.open(own(), asking);
    await client.waitForRules(own(), missing);
    assert.ok(client.wantedGlobs.includes('zones/net'));
  });

  it('are read in their folders only, whatever the client names', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'zone-mx-outside-'));
    try {
      await writeFile(join(outside, 'example.net.zone'), head);
      await start(noAdvice, join('..', outside.slice(tmpdir().length), 'example.net.zone'));
      await client.open(own(), asking);
      // A zone that is known is asked after the one outside would have been.
      await client.open(uriOf('example.org.zone'), head);
      await client.change(own(), [{ text: asking.replace('example.net', 'example.org') }]);
      await client.waitForRules(own(), missing);
      await client.change(own(), [{ text: `${asking}@ MX 20 gone.example.org.\n` }]);
      const [finding] = await client.waitForRules(own(), missing);
      assert.match(String(finding?.message), /gone\.example\.org/);
    } finally {
      await rm(outside, { recursive: true, force: true });
    }
  });

  it('give a part that they include its origin, if they agree', async () => {
    const part = uriOf('parts/hosts.db');
    await write('example.com.zone', `${head}$INCLUDE parts/hosts.db sub\n`);
    await write('parts/hosts.db', 'a MX 10 nowhere\n');
    await start(noAdvice, 'example.com.zone', 'example.org.zone');
    await client.open(part, 'a MX 10 mail.sub.example.com\n');
    const [slip] = await client.waitForRules(part, ['mx-exchange-missing-dot']);
    assert.match(String(slip?.message), /mail\.sub\.example\.com\.sub\.example\.com/);
    // Where another file includes it elsewhere, nobody knows.
    await client.close(part);
    await write('example.org.zone', `${head}$INCLUDE parts/hosts.db\n`);
    await client.changeOnDisk(uriOf('example.org.zone'));
    await client.open(part, 'a MX 10 mail.sub.example.com\n');
    await client.waitForRules(part, ['syntax']);
    await write('example.org.zone', head);
    await client.changeOnDisk(uriOf('example.org.zone'));
    await client.waitForRules(part, ['mx-exchange-missing-dot']);
  });
});

describe('included files that another program changes', () => {
  it('are watched and read again, whatever they are called', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'zone-mx-'));
    const client = await LspClient.start({
      settings: noAdvice,
      folder: pathToFileURL(folder).href,
    });
    try {
      const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;
      await writeFile(join(folder, 'hosts.part'), 'www A 192.0.2.1\n');
      const zone = uriOf('example.com.zone');
      await client.open(zone, `${head}$INCLUDE hosts.part\n@ MX 10 mail\n`);
      await client.waitForRules(zone, missing);
      const watchers = { baseUri: pathToFileURL(folder).href, pattern: 'hosts.part' };
      await client.waitForWatch(watchers);
      await writeFile(join(folder, 'hosts.part'), 'mail A 192.0.2.1\n');
      await client.changeOnDisk(uriOf('hosts.part'));
      await client.waitForRules(zone, []);
    } finally {
      await client.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
