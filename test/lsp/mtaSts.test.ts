import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificate, type TestCertificate } from '../support/certificates';
import { LspClient } from '../support/lspClient';
import { type NameServer, startNamed } from '../support/named';
import { watchSockets } from '../support/socketWatch';
import type { StandIns } from '../support/testServer';

const uri = 'file:///zones/example.com.zone';
const text = `$ORIGIN example.com.
$TTL 1h
@ SOA ns host 1 1h 15m 30d 1h
@ NS ns
@ MX 10 mail
@ MX 20 mx.example.net.
ns A 192.0.2.53
mail A 192.0.2.25
_mta-sts TXT "v=STSv1; id=1"
mta-sts A 192.0.2.80
`;
const policy = 'version: STSv1\r\nmode: enforce\r\nmx: *.example.net\r\nmax_age: 86400\r\n';

describe('the MTA-STS policy of a domain', () => {
  let named: NameServer;
  let folder: string;
  let certificate: TestCertificate;
  let web: Server;
  let client: LspClient;
  /** What was asked for, as host and path. */
  const requests: string[] = [];
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zone-mx-mta-sts-'));
    certificate = await makeCertificate(folder, 'mta-sts.example.com');
    named = await startNamed([{ origin: 'example.com', text }]);
    web = createServer(certificate, ({ headers, url }, response) => {
      requests.push(`${headers.host?.replace(/:\d+$/, '')}${url}`);
      response.writeHead(200, { 'content-type': 'text/plain' }).end(policy);
    });
    web.on('tlsClientError', (_error, socket) => socket.destroy());
    web.listen(0, '127.0.0.1');
    await once(web, 'listening');
  });
  after(async () => {
    web.closeAllConnections();
    web.close();
    await named.stop();
    await rm(folder, { recursive: true });
  });
  beforeEach(() => {
    requests.length = 0;
  });
  afterEach(() => client.stop());

  async function start(
    mode: string,
    { isTrusted = true, authority = true, env = {} } = {},
  ): Promise<void> {
    const { port } = web.address() as AddressInfo;
    const standIns: StandIns = { web: port, ...(authority && { authority: certificate.file }) };
    client = await LspClient.start({
      server: 'out/test/support/testServer.js',
      settings: { live: { mode, servers: [named.address], timeout: 5000 } },
      initializationOptions: { isTrusted },
      env: { ZONE_MX_TEST_STAND_INS: JSON.stringify(standIns), ...env },
    });
    await client.open(uri, text);
  }
  const wellKnown = 'mta-sts.example.com/.well-known/mta-sts.txt';

  it('is fetched for checks, and what it leaves out is found', async () => {
    await start('check');
    const isMismatch = ({ code }: { readonly code?: unknown }): boolean =>
      code === 'live-mta-sts-mismatch';
    const all = await client.waitForDiagnostics(uri, (found) => found.some(isMismatch));
    const [mismatch, ...others] = all.filter(isMismatch);
    assert.ok(mismatch);
    assert.deepEqual(others, []);
    assert.equal(client.textAt(uri, mismatch.range), 'mail');
    assert.match(
      String(mismatch.message),
      /^The MTA-STS policy of example\.com does not name mail\.example\.com; .* Asked mta-sts\.example\.com at \d/,
    );
    assert.deepEqual(requests, [wellKnown]);
  });

  it('is fetched for a hover, once, and shown beside the exchanges of the file', async () => {
    await start('hover');
    assert.deepEqual(requests, []);
    for (let times = 0; times < 2; times++) {
      const hover = await client.hover(uri, 'v=STSv1');
      assert.match(
        hover,
        /\| Policy \| mail\.example\.com, mx\.example\.net \| enforce: \*\.example\.net \|/,
      );
      assert.match(hover, /\| Not covered \| mail\.example\.com \|/);
    }
    assert.deepEqual(requests, [wellKnown]);
  });

  it('is not believed from a server that nobody vouches for, and nothing is found', async () => {
    await start('hover', { authority: false });
    assert.match(await client.hover(uri, 'v=STSv1'), /certificate of the web server can’t be/);
    assert.deepEqual(requests, []);
  });

  for (const [mode, isTrusted] of [
    ['off', true],
    ['hover', false],
    ['check', false],
  ] as const)
    it(`is not fetched in mode ${mode}${isTrusted ? '' : ' without trust'}`, async () => {
      const sockets = await watchSockets();
      await start(mode, { isTrusted, env: sockets.env });
      assert.doesNotMatch(await client.hover(uri, 'v=STSv1'), /enforce/);
      await client.save(uri);
      await client.execute('zone-mx.refreshLiveAnswers');
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.deepEqual([requests, await sockets.sent()], [[], []]);
      await sockets.remove();
    });
});
