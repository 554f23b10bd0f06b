import assert from 'node:assert/strict';
import { toWireQuestion } from '../../../server/src/adapters/dns/codec';
import { type Fetch, HttpsChannel } from '../../../server/src/adapters/dns/https';
import type { Delivery } from '../../../server/src/adapters/dns/transport';
import { name, right } from '../../support/asking';
import { parseQuery, respond } from '../../support/faultyDns';

const url = 'https://dns.example/dns-query';
const type = 'application/dns-message';

describe('DNS over HTTPS', () => {
  const question = toWireQuestion({ name, type: 'A' });
  assert.ok(question !== undefined);
  const ask = (fetch: Fetch): Promise<Delivery> =>
    new Promise((done) => {
      new HttpsChannel(url, fetch).ask(question, { done, garbled: () => undefined });
    });
  const queryOf = (init: RequestInit) => {
    assert.ok(init.body instanceof Uint8Array);
    return parseQuery(Buffer.from(init.body));
  };
  const answer = (
    body: (query: ReturnType<typeof queryOf>) => ConstructorParameters<typeof Response>[0],
    init: ResponseInit = {},
  ): Fetch => {
    return async (_url, request) =>
      new Response(body(queryOf(request)), { headers: { 'content-type': type }, ...init });
  };

  it('posts the query in wire form, with the ID 0 and nothing that tells who asks', async () => {
    const requests: [string, RequestInit][] = [];
    const delivery = await ask(async (...request) => {
      requests.push(request);
      return answer((query) => right(query))(...request);
    });
    assert.ok(delivery.kind === 'response');
    assert.equal(delivery.response.answers[0]?.data, '192.0.2.1');
    const [[asked, init] = ['', {}]] = requests;
    assert.equal(asked, url);
    const { method, redirect, credentials, referrerPolicy } = init;
    assert.deepEqual(
      { method, redirect, credentials, referrerPolicy },
      { method: 'POST', redirect: 'manual', credentials: 'omit', referrerPolicy: 'no-referrer' },
    );
    const query = queryOf(init);
    assert.deepEqual([query.id, query.flags, query.edns], [0, 0x0120, true]);
  });

  it('takes parameters behind the media type', async () => {
    const headers = { 'content-type': 'Application/DNS-Message; charset=binary' };
    assert.equal((await ask(answer((query) => right(query), { headers }))).kind, 'response');
  });

  const html = { headers: { 'content-type': 'text/html' } };
  const faults: Readonly<Record<string, Fetch>> = {
    'a page': answer(() => '<html>', html),
    'an answer that says it is a page': answer((query) => right(query), html),
    'an error': answer((query) => right(query), { status: 503 }),
    'a redirect': answer((query) => right(query), {
      status: 302,
      headers: { 'content-type': type, location: 'https://elsewhere.example/' },
    }),
    nothing: answer(() => null),
    text: answer(() => 'HTTP'),
    'another ID': answer((query) => respond(query, { id: 7 })),
    'a truncated answer': answer((query) => respond(query, { flags: 0x0200 })),
  };
  for (const [title, fetch] of Object.entries(faults)) {
    it(`gets ${title}: no answer`, async () => {
      assert.deepEqual(await ask(fetch), { kind: 'broken' });
    });
  }

  it('takes no more than a message can be long', async () => {
    let pulled = 0;
    let cancelled = false;
    const endless = new ReadableStream({
      pull: (controller) => {
        pulled += 1;
        controller.enqueue(new Uint8Array(16_384));
      },
      cancel: () => {
        cancelled = true;
      },
    });
    assert.deepEqual(await ask(answer(() => endless)), { kind: 'broken' });
    assert.ok(cancelled && pulled < 10, String(pulled));
  });

  it('tells a certificate that cannot be verified from a server that is not there', async () => {
    const failing = (code: string): Fetch => {
      const cause = Object.assign(new Error(code), { code });
      return () => Promise.reject(new TypeError('fetch failed', { cause }));
    };
    assert.deepEqual(await ask(failing('ERR_TLS_CERT_ALTNAME_INVALID')), { kind: 'certificate' });
    assert.deepEqual(await ask(failing('DEPTH_ZERO_SELF_SIGNED_CERT')), { kind: 'certificate' });
    assert.deepEqual(await ask(failing('ECONNREFUSED')), { kind: 'unreachable' });
  });

  it('aborts the request, and tells nobody, once the question is taken back', async () => {
    let aborted = false;
    let told = false;
    const channel = new HttpsChannel(url, async (_url, { signal }) => {
      await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      aborted = true;
      throw new Error('aborted');
    });
    const stop = channel.ask(question, {
      done: () => {
        told = true;
      },
      garbled: () => undefined,
    });
    stop();
    await new Promise((done) => setImmediate(done));
    assert.deepEqual({ aborted, told }, { aborted: true, told: false });
  });
});
