import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NodePolicyFetcher } from '../../../server/src/adapters/policy.node';
import { CancelSource, neverCancelled } from '../../../server/src/core/resolve/cancel';
import type { PolicyAnswer } from '../../../server/src/core/resolve/policyFetcher';
import { makeCertificate, type TestCertificate } from '../../support/certificates';

const text = 'version: STSv1\r\nmode: enforce\r\nmx: mail.example.com\r\nmax_age: 86400\r\n';

describe('fetching an MTA-STS policy', () => {
  let folder: string;
  let certificate: TestCertificate;
  let server: Server;
  let serve: (request: IncomingMessage, response: ServerResponse) => void;
  const requests: IncomingMessage[] = [];
  const sockets = new Set<Socket>();

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zone-mx-policy-'));
    certificate = await makeCertificate(folder, 'mta-sts.example.com');
    server = createServer(certificate, (request, response) => {
      requests.push(request);
      serve(request, response);
    });
    server.on('connection', (socket: Socket) => sockets.add(socket));
    server.on('tlsClientError', (_error, socket: Socket) => socket.destroy());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  after(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(() => {
    requests.length = 0;
    serve = (_request, response) =>
      response.writeHead(200, { 'content-type': 'text/plain' }).end(text);
  });

  function fetch(
    policyOf = 'example.com.',
    { isTrusted = true, timeout = 5000 } = {},
    signal = neverCancelled,
  ): Promise<PolicyAnswer> {
    const { port } = server.address() as AddressInfo;
    const fetcher = new NodePolicyFetcher({
      timeout,
      port,
      ca: isTrusted ? certificate.cert : undefined,
    });
    return fetcher.fetch({ policyOf, address: '127.0.0.1' }, signal);
  }
  async function assertFails(reason: string, answer: Promise<PolicyAnswer>): Promise<void> {
    const { kind, ...rest } = await answer;
    assert.deepEqual([kind, 'reason' in rest && rest.reason], ['failure', reason]);
  }

  it('asks the address for the host, and gives the text and who served it', async () => {
    const answer = await fetch();
    assert.ok(answer.kind === 'policy');
    assert.deepEqual([answer.text, answer.server], [text, 'mta-sts.example.com']);
    const [request] = requests;
    assert.equal(request?.url, '/.well-known/mta-sts.txt');
    assert.match(String(request?.headers.host), /^mta-sts\.example\.com(:\d+)?$/);
    assert.deepEqual(
      [request?.headers.cookie, request?.headers['user-agent']],
      [undefined, undefined],
    );
  });

  it('believes no certificate that is not trusted, or another host’s, and asks nothing then', async () => {
    await assertFails('certificate', fetch('example.com.', { isTrusted: false }));
    await assertFails('certificate', fetch('other.example.'));
    assert.equal(requests.length, 0);
  });

  it('follows no redirect, and takes no other status', async () => {
    for (const status of [301, 302, 307, 404, 500, 204]) {
      serve = (_request, response) =>
        response.writeHead(status, { location: '/elsewhere', 'content-type': 'text/plain' }).end();
      await assertFails('status', fetch());
    }
    assert.ok(requests.every(({ url }) => url === '/.well-known/mta-sts.txt'));
  });

  it('takes plain text only', async () => {
    for (const [type, isPlain] of [
      ['text/html', false],
      ['text/plainer', false],
      ['Text/Plain; charset=utf-8', true],
    ] as const) {
      serve = (_request, response) => response.writeHead(200, { 'content-type': type }).end(text);
      if (isPlain) assert.equal((await fetch()).kind, 'policy');
      else await assertFails('media-type', fetch());
    }
    serve = (_request, response) => response.writeHead(200).end(text);
    await assertFails('media-type', fetch());
  });

  it('takes no more than a policy has, however much comes', async () => {
    let sent = 0;
    serve = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      const more = (): void => {
        while (!response.destroyed && sent < 1e8) {
          sent += 65_536;
          if (!response.write('x'.repeat(65_536))) break;
        }
      };
      response.on('drain', more);
      more();
    };
    await assertFails('too-long', fetch());
    assert.ok(sent < 5e7, String(sent));
  });

  it('waits no longer than it may, for the answer or for its end, nor once nobody wants it', async () => {
    serve = () => undefined;
    await assertFails('timeout', fetch('example.com.', { timeout: 200 }));
    serve = (_request, response) =>
      response.writeHead(200, { 'content-type': 'text/plain' }).write('version');
    await assertFails('timeout', fetch('example.com.', { timeout: 200 }));
    const source = new CancelSource();
    setTimeout(() => source.cancel(), 100);
    await assertFails('cancelled', fetch('example.com.', {}, source.signal));
  });

  it('takes no policy that breaks off', async () => {
    serve = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain', 'content-length': '1000' });
      response.write(text, () => response.destroy());
    };
    await assertFails('unreachable', fetch());
  });

  it('sends nothing for a name that is no host’s', async () => {
    const connections = sockets.size;
    for (const name of [
      '.',
      'a b.example.',
      'a\\010.example.',
      `${'a'.repeat(64)}.example.`,
      'x@y.example.',
    ])
      await assertFails('unreachable', fetch(name));
    assert.equal(sockets.size, connections);
  });
});
