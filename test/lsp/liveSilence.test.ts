import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { type FaultyDns, respond, startFaultyDns } from '../support/faultyDns';
import { LspClient } from '../support/lspClient';
import { type SocketWatch, watchSockets } from '../support/socketWatch';

const uri = 'file:///zones/example.com.zone';
const text = `$TTL 1h
@ SOA ns.example.net. host 1 1h 15m 30d 1h
@ NS ns.example.net.
@ MX 10 mail.example.net.
www MX 10 gone.example.net.
@ TXT "v=spf1 include:_spf.example.net -all"
_mta-sts TXT "v=STSv1; id=1"
`;

describe('what leaves the machine', () => {
  let dns: FaultyDns;
  let sockets: SocketWatch;
  beforeEach(async () => {
    dns = await startFaultyDns((query) => query.send(respond(query)));
    sockets = await watchSockets();
  });
  afterEach(async () => {
    await dns.close();
    await sockets.remove();
  });

  /** Does whatever a user could do that has DNS asked where that is allowed. */
  async function useAll(live: object, isTrusted: boolean): Promise<void> {
    const client = await LspClient.start({
      settings: {
        live: { servers: [dns.address], timeout: 300, ...live },
        probe: { enabled: true },
      },
      initializationOptions: { isTrusted, showsLiveState: true },
      env: sockets.env,
    });
    await client.open(uri, text);
    await client.hover(uri, 'mail', 'MX');
    for (const word of ['1 1h', '@ MX', 'v=spf1', 'include', 'v=STSv1'])
      await client.hover(uri, word);
    await client.change(uri, [{ text: `${text}ftp MX 10 other.example.net.\n` }]);
    await client.hover(uri, 'other', 'MX');
    await client.save(uri);
    await client.codeActions(uri, {
      start: { line: 0, character: 0 },
      end: { line: 6, character: 0 },
    });
    await client.execute('zone-mx.refreshLiveAnswers');
    const position = { line: 3, character: 5 };
    await client.request('zoneMx/compare', { uri });
    await client.request('zoneMx/probe', { uri, position });
    await client.request('zoneMx/route', { uri, position, asks: true });
    await delay(1500);
    await client.stop();
  }

  it('is nothing with live answers off', async () => {
    await useAll({ mode: 'off' }, true);
    assert.deepEqual([await sockets.sent(), dns.queries], [[], []]);
  });

  it('is nothing more once live answers are turned off, whatever was under way', async () => {
    await dns.close();
    dns = await startFaultyDns(() => undefined);
    const live = { servers: [dns.address], timeout: 5000, mode: 'check' };
    const client = await LspClient.start({ settings: { live }, env: sockets.env });
    const many = Array.from({ length: 500 }, (_, i) => `h${i} MX 10 m${i}.example.net.\n`);
    await client.open(uri, text + many.join(''));
    await client.hover(uri, 'mail', 'MX');
    const comparison = client.request('zoneMx/compare', { uri });
    while (dns.queries.length < 20) await delay(20);
    await client.configure({ live: { ...live, mode: 'off' } });
    await comparison;
    const before = [(await sockets.sent()).length, dns.queries.length];
    await delay(2000);
    assert.deepEqual([(await sockets.sent()).length, dns.queries.length], before);
    await client.stop();
  });

  for (const mode of ['hover', 'check'])
    it(`is nothing in a workspace that is not trusted, in mode ${mode}`, async () => {
      await useAll({ mode }, false);
      assert.deepEqual([await sockets.sent(), dns.queries], [[], []]);
    });

  it('is noticed by this test where DNS may be asked', async () => {
    await useAll({ mode: 'check' }, true);
    assert.ok((await sockets.sent()).includes('datagram'));
    assert.notEqual(dns.queries.length, 0);
  });
});
