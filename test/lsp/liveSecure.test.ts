import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { right } from '../support/asking';
import { makeCertificate, type TestCertificate } from '../support/certificates';
import { respond, types } from '../support/faultyDns';
import { LspClient } from '../support/lspClient';
import { type SecureDns, startHttpsDns, startTlsDns } from '../support/secureDns';

const uri = 'file:///zones/example.com.zone';
const text = `@ SOA ns.example.net. host 1 1h 15m 30d 1h
@ NS ns.example.net.
@ MX 10 mail
mail A 192.0.2.1
`;

describe('live answers over TLS', () => {
  let folder: string;
  let certificate: TestCertificate;
  let dns: SecureDns;
  let client: LspClient;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zone-mx-tls-'));
    certificate = await makeCertificate(folder);
  });
  after(() => rm(folder, { recursive: true, force: true }));
  afterEach(async () => {
    await client.stop();
    await dns.close();
  });

  const kinds = [
    { scheme: 'tls', start: startTlsDns, server: (host: string) => `tls://${host}#${dns.port}` },
    {
      scheme: 'https',
      start: startHttpsDns,
      server: (host: string) => `https://${host}:${dns.port}/dns-query`,
    },
  ] as const;
  for (const { scheme, start, server } of kinds) {
    const startDns = () =>
      start(certificate, (query) =>
        query.type === types.A && query.name === 'mail.example.com' ? right(query) : respond(query),
      );
    const hover = async (
      host: string,
      { trusted = true, live = {}, isTrusted = true } = {},
    ): Promise<string> => {
      client = await LspClient.start({
        settings: { live: { servers: [server(host)], timeout: 5_000, ...live } },
        initializationOptions: { isTrusted },
        env: trusted ? { NODE_EXTRA_CA_CERTS: certificate.file } : {},
      });
      await client.open(uri, text);
      return client.hover(uri, 'mail', 'MX');
    };

    for (const host of ['localhost', '127.0.0.1']) {
      it(`are asked for over ${scheme} from ${host}`, async () => {
        dns = await startDns();
        assert.match(await hover(host), /192\.0\.2\.1 \| 192\.0\.2\.1/);
        assert.ok(dns.queries.some(({ name }) => name === 'mail.example.com'));
      });
    }

    it(`are not asked for over ${scheme} where the certificate is not trusted`, async () => {
      dns = await startDns();
      assert.match(
        await hover('localhost', { trusted: false }),
        /certificate of .* can’t be verified/,
      );
      assert.equal(dns.queries.length, 0);
    });

    it(`do not even connect over ${scheme} when they are off, or without trust`, async () => {
      dns = await startDns();
      await hover('localhost', { live: { mode: 'off' } });
      await client.stop();
      await hover('localhost', { isTrusted: false });
      assert.equal(dns.connections(), 0);
    });
  }

  it('share one connection over tls', async () => {
    dns = await startTlsDns(certificate, (query) => respond(query));
    client = await LspClient.start({
      settings: { live: { servers: [`tls://localhost#${dns.port}`], timeout: 5_000 } },
      env: { NODE_EXTRA_CA_CERTS: certificate.file },
    });
    await client.open(uri, text);
    await client.hover(uri, 'mail', 'MX');
    assert.ok(dns.queries.length >= 3);
    assert.equal(dns.connections(), 1);
  });
});
