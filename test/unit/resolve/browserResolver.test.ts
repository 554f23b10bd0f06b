import assert from 'node:assert/strict';
import { noPolicies } from '../../../server/src/adapters/policy.browser';
import { createBrowserResolver } from '../../../server/src/adapters/resolver.browser';
import { createLater } from '../../../server/src/adapters/turns.browser';
import { CancelSource, neverCancelled } from '../../../server/src/core/resolve/cancel';
import type { Answer } from '../../../server/src/core/resolve/resolver';
import { wordMessage } from '../../../server/src/core/text/message';
import { name, right, timeout } from '../../support/asking';
import { parseQuery } from '../../support/faultyDns';

const url = 'https://dns.example/dns-query';
const needed =
  'A browser needs a DNS server over HTTPS: name one in the setting zoneMx.live.servers, such as https://dns.example/dns-query';

describe('asking DNS in a browser', () => {
  const { fetch } = globalThis;
  const requests: URL[] = [];
  afterEach(() => {
    globalThis.fetch = fetch;
    requests.length = 0;
  });

  /** Has all that is fetched answered rightly. */
  const answerRightly = (): void => {
    globalThis.fetch = async (input, init) => {
      const asked = new URL(String(input));
      requests.push(asked);
      assert.equal(init?.method, 'GET');
      const query = Buffer.from(asked.searchParams.get('dns') ?? '', 'base64url');
      return new Response(right(parseQuery(query)), {
        headers: { 'content-type': 'application/dns-message' },
      });
    };
  };
  const ask = (...servers: readonly string[]): Promise<Answer> =>
    createBrowserResolver({ servers, timeout }).resolver.resolve(
      { name, type: 'A' },
      neverCancelled,
    );
  const problemsOf = (...servers: readonly string[]): readonly string[] =>
    createBrowserResolver({ servers, timeout }).problems.map(({ message }) =>
      wordMessage(message, (template) => template),
    );

  it('gets what a server over HTTPS answers, and needs no permission for its request', async () => {
    answerRightly();
    const answer = await ask(url);
    assert.ok(answer.kind === 'rrset');
    assert.deepEqual([answer.records[0]?.data, answer.server], ['192.0.2.1', url]);
    const [asked] = requests;
    assert.match(String(asked), /^https:\/\/dns\.example\/dns-query\?dns=[\w-]+$/);
  });

  it('leaves alone what stands in the URL already', async () => {
    answerRightly();
    assert.equal((await ask(`${url}?key=1`)).kind, 'rrset');
    assert.deepEqual([...(requests[0]?.searchParams.keys() ?? [])], ['key', 'dns']);
  });

  it('chooses no server, and says that one is needed', async () => {
    globalThis.fetch = () => assert.fail('Somebody was asked.');
    assert.deepEqual(problemsOf(), [needed]);
    const answer = await ask();
    assert.deepEqual(answer.kind === 'failure' && answer.reason, 'no-server');
  });

  for (const server of ['192.0.2.53', 'tls://dns.example']) {
    it(`leaves ${server} out, and says so`, async () => {
      globalThis.fetch = () => assert.fail('Somebody was asked.');
      const [problem] = problemsOf(server, url);
      assert.ok(
        problem?.startsWith(`DNS server "${server}" is left out: a browser can ask over HTTPS`),
      );
      const answer = await ask(server);
      assert.ok(answer.kind === 'failure');
      assert.deepEqual([answer.reason, answer.server], ['unsupported', server]);
    });
  }

  it('says what is wrong with an entry as elsewhere', () => {
    assert.match(
      problemsOf('http://dns.example/')[0] ?? '',
      /before “:\/\/” stands “https” or “tls”/,
    );
  });

  it('fetches no policies', async () => {
    const { signal } = new CancelSource();
    const answer = await noPolicies.fetch(
      { policyOf: 'example.com.', address: '192.0.2.1' },
      signal,
    );
    assert.ok(answer.kind === 'failure');
    assert.equal(answer.reason, 'unsupported');
  });

  it('lets others have a turn, in order', async () => {
    const later = createLater();
    const order: string[] = [];
    const done = new Promise<void>((resolve) => {
      later(() => order.push('first'));
      later(() => {
        order.push('second');
        resolve();
      });
    });
    order.push('now');
    await done;
    assert.deepEqual(order, ['now', 'first', 'second']);
  });
});
