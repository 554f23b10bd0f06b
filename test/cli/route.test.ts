import assert from 'node:assert/strict';
import {
  findFreePort,
  record,
  respond,
  startFaultyDns,
  types,
  wireName,
} from '../support/faultyDns';
import { type NameServer, startNamed } from '../support/named';
import { mailZones } from '../support/zones';
import { aliasZone, makeFolder, plainZone, zoneMx } from './command';

const bundestag = 'samples/bundestag.de.zone';

describe('zone-mx route', function () {
  this.timeout(30_000);
  let named: NameServer;
  let server: readonly string[];
  let cwd: string;
  before(async () => {
    named = await startNamed(mailZones);
    server = ['--server', `127.0.0.1#${named.port}`];
    cwd = await makeFolder({
      'plain.zone': plainZone,
      'alias.zone': aliasZone,
      'two.zone': `${plainZone}@ MX 20 spare\nspare A 198.51.100.1\nother MX 0 .\nlost MX 10 gone\n`,
      'none.zone': plainZone.replace('  MX 10 mail\n', ''),
    });
  });
  after(() => named.stop());

  it('tells the order of a file’s exchanges as a numbered list', async () => {
    const { status, stdout, stderr } = await zoneMx(['route', bundestag]);
    assert.equal(
      stdout,
      `bundestag.de: mail1, mail2 or mail4 at random, then mail3 · 4 hosts
  1. preference 50
     mail1.dbtg.de  33 %  addresses not known  elsewhere: dbtg.de
     mail2.dbtg.de  33 %  addresses not known  elsewhere: dbtg.de
     mail4.dbtg.de  33 %  addresses not known  elsewhere: dbtg.de
     No connection: on to 2. Rejected: returned at once.
  2. preference 500
     mail3.dbtg.de  addresses not known  elsewhere: dbtg.de
     No connection: queued for days, then returned. Rejected: returned at once.
  → delivered

`,
    );
    assert.deepEqual([status, stderr], [0, '']);
  });

  it('asks DNS for what the file does not know', async () => {
    const { status, stdout, stderr } = await zoneMx(['route', '--live', ...server, bundestag]);
    assert.match(stdout, /^bundestag\.de: .* · 4 hosts in 1 network\n/);
    assert.match(stdout, /mail1\.dbtg\.de {2}33 % {2}192\.0\.2\.51 {2,}elsewhere/);
    assert.deepEqual([status, stderr], [0, '']);
  });

  it('asks DNS for a domain, and follows what the server says', async () => {
    const { stdout } = await zoneMx(['route', '--format', 'json', ...server, 'MSXFAQ.de']);
    const { version, routes } = JSON.parse(stdout);
    assert.equal(version, 1);
    assert.deepEqual(
      routes.map(({ owner, kind, skipped, outcome }: Record<string, unknown>) => [
        owner,
        kind,
        skipped,
        outcome,
      ]),
      [['msxfaq.de.', 'mx', [], 'delivered']],
    );
    const [group] = routes[0].groups;
    assert.equal(group.preference, 10);
    assert.deepEqual(
      group.exchanges.map(({ name, share, state }: Record<string, unknown>) => [
        name,
        share,
        state,
      ]),
      [
        ['mx00.kundenserver.de.', 0.5, 'unknown'],
        ['mx01.kundenserver.de.', 0.5, 'unknown'],
      ],
    );
    assert.ok(
      group.exchanges.every(({ addresses }: { addresses: string[] }) => addresses.length > 0),
    );
  });

  it('moves on where hosts are down, and to the queue where all are', async () => {
    const down = ['--down', 'mail1.dbtg.de', '--down=MAIL2.dbtg.de.', '--down', 'mail4.dbtg.de'];
    const { status, stdout } = await zoneMx(['route', ...down, bundestag]);
    assert.match(stdout, /^bundestag\.de: mail3\.dbtg\.de\n {2}1\. preference 500\n/);
    assert.equal(stdout.match(/not tried: mail\d\.dbtg\.de is down/g)?.length, 3);
    assert.equal(status, 0);
    const all = [...down, '--down', 'mail3.dbtg.de', '--format', 'json'];
    const queued = await zoneMx(['route', ...all, bundestag]);
    const [route] = JSON.parse(queued.stdout).routes;
    assert.deepEqual([route.outcome, route.groups, queued.status], ['deferred', [], 1]);
    assert.deepEqual(route.skipped[0], { name: 'mail1.dbtg.de.', why: 'down' });
  });

  it('drops the sender itself, and says so of a host that is no exchange', async () => {
    const own = ['--own', 'spare.example.com', '--owner', 'example.com'];
    const { stdout } = await zoneMx(['route', ...own, 'two.zone'], { cwd });
    assert.match(
      stdout,
      /not tried: spare\.example\.com is the sender itself, or no better than it/,
    );
    const slip = await zoneMx(['route', '--down', 'mial.example.com', 'plain.zone'], { cwd });
    assert.equal(slip.stderr, 'zone-mx: mial.example.com is no exchange here.\n');
    const alias = await zoneMx(['route', '--down', 'host.example.com', 'alias.zone'], { cwd });
    assert.deepEqual([alias.status, alias.stderr], [1, '']);
  });

  it('takes one owner, standard input, an origin', async () => {
    const owners = async (args: readonly string[], input?: string) => {
      const result = await zoneMx(['route', '--format=json', ...args], {
        cwd,
        ...(input && { input }),
      });
      return JSON.parse(result.stdout).routes.map(
        ({ owner, kind, outcome }: Record<string, string>) => `${owner} ${kind} ${outcome}`,
      );
    };
    assert.deepEqual(await owners(['two.zone']), [
      'example.com. mx delivered',
      'lost.example.com. mx undeliverable',
      'other.example.com. null rejected',
    ]);
    assert.deepEqual(await owners(['--owner', 'mail.example.com', 'two.zone']), [
      'mail.example.com. implicit delivered',
    ]);
    const part = '$TTL 1h\n@ SOA ns h 1 1 1 1 1\n@ NS ns\n@ MX 10 m\nm A 192.0.2.1\n';
    assert.deepEqual(await owners(['--origin', 'example.net', '-'], part), [
      'example.net. mx delivered',
    ]);
  });

  it('says what it could not find out, with 2', async () => {
    const cases: readonly (readonly [readonly string[], RegExp, number])[] = [
      [['gone.zone'], /gone\.zone: there is no such file/, 2],
      [['./example.com'], /there is no such file/, 2],
      [['a..b'], /a\.\.b: there is no such file, and no domain has such a name/, 2],
      [['--owner', 'example.net', 'plain.zone'], /--live asks DNS/, 2],
      [[...server, 'example.net'], /example\.net: where its mail goes is not known: .*REFUSED/, 2],
      [['none.zone'], /no owner has MX records/, 1],
    ];
    await Promise.all(
      cases.map(async ([args, said, expected]) => {
        const { status, stdout, stderr } = await zoneMx(['route', ...args], { cwd });
        assert.match(stderr, said);
        assert.deepEqual([status, stdout], [expected, '']);
      }),
    );
    const offline = ['route', '--server', `127.0.0.1#${await findFreePort()}`, 'example.com'];
    assert.equal((await zoneMx(offline)).status, 2);
  });

  it('lets a terminal obey nothing of what a server says', async () => {
    const evil = wireName(['evil\x1b[2J', 'example']);
    const mx = Buffer.concat([Buffer.from([0, 10]), evil]);
    const dns = await startFaultyDns((query) =>
      query.send(
        respond(
          query,
          query.type === types.MX
            ? { answers: [record(wireName(query.name), types.MX, 60, mx)] }
            : { rcode: 3 },
        ),
      ),
    );
    for (const format of ['pretty', 'json']) {
      const args = ['route', '--format', format, '--server', dns.address, 'example.com'];
      const { stdout, stderr } = await zoneMx(args);
      assert.ok(!(stdout + stderr).includes('\x1b'));
      assert.match(stdout, /evil/);
    }
    await dns.close();
  });

  it('speaks German', async () => {
    const { stdout } = await zoneMx(['route', bundestag], { env: { LC_ALL: 'de_DE.UTF-8' } });
    assert.match(stdout, /Präferenz 50/);
    assert.match(stdout, /→ zugestellt/);
  });
});
