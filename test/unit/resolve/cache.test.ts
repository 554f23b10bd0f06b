import assert from 'node:assert/strict';
import { CachedResolver, type CacheLimits } from '../../../server/src/core/resolve/cache';
import { CancelSource, neverCancelled } from '../../../server/src/core/resolve/cancel';
import type { Question } from '../../../server/src/core/resolve/resolver';
import { FakeResolver, failure, nodata, nxdomain, rrset } from '../../support/answers';

const question: Question = { name: 'mail.example.com.', type: 'A' };
const key = 'A mail.example.com.';
const alias = { name: 'mail.example.com.', type: 'CNAME', ttl: 100, data: 'h.test.' } as const;

describe('CachedResolver', () => {
  let now = 0;
  let inner = new FakeResolver();
  let cache = new CachedResolver(inner, () => now);

  function start(
    known: ConstructorParameters<typeof FakeResolver>[0],
    limits?: Partial<CacheLimits>,
  ) {
    now = 1_000_000;
    inner = new FakeResolver(known);
    cache = new CachedResolver(inner, () => now, limits);
  }

  const ask = (asked: Question = question) => cache.resolve(asked, neverCancelled);

  it('keeps an RRset for its TTL, and its TTLs count down', async () => {
    const known = rrset('mail.example.com.', 'A', ['192.0.2.1'], { ttl: 60, aliases: [alias] });
    start({ [key]: known });
    assert.deepEqual(await ask(), known);
    now += 59_999;
    const later = await ask();
    assert.ok(later.kind === 'rrset');
    assert.equal(later.ttl, 1);
    assert.equal(later.records[0]?.ttl, 1);
    assert.equal(later.aliases[0]?.ttl, 41);
    assert.equal(inner.asked.length, 1);
    now += 1;
    await ask();
    assert.equal(inner.asked.length, 2);
  });

  it('keeps NXDOMAIN and NODATA too', async () => {
    for (const known of [nxdomain(30), nodata(30)]) {
      start({ [key]: known });
      await ask();
      now += 29_000;
      const later = await ask();
      assert.equal(later.kind, known.kind);
      assert.ok(later.kind !== 'failure');
      assert.equal(later.ttl, 1);
      assert.equal(inner.asked.length, 1);
      now += 1_000;
      await ask();
      assert.equal(inner.asked.length, 2);
    }
  });

  it('takes names in any case for the same, and types apart', async () => {
    start({ [key]: nodata(), 'AAAA mail.example.com.': nxdomain() });
    await ask();
    await ask({ name: 'MAIL.Example.com.', type: 'A' });
    assert.equal(inner.asked.length, 1);
    assert.equal((await ask({ ...question, type: 'AAAA' })).kind, 'nxdomain');
  });

  it('keeps a failure for a moment only, and never as a fact', async () => {
    start({ [key]: failure('timeout') });
    await ask();
    now += 4_999;
    assert.equal((await ask()).kind, 'failure');
    assert.equal(cache.peek(question), undefined);
    assert.equal(inner.asked.length, 1);
    now += 1;
    await ask();
    assert.equal(inner.asked.length, 2);
  });

  it('caps a long TTL, and keeps a TTL of 0 for the moment', async () => {
    start({ [key]: nodata(10 ** 9), 'MX a.': nodata(0) }, { longest: 3_600 });
    await ask();
    await ask({ name: 'a.', type: 'MX' });
    now += 999;
    assert.equal(cache.peek({ name: 'a.', type: 'MX' })?.ttl, 0);
    now += 1;
    assert.equal(cache.peek({ name: 'a.', type: 'MX' }), undefined);
    now += 3_598_000;
    assert.ok(cache.peek(question));
    now += 1_000;
    assert.equal(cache.peek(question), undefined);
  });

  it('peeks at what is known, and asks nobody', async () => {
    start({ [key]: nodata() });
    assert.equal(cache.peek(question), undefined);
    assert.equal(inner.asked.length, 0);
    await ask();
    assert.equal(cache.peek(question)?.kind, 'nodata');
    cache.clear();
    assert.equal(cache.peek(question), undefined);
  });

  it('forgets what was used least recently when it is full', async () => {
    start({ 'A a.': nodata(), 'A b.': nodata(), 'A c.': nodata() }, { entries: 2 });
    const named = (name: string): Question => ({ name, type: 'A' });
    await ask(named('a.'));
    await ask(named('b.'));
    await ask(named('a.'));
    await ask(named('c.'));
    assert.deepEqual(
      ['a.', 'b.', 'c.'].map((name) => cache.peek(named(name)) !== undefined),
      [true, false, true],
    );
  });

  it('makes nothing younger when the clock is set back', async () => {
    start({ [key]: nodata(60) });
    await ask();
    now -= 10_000;
    assert.equal(cache.peek(question)?.ttl, 60);
  });

  describe('while a question is under way', () => {
    it('asks it once for all', async () => {
      start({});
      const answers = [ask(), ask(), ask({ name: 'Mail.example.COM.', type: 'A' })];
      await inner.answer(key, nodata());
      assert.deepEqual(
        (await Promise.all(answers)).map((answer) => answer.kind),
        ['nodata', 'nodata', 'nodata'],
      );
      assert.deepEqual(inner.asked, [key]);
    });

    it('lets one asker go without the others', async () => {
      start({});
      const impatient = new CancelSource();
      const leaving = cache.resolve(question, impatient.signal);
      const staying = ask();
      impatient.cancel();
      const left = await leaving;
      assert.ok(left.kind === 'failure' && left.reason === 'cancelled');
      assert.deepEqual(inner.cancelled, []);
      await inner.answer(key, nodata());
      assert.equal((await staying).kind, 'nodata');
      assert.ok(cache.peek(question));
    });

    it('cancels the question when everyone has gone, and asks anew', async () => {
      start({});
      const sources = [new CancelSource(), new CancelSource()];
      const answers = sources.map((source) => cache.resolve(question, source.signal));
      for (const source of sources) source.cancel();
      await Promise.all(answers);
      assert.deepEqual(inner.cancelled, [key]);
      const again = ask();
      await inner.answer(key, nodata());
      assert.equal((await again).kind, 'nodata');
      assert.equal(inner.asked.length, 2);
    });

    it('asks nobody for who has gone before', async () => {
      start({});
      const source = new CancelSource();
      source.cancel();
      const answer = await cache.resolve(question, source.signal);
      assert.ok(answer.kind === 'failure' && answer.reason === 'cancelled');
      assert.deepEqual(inner.asked, []);
    });

    it('does not remember what was asked before it was told to forget', async () => {
      start({});
      const old = ask();
      cache.clear();
      const renewed = ask();
      assert.equal(inner.asked.length, 2);
      await inner.answer(key, nxdomain());
      assert.equal((await renewed).kind, 'nxdomain');
      assert.equal(cache.peek(question)?.kind, 'nxdomain');
      void old;
    });

    it('passes the error of a broken resolver on, and recovers', async () => {
      let calls = 0;
      const broken = new CachedResolver(
        {
          resolve: () => {
            calls += 1;
            throw new Error('a bug');
          },
        },
        () => now,
      );
      await assert.rejects(broken.resolve(question, neverCancelled), /a bug/);
      await assert.rejects(broken.resolve(question, neverCancelled), /a bug/);
      assert.equal(calls, 2);
    });
  });
});
