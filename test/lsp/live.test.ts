import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import {
  addressRecord,
  type Behaviour,
  type FaultyDns,
  respond,
  startFaultyDns,
  types,
} from '../support/faultyDns';
import { LspClient } from '../support/lspClient';
import { note } from '../support/note';

const uri = 'file:///zones/example.com.zone';
const text = `@ SOA ns.example.net. host 1 1h 15m 30d 1h
@ NS ns.example.net.
@ MX 10 mail
mail A 192.0.2.1
`;

/** The names that were asked for, without what tells whether there is a network. */
const namesAsked = ({ queries }: FaultyDns): readonly string[] =>
  [...new Set(queries.map(({ name }) => name))].filter((name) => !isProbe(name)).sort();
const isProbe = (name: string): boolean => /^[a-z]{16}\.invalid$/.test(name);

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
    assert.deepEqual(namesAsked(dns), ['example.com', 'mail.example.com']);
  });

  it('are waited for where a record is to be explained', async () => {
    await dns.close();
    dns = await startFaultyDns((query) => {
      const isAddress = query.name === 'mail.example.com' && query.type === 1;
      const answers = isAddress ? [addressRecord(query.name, 300, '198.51.100.7')] : [];
      setTimeout(() => query.send(respond(query, { answers })), 1300);
    });
    await start({ servers: [dns.address], timeout: 4000 });
    const position = { line: 2, character: 9 };
    const words = String(await client.request('zoneMx/explain', { uri, position }));
    assert.match(words, /198\\?\.51/);
    assert.doesNotMatch(words, /command:/);
    for (const params of [null, { uri }, { uri, position: {} }, { uri: '', position }])
      assert.equal(await client.request('zoneMx/explain', params), null);
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

  it('come although the zone is read again while they are awaited, but not once it is edited', async () => {
    await dns.close();
    dns = await startFaultyDns((query) => {
      setTimeout(() => query.send(respond(query)), 500);
    });
    await start({ servers: [dns.address], timeout: 5000 });
    const hover = client.hover(uri, 'mail', 'MX');
    await delay(150);
    // Files that it includes may be others now.
    await client.save(uri);
    await delay(150);
    await client.save(uri);
    assert.match(await hover, /the only exchange/);
    await client.execute('zone-mx.refreshLiveAnswers');
    const late = client.hover(uri, 'mail', 'MX');
    await delay(150);
    await client.change(uri, [{ text: `; moved\n${text}` }]);
    assert.equal(await late, '');
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

  it('come with the next hover where they take long', async () => {
    await dns.close();
    dns = await startFaultyDns((query) => {
      const isAddress = query.name === 'mail.example.com' && query.type === types.A;
      const answers = isAddress ? [addressRecord(query.name, 300, '198.51.100.7')] : [];
      setTimeout(() => query.send(respond(query, { answers })), isProbe(query.name) ? 0 : 1300);
    });
    await start({ servers: [dns.address], timeout: 10_000 });
    const first = await client.hover(uri, 'mail', 'MX');
    assert.match(first, /the only exchange/);
    assert.match(first, /\| IPv4 \| 192\.0\.2\.1 \| asking… \|/);
    assert.match(first, /Asking DNS; hover again for the answer/);
    await delay(600);
    const asked = (): number => dns.queries.filter(({ type }) => type === types.A).length;
    const before = asked();
    assert.match(await client.hover(uri, 'mail', 'MX'), /198\.51\.100\.7/);
    assert.equal(asked(), before);
  });
});

describe('what is told of live answers', () => {
  let dns: FaultyDns;
  let client: LspClient;
  let behave: Behaviour;

  async function start(live: object, initializationOptions: object = {}): Promise<void> {
    client = await LspClient.start({
      settings: { live: { servers: [dns.address], timeout: 200, ...live } },
      initializationOptions: { showsLiveState: true, ...initializationOptions },
    });
    await client.open(uri, text);
  }
  beforeEach(async () => {
    behave = (query) => query.send(respond(query));
    dns = await startFaultyDns((query) => behave(query));
  });
  afterEach(async () => {
    await client.stop();
    await dns.close();
  });

  it('is nothing to clients that do not show it', async () => {
    await start({}, { showsLiveState: false });
    await client.hover(uri, 'mail', 'MX');
    await delay(400);
    assert.deepEqual(client.liveStates, []);
  });

  it('is that they are on and nothing was asked, and then who answered when', async () => {
    await start({});
    const before = await client.waitForLiveState(({ kind }) => kind === 'idle');
    assert.equal(before.text, 'Live answers are on, for hovers');
    assert.equal(before.detail, 'Nothing has been asked yet');
    assert.equal(before.isTrouble, false);
    await client.hover(uri, 'mail', 'MX');
    const { detail } = await client.waitForLiveState(({ detail }) => detail.startsWith('Last'));
    assert.match(detail, new RegExp(`^Last answer from ${dns.label} at \\d+:\\d+:\\d+`));
  });

  it('is that they are off, by the settings or for want of trust, and for what they are on', async () => {
    await start({ mode: 'off' }, { isTrusted: false });
    await client.waitForLiveState(({ kind }) => kind === 'untrusted');
    await client.notify('zoneMx/workspaceTrusted');
    const off = await client.waitForLiveState(({ kind }) => kind === 'off');
    assert.equal(off.text, 'Live answers are off');
    await client.configure({ live: { mode: 'check', servers: [dns.address], timeout: 200 } });
    await client.waitForLiveState(({ text }) => /for hovers and checks$/.test(text));
    assert.ok(dns.queries.length > 0);
  });

  it('is that questions are under way, in no more messages than are of use', async () => {
    behave = (query) => setTimeout(() => query.send(respond(query)), 100);
    await start({ mode: 'check', timeout: 2000 });
    const owners = Array.from({ length: 300 }, (_, i) => `h${i} MX 10 m${i}.example.net.\n`);
    await client.open(uri, text + owners.join(''));
    const asking = await client.waitForLiveState(({ isBusy }) => isBusy);
    assert.match(asking.text, /^Asking DNS: \d+ questions$/);
    const started = Date.now();
    await client.waitForLiveState(({ kind }) => kind === 'idle');
    assert.ok(client.liveStates.length <= 5 + (Date.now() - started) / 150);
  });

  it('is that there is a portal, whose answers are not believed', async () => {
    behave = (query) =>
      query.send(respond(query, { answers: [addressRecord(query.name, 300, '10.0.0.1')] }));
    await start({});
    assert.doesNotMatch(await client.hover(uri, 'mail', 'MX'), /10\.0\.0\.1/);
    const state = await client.waitForLiveState(({ kind }) => kind === 'captive');
    assert.equal(state.isTrouble, true);
  });

  it('is a resolver that the settings name wrongly', async () => {
    await start({ servers: ['dns.example.com'] });
    const { detail } = await client.waitForLiveState(({ isTrouble }) => isTrouble);
    assert.match(detail, /dns\.example\.com.* is left out/);
    await client.configure({ live: { servers: [dns.address] } });
    await client.waitForLiveState(({ isTrouble }) => !isTrouble);
  });

  it('is that nobody can be reached, until somebody can: then checks ask again', async () => {
    const { address } = dns;
    await dns.close();
    await start({ mode: 'check', servers: [address] });
    const many = Array.from({ length: 10 }, (_, i) => `h${i} MX 10 m${i}.example.net.\n`);
    await client.open(uri, text + many.join(''));
    const state = await client.waitForLiveState(({ kind }) => kind === 'offline');
    assert.deepEqual([state.text, state.isTrouble], ['DNS can’t be reached', true]);
    dns = await startFaultyDns((query) => query.send(respond(query, { rcode: 3 })), address);
    await client.waitForLiveState(({ kind }) => kind !== 'offline');
    await client.waitForDiagnostics(uri, (all) =>
      all.some(({ code }) => code === 'live-exchange-domain-unregistered'),
    );
  });
});

describe('a hover while DNS is silent', () => {
  for (const [what, probe] of [
    ['and all time out', true],
    ['and not even the probe is answered', false],
  ] as const)
    it(`shows the file’s part at once, with 5,000 exchanges, ${what}`, async () => {
      const dns = await startFaultyDns((query) => {
        if (probe && isProbe(query.name)) query.send(respond(query, { rcode: 3 }));
      });
      const live = { mode: 'check', servers: [dns.address], timeout: 1000 };
      const client = await LspClient.start({ settings: { live } });
      try {
        const zones = [0, 1, 2, 3, 4].map((zone) => `file:///zones/z${zone}.example.com.zone`);
        for (const each of zones) {
          const owners = Array.from({ length: 1000 }, (_, i) => `h${i} MX 10 m${i}.example.net.\n`);
          await client.open(each, text + owners.join(''));
        }
        while (namesAsked(dns).length < 60) await delay(20);
        const took: number[] = [];
        for (const each of zones) {
          const started = performance.now();
          const words = await client.hover(each, 'mail', 'MX');
          took.push(performance.now() - started);
          assert.match(words, /the only exchange/);
          assert.match(words, /\| IPv4 \| 192\.0\.2\.1 \| (asking…|not asked: )/);
        }
        const longest = Math.max(...took);
        note(`longest of ${took.length} hovers meanwhile: ${longest.toFixed(0)} ms (200 wanted)`);
        assert.ok(longest < 1000, `${longest} ms`);
      } finally {
        await client.stop();
        await dns.close();
      }
    });
});
