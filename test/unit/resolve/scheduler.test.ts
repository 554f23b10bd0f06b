import assert from 'node:assert/strict';
import { CachedResolver } from '../../../server/src/core/resolve/cache';
import { CancelSource, neverCancelled } from '../../../server/src/core/resolve/cancel';
import { Connectivity } from '../../../server/src/core/resolve/connectivity';
import type { Answer, CancelSignal, Question } from '../../../server/src/core/resolve/resolver';
import {
  type DnsState,
  Scheduler,
  type SchedulerLimits,
} from '../../../server/src/core/resolve/scheduler';
import { FakeResolver, failure, nodata, nxdomain, rrset } from '../../support/answers';
import { assertData, assertFailure } from '../../support/asking';
import { FakeTime, settle } from '../../support/fakeTime';

const probe = 'A probe.invalid.';
const address = (name: string) => rrset(name, 'A', ['192.0.2.1']);

/** The whole stack on a network of the test's own. */
function setUp(network: FakeResolver, limits: Partial<SchedulerLimits> = {}) {
  const time = new FakeTime();
  const connectivity = new Connectivity(network, {
    clock: time.clock,
    after: time.after,
    randomLabel: () => 'probe',
  });
  const states: DnsState[] = [];
  const memory = new CachedResolver(connectivity, time.clock);
  const scheduler = new Scheduler(
    { memory, connectivity, clock: time.clock },
    (state) => states.push(state),
    limits,
  );
  const hover = scheduler.for({ urgent: true });
  const background = scheduler.for({ urgent: false });
  return { time, connectivity, states, memory, scheduler, hover, background };
}

const question = (name: string): Question => ({ name: `${name}.`, type: 'A' });

