import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import {
  addressRecord,
  type FaultyDns,
  findFreePort,
  respond,
  startFaultyDns,
} from '../support/faultyDns';
import { type NameServer, startNamed } from '../support/named';
import { exchangeAddresses, mailZones } from '../support/zones';
import { makeFolder, zoneMx } from './command';

const samples = ['samples/bundestag.de.zone', 'samples/msxfaq.de.zone'];

/** What live rules found, as `path line rule`. */
function liveFindings(stdout: string): readonly string[] {
  return stdout.split('\n').flatMap((line) => {
    const found = /^(.*?):(\d+):\d+: \w+: .* \[(live-[a-z-]+)\]$/.exec(line);
    return found === null ? [] : [`${found[1]} ${found[2]} ${found[3]}`];
  });
}

describe('check --live', () => {
  let named: NameServer;
  let server: readonly string[];
  before(async () => {
    named = await startNamed(mailZones);
    server = ['--live', '--server', `127.0.0.1#${named.port}`];
  });
  after(() => named.stop());

  it('asks the server that is named, and finds what the samples’ exchanges lack', async () => {
    const { status, stdout, stderr } = await zoneMx(['check', ...server, ...samples]);
    assert.deepEqual(liveFindings(stdout), [
      'samples/bundestag.de.zone 26 live-reverse-mismatch',
      'samples/msxfaq.de.zone 22 live-reverse-mismatch',
      'samples/msxfaq.de.zone 23 live-reverse-mismatch',
    ]);
    assert.match(
      stdout,
      /An address of mail4\.dbtg\.de: 192\.0\.2\.54 has no reverse name\. Asked 127\.0\.0\.1:\d+ at \d\d:\d\d:\d\d\./,
    );
    assert.equal(status, 0);
    // The server knows the name servers' names no more than they exist.
    assert.match(stderr, /^zone-mx: \d+ questions to DNS got no answer\.\n$/);
  });

  it('lists every address of the samples’ exchanges, and who has said it', async () => {
    const { stdout } = await zoneMx(['check', ...server, 'samples']);
    const lines = stdout.split('\n');
    for (const [exchange, addresses] of Object.entries(exchangeAddresses)) {
      const own = lines.filter((line) => line.includes(` ${exchange}: `) && / \d+ /.test(line));
      assert.notEqual(own.length, 0, exchange);
      for (const line of own)
        assert.ok(line.endsWith(`: ${addresses.join(', ')} (127.0.0.1:${named.port})`), line);
    }
    assert.ok(
      lines.includes(
        `samples/msxfaq.de.zone: The exchanges of msxfaq.de in DNS (127.0.0.1:${named.port})`,
      ),
    );
    assert.ok(
      lines.includes(
        `samples/mistakes.zone: 10 smtp.example.com, alias of mail.example.com: 192.0.2.25, 2001:db8::25 (127.0.0.1:${named.port})`,
      ),
    );
    assert.ok(
      lines.includes(
        `samples/mistakes.zone: 10 gateway.example.com: no address (127.0.0.1:${named.port})`,
      ),
    );
  });

  it('lists them to programs and people, and to nobody who wants no listing', async () => {
    const run = async (...args: readonly string[]): Promise<string> =>
      (await zoneMx(['check', ...server, ...args, 'samples/msxfaq.de.zone'])).stdout;
    const { published } = JSON.parse(await run('--format', 'json')).files[0];
    const label = `127.0.0.1:${named.port}`;
    const exchange = (name: string) => ({
      preference: 10,
      name: `${name}.`,
      canonical: `${name}.`,
      addresses: exchangeAddresses[name],
      servers: [label],
    });
    const exchanges = [exchange('mx00.kundenserver.de'), exchange('mx01.kundenserver.de')];
    const owner = { owner: 'msxfaq.de.', servers: [label], isNull: false, exchanges };
    assert.deepEqual(published, { owners: [owner], omitted: 0 });
    assert.deepEqual(JSON.parse(await run('--format', 'jsonl')).published, published);
    assert.match(
      await run('--format', 'pretty'),
      /\n\nThe exchanges of msxfaq\.de in DNS \(127[^\n]*\)\n {2}10 mx00\.kundenserver\.de: 212\.227[^\n]*\n {2}10 mx01[^\n]*\n\n/,
    );
    for (const other of [['--quiet'], ['--format', 'sarif'], ['--format', 'github']])
      assert.doesNotMatch(await run(...other), /The exchanges of|"published"/);
  });

  it('says what else there is than is published, once the file is changed', async () => {
    const text = await readFile('samples/bundestag.de.zone', 'utf8');
    const folder = await makeFolder({
      'bundestag.de.zone': text
        .replace('500 mail3', '600 mail3')
        .replace('50 mail4.dbtg.de.', '50 gone.dbtg.de.'),
    });
    const { status, stdout } = await zoneMx(['check', ...server, 'bundestag.de.zone'], {
      cwd: folder,
    });
    assert.deepEqual(liveFindings(stdout), [
      'bundestag.de.zone 24 live-mx-drift',
      'bundestag.de.zone 26 live-exchange-nxdomain',
    ]);
    assert.match(
      stdout,
      /MX records of bundestag\.de are not those of this file: only in the file: 50 gone\.dbtg\.de; only published: 50 mail4\.dbtg\.de; another preference: mail3\.dbtg\.de \(500 → 600\)\./,
    );
    assert.equal(status, 1, 'an exchange that does not exist is an error');
  });

  it('asks nothing for rules that are off, and reports by the levels that are set', async () => {
    const off = ['--rule', 'live-reverse-mismatch=off', '--rule', 'live-mx-inconsistent=off'];
    const { stdout, stderr } = await zoneMx(['check', ...server, ...off, ...samples]);
    assert.deepEqual(liveFindings(stdout), []);
    assert.doesNotMatch(stderr, /name servers/);
    const raised = ['--rule', 'live-reverse-mismatch=error'];
    assert.equal((await zoneMx(['check', ...server, ...raised, ...samples])).status, 1);
  });

  it('says who answered in JSON, and the repair of an alias', async () => {
    const folder = await makeFolder({
      'alias.zone': zoneWith('MX 10 alias.sub', 'sub NS ns.example.net.'),
    });
    const dns = await startFaultyDns((query) => {
      const isHost = query.name.endsWith('host.sub.example.com') && query.type === 1;
      query.send(
        respond(query, isHost ? { answers: [addressRecord(query.name, 300, '192.0.2.9')] } : {}),
      );
    });
    const { stdout } = await zoneMx(
      ['check', '--live', '--server', dns.address, '--format', 'json', 'alias.zone'],
      { cwd: folder },
    );
    await dns.close();
    const found = JSON.parse(stdout).files[0].findings.find(
      ({ rule }: { rule: string }) => rule === 'live-exchange-no-address',
    );
    assert.match(found.message, /alias\.sub\.example\.com has no A or AAAA record in DNS/);
    assert.match(found.message, new RegExp(`Asked ${dns.label} at `));
  });
});

