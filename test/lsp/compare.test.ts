import assert from 'node:assert/strict';
import { type FaultyDns, respond, soaRecord, startFaultyDns, types } from '../support/faultyDns';
import { LspClient } from '../support/lspClient';
import { type NameServer, startNamed } from '../support/named';
import { watchSockets } from '../support/socketWatch';

const uri = 'file:///zones/example.com.zone';
const zone = `$ORIGIN example.com.
$TTL 1h
@ SOA ns.example.com. host 1 1h 15m 30d 1h
@ NS ns
@ MX 10 mail
@ MX 20 backup.example.net.
@ TXT "v=spf1 mx -all"
ns A 127.0.0.1
mail 300 A 192.0.2.25
     300 AAAA 2001:DB8::25
_25._tcp.mail TLSA 3 1 1 AB12 CD34
_dmarc TXT "v=DMARC1; p=reject"
s1._domainkey TXT "v=DKIM1; p=" "MIIB"
s2._domainkey CNAME s2.dkim.example.net.
www A 192.0.2.80
`;

interface Compared {
  readonly kind: string;
  readonly published: string;
  readonly file: string;
  readonly message?: string;
}

/** The lines that only one of the texts has, with `<` before those of what is published. */
function differences({ published, file }: Compared): readonly string[] {
  const [left, right] = [published.split('\n'), file.split('\n')];
  const only = (mine: readonly string[], others: readonly string[]) =>
    mine.filter((line) => !others.includes(line)).map((line) => line.replaceAll(/ +/g, ' '));
  return [
    ...only(left, right).map((line) => `< ${line}`),
    ...only(right, left).map((line) => `> ${line}`),
  ];
}