describe('the scheduler', () => {
  const asked = (network: FakeResolver) => network.asked.filter((key) => key !== probe);
  const onlineNetwork = (known: Readonly<Record<string, Answer>> = {}) =>
    new FakeResolver({ [probe]: nxdomain(), ...known });

  it('asks so many at a time, and hovers before all that waits', async () => {
    const network = onlineNetwork();
    const { hover, background } = setUp(network, { atATime: 2, reserved: 0 });
    for (const name of ['a', 'b', 'c', 'd']) {
      void background.resolve(question(name), neverCancelled);
    }
    void hover.resolve(question('h'), neverCancelled);
    await settle();
    assert.deepEqual(asked(network), ['A a.', 'A b.']);
    await network.answer('A a.', address('a.'));
    await network.answer('A b.', address('b.'));
    assert.deepEqual(asked(network), ['A a.', 'A b.', 'A h.', 'A c.']);
  });

  it('keeps room for hovers while the background is slow', async () => {
    const network = onlineNetwork();
    const { hover, background } = setUp(network, { atATime: 3, reserved: 1 });
    for (const name of ['a', 'b', 'c']) void background.resolve(question(name), neverCancelled);
    void hover.resolve(question('h'), neverCancelled);
    await settle();
    assert.deepEqual(asked(network), ['A a.', 'A b.', 'A h.']);
    await network.answer('A h.', address('h.'));
    assert.equal(asked(network).length, 3, 'the place of a hover stays free');
  });

  it('asks the same once, and answers what is remembered without a turn', async () => {
    const network = onlineNetwork();
    const { hover, background } = setUp(network, { atATime: 2, reserved: 0 });
    const one = background.resolve(question('a'), neverCancelled);
    const other = hover.resolve(question('a'), neverCancelled);
    await settle();
    await network.answer('A a.', address('a.'));
    assertData(await one);
    assertData(await other);
    void background.resolve(question('b'), neverCancelled);
    void background.resolve(question('c'), neverCancelled);
    assertData(await hover.resolve(question('a'), neverCancelled));
    assert.deepEqual(asked(network), ['A a.', 'A b.', 'A c.']);
  });

  it('drops what waits when nobody wants it any more, and ends what is under way', async () => {
    const network = onlineNetwork();
    const { background } = setUp(network, { atATime: 1, reserved: 0 });
    const [first, second] = [new CancelSource(), new CancelSource()];
    const answers = [
      background.resolve(question('a'), first.signal),
      background.resolve(question('b'), second.signal),
      background.resolve(question('c'), neverCancelled),
    ];
    await settle();
    second.cancel();
    first.cancel();
    assertFailure((await answers[0]) ?? failure('timeout'), 'cancelled');
    assertFailure((await answers[1]) ?? failure('timeout'), 'cancelled');
    await settle();
    assert.deepEqual(asked(network), ['A a.', 'A c.']);
    assert.ok(network.cancelled.includes('A a.'));
  });

  it('asks no more than the budget allows; what is remembered costs nothing', async () => {
    const network = onlineNetwork({ 'A a.': address('a.'), 'A b.': address('b.') });
    const { scheduler } = setUp(network);
    const budget = { left: 2 };
    const zone = scheduler.for({ urgent: false, budget });
    for (const name of ['a', 'a', 'b', 'a', 'b']) {
      assertData(await zone.resolve(question(name), neverCancelled));
    }
    assertFailure(await zone.resolve(question('c'), neverCancelled), 'over-budget');
    assert.equal(budget.left, 0);
    assert.deepEqual(asked(network), ['A a.', 'A b.']);
  });

  it('gives back to the budget what was not asked after all', async () => {
    const { scheduler } = setUp(onlineNetwork(), { atATime: 1, reserved: 0 });
    const budget = { left: 2 };
    const zone = scheduler.for({ urgent: false, budget });
    const source = new CancelSource();
    void zone.resolve(question('a'), neverCancelled);
    const waiting = zone.resolve(question('b'), source.signal);
    source.cancel();
    await waiting;
    assert.equal(budget.left, 1);
  });

  it('refuses more than it can let wait', async () => {
    const { background } = setUp(onlineNetwork(), { atATime: 1, reserved: 0, waiting: 1 });
    void background.resolve(question('a'), neverCancelled);
    void background.resolve(question('b'), neverCancelled);
    assertFailure(await background.resolve(question('c'), neverCancelled), 'over-budget');
  });

  it('tells what it does', async () => {
    const network = onlineNetwork();
    const { time, states, scheduler, background } = setUp(network, { atATime: 1, reserved: 0 });
    assert.deepEqual(scheduler.state, { kind: 'idle', lastAsked: undefined });
    time.now = 1_000;
    void background.resolve(question('a'), neverCancelled);
    void background.resolve(question('b'), neverCancelled);
    await settle();
    assert.deepEqual(scheduler.state, { kind: 'asking', questions: 2, lastAsked: 1_000 });
    await settle();
    await network.answer('A a.', address('a.'));
    await network.answer('A b.', address('b.'));
    assert.deepEqual(states.at(-1), { kind: 'idle', lastAsked: 1_000 });
  });
});

