import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { Diagnostic } from 'vscode-languageserver/node';
import {
  addressRecord,
  aliasRecord,
  type Behaviour,
  type FaultyDns,
  type FaultyQuery,
  record,
  respond,
  soaRecord,
  startFaultyDns,
  types,
  wireName,
} from '../support/faultyDns';
import { LspClient } from '../support/lspClient';

const uri = 'file:///zones/example.com.zone';
const text = `$TTL 1h
@ SOA ns.example.net. host 1 1h 15m 30d 1h
@ NS ns.example.net.
@ MX 10 mx1.example.net.
www MX 10 gone.example.net.
`;

/** How long a negative answer lasts, in seconds. */
let negativeTtl = 300;

/** mx1 has an address, alias is one of it, nothing else exists; only hosts are answered for. */
const world: Behaviour = (query) => {
  const { name, type } = query;
  const isHost = name.endsWith('.example.net') && (type === types.A || type === types.AAAA);
  if (!isHost) return query.send(respond(query, { rcode: 5 }));
  const soa = [soaRecord('example.net', negativeTtl, negativeTtl)];
  const host = addressRecord('mx1.example.net', 300, '192.0.2.1');
  const answers = [
    ...(name.startsWith('alias.') ? [aliasRecord(name, 300, 'mx1.example.net')] : []),
    ...(type === types.A ? [host] : []),
  ];
  if (/^(mx1|alias)\./.test(name)) query.send(respond(query, { answers, authorities: soa }));
  else query.send(respond(query, { rcode: 3, authorities: soa }));
};

const isLive = ({ code }: Diagnostic): boolean => String(code).startsWith('live-');

