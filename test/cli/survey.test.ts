import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import {
  findFreePort,
  parseQuery,
  record,
  respond,
  startFaultyDns,
  types,
  wireName,
} from '../support/faultyDns';
import { type NameServer, startNamed } from '../support/named';
import { mailZones } from '../support/zones';
import { zoneMx } from './command';

/** Domains of one zone, each with its name and how it receives mail. */
const kinds = [
  ['none', 'TXT x'],
  ['null', 'MX 0 .'],
  ['implicit', 'A 192.0.2.1'],
  ['one', 'MX 10 one.shared'],
  ['own', 'MX 10 a\n MX 20 b'],
  ['one-network', 'MX 10 a\n MX 20 c'],
  ['one-provider', 'MX 10 mx00.ionos.de.\n MX 10 mx01.ionos.de.'],
  ['backup-elsewhere', 'MX 10 a\n MX 20 mx00.ionos.de.'],
  ['several', 'MX 10 mx00.ionos.de.\n MX 20 one.shared'],
] as const;

/** So many domains in all. */
const many = 1800;

const zone = `$ORIGIN many.test.
$TTL 60
@ SOA ns1 hostmaster 1 3h 1h 1w 5m
  NS ns1
ns1 A 192.0.2.53
one.shared A 192.0.2.25
${Array.from({ length: many }, (_, index) => {
  const [, records] = kinds[index % kinds.length] ?? kinds[0];
  const name = `d${index}`;
  const own = records.replace(/ ([abc])$/gm, ` $1.${name}`);
  return `${name} ${own}\na.${name} A 192.0.2.1\nb.${name} A 198.51.100.2\nc.${name} A 192.0.2.3\n`;
}).join('')}`;

const ionos = `$ORIGIN ionos.de.
$TTL 60
@ SOA ns1 hostmaster 1 3h 1h 1w 5m
  NS ns1
ns1 A 192.0.2.53
mx00 A 203.0.113.77
mx01 A 203.0.113.78
`;