describe('the watch over the network', () => {
  /** A network that can be switched: it reaches nobody, works, or has a portal. */
  class Switch extends FakeResolver {
    how: 'dead' | 'works' | 'portal' = 'works';

    override async resolve(asked: Question, _signal: CancelSignal): Promise<Answer> {
      this.asked.push(`${asked.type} ${asked.name}`);
      if (this.how === 'dead') return failure('unreachable');
      if (this.how === 'portal') return rrset(asked.name, 'A', ['10.0.0.1']);
      return asked.name.endsWith('.invalid.') ? nxdomain() : address(asked.name);
    }
  }
  let count = 0;
  const fresh = () => {
    count += 1;
    return question(`h${count}`);
  };

  it('stops asking when nobody can be reached, tries again, and notices when it is back', async () => {
    const network = new Switch();
    network.how = 'dead';
    const { time, states, scheduler, background } = setUp(network);
    for (let index = 0; index < 4; index += 1) {
      assertFailure(await background.resolve(fresh(), neverCancelled), 'unreachable');
    }
    assert.equal(scheduler.state.kind, 'offline');
    const before = network.asked.length;
    assertFailure(await background.resolve(fresh(), neverCancelled), 'offline');
    assert.equal(network.asked.length, before, 'not one question more');

    const pauses: number[] = [];
    for (let index = 0; index < 9; index += 1) {
      assert.equal(time.waits.length, 1);
      const [wait = 0] = time.waits;
      pauses.push(wait);
      await time.pass(wait);
    }
    assert.deepEqual(pauses.slice(0, 4), [2_000, 4_000, 8_000, 16_000]);
    assert.equal(pauses.at(-1), 120_000);
    assert.equal(network.asked.length, before + 9);

    network.how = 'works';
    await time.pass(120_000);
    assert.equal(states.at(-1)?.kind, 'idle');
    assertData(await background.resolve(fresh(), neverCancelled));
    assert.deepEqual(time.waits, [], 'no probes without need');
  });

  it('is not offline for a question that fails now and then', async () => {
    const network = new Switch();
    const { scheduler, background } = setUp(network);
    for (let index = 0; index < 12; index += 1) {
      network.how = index % 4 === 3 ? 'works' : 'dead';
      await background.resolve(fresh(), neverCancelled);
    }
    assert.equal(scheduler.state.kind, 'idle');
  });

  it('believes nobody who answers for a name that cannot exist, until that ends', async () => {
    const network = new Switch();
    network.how = 'portal';
    const { time, scheduler, hover } = setUp(network);
    const first = await hover.resolve(fresh(), neverCancelled);
    assertFailure(first, 'captive');
    assert.equal(first.server, '192.0.2.53');
    const before = network.asked.length;
    assertFailure(await hover.resolve(fresh(), neverCancelled), 'captive');
    assert.equal(network.asked.length, before);
    assert.equal(scheduler.state.kind, 'captive');
    network.how = 'works';
    await time.pass(2_000);
    assertData(await hover.resolve(fresh(), neverCancelled));
  });

  it('holds an answer back until the probe is judged, and looks again after a while', async () => {
    const network = new FakeResolver({ 'A a.': address('a.') });
    const { time, hover } = setUp(network);
    let answer: Answer | undefined;
    const given = hover.resolve(question('a'), neverCancelled).then((each) => {
      answer = each;
    });
    await settle();
    assert.equal(answer, undefined);
    await network.answer(probe, nxdomain());
    await given;
    assertData(answer ?? failure('timeout'));
    await time.pass(299_000);
    await hover.resolve(question('a'), neverCancelled);
    assert.equal(network.asked.filter((key) => key === probe).length, 1);
    await time.pass(2_000);
    void hover.resolve(question('a'), neverCancelled);
    await settle();
    assert.equal(network.asked.filter((key) => key === probe).length, 2);
  });

  it('does not wait for ever for a probe, and passes on what is no lie', async () => {
    const network = new FakeResolver({ 'A a.': address('a.'), 'A b.': nxdomain() });
    const { time, hover } = setUp(network);
    const answer = hover.resolve(question('a'), neverCancelled);
    assert.equal((await hover.resolve(question('b'), neverCancelled)).kind, 'nxdomain');
    await time.pass(5_000);
    assertData(await answer);
    assert.equal(network.asked.length, 3);
  });

  it('does not believe a portal that there is nothing', async () => {
    const network = new FakeResolver({ 'MX a.': nodata() });
    const { hover } = setUp(network);
    const answer = hover.resolve({ name: 'a.', type: 'MX' }, neverCancelled);
    await settle();
    await network.answer(probe, rrset('probe.invalid.', 'A', ['192.0.2.99']));
    assertFailure(await answer, 'captive');
  });

  it('ends its probes when it is closed', async () => {
    const network = new Switch();
    network.how = 'dead';
    const { time, connectivity, background } = setUp(network);
    for (let index = 0; index < 4; index += 1) {
      await background.resolve(fresh(), neverCancelled);
    }
    connectivity.close();
    assert.deepEqual(time.waits, []);
  });
});