describe('check --live without a network', () => {
  let dns: FaultyDns;
  let folder: string;
  before(async () => {
    dns = await startFaultyDns((query) => query.send(respond(query, { rcode: 2 })));
    folder = await makeFolder({ 'a.zone': zoneWith('MX 10 mail.example.net.') });
  });
  after(() => dns.close());

  const checkAt = (address: string) =>
    zoneMx(['check', '--live', '--server', address, 'a.zone'], { cwd: folder });

  it('finds nothing more, and says how many questions got no answer', async () => {
    const { status, stdout, stderr } = await checkAt(dns.address);
    assert.match(stdout, /a\.zone: example\.com: not known: .* could not find out \(SERVFAIL\)\n/);
    assert.equal(status, 0);
    assert.deepEqual(liveFindings(stdout), []);
    assert.match(stderr, /^zone-mx: \d+ questions to DNS got no answer\.\n$/);
  });

  it('says once that nobody can be reached, and asks no more', async () => {
    const { status, stdout, stderr } = await checkAt(`127.0.0.1#${await findFreePort()}`);
    assert.equal(status, 0);
    assert.deepEqual(liveFindings(stdout), []);
    assert.match(
      stderr,
      /^zone-mx: DNS can’t be reached; what only DNS knows is left out\.\nzone-mx: \d+ questions to DNS got no answer\.\n$/,
    );
  });

  it('believes nothing of what answers for names that do not exist', async () => {
    const portal = await startFaultyDns((query) =>
      query.send(respond(query, { answers: [addressRecord(query.name, 300, '10.0.0.1')] })),
    );
    const { status, stdout, stderr } = await checkAt(portal.address);
    await portal.close();
    assert.equal(status, 0);
    assert.deepEqual(liveFindings(stdout), []);
    assert.equal(stderr.match(/as the portal of a guest network does/g)?.length, 1);
  });

  it('asks each question once, however many files want to know it', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `${index}.example.zone`,
        zoneWith('MX 10 mail.example.net.'),
      ]),
    );
    const many = await makeFolder(files);
    const silent = await startFaultyDns((query) => query.send(respond(query, { rcode: 3 })));
    const { stdout } = await zoneMx(['check', '--live', '--server', silent.address, '.'], {
      cwd: many,
    });
    await silent.close();
    assert.equal(liveFindings(stdout).length > 40, true);
    const asked = silent.queries.map(({ name, type }) => `${name} ${type}`);
    assert.deepEqual(asked.length, new Set(asked).size);
  });
});

