import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificate, type TestCertificate } from '../support/certificates';
import { type ClientOptions, LspClient } from '../support/lspClient';
import {
  type FaultyMailServer,
  says,
  startFaultyMailServer,
  startMailServer,
} from '../support/mailServers';
import { type NameServer, startNamed } from '../support/named';
import { watchSockets } from '../support/socketWatch';
import type { StandIns } from '../support/testServer';

const uri = 'file:///zones/example.com.zone';
const text = `$ORIGIN example.com.
$TTL 1h
@ SOA ns host 1 1h 15m 30d 1h
@ NS ns
@ MX 10 mail
@ MX 20 backup
@ MX 30 inside
@ MX 40 here
@ MX 50 gone
null MX 0 .
ns A 127.0.0.1
mail A 192.0.2.25
backup A 192.0.2.26
backup A 192.0.2.27
inside A 10.0.0.25
here A 127.0.0.1
here AAAA ::1
gone TXT "nothing here"
`;

interface ProbeAnswer {
  readonly kind: string;
  readonly exchange?: string;
  readonly text?: string;
  readonly message?: string;
}

describe('testing the mail server of an exchange', () => {
  let named: NameServer;
  let folder: string;
  let certificate: TestCertificate;
  let mail: Awaited<ReturnType<typeof startMailServer>>;
  let faulty: FaultyMailServer;
  let client: LspClient;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zone-mx-probe-'));
    certificate = await makeCertificate(folder, 'mail.example.com');
    named = await startNamed([{ origin: 'example.com', text }]);
    mail = await startMailServer(certificate);
    faulty = await startFaultyMailServer(says('554 <b>go</b> [away](command:x)\r\n'));
  });
  after(async () => {
    await Promise.all([named.stop(), mail.stop(), faulty.close()]);
    await rm(folder, { recursive: true });
  });
  afterEach(() => client.stop());

  async function start(settings: object = {}, options: ClientOptions = {}): Promise<void> {
    const standIns: StandIns = {
      mail: { '192.0.2.25': mail.port, '192.0.2.26': faulty.port, '10.0.0.25': faulty.port },
      authority: certificate.file,
    };
    client = await LspClient.start({
      server: 'out/test/support/testServer.js',
      settings: { live: { servers: [named.address], timeout: 2000 }, ...settings },
      ...options,
      env: { ZONE_MX_TEST_STAND_INS: JSON.stringify(standIns), ...options.env },
    });
    await client.open(uri, text);
  }
  const on = { probe: { enabled: true } };
  /** The outcome at the line that has these words, escapes taken away. */
  async function probe(at: string): Promise<ProbeAnswer> {
    const line = text.split('\n').findIndex((each) => each.includes(at));
    const answer = (await client.request('zoneMx/probe', {
      uri,
      position: { line, character: 3 },
    })) as ProbeAnswer;
    return { ...answer, text: (answer.text ?? '').replaceAll(/\\([!-/:-@[-`{-~])/g, '$1') };
  }

  it('shows what a real server says, its certificate, and what senders make of it', async () => {
    await start(on);
    const { exchange, text: shown = '' } = await probe('MX 10');
    assert.equal(exchange, 'mail.example.com');
    assert.match(
      shown,
      /^# mail\.example\.com\n\nPreference \*\*10\*\* of example\.com, tried first/,
    );
    assert.match(
      shown,
      /## 192\.0\.2\.25\n\n\*\*A sender delivers here, encrypted\. The certificate satisfies/,
    );
    assert.match(shown, /\| Greeting \| 220 /);
    assert.match(shown, /\| Certificate for \| mail\.example\.com ✓ \|/);
    assert.doesNotMatch(mail.log(), />> b'(?:MAIL|RCPT|VRFY)/);
  });

  it('tells each address apart, and what a sender does next', async () => {
    await start(on);
    const { text: shown = '' } = await probe('MX 20');
    const [, first = '', second = ''] = shown.split(/^## /m);
    assert.match(first, /^192\.0\.2\.2[67]\n/);
    assert.match(first, /Then a sender tries the next address, 192\.0\.2\.2[67]\./);
    assert.match(second, /goes on to inside\.example\.com/);
    assert.match(shown, /554 <b>go<\/b> \[away\]\(command:x\)/);
    assert.match(shown, /No connection comes about/);
  });

  it('asks before it connects to a private network', async () => {
    await start(on);
    const before = faulty.connections();
    const declined = await probe('MX 30');
    assert.match(String(declined.text), /left out/);
    assert.equal(faulty.connections(), before);
    assert.match(
      client.questions[0] ?? '',
      /inside\.example\.com has addresses in a private network: 10\.0\.0\.25\./,
    );
    client.choice = 'Connect';
    assert.match(String((await probe('MX 30')).text), /refused for good/);
    assert.equal(faulty.connections(), before + 1);
  });

  it('never connects to the machine itself', async () => {
    const sockets = await watchSockets();
    await start(on, { env: sockets.env });
    const { text: shown = '' } = await probe('MX 40');
    assert.equal(shown.match(/never connected to/g)?.length, 2);
    assert.ok(!(await sockets.sent()).includes('connection'));
    await sockets.remove();
  });

  for (const [at, why] of [
    ['MX 50', /^gone\.example\.com: none \(NODATA\)$/],
    ['MX 0', /^Put the cursor on an MX record/],
    ['@ SOA', /^Put the cursor on an MX record/],
  ] as const)
    it(`says why there is nothing to test at ${at}`, async () => {
      await start(on);
      assert.match(String((await probe(at)).message), why);
    });

  for (const [why, settings, options] of [
    [/setting zoneMx\.probe\.enabled is off/, {}, {}],
    [/setting zoneMx\.probe\.enabled is off/, { probe: { enabled: 'yes' } }, {}],
    [/live answers are off/, { ...on, live: { mode: 'off' } }, {}],
    [/workspace is not trusted/, on, { initializationOptions: { isTrusted: false } }],
  ] as const)
    it(`sends not one packet where it is not allowed: ${JSON.stringify(settings)}`, async () => {
      const sockets = await watchSockets();
      await start(settings, { ...options, env: sockets.env });
      assert.match(String((await probe('MX 10')).message), why);
      assert.deepEqual(await sockets.sent(), []);
      await sockets.remove();
    });

  it('ends when the setting is turned off meanwhile', async () => {
    const silent = await startFaultyMailServer(() => undefined);
    const standIns: StandIns = { mail: { '192.0.2.25': silent.port } };
    await start(on, { env: { ZONE_MX_TEST_STAND_INS: JSON.stringify(standIns) } });
    const answer = probe('MX 10');
    while (silent.connections() === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await client.configure({ live: { servers: [named.address] } });
    assert.match(String((await answer).text), /This was not found out/);
    await silent.close();
  });

  it('is offered in the hover of an exchange where the setting is on, and nowhere else', async () => {
    const hasCommands = { initializationOptions: { hasCommands: true } };
    await start(on, hasCommands);
    const link = /\[Test the mail server\]\(command:zone-mx\.probeExchange\?([^)]*)\)/;
    const special = 'file:///zones/%28a%29%20%231%25.zone';
    await client.open(special, text);
    for (const each of [uri, special]) {
      const [, query = ''] = link.exec(await client.hover(each, 'mail', 'MX')) ?? [];
      // VS Code decodes it as a part of the link, and again as the arguments of a command.
      const [given, position] = JSON.parse(decodeURIComponent(decodeURIComponent(query)));
      assert.equal(given, each);
      assert.equal(position.line, 4);
    }
    assert.doesNotMatch(await client.hover(uri, '.', 'null MX 0 '), link);
    await client.stop();
    await start({}, hasCommands);
    assert.doesNotMatch(await client.hover(uri, 'mail', 'MX'), link);
  });
});
