import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createSecureServer, type Http2SecureServer, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toWireQuestion } from '../../../server/src/adapters/dns/codec';
import { createHttp2Fetch } from '../../../server/src/adapters/dns/http2.node';
import { HttpsChannel } from '../../../server/src/adapters/dns/https';
import type { Delivery } from '../../../server/src/adapters/dns/transport';
import { name, right } from '../../support/asking';
import { makeCertificate, type TestCertificate } from '../../support/certificates';
import { parseQuery } from '../../support/faultyDns';

describe('DNS over HTTPS with HTTP/2', () => {
  const question = toWireQuestion({ name, type: 'A' });
  assert.ok(question !== undefined);
  const asked = question;
  let folder: string;
  let certificate: TestCertificate;
  let server: Http2SecureServer;
  let sessions = 0;
  let behave: (stream: ServerHttp2Stream, query: Buffer) => void;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zone-mx-http2-'));
    certificate = await makeCertificate(folder);
    server = createSecureServer({ cert: certificate.cert, key: certificate.key });
    server.on('session', () => {
      sessions++;
    });
    server.on('stream', (stream) => {
      stream.on('error', () => stream.destroy());
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => behave(stream, Buffer.concat(chunks)));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  after(async () => {
    server.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    sessions = 0;
    behave = (stream, query) => {
      stream.respond({ ':status': 200, 'content-type': 'application/dns-message' });
      stream.end(right(parseQuery(query)));
    };
  });

  const open = (ca?: string): (() => Promise<Delivery>) => {
    const { port } = server.address() as AddressInfo;
    const fallback = () => Promise.reject(new Error('HTTP/1.1 is not asked.'));
    const fetch = createHttp2Fetch(ca === undefined ? { fallback } : { ca, fallback });
    const channel = new HttpsChannel(`https://localhost:${port}/dns-query`, fetch);
    return () =>
      new Promise((done) => {
        channel.ask(asked, { done, garbled: () => undefined });
      });
  };

  it('asks all questions over one connection', async () => {
    const ask = open(certificate.cert);
    const first = await Promise.all([ask(), ask(), ask()]);
    const all = [...first, await ask()];
    assert.deepEqual(
      all.map(({ kind }) => kind),
      ['response', 'response', 'response', 'response'],
    );
    assert.equal(sessions, 1);
  });

  it('believes no server without a certificate that can be verified', async () => {
    assert.deepEqual(await open()(), { kind: 'certificate' });
  });

  it('connects again when the server has hung up', async () => {
    const ask = open(certificate.cert);
    assert.equal((await ask()).kind, 'response');
    const answer = behave;
    behave = (stream) => stream.session?.destroy();
    assert.equal((await ask()).kind, 'unreachable');
    behave = answer;
    assert.equal((await ask()).kind, 'response');
    assert.equal(sessions, 2);
  });

  const faults: Readonly<Record<string, [Delivery['kind'], typeof behave]>> = {
    'a stream that is reset': ['unreachable', (stream) => stream.close(2)],
    'an error': ['broken', (stream) => stream.respond({ ':status': 503 })],
    'no content': ['broken', (stream) => stream.respond({ ':status': 204 }, { endStream: true })],
    'a page': ['broken', (stream) => stream.respond({ 'content-type': 'text/html' })],
    'an answer without end': [
      'broken',
      (stream) => {
        stream.respond({ ':status': 200, 'content-type': 'application/dns-message' });
        const more = (): void => {
          while (!stream.destroyed && stream.write(Buffer.alloc(16_384)));
        };
        stream.on('drain', more);
        more();
      },
    ],
  };
  for (const [title, [kind, fault]] of Object.entries(faults)) {
    it(`gets ${title}: no answer`, async () => {
      behave = fault;
      assert.equal((await open(certificate.cert)()).kind, kind);
    });
  }
});