describe('check without --live', () => {
  it('asks nothing', async () => {
    const folder = await makeFolder({ 'a.zone': zoneWith('MX 10 mail.example.net.') });
    const { stdout, stderr } = await zoneMx(['check', 'a.zone'], { cwd: folder });
    assert.deepEqual([liveFindings(stdout), stderr], [[], '']);
  });
});

describe('a zone that changes on the server', () => {
  it('shows as drift, and with its new addresses', async () => {
    const text = zoneWith('MX 10 mail', 'mail A 192.0.2.25');
    const folder = await makeFolder({ 'example.com.zone': text });
    const named = await startNamed([{ origin: 'example.com', text }]);
    const check = async (): Promise<string> => {
      const args = ['check', '--live', '--rule', 'live-mx-inconsistent=off', 'example.com.zone'];
      const server = ['--server', `127.0.0.1#${named.port}`];
      return (await zoneMx([...args, ...server], { cwd: folder })).stdout;
    };
    try {
      const before = await check();
      assert.deepEqual(liveFindings(before), []);
      assert.match(before, / 10 mail\.example\.com: 192\.0\.2\.25 \(/);
      const edited = text.replace('MX 10', 'MX 20').replace('2.25', '2.26');
      await named.serve('example.com', edited.replace(' 1 3h', ' 2 3h'));
      const after = await check();
      assert.deepEqual(liveFindings(after), ['example.com.zone 5 live-mx-drift']);
      assert.match(after, / 20 mail\.example\.com: 192\.0\.2\.26 \(/);
    } finally {
      await named.stop();
    }
  });

  it('may have thousands of owners, of which the first are listed', async () => {
    const many = Array.from({ length: 230 }, (_, i) => `h${i} MX 1 m`).join('\n');
    const dns = await startFaultyDns((query) => query.send(respond(query, { rcode: 3 })));
    const folder = await makeFolder({ 'a.zone': `${zoneWith('MX 1 m')}${many}\n` });
    const { stdout } = await zoneMx(['check', '--live', '--server', dns.address, 'a.zone'], {
      cwd: folder,
    });
    await dns.close();
    assert.equal(stdout.match(/^a\.zone: .* does not exist in DNS/gm)?.length, 200);
    assert.match(stdout, /^a\.zone: 31 more owners of MX records are not listed\.\n/m);
  });
});

function zoneWith(...lines: readonly string[]): string {
  return `$ORIGIN example.com.
$TTL 1h
@ SOA ns.example.net. hostmaster.example.net. 1 3h 1h 2w 5m
@ NS ns.example.net.
@ ${lines.join('\n')}
@ TXT "v=spf1 mx -all"
_dmarc TXT "v=DMARC1; p=none"
`;
}
