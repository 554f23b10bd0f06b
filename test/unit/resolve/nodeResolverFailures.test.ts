import assert from 'node:assert/strict';
import { createNodeResolver } from '../../../server/src/adapters/resolver.node';
import { neverCancelled } from '../../../server/src/core/resolve/cancel';
import {
  assertData,
  assertFailure,
  name,
  right,
  setUpServers,
  slack,
  timeout,
} from '../../support/asking';
import { findFreePort, respond } from '../../support/faultyDns';

describe('the resolver for Node: failures', () => {
  const { server, ask, askBehaviour } = setUpServers();

  describe('with a server that fails', () => {
    it('is silent: times out', async () => {
      const dns = await server(() => undefined);
      const answer = await ask([dns]);
      assertFailure(answer, 'timeout');
      assert.equal(answer.server, dns.label);
      assert.ok(dns.queries.length >= 2, 'asked again');
    });

    for (const [title, rcode, reason] of [
      ['SERVFAIL', 2, 'servfail'],
      ['REFUSED', 5, 'refused'],
      ['FORMERR to all', 1, 'malformed'],
      ['NOTAUTH', 9, 'malformed'],
    ] as const) {
      it(`answers ${title}: ${reason}, at once`, async () => {
        const dns = await server((query) => query.send(respond(query, { rcode })));
        assertFailure(await ask([dns]), reason);
      });

      it(`answers ${title}: the next server is asked`, async () => {
        const bad = await server((query) => query.send(respond(query, { rcode })));
        const good = await server((query) => query.send(right(query)));
        const answer = await ask([bad, good]);
        assertData(answer);
        assert.equal(answer.server, good.label);
      });
    }

    it('leaves the question out of its refusal', async () => {
      assertFailure(
        await askBehaviour((query) =>
          query.send(respond(query, { rcode: 5, question: Buffer.alloc(0) })),
        ),
        'refused',
      );
    });

    it('is silent: the next server is asked within the time', async () => {
      const silent = await server(() => undefined);
      const good = await server((query) => query.send(right(query)));
      assertData(await ask([silent, good]));
    });

    it('is slow: its answer is taken although others were asked since', async () => {
      const slow = await server((query) => {
        if (slow.queries.length === 1) setTimeout(() => query.send(right(query)), 120);
      });
      const silent = await server(() => undefined);
      const answer = await ask([slow, silent]);
      assertData(answer);
      assert.equal(answer.server, slow.label);
    });

    it('does not know EDNS: is asked once more without', async () => {
      for (const rcode of [1, 4]) {
        const dns = await server((query) =>
          query.send(
            query.edns ? respond(query, { rcode, question: Buffer.alloc(0) }) : right(query),
          ),
        );
        assertData(await ask([dns]));
        assert.equal(dns.queries.length, 2);
      }
    });

    it('is not there: unreachable, at once', async () => {
      const port = await findFreePort();
      const started = performance.now();
      const { resolver } = createNodeResolver({ servers: [`127.0.0.1:${port}`], timeout: 10_000 });
      assertFailure(await resolver.resolve({ name, type: 'A' }, neverCancelled), 'unreachable');
      assert.ok(performance.now() - started < 5_000);
    });

    it('is not there: the next server is asked', async () => {
      const good = await server((query) => query.send(right(query)));
      assertData(await ask([`127.0.0.1:${await findFreePort()}`, good]));
    });
  });

  describe('cancelling', () => {
    it('settles at once, without a packet when it came before', async () => {
      const dns = await server(() => undefined);
      const { resolver } = createNodeResolver({ servers: [dns.address], timeout: 60_000 });
      const early = await resolver.resolve({ name, type: 'A' }, AbortSignal.abort());
      assertFailure(early, 'cancelled');
      const controller = new AbortController();
      const answer = resolver.resolve({ name, type: 'A' }, controller.signal);
      setTimeout(() => controller.abort(), 20);
      assertFailure(await answer, 'cancelled');
      assert.equal(dns.queries.length, 1);
    });
  });

  describe('many questions', () => {
    it('asks so many at a time that none has to be sent twice', async () => {
      const dns = await server((query) => setTimeout(() => query.send(right(query)), 5));
      const { resolver } = createNodeResolver({ servers: [dns.address], timeout: 5_000 });
      const answers = await Promise.all(
        Array.from({ length: 500 }, (_, index) =>
          resolver.resolve({ name: `h${index}.example.com.`, type: 'A' }, neverCancelled),
        ),
      );
      for (const answer of answers) assertData(answer);
    });

    it('settles all in time when nobody answers, also those that wait their turn', async () => {
      const dns = await server(() => undefined);
      const { resolver } = createNodeResolver({ servers: [dns.address], timeout });
      const started = performance.now();
      const answers = await Promise.all(
        Array.from({ length: 2_000 }, (_, index) =>
          resolver.resolve({ name: `h${index}.example.com.`, type: 'A' }, neverCancelled),
        ),
      );
      assert.ok(performance.now() - started < timeout + slack);
      for (const answer of answers) assertFailure(answer, 'timeout');
    });
  });

  describe('what cannot be asked', () => {
    it('has no server when the settings name none that works', async () => {
      const { resolver, problems } = createNodeResolver({ servers: ['dns.example'], timeout });
      assert.equal(problems.length, 1);
      assertFailure(await resolver.resolve({ name, type: 'A' }, neverCancelled), 'no-server');
    });

    for (const bad of [
      '',
      'relative',
      'a..b.',
      `${'x'.repeat(64)}.`,
      '\\999.',
      '\\1.',
      'a.\\',
      'x.'.repeat(128),
    ]) {
      it(`is a bad name: ${JSON.stringify(bad).slice(0, 20)}`, async () => {
        const { resolver } = createNodeResolver({ servers: ['127.0.0.1'], timeout });
        assertFailure(await resolver.resolve({ name: bad, type: 'A' }, neverCancelled), 'bad-name');
      });
    }

    it('asks the longest names there are', async () => {
      const longest = `${`${'x'.repeat(63)}.`.repeat(3)}${'x'.repeat(61)}.`;
      assertData(await askBehaviour((query) => query.send(right(query)), 'A', longest));
    });
  });
});