describe('comparing with what is published', () => {
  let named: NameServer;
  let client: LspClient;
  before(async () => {
    named = await startNamed([{ origin: 'example.com', text: zone }]);
  });
  after(() => named.stop());
  afterEach(() => client.stop());

  async function compare(text: string, live: object = {}, options: object = {}): Promise<Compared> {
    const nameServers = [named.address];
    client = await LspClient.start({
      settings: { live: { servers: nameServers, nameServers, timeout: 1000, ...live } },
      ...options,
    });
    await client.open(uri, text);
    return (await client.request('zoneMx/compare', { uri })) as Compared;
  }

  it('shows no difference where there is none, however the file is written', async () => {
    const compared = await compare(
      zone.replace('2001:DB8::25', '2001:db8:0:0::25').replace('1h 15m', '3600 900'),
    );
    assert.equal(compared.kind, 'compared');
    assert.equal(compared.published, compared.file);
    const [head = '', ...lines] = compared.file.trimEnd().split('\n');
    assert.match(
      head,
      new RegExp(`^; example\\.com: what ${named.address} published at \\d+:\\d+:\\d+`),
    );
    assert.deepEqual(
      lines.map((line) => line.replaceAll(/ +/g, ' ')),
      [
        'example.com. 3600 IN SOA ns.example.com. host.example.com. 1 3600 900 2592000 3600',
        'example.com. 3600 IN MX 10 mail.example.com.',
        'example.com. 3600 IN MX 20 backup.example.net.',
        'example.com. 3600 IN TXT "v=spf1 mx -all"',
        '_dmarc.example.com. 3600 IN TXT "v=DMARC1; p=reject"',
        's1._domainkey.example.com. 3600 IN TXT "v=DKIM1; p=" "MIIB"',
        's2._domainkey.example.com. 3600 IN CNAME s2.dkim.example.net.',
        'mail.example.com. 300 IN A 192.0.2.25',
        'mail.example.com. 300 IN AAAA 2001:db8::25',
        '_25._tcp.mail.example.com. 3600 IN TLSA 3 1 1 AB12CD34',
      ],
    );
  });

  it('shows what was added, removed and changed, and nothing else', async () => {
    const edited = zone
      .replace('host 1 ', 'host 2 ')
      .replace('MX 20 backup.example.net.', 'MX 30 other')
      .replace('300 A 192.0.2.25', '600 A 192.0.2.25')
      .replace('_dmarc TXT "v=DMARC1; p=reject"\n', '')
      .replace('www A 192.0.2.80', 'www A 192.0.2.81\nother A 192.0.2.26');
    assert.deepEqual(differences(await compare(edited)), [
      '< example.com. 3600 IN SOA ns.example.com. host.example.com. 1 3600 900 2592000 3600',
      '< example.com. 3600 IN MX 20 backup.example.net.',
      '< _dmarc.example.com. 3600 IN TXT "v=DMARC1; p=reject"',
      '< mail.example.com. 300 IN A 192.0.2.25',
      '> example.com. 3600 IN SOA ns.example.com. host.example.com. 2 3600 900 2592000 3600',
      '> example.com. 3600 IN MX 30 other.example.com.',
      '> mail.example.com. 600 IN A 192.0.2.25',
      '> other.example.com. 3600 IN A 192.0.2.26',
    ]);
  });

  it('takes a wildcard for what it answers', async () => {
    const text = zone.replace(
      '_dmarc TXT',
      '*.sub TXT "v=DMARC1; p=none"\nx.sub MX 10 mail\n_dmarc TXT',
    );
    await named.serve('example.com', text.replace('host 1 ', 'host 7 '));
    try {
      const compared = await compare(text.replace('host 1 ', 'host 7 '));
      assert.equal(compared.published, compared.file);
    } finally {
      await named.serve('example.com', zone);
    }
  });

  it('never asks private addresses of NS records, and says that nobody can be asked', async () => {
    const compared = await compare(zone, { nameServers: [] });
    assert.equal(compared.published, compared.file);
    assert.equal(compared.file, '; example.com: none of its name servers can be asked\n');
  });

  it('says that a server does not have the zone, or does not answer', async () => {
    const silent: FaultyDns = await startFaultyDns(() => undefined);
    const refusing: FaultyDns = await startFaultyDns((query) =>
      query.send(respond(query, { rcode: 5 })),
    );
    try {
      const options = { timeout: 300, nameServers: [refusing.address] };
      const refused = await compare(zone, options);
      assert.match(refused.file, /^; example\.com: none of its name servers answers: .*REFUSED/);
      await client.stop();
      const unanswered = await compare(zone, { ...options, nameServers: [silent.address] });
      assert.match(unanswered.published, /answers: 127\.0\.0\.1:\d+ did not answer within/);
      await client.stop();
      // The next one is asked.
      const found = await compare(zone, {
        ...options,
        nameServers: [silent.address, named.address],
      });
      assert.deepEqual(differences(found), []);
      assert.match(found.file, /MX/);
    } finally {
      await silent.close();
      await refusing.close();
    }
  });

  it('asks all name servers, and tells which of them says what', async () => {
    const behind = await startNamed([
      { origin: 'example.com', text: zone.replace('host 1 ', 'host 0 ').replace('MX 20', 'MX 30') },
    ]);
    try {
      const nameServers = [behind.address, named.address];
      const compared = await compare(zone, { nameServers });
      assert.match(compared.file, new RegExp(`^; ${named.address} has the serial 1$`, 'm'));
      assert.match(
        compared.file,
        new RegExp(
          `^; ${behind.address} has the serial 0; differs in SOA example\\.com, MX example\\.com$`,
          'm',
        ),
      );
      assert.deepEqual(
        differences(compared).map((line) => line.replace(behind.address, 'BEHIND')),
        [
          '< ; BEHIND: example.com. 3600 IN SOA ns.example.com. host.example.com. 0 3600 900 2592000 3600',
          '< ; BEHIND: example.com. 3600 IN MX 10 mail.example.com.',
          '< ; BEHIND: example.com. 3600 IN MX 30 backup.example.net.',
        ],
      );
    } finally {
      await behind.stop();
    }
  });

  it('leaves an RRset that got no answer out of both, and says so', async () => {
    const partial = await startFaultyDns((query) => {
      const soa = [soaRecord('example.com', 300, 300)];
      if (query.type === types.SOA) return query.send(respond(query, { answers: soa }));
      query.send(respond(query, { rcode: 2 }));
    });
    try {
      const compared = await compare(zone, { nameServers: [partial.address] });
      assert.match(compared.file, /; MX of example\.com is not compared: .*SERVFAIL/);
      assert.doesNotMatch(compared.file, /IN MX/);
    } finally {
      await partial.close();
    }
  });

  for (const [why, live, options] of [
    [/live answers are off/, { mode: 'off' }, {}],
    [/workspace is not trusted/, {}, { initializationOptions: { isTrusted: false } }],
  ] as const)
    it(`asks nothing where that is not allowed: ${why.source}`, async () => {
      const sockets = await watchSockets();
      const compared = await compare(zone, live, { ...options, env: sockets.env });
      assert.match(String(compared.message), why);
      assert.deepEqual(await sockets.sent(), []);
      await sockets.remove();
    });

  it('is impossible for a part of a zone', async () => {
    const { message } = await compare('a MX 10 b\n');
    assert.equal(message, 'The file does not say which zone of the Internet it is.');
  });

  it('is offered by the light bulb where the published records drift, also when all are gone', async () => {
    const text = zone.replaceAll(/^@ MX .*\n/gm, '');
    await compare(text, { mode: 'check' }, { initializationOptions: { hasCommands: true } });
    const found = await client.waitForDiagnostics(uri, (all) =>
      all.some(({ code }) => code === 'live-mx-drift'),
    );
    const drift = found.find(({ code }) => code === 'live-mx-drift');
    assert.ok(drift);
    assert.equal(client.textAt(uri, drift.range), '@');
    assert.match(
      String(drift.message),
      /only published: 10 mail\.example\.com, 20 backup\.example\.net/,
    );
    const actions = await client.codeActions(uri, drift.range);
    const action = actions.find(
      ({ command }) => command?.command === 'zone-mx.compareWithPublished',
    );
    assert.deepEqual(action?.command?.arguments, [uri]);
  });
});
