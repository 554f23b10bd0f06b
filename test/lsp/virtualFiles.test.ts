import assert from 'node:assert/strict';
import { LspClient } from '../support/lspClient';

const folder = 'vscode-vfs://github/owner/zones';
const head =
  '$ORIGIN example.com.\n$TTL 1h\n@ SOA ns host 1 1h 1h 1d 1h\n@ NS ns\nns A 192.0.2.53\n';

/** What is said of every zone that has no policies. */
const noAdvice = { rules: { 'spf-missing': 'off', 'dmarc-missing': 'off' } };

describe('files that only the client can read', () => {
  let client: LspClient;
  const uri = `${folder}/in/example.com.zone`;
  const start = async (
    texts?: Readonly<Record<string, unknown>>,
    options: { readonly folder?: string; readonly files?: readonly string[] } = { folder },
  ): Promise<void> => {
    const byUri = Object.entries(texts ?? {}).map(
      ([name, text]) => [`${folder}/${name}`, text] as const,
    );
    client = await LspClient.start({
      settings: noAdvice,
      ...options,
      ...(texts === undefined ? {} : { texts: new Map(byUri) }),
    });
  };
  afterEach(() => client.stop());

  it('are included, and have their own findings', async () => {
    await start({ 'in/a.db': '$INCLUDE ../b.db\n', 'b.db': '@ MX 10 mail\n' });
    await client.open(uri, `${head}$INCLUDE a.db\n`);
    await client.waitForRules(`${folder}/b.db`, ['mx-exchange-has-no-address']);
  });

  it('are not asked for where they lie outside of the folders', async () => {
    await start({});
    await client.open(
      uri,
      `${head}$INCLUDE ../../other/a.db\n$INCLUDE /etc/hosts\n$INCLUDE no.db\n`,
    );
    await client.waitForRules(uri, [
      'include-outside-workspace',
      'include-outside-workspace',
      'include-not-found',
    ]);
    assert.deepEqual(
      client.read.filter((each) => !each.startsWith(`${folder}/`)),
      [],
    );
  });

  it('are refused by the client where a link leads to them', async () => {
    await start({ 'in/link.db': { kind: 'outside' } });
    await client.open(uri, `${head}$INCLUDE link.db\n`);
    await client.waitForRules(uri, ['include-outside-workspace']);
  });

  it('have the settings of the nearest zone-mx.json, up to the folder that is open', async () => {
    const off = (rule: string): string => JSON.stringify({ rules: { [rule]: 'off' } });
    await start({ 'zone-mx.json': off('mx-equal-preference'), 'x/zone-mx.json': '{}' });
    const text = `${head}@ MX 10 mail.example.net.\n@ MX 10 mail.example.org.\n`;
    await client.open(uri, text);
    await client.waitForRules(uri, []);
    await client.open(`${folder}/x/example.com.zone`, text);
    await client.waitForRules(`${folder}/x/example.com.zone`, ['mx-equal-preference']);
    assert.deepEqual(
      client.read.filter((each) => !each.startsWith(folder)),
      [],
    );
  });

  it('say that settings are too large', async () => {
    await start({ 'zone-mx.json': { kind: 'too-large' } });
    await client.open(uri, head);
    const [finding] = await client.waitForDiagnostics(
      `${folder}/zone-mx.json`,
      ({ length }) => length > 0,
    );
    assert.match(String(finding?.message), /too large/);
  });

  it('tell names of other zones', async () => {
    const net =
      '$ORIGIN example.net.\n$TTL 1h\n@ SOA ns h 1 1h 1h 1d 1h\n@ NS ns\nns A 192.0.2.1\n';
    await start({ 'example.net.zone': net }, { folder, files: [`${folder}/example.net.zone`] });
    await client.open(uri, `${head}@ MX 10 mail.example.net.\n`);
    const [finding] = await client.waitForRules(uri, ['mx-exchange-has-no-address']);
    assert.match(String(finding?.message), /This is known from example\.net\.zone\.$/);
  });

  for (const [where, texts, options, document] of [
    ['without a folder', {}, {}, uri],
    ['from a version of a document', {}, { folder }, `${uri}?ref=main`],
    ['from a client that reads none', undefined, { folder }, uri],
  ] as const)
    it(`are unknown ${where}`, async () => {
      await start(texts, options);
      await client.open(document, `${head}$INCLUDE a.db\n@ MX 10 mail\n`);
      await client.waitForRules(document, []);
      assert.deepEqual(client.read, []);
    });

  it('keep a name from being renamed where one is too large to be searched', async () => {
    const files = [`${folder}/example.net.zone`];
    await start({ 'example.net.zone': { kind: 'too-large' } }, { folder, files });
    await client.open(uri, `${head}@ MX 10 ns\n`);
    await assert.rejects(
      client.request('textDocument/rename', {
        textDocument: { uri },
        position: { line: 4, character: 0 },
        newName: 'ns2',
      }),
      /example\.net\.zone is too large to be searched/,
    );
  });

  it('are asked for a bounded number of times, by names that can be', async () => {
    await start({});
    const paths = Array.from({ length: 5000 }, (_, index) => `$INCLUDE ${index}.db\n`);
    await client.open(uri, `${head}$INCLUDE ${'x'.repeat(5000)}.db\n${paths.join('')}`);
    await client.waitForDiagnostics(uri, ({ length }) => length > 900);
    const included = client.read.filter((each) => each.endsWith('.db'));
    assert.equal(included.length, 1999);
  });

  it('are unknown where the answer makes no sense', async () => {
    await start({ 'in/a.db': { kind: 'text', text: 7 }, 'in/b.db': null });
    await client.open(uri, `${head}$INCLUDE a.db\n$INCLUDE b.db\n@ MX 10 mail\n`);
    await client.waitForRules(uri, []);
  });
});