describe('zone-mx survey', function () {
  this.timeout(60_000);
  let named: NameServer;
  let server: readonly string[];
  before(async () => {
    named = await startNamed([
      ...mailZones,
      { origin: 'many.test', text: zone },
      { origin: 'ionos.de', text: ionos },
    ]);
    server = ['--server', `127.0.0.1#${named.port}`];
  });
  after(() => named.stop());

  it('tells how domains receive mail, in a table', async () => {
    const domains = Array.from(kinds, (_, index) => `d${index}.many.test`);
    const { status, stdout, stderr } = await zoneMx([
      'survey',
      ...server,
      ...domains,
      'MSXFAQ.de.',
    ]);
    assert.equal(
      stdout,
      `d0.many.test  no mail
d1.many.test  null MX
d2.many.test  implicit MX
d3.many.test  one exchange                 one.shared.many.test
d4.many.test  several of its own           a, then b · 2 hosts in 2 networks
d5.many.test  several in one network       a, then c · 2 hosts in 1 network
d6.many.test  several at one provider      IONOS · mx00 or mx01 at random · 2 hosts in 1 network
d7.many.test  own with a backup elsewhere  a.d7.many.test, then mx00.ionos.de · 2 hosts in 2 networks
d8.many.test  of several operators         mx00.ionos.de, then one.shared.many.test · 2 hosts in 2 networks
msxfaq.de     several at one provider      IONOS · mx00 or mx01 at random · 2 hosts in 1 network
`,
    );
    assert.deepEqual([status, stderr], [0, '']);
  });

  it('gives an object for each of many domains, in their order', async () => {
    const input = Array.from({ length: many }, (_, index) => `d${index}.many.test\n`).join('');
    const args = ['survey', '--format', 'json', ...server, '-'];
    const { status, stdout, stderr } = await zoneMx(args, { input: `# a list\n\n${input}` });
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      lines.map(({ domain, kind }) => `${domain} ${kind}`),
      Array.from({ length: many }, (_, i) => `d${i}.many.test. ${kinds[i % kinds.length]?.[0]}`),
    );
    assert.deepEqual(lines[6], {
      domain: 'd6.many.test.',
      kind: 'one-provider',
      provider: 'IONOS',
      groups: [
        {
          preference: 10,
          exchanges: ['mx00', 'mx01'].map((host, index) => ({
            name: `${host}.ionos.de.`,
            addresses: [`203.0.113.${77 + index}`],
            share: 0.5,
            state: 'unknown',
          })),
        },
      ],
      skipped: [],
      outcome: 'delivered',
    });
    assert.deepEqual([status, stderr], [0, '']);
  });

  it('takes a stable part of the domains, however they are written', async () => {
    const domains = Array.from({ length: 30 }, (_, index) => `d${index}.many.test`);
    const input = domains.map((domain, i) => (i % 2 === 0 ? domain : `${domain.toUpperCase()}.`));
    const parts = await Promise.all(
      [1, 2, 3].map(async (part) => {
        const args = ['survey', '--format', 'jsonl', `--shard=${part}/3`, ...server, '-'];
        const [mixed, plain] = await Promise.all(
          [input, domains].map((lines) => zoneMx(args, { input: lines.join('\n') })),
        );
        assert.equal(mixed?.stdout, plain?.stdout);
        return [...(mixed?.stdout ?? '').matchAll(/^\{"domain":"([^"]*)\."/gm)].map(
          ([, name]) => name,
        );
      }),
    );
    assert.deepEqual(parts.flat().sort(), domains.sort());
    assert.ok(parts.every((part) => part.length > 0));
  });

  it('says of each domain what it could not find out, and ends with 2', async () => {
    const domains = ['d0.many.test', 'elsewhere.test', 'a..b', 'd1.many.test'];
    const table = await zoneMx(['survey', ...server, ...domains]);
    const refuses = new RegExp(`elsewhere.test  unknown: ${named.address} refuses to answer`);
    assert.match(table.stdout, refuses);
    assert.match(table.stdout, /a\.\.b {12}unknown: this is no domain name/);
    assert.equal(table.status, 2);
    const json = await zoneMx(['survey', '--format=json', ...server, ...domains]);
    assert.deepEqual(
      json.stdout
        .trim()
        .split('\n')
        .map((line) => {
          const { domain, kind, reason } = JSON.parse(line);
          return [domain, kind, reason];
        }),
      [
        ['d0.many.test.', 'none', undefined],
        ['elsewhere.test.', 'unknown', 'refused'],
        ['a..b', 'unknown', 'bad-name'],
        ['d1.many.test.', 'null', undefined],
      ],
    );
  });

  it('goes through all domains without a network, soon', async () => {
    const input = Array.from({ length: 1000 }, (_, index) => `d${index}.test\n`).join('');
    const args = ['survey', '--server', `127.0.0.1#${await findFreePort()}`, '-'];
    const { status, stdout, stderr } = await zoneMx(args, { input });
    assert.equal(stdout.match(/ unknown: /g)?.length, 1000);
    assert.equal(stderr, 'zone-mx: DNS can’t be reached; what only DNS knows is left out.\n');
    assert.equal(status, 2);
  });

  it('waits for a network that has been there to come back', async () => {
    let answers = 0;
    const open = (port: number): Promise<Socket> =>
      new Promise((done) => {
        const socket = createSocket('udp4');
        socket.on('message', (message, from) => {
          socket.send(respond(parseQuery(message), { rcode: 3 }), from.port, from.address);
          if (++answers !== 300) return;
          const { port: same } = socket.address();
          socket.close();
          setTimeout(() => void open(same).then((again) => sockets.push(again)), 1000);
        });
        socket.bind(port, '127.0.0.1', () => done(socket));
      });
    const sockets: Socket[] = [];
    const { port } = (await open(0)).address();
    const input = Array.from({ length: 1000 }, (_, index) => `d${index}.test\n`).join('');
    const { status, stdout, stderr } = await zoneMx(
      ['survey', '--server', `127.0.0.1#${port}`, '-'],
      { input },
    );
    for (const socket of sockets) socket.close();
    assert.equal(stdout.match(/ no mail\n/g)?.length, 1000);
    assert.equal(stderr, 'zone-mx: DNS can’t be reached; what only DNS knows is left out.\n');
    assert.equal(status, 0);
  });

  it('prints each line as soon as it is its turn', async () => {
    const dns = await startFaultyDns((query) => {
      if (!query.name.startsWith('slow')) query.send(respond(query, { rcode: 3 }));
    });
    const args = ['survey', '--server', dns.address, 'a.test', 'slow.test', 'b.test'];
    const { stdout } = await zoneMx(args);
    await dns.close();
    assert.match(
      stdout,
      /^a\.test +no mail\nslow\.test +unknown: .* did not answer within 5 s\nb\.test +no mail\n$/,
    );
  });

  it('lets a terminal obey nothing of what a server or the input says', async () => {
    const evil = wireName(['evil\x1b[2J\u0085', 'example']);
    const mx = Buffer.concat([Buffer.from([0, 10]), evil]);
    const dns = await startFaultyDns((query) => {
      const isMx = query.type === types.MX;
      const answers = [record(wireName(query.name), types.MX, 60, mx)];
      query.send(respond(query, isMx ? { answers } : { rcode: 3 }));
    });
    for (const format of ['pretty', 'json']) {
      const args = ['survey', '--format', format, '--server', dns.address, 'a.test', '-'];
      const input = `x\x1b]0;owned\x07.test\n\u202e.test\n${'y'.repeat(3_000_000)}\n`;
      const { stdout } = await zoneMx(args, { input });
      assert.doesNotMatch(stdout, /(?!\n)[\p{Cc}\p{Cf}]/u);
      assert.match(stdout, /evil/);
      assert.equal(stdout.trim().split('\n').length, 4);
      assert.ok(stdout.length < 5000, String(stdout.length));
    }
    await dns.close();
  });

  it('takes a name in its own letters', async () => {
    const { stdout } = await zoneMx(['survey', '--format=json', ...server, 'Müller.Many.test']);
    assert.equal(JSON.parse(stdout).domain, 'xn--mller-kva.many.test.');
  });

  it('wants domains', async () => {
    const { status, stderr } = await zoneMx(['survey']);
    assert.match(stderr, /Name domains, or - for standard input\./);
    assert.equal(status, 2);
  });
});
