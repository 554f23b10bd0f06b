import assert from 'node:assert/strict';
import { addressRecord, type FaultyDns, respond, startFaultyDns } from '../support/faultyDns';
import { LspClient } from '../support/lspClient';

const uri = 'file:///zones/example.com.zone';
const text = `@ SOA ns.example.net. host 1 1h 15m 30d 1h
@ NS ns.example.net.
@ MX 10 mail
mail A 192.0.2.1
`;

describe('live answers', () => {
  let dns: FaultyDns;
  let client: LspClient;

  async function start(live: object, initializationOptions: object = {}): Promise<void> {
    client = await LspClient.start({ settings: { live }, initializationOptions });
    await client.open(uri, text);
  }
  beforeEach(async () => {
    dns = await startFaultyDns(() => undefined);
  });
  afterEach(async () => {
    await client.stop();
    await dns.close();
  });

  it('are asked for on hover only, from the servers in the settings', async () => {
    await start({ servers: [dns.address], timeout: 300 });
    assert.equal(dns.queries.length, 0);
    await client.hover(uri, 'mail', 'MX');
    assert.deepEqual([...new Set(dns.queries.map(({ name }) => name))].sort(), [
      'example.com',
      'mail.example.com',
    ]);
  });

  it('fill in the address of a host that the file lacks, once they are known', async () => {
    await dns.close();
    dns = await startFaultyDns((query) => {
      const isAddress = query.name === 'mail.example.com' && query.type === 1;
      query.send(
        respond(
          query,
          isAddress ? { answers: [addressRecord(query.name, 300, '198.51.100.7')] } : {},
        ),
      );
    });
    await start({ servers: [dns.address], timeout: 2000 });
    const found = await client.open(uri, text.replace('mail A 192.0.2.1\n', ''));
    const finding = found.find(({ code }) => code === 'mx-exchange-has-no-address');
    assert.ok(finding);
    const titles = async (): Promise<readonly string[]> =>
      (await client.codeActions(uri, finding.range)).map(({ title }) => title);
    const asks = dns.queries.length;
    const before = await titles();
    assert.equal(dns.queries.length, asks);
    await client.hover(uri, 'mail', 'MX');
    const [first, ...others] = await client.codeActions(uri, finding.range);
    assert.equal(first?.title, 'Add 198.51.100.7 for mail.example.com, as it is published');
    assert.deepEqual(
      others.map(({ title }) => title),
      before,
    );
    assert.deepEqual(
      (await client.apply(uri, first)).filter(({ code }) => code === finding.code),
      [],
    );
    assert.match(client.text(uri), /^mail A\s+198\.51\.100\.7$/m);
  });

  it('never keep a hover longer than the time-out, and the file’s part is there', async () => {
    await start({ servers: [dns.address], timeout: 300 });
    const started = Date.now();
    const hover = await client.hover(uri, 'mail', 'MX');
    assert.ok(Date.now() - started < 1300);
    assert.match(hover, /the only exchange/);
    assert.match(
      hover,
      /\| IPv4 \| 192\.0\.2\.1 \| 127\.0\.0\.1:\d+ did not answer within 300 ms \|/,
    );
  });

  it('are never asked for when they are off', async () => {
    await start({ mode: 'off', servers: [dns.address] });
    assert.match(await client.hover(uri, 'mail', 'MX'), /Live answers are off/);
    assert.equal(dns.queries.length, 0);
  });

  it('are never asked for in a workspace that is not trusted, until it is', async () => {
    await start({ servers: [dns.address], timeout: 300 }, { isTrusted: false });
    assert.match(await client.hover(uri, 'mail', 'MX'), /this workspace is not trusted/);
    assert.equal(dns.queries.length, 0);
    await client.notify('zoneMx/workspaceTrusted');
    await client.hover(uri, 'mail', 'MX');
    assert.notEqual(dns.queries.length, 0);
  });

  it('say when a server is named wrongly, in the hover and once in the log', async () => {
    await start({ servers: ['dns.example.com'], timeout: 300 });
    assert.match(await client.hover(uri, 'mail', 'MX'), /there is no resolver to ask/);
    await client.hover(uri, 'mail', 'MX');
    await client.waitForLog(/"?dns\.example\.com"? is left out/);
    assert.equal(client.log.filter((line) => line.includes('dns.example.com')).length, 1);
  });

  it('say once in the log that a server does not answer', async () => {
    await start({ servers: [dns.address], timeout: 200 });
    await client.hover(uri, 'mail', 'MX');
    await client.execute('zone-mx.refreshLiveAnswers');
    await client.hover(uri, 'mail', 'MX');
    await client.waitForLog(/did not answer within 200 ms/);
    assert.equal(client.log.filter((line) => line.includes('did not answer')).length, 1);
  });
});
