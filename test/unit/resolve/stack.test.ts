import assert from 'node:assert/strict';
import { CancelSource, neverCancelled } from '../../../server/src/core/resolve/cancel';
import type { Inquiry } from '../../../server/src/core/resolve/ledger';
import type { Answer, Question } from '../../../server/src/core/resolve/resolver';
import { ResolverStack, type StackOptions } from '../../../server/src/core/resolve/stack';
import { FakeResolver, failure, nxdomain, rrset } from '../../support/answers';
import { assertData, assertFailure } from '../../support/asking';
import { FakeTime, settle } from '../../support/fakeTime';

const probe = 'A probe.invalid.';
const address = (name: string) => rrset(name, 'A', ['192.0.2.1']);
const question = (name: string): Question => ({ name: `${name}.`, type: 'A' });
const never = (): never => {
  throw new Error('No server is asked directly.');
};

function setUp(network: FakeResolver, options: Partial<StackOptions> = {}) {
  const time = new FakeTime();
  const stack = new ResolverStack({
    resolver: network,
    resolverOf: never,
    ports: { clock: time.clock, after: time.after, randomLabel: () => 'probe' },
    ...options,
  });
  return { time, stack, dns: stack.for({ urgent: false }) };
}

describe('the resolver stack', () => {
  it('remembers what it was told, and forgets it when it is to', async () => {
    const network = new FakeResolver({ [probe]: nxdomain(), 'A a.': address('a.') });
    const { stack, dns } = setUp(network);
    for (let i = 0; i < 3; i++)
      assertData(await dns.resolve(question('a'), neverCancelled), '192.0.2.1');
    assert.deepEqual(network.asked, [probe, 'A a.']);
    assert.equal(stack.peek(question('A'))?.kind, 'rrset');
    stack.clear();
    assert.equal(stack.peek(question('a')), undefined);
  });

  it('asks no more than the asker may', async () => {
    const network = new FakeResolver({ [probe]: nxdomain(), 'A a.': address('a.') });
    const { stack } = setUp(network);
    const dns = stack.for({ urgent: false, budget: { left: 1 } });
    assertData(await dns.resolve(question('a'), neverCancelled), '192.0.2.1');
    assertFailure(await dns.resolve(question('b'), neverCancelled), 'over-budget');
  });

  it('takes silence for no network once a probe gets no answer either', async () => {
    const network = new FakeResolver();
    const states: string[] = [];
    const { dns, stack, time } = setUp(network, { listener: ({ kind }) => states.push(kind) });
    for (let i = 0; i < 40; i++) {
      const answer = dns.resolve(question(`${i}`), neverCancelled);
      await settle();
      await network.answer(`A ${i}.`, failure('timeout'));
      await answer;
    }
    assert.notEqual(stack.state.kind, 'offline');
    await network.answer(probe, failure('timeout'));
    assert.equal(stack.state.kind, 'offline');
    const asked = network.asked.length;
    assertFailure(await dns.resolve(question('x'), neverCancelled), 'offline');
    assert.equal(network.asked.length, asked);
    assert.ok(states.includes('offline'));
    assert.equal(time.waits.length > 0, true);
    stack.close();
    assert.deepEqual(time.waits, []);
  });

  it('does not take dead names for a dead network', async () => {
    const network = new FakeResolver({ [probe]: nxdomain() });
    const { dns, stack } = setUp(network);
    for (let i = 0; i < 100; i++) {
      const answer = dns.resolve(question(`${i}`), neverCancelled);
      await settle();
      await network.answer(`A ${i}.`, failure('timeout'));
      await answer;
    }
    assert.equal(stack.state.kind, 'idle');
  });
});

describe('a server that is asked directly', () => {
  const at = (server: string, name: string): Inquiry => ({ ...question(name), server });

  it('has a resolver of its own, and answers of its own', async () => {
    const network = new FakeResolver({ [probe]: nxdomain(), 'A a.': address('a.') });
    const made: string[] = [];
    const { dns } = setUp(network, {
      resolverOf: (server) => {
        made.push(server);
        return { resolve: async () => rrset('a.', 'A', [server]) };
      },
    });
    for (const server of ['192.0.2.7', '192.0.2.8', '192.0.2.7'])
      assertData(await dns.resolve(at(server, 'a'), neverCancelled), server);
    assert.deepEqual(made, ['192.0.2.7', '192.0.2.8']);
    assertData(await dns.resolve(question('a'), neverCancelled), '192.0.2.1');
  });

  it('is asked little at a time, and does not hold up the others', async () => {
    const network = new FakeResolver({ [probe]: nxdomain(), 'A a.': address('a.') });
    const slow = new FakeResolver();
    const { dns } = setUp(network, {
      resolverOf: () => slow,
      limits: { atATime: 12, reserved: 0 },
    });
    const source = new CancelSource();
    const answers = Array.from({ length: 20 }, (_, i) =>
      dns.resolve(at('192.0.2.7', `${i}`), source.signal),
    );
    await settle();
    assert.equal(slow.asked.length, 8);
    assertData(await dns.resolve(question('a'), neverCancelled), '192.0.2.1');
    source.cancel();
    for (const answer of await Promise.all(answers)) assertFailure(answer, 'cancelled');
  });

  it('is left alone for a while once it does not answer', async () => {
    const outcomes: Answer[] = Array.from({ length: 8 }, () => failure('timeout'));
    const { dns, time } = setUp(new FakeResolver(), {
      resolverOf: () => ({ resolve: async () => outcomes.shift() ?? address('a.') }),
    });
    for (let i = 0; i < 20; i++)
      assertFailure(await dns.resolve(at('192.0.2.7', `${i}`), neverCancelled), 'timeout');
    await time.pass(60_000);
    assertData(await dns.resolve(at('192.0.2.7', 'a'), neverCancelled), '192.0.2.1');
  });

  it('is not asked where nothing can be believed', async () => {
    const network = new FakeResolver({ [probe]: rrset('probe.invalid.', 'A', ['192.0.2.99']) });
    const { dns } = setUp(network);
    const first = dns.resolve(question('a'), neverCancelled);
    await settle();
    await network.answer('A a.', address('a.'));
    assertFailure(await first, 'captive');
    assertFailure(await dns.resolve(at('192.0.2.7', 'a'), neverCancelled), 'captive');
  });
});
