import assert from 'node:assert/strict';
import { LspClient, sampleUri } from '../support/lspClient';

const mistakes = sampleUri('mistakes.zone');
const uri = 'file:///zones/example.com.zone';
const head = '@ 1h SOA ns.example.net. host 1 1h 15m 30d 1h\n@ NS ns.example.net.\n';
/** What a domain with mail has besides, so that nothing is said of it. */
const tail = '@ TXT "v=spf1 mx -all"\n_dmarc TXT "v=DMARC1; p=none"\n';

describe('the server’s findings', () => {
  let client: LspClient;
  beforeEach(async () => {
    client = await LspClient.start();
  });
  afterEach(() => client.stop());

  it('underline the exact token, name the rule and link to its page', async () => {
    const found = await client.openSample('mistakes.zone');
    assert.deepEqual(
      found.map(({ code, severity, range }) => [code, severity, client.textAt(mistakes, range)]),
      [
        ['mx-equal-preference', 3, '10'],
        ['mx-duplicate-exchange', 2, 'mail'],
        ['mx-exchange-is-alias', 1, 'smtp'],
        ['mx-exchange-has-no-address', 1, 'gateway'],
        ['mx-exchange-is-address', 1, '192.0.2.25'],
        ['mx-exchange-missing-dot', 1, 'mail.example.com'],
        ['mx-null-with-others', 1, '.'],
      ],
    );
    for (const { code, codeDescription, source, range } of found) {
      assert.ok(codeDescription?.href.endsWith(`/docs/rules/${code}.md`));
      assert.equal(source, 'Zone MX');
      assert.equal(range.start.line, range.end.line);
    }
    const alias = found[2]?.relatedInformation?.[0];
    assert.ok(alias);
    assert.equal(client.textAt(mistakes, alias.location.range), 'CNAME');
  });

  it('are exactly two for bundestag.de, on the second and third 50', async () => {
    const found = await client.openSample('bundestag.de.zone');
    const lines = client.text(sampleUri('bundestag.de.zone')).split('\n');
    assert.deepEqual(
      found.map(({ code, severity, range }) => [code, severity, lines[range.start.line]?.trim()]),
      [
        ['mx-equal-preference', 3, 'IN\tMX\t50 mail2.dbtg.de.'],
        ['mx-equal-preference', 3, 'IN\tMX\t50 mail4.dbtg.de.'],
      ],
    );
  });

  it('follow every change, also several in one message', async () => {
    assert.deepEqual(await client.open(uri, `${head}@ MX 10 mail\nmail A 192.0.2.1\n${tail}`), []);
    const [found] = await client.change(uri, [
      { range: { start: { line: 3, character: 0 }, end: { line: 3, character: 4 } }, text: 'post' },
    ]);
    assert.equal(found?.code, 'mx-exchange-has-no-address');
    const none = await client.change(uri, [
      { range: { start: { line: 2, character: 8 }, end: { line: 2, character: 12 } }, text: 'po' },
      { range: { start: { line: 2, character: 10 }, end: { line: 2, character: 10 } }, text: 'st' },
    ]);
    assert.deepEqual(none, []);
  });

  it('obey the settings at once', async () => {
    const text = `${head}@ MX 10 a.example.net.\n@ MX 10 b.example.net.\n${tail}`;
    assert.equal((await client.open(uri, text))[0]?.severity, 3);
    await client.configure({ rules: { 'mx-equal-preference': 'error' } });
    assert.equal((await client.diagnostics(uri))[0]?.severity, 1);
    await client.configure({ rules: { 'mx-equal-preference': 'off' } });
    assert.deepEqual(await client.diagnostics(uri), []);
    await client.configure({ rules: { 'mx-equal-preference': 'loud' }, live: 7 });
    assert.equal((await client.diagnostics(uri))[0]?.severity, 3);
  });

  it('vanish with the document', async () => {
    await client.openSample('mistakes.zone');
    await client.close(mistakes);
    assert.deepEqual(await client.diagnostics(mistakes), []);
  });

  it('are worded in the reader’s language', async () => {
    const german = await LspClient.start({
      initializationOptions: {
        translations: {
          '{0} does not exist in this zone, so mail can’t be delivered to it.': 'Es fehlt {0}.',
        },
      },
    });
    const [found] = await german.open(uri, `${head}@ MX 10 mail\n${tail}`);
    await german.stop();
    assert.equal(found?.message, 'Es fehlt mail.example.com.');
  });

  it('come for any bytes, and the server goes on', async () => {
    const noise = Array.from({ length: 50_000 }, (_, i) =>
      String.fromCharCode((i * 7919) % 0x500),
    ).join('');
    for (const text of [
      '',
      '\0',
      '\ufeff',
      noise,
      '('.repeat(100_000),
      '"\n'.repeat(50_000),
      '\r',
    ]) {
      await client.open(uri, text);
    }
    assert.deepEqual(await client.open(uri, head), []);
  });

  it('come to a client that refuses what it says that it is able to', async () => {
    await client.stop();
    client = await LspClient.start({ refuses: true, folder: 'file:///zones' });
    await client.open(uri, head);
    const codes = async (text: string): Promise<readonly unknown[]> =>
      (await client.change(uri, [{ text }])).map(({ code }) => code);
    for (const address of ['192.0.2.1', '192.0.2.2'])
      assert.deepEqual(await codes(`${head}@ MX 10 ${address}\n${tail}`), [
        'mx-exchange-is-address',
      ]);
  });

  it('come for 5 MB on one line, an error in it, and the line after it is checked', async () => {
    const text = `${head}@ TXT ${'"x" '.repeat(1_250_000)} "\n@ MX 10 192.0.2.1\n${tail}`;
    const found = await client.open(uri, text);
    assert.deepEqual(
      found.map(({ code }) => code),
      // The quote that is not closed, and RDATA of more than 65,535 octets.
      ['syntax', 'syntax', 'mx-exchange-is-address'],
    );
  });

  it('are at most a thousand, the gravest, and say how many more there are', async () => {
    const hints = Array.from(
      { length: 1500 },
      (_, i) => `a${i} MX 10 x.example.net.\n MX 10 y.example.net.\n TXT "v=spf1 mx -all"\n`,
    );
    const found = await client.open(uri, `${head}${hints.join('')}@ MX 10 192.0.2.1\n${tail}`);
    assert.equal(found.length, 1000);
    assert.equal(found.filter(({ severity }) => severity === 1).length, 1);
    assert.match(String(found.at(-1)?.message), /^502 more findings are not shown\./);
  });
});
