import assert from 'node:assert/strict';
import {
  type FaultyDns,
  record,
  respond,
  startFaultyDns,
  types,
  wireName,
} from '../support/faultyDns';
import { LspClient } from '../support/lspClient';

const uri = 'file:///zones/example.com.zone';
const text = `$TTL 1h
@ SOA ns.example.net. host 7 1h 15m 30d 1h
@ NS ns.example.net.
@ MX 10 mail
@ TXT "v=spf1 include:_spf.example.net -all"
mail A 192.0.2.1
_dmarc TXT "v=DMARC1; p=reject; rua=mailto:postmaster@example.com"
_mta-sts TXT "v=STSv1; id=1"
_smtp._tls TXT "v=TLSRPTv1; rua=mailto:postmaster@example.com"
s1._domainkey TXT "v=DKIM1; p="
_25._tcp.mail TLSA 3 1 1 ab
1.2.0.192.in-addr.arpa. PTR mail
`;

/** What is hovered, and what the file's part of each says. */
const places: readonly (readonly [at: string, after: string, words: RegExp])[] = [
  ['7', 'host', /A serial that counts/],
  ['@ MX', '', /mail\.example\.com\./],
  ['mail', 'MX', /the only exchange/],
  ['v=spf1', '', /Who may send mail/],
  ['include', '', /Whom another SPF record allows/],
  ['-all', '', /Others are not allowed: fail/],
  ['A 192', '', /an exchange of this zone/],
  ['v=DMARC1', '', /reject: receivers refuse it/],
  ['p=reject', '', /What to do with mail that fails/],
  ['v=STSv1', '', /Senders that honour MTA-STS/],
  ['v=TLSRPTv1', '', /Where reports on TLS go/],
  ['v=DKIM1', '', /The key was revoked/],
  ['3 1 1', '', /DANE-EE/],
];

const txt = (text: string): Buffer =>
  Buffer.concat([Buffer.from([text.length]), Buffer.from(text, 'latin1')]);

describe('hovers', () => {
  let dns: FaultyDns;
  let client: LspClient;
  let delayed = 0;
  const texts: Readonly<Record<string, string>> = {
    'example.com': 'v=spf1 include:_spf.example.net ip4:192.0.2.9 -all',
    '_spf.example.net': 'v=spf1 include:more.example.net -all',
    'more.example.net': 'v=spf1 ip4:198.51.100.0/24 -all',
    '_dmarc.example.com': 'v=DMARC1; p=none',
  };
  beforeEach(async () => {
    delayed = 0;
    dns = await startFaultyDns((query) => {
      const said = query.type === types.TXT ? texts[query.name] : undefined;
      const isSoa = query.type === types.SOA && query.name === 'example.com';
      const [host, five] = [wireName('ns.example.net'), Buffer.alloc(20)];
      five.writeUInt32BE(6, 0);
      const owner = wireName(query.name);
      const rdata = isSoa
        ? Buffer.concat([host, host, five])
        : said === undefined
          ? undefined
          : txt(said);
      const answers = rdata === undefined ? [] : [record(owner, query.type, 300, rdata)];
      const isSlow = query.name.endsWith('example.net');
      setTimeout(() => query.send(respond(query, { answers })), isSlow ? delayed : 0);
    });
  });
  afterEach(async () => {
    await client.stop();
    await dns.close();
  });

  async function start(live: object = {}, initializationOptions: object = {}): Promise<void> {
    client = await LspClient.start({
      settings: { live: { servers: [dns.address], timeout: 2000, ...live } },
      initializationOptions,
    });
    await client.open(uri, text);
  }

  for (const [what, live, isTrusted] of [
    ['off', { mode: 'off' }, true],
    ['not allowed, as the workspace is not trusted', {}, false],
  ] as const)
    it(`say what the file says, and ask nothing, where live answers are ${what}`, async () => {
      await start(live, { isTrusted });
      for (const [at, after, words] of places)
        assert.match(await client.hover(uri, at, after), words);
      assert.equal(dns.queries.length, 0);
    });

  it('say the same where DNS is asked', async () => {
    await start();
    for (const [at, after, words] of places)
      assert.match(await client.hover(uri, at, after), words);
    assert.notEqual(dns.queries.length, 0);
  });

  it('follow the includes of an SPF record, and set what is published beside the file', async () => {
    await start();
    const words = await client.hover(uri, 'v=spf1');
    assert.match(words, /\| Look-ups \| 2 of 10 \| 2 of 10 \|/);
    assert.match(
      words,
      /\| Networks \| 1: 198\.51\.100\.0\/24 \| 2: 198\.51\.100\.0\/24, 192\.0\.2\.9 \|/,
    );
    assert.match(words, /Asked 127\.0\.0\.1:\d+ at/);
    assert.match(await client.hover(uri, 'v=DMARC1'), /differs: v=DMARC1; p=none/);
  });

  it('do not wait for slow includes, and have them the next time', async () => {
    delayed = 700;
    await start();
    const started = Date.now();
    const first = await client.hover(uri, 'v=spf1');
    assert.ok(Date.now() - started < 1500);
    assert.match(first, /\| Look-ups \| at least \d of 10 \|/);
    assert.match(first, /\| Still asking \|/);
    let words = first;
    while (words.includes('Still asking') && Date.now() - started < 10_000)
      words = await client.hover(uri, 'v=spf1');
    assert.match(words, /\| Look-ups \| 2 of 10 \| 2 of 10 \|/);
  });

  it('say which name server is behind', async () => {
    await start({ nameServers: [dns.address] });
    assert.match(
      await client.hover(uri, '7', 'host'),
      /\| 127\.0\.0\.1#\d+ \| 7 \| 6 · \*\*behind the file\*\* \|/,
    );
  });
});
