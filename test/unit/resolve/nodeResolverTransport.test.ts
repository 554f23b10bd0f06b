import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { createNodeResolver } from '../../../server/src/adapters/resolver.node';
import { neverCancelled } from '../../../server/src/core/resolve/cancel';
import { assertData, assertFailure, name, right, setUpServers, slack } from '../../support/asking';
import {
  addressRecord,
  type Behaviour,
  type FaultyDns,
  type FaultyQuery,
  lowerCase,
  parseQuery,
  respond,
} from '../../support/faultyDns';

const patient = 5_000;

describe('the resolver for Node: transport', () => {
  const { server } = setUpServers();
  const resolverFor = (...servers: readonly FaultyDns[]) =>
    createNodeResolver({ servers: servers.map(({ address }) => address), timeout: patient })
      .resolver;
  const nameOf = (query: FaultyQuery) => query.question.toString('latin1');

  describe('the case of letters', () => {
    const lowered = (query: FaultyQuery, address = '192.0.2.1') =>
      respond(query, {
        question: Buffer.from(query.question.map(lowerCase)),
        answers: [addressRecord(query.name, 300, address)],
      });

    it('is chosen at random, and answers name what was asked', async () => {
      const dns = await server((query) => {
        // The owner is a pointer to the question, in whatever case that is.
        const record = addressRecord('', 300, '192.0.2.1').subarray(1);
        query.send(respond(query, { answers: [Buffer.concat([Buffer.of(0xc0, 12), record])] }));
      });
      const resolver = resolverFor(dns);
      for (let count = 0; count < 8; count += 1) {
        const answer = await resolver.resolve({ name, type: 'A' }, neverCancelled);
        assert.ok(answer.kind === 'rrset');
        assert.equal(answer.records[0]?.name, name);
      }
      assert.ok(new Set(dns.queries.map(nameOf)).size > 4);
      assert.ok(dns.queries.every((query) => query.name === 'mail.example.com'));
    });

    it('is left alone from then on where a server does not keep it', async () => {
      const dns = await server((query) => query.send(lowered(query)));
      const resolver = resolverFor(dns);
      for (let count = 0; count < 10; count += 1) {
        assertData(await resolver.resolve({ name, type: 'A' }, neverCancelled));
      }
      const kept = dns.queries.filter((query) => nameOf(query).includes('mail'));
      assert.ok(dns.queries.length <= 11, String(dns.queries.length));
      assert.ok(kept.length >= 10, String(kept.length));
    });

    it('gives a forger away: its answer is not taken', async () => {
      const dns = await server((query) => {
        if (dns.queries.length > 1) query.send(right(query));
        else query.send(lowered(query, '198.51.100.66'));
      });
      assertData(await resolverFor(dns).resolve({ name, type: 'A' }, neverCancelled));
      assert.ok(dns.queries.length <= 2);
    });
  });

  it('shares source ports among many questions, each for a short time only', async () => {
    const dns = await server((query) => query.send(right(query)));
    const resolver = resolverFor(dns);
    const questions = Array.from({ length: 2_000 }, (_, index) =>
      resolver.resolve({ name: `h${index}.example.com.`, type: 'A' }, neverCancelled),
    );
    for (const answer of await Promise.all(questions)) assertData(answer);
    const uses = new Map<number, number>();
    for (const { sourcePort } of dns.queries) {
      uses.set(sourcePort, (uses.get(sourcePort) ?? 0) + 1);
    }
    assert.ok(uses.size >= 2_000 / 128, String(uses.size));
    // Far fewer than questions: making a socket for each is what takes time.
    assert.ok(uses.size < 500, String(uses.size));
    assert.ok([...uses.values()].every((count) => count <= 2 * 128));
  });

  it('drops what comes late or twice', async () => {
    let first: FaultyQuery | undefined;
    const dns = await server((query) => {
      if (first === undefined) {
        first = query;
        return;
      }
      for (let count = 0; count < 3; count += 1) query.send(right(query));
      // The answer to the first question, to whoever asks now.
      query.send(respond(first, { answers: [addressRecord(first.name, 1, '198.51.100.66')] }));
    });
    const resolver = resolverFor(dns);
    const controller = new AbortController();
    const given = resolver.resolve({ name, type: 'A' }, controller.signal);
    await delay(30);
    controller.abort();
    assert.equal((await given).kind, 'failure');
    for (let count = 0; count < 5; count += 1) {
      assertData(await resolver.resolve({ name, type: 'A' }, neverCancelled));
    }
  });

  const hasIPv6 = Object.values(networkInterfaces())
    .flat()
    .some((each) => each?.address === '::1');
  for (const [what, entry] of [
    ['in brackets, with a colon', (port: number) => `[::1]:${port}`],
    ['in brackets, with a number sign', (port: number) => `[::1]#${port}`],
    ['bare, with a number sign', (port: number) => `::1#${port}`],
  ] as const)
    it(`asks an IPv6 address at a port: ${what}`, async () => {
      const socket = createSocket('udp6');
      socket.on('message', (message, { address, port }) =>
        socket.send(right(parseQuery(message)), port, address),
      );
      socket.bind(0, hasIPv6 ? '::1' : '::');
      await once(socket, 'listening');
      const { port } = socket.address();
      const { resolver, problems } = createNodeResolver({ servers: [entry(port)], timeout: 1000 });
      const answer = await resolver.resolve({ name, type: 'A' }, neverCancelled);
      socket.close();
      assert.deepEqual(problems, []);
      // Not every machine has it.
      if (!hasIPv6) return assertFailure(answer, 'unreachable');
      assertData(answer);
      assert.equal(answer.server, `[::1]:${port}`);
    });

  describe('over TCP', () => {
    const overTcp =
      (behave: Behaviour): Behaviour =>
      (query) =>
        query.transport === 'udp' ? query.send(respond(query, { flags: 0x0200 })) : behave(query);
    const connectionsOf = (dns: FaultyDns) =>
      new Set(dns.queries.flatMap(({ connection }) => connection ?? []));

    it('uses one connection for questions side by side, answered in any order', async () => {
      const held: FaultyQuery[] = [];
      const dns = await server(
        overTcp((query) => {
          held.push(query);
          if (held.length < 3) return;
          for (const each of held.splice(0).toReversed()) each.send(right(each));
        }),
      );
      const resolver = resolverFor(dns);
      const questions = ['a', 'b', 'c'].map((label) =>
        resolver.resolve({ name: `${label}.example.com.`, type: 'A' }, neverCancelled),
      );
      for (const answer of await Promise.all(questions)) assertData(answer);
      assert.equal(connectionsOf(dns).size, 1);
    });

    it('does not take a late answer for the next one', async () => {
      const dns = await server(
        overTcp((query) => {
          setTimeout(() => query.send(right(query)), query.name.startsWith('slow') ? 120 : 150);
        }),
      );
      const resolver = resolverFor(dns);
      const controller = new AbortController();
      const slow = resolver.resolve({ name: 'slow.example.com.', type: 'A' }, controller.signal);
      const other = resolver.resolve({ name, type: 'A' }, neverCancelled);
      setTimeout(() => controller.abort(), 60);
      assert.equal((await slow).kind, 'failure');
      assertData(await other);
      assert.equal(connectionsOf(dns).size, 1);
    });

    it('asks on a new connection where the server has hung up on the old one', async () => {
      const dns = await server(
        overTcp((query) => {
          query.send(right(query));
          hangUp(query.connection);
        }),
      );
      const resolver = resolverFor(dns);
      const started = performance.now();
      for (let count = 0; count < 3; count += 1) {
        assertData(await resolver.resolve({ name, type: 'A' }, neverCancelled));
      }
      assert.ok(performance.now() - started < slack);
    });
  });
});

function hangUp(connection: Socket | undefined): void {
  setTimeout(() => connection?.end(), 5);
}