describe('live checks', () => {
  let behave: Behaviour;
  let dns: FaultyDns;
  let client: LspClient;

  async function start(settings: object = {}, initializationOptions: object = {}): Promise<void> {
    const live = { mode: 'check', servers: [dns.address], timeout: 500, ...settings };
    client = await LspClient.start({ settings: { live }, initializationOptions });
    await client.open(uri, text);
  }
  /** Waits until live rules have found exactly this, as rules and what they underline. */
  async function waitFor(...wanted: readonly string[]): Promise<readonly Diagnostic[]> {
    const found = (all: readonly Diagnostic[]): readonly Diagnostic[] => all.filter(isLive);
    const all = await client.waitForDiagnostics(uri, (now) => {
      const words = found(now).map(({ code, range }) => `${code} ${client.textAt(uri, range)}`);
      return words.sort().join('\n') === [...wanted].sort().join('\n');
    });
    return found(all);
  }
  const hostsAsked = (): readonly string[] =>
    [...new Set(dns.queries.map(({ name }) => name))].filter((name) =>
      /^\w+\.example\.net$/.test(name),
    );
  const gone = 'live-exchange-nxdomain gone.example.net.';

  beforeEach(async () => {
    negativeTtl = 300;
    behave = world;
    dns = await startFaultyDns((query: FaultyQuery) => behave(query));
  });
  afterEach(async () => {
    await client.stop();
    await dns.close();
  });

  it('ask when a file is opened, and say who answered and when', async () => {
    await start();
    const [finding] = await waitFor(gone);
    assert.match(
      String(finding?.message),
      new RegExp(`does not exist in DNS, .* Asked ${dns.label} at \\d+:\\d+:\\d+`),
    );
  });

  for (const mode of ['off', 'hover'])
    it(`ask nothing in mode ${mode}, and what they found vanishes`, async () => {
      await start();
      await waitFor(gone);
      const before = dns.queries.length;
      await client.configure({ live: { mode, servers: [dns.address], timeout: 500 } });
      await waitFor();
      await client.change(uri, [{ text: text.replace('gone', 'other') }]);
      await client.save(uri);
      await delay(1300);
      assert.equal(dns.queries.length, before);
    });

  it('ask nothing in a workspace that is not trusted, until it is', async () => {
    await start({}, { isTrusted: false });
    await client.change(uri, [{ text: `${text}; changed\n` }]);
    await client.save(uri);
    await delay(1300);
    assert.equal(dns.queries.length, 0);
    await client.notify('zoneMx/workspaceTrusted');
    await waitFor(gone);
  });

  it('ask only about owners whose MX records changed, once the file rests', async () => {
    await start();
    await waitFor(gone);
    const before = dns.queries.length;
    await client.change(uri, [{ text: `${text}www TXT "no mail record"\n` }]);
    await delay(1300);
    assert.equal(dns.queries.length, before);
    for (const name of ['n', 'ne', 'new'])
      await client.change(uri, [{ text: `${text}ftp MX 10 ${name}.example.net.\n` }]);
    await waitFor(gone, 'live-exchange-nxdomain new.example.net.');
    const asked = new Set(dns.queries.slice(before).map(({ name }) => name));
    assert.deepEqual([...asked].filter((name) => !name.startsWith('_25.')).sort(), [
      'ftp.example.com',
      'new.example.net',
    ]);
  });

  it('vanish when answers are dropped and nobody answers, and come back on saving', async () => {
    await start();
    await waitFor(gone);
    behave = () => undefined;
    await client.execute('zone-mx.refreshLiveAnswers');
    await waitFor();
    await delay(600);
    behave = world;
    // A failure is remembered for five seconds.
    await client.execute('zone-mx.refreshLiveAnswers');
    await waitFor(gone);
    await client.save(uri);
    await delay(300);
    await waitFor(gone);
  });

  it('tell what is published otherwise, after a refresh once the server has it', async () => {
    let preference = 10;
    behave = (query) => {
      if (query.type !== types.MX || query.name !== 'example.com') return world(query);
      const rdata = Buffer.concat([Buffer.of(0, preference), wireName('mx1.example.net')]);
      const mx = record(wireName('example.com'), types.MX, 300, rdata);
      query.send(respond(query, { answers: [mx] }));
    };
    await start();
    await waitFor(gone);
    preference = 20;
    await client.save(uri);
    await waitFor(gone);
    await client.execute('zone-mx.refreshLiveAnswers');
    const found = await waitFor(gone, 'live-mx-drift MX');
    const drift = found.find(({ code }) => code === 'live-mx-drift');
    assert.match(
      String(drift?.message),
      /another preference: mx1\.example\.net \(20 → 10\)\. Asked /,
    );
    const published = text.replace('MX 10 mx1', 'MX 20 mx1');
    await client.change(uri, [{ text: published }]);
    await waitFor(gone);
  });

  it('vanish when the answer is stale, and are asked for again on saving', async () => {
    negativeTtl = 1;
    await start();
    await waitFor(gone);
    await waitFor();
    const before = dns.queries.length;
    await client.change(uri, [{ text: `${text}; changed\n` }]);
    await delay(1300);
    assert.equal(dns.queries.length, before, 'time is no occasion to ask, nor is a comment');
    await client.save(uri);
    await waitFor(gone);
    assert.ok(dns.queries.length > before);
  });

  it('ask nothing for a rule that is off', async () => {
    const live = { mode: 'check', servers: [dns.address], timeout: 500 };
    const rules = Object.fromEntries(
      ['live-mx-inconsistent', 'live-tlsa-without-dnssec', 'live-mx-drift'].map((id) => [
        id,
        'off',
      ]),
    );
    client = await LspClient.start({ settings: { live, rules } });
    await client.open(uri, text);
    await waitFor(gone);
    const asked = new Set(dns.queries.map(({ name }) => name));
    assert.deepEqual([...asked].filter((name) => !/\.(in-addr\.arpa|invalid)$/.test(name)).sort(), [
      'example.net',
      'gone.example.net',
      'mx1.example.net',
    ]);
  });

  it('offer to name what an alias leads to', async () => {
    await start();
    await client.change(uri, [{ text: text.replace('gone', 'alias') }]);
    const [finding] = await waitFor('live-exchange-is-alias alias.example.net.');
    assert.ok(finding);
    const actions = await client.codeActions(uri, finding.range);
    const fix = actions.find(({ title }) => title === 'Name mx1.example.net instead');
    assert.ok(fix);
    await client.apply(uri, fix);
    await waitFor();
  });

  it('are ignored by a comment that is not called unused while DNS is not asked', async () => {
    await start();
    await waitFor(gone);
    const ignoring = text.replace(
      'gone.example.net.',
      'gone.example.net. ; zone-mx-ignore live-exchange-nxdomain',
    );
    const found = await client.change(uri, [{ text: ignoring }]);
    assert.deepEqual(
      found.filter((each) => isLive(each) || each.code === 'unused-ignore'),
      [],
    );
    await client.configure({ live: { mode: 'off' } });
    const off = await client.diagnostics(uri);
    assert.ok(off.every(({ code }) => code !== 'unused-ignore'));
  });

  it('keep no hover waiting while thousands of questions get no answer, and are bounded', async () => {
    behave = () => undefined;
    await start({ timeout: 5000 });
    const owners = Array.from({ length: 3000 }, (_, i) => `h${i} MX 10 m${i}.example.net.\n`);
    await client.open(uri, text + owners.join(''));
    while (hostsAsked().length < 4) await delay(20);
    const started = Date.now();
    const hover = await client.hover(uri, 'mx1', 'MX');
    assert.match(hover, /the only exchange/);
    assert.ok(Date.now() - started < 1000, `${Date.now() - started} ms`);
    await client.waitForLog(/only the first 2000 questions/);
    assert.ok(new Set(dns.queries.map(({ name, type }) => `${name} ${type}`)).size <= 2000);
  });
});
