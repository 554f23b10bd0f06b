import assert from 'node:assert/strict';
import { neverCancelled } from '../../../server/src/core/resolve/cancel';
import {
  type Asker,
  askInRounds,
  type Dns,
  type Inquiry,
  Ledger,
} from '../../../server/src/core/resolve/ledger';
import { type PolicyAnswer, PolicyQueue } from '../../../server/src/core/resolve/policyFetcher';
import type { Answer } from '../../../server/src/core/resolve/resolver';
import { failure, noPolicies, nxdomain, rrset } from '../../support/answers';

const address = rrset('a.example.', 'A', ['192.0.2.1']);
const asksFor =
  (...names: readonly string[]) =>
  (dns: Dns): readonly (string | undefined)[] =>
    names.map((name) => dns.ask(name, 'A')?.kind);
const words = (inquiries: readonly Inquiry[]): readonly string[] =>
  inquiries.map(({ server, name }) => (server === undefined ? name : `${server} ${name}`));

describe('the ledger of questions', () => {
  it('notes what is not known, once, whoever asks and in whatever letters', () => {
    const ledger = new Ledger(10);
    assert.deepEqual(ledger.check(1, asksFor('a.example.', 'A.example.')), [undefined, undefined]);
    ledger.check(2, asksFor('a.example.'));
    ledger.check(3, (dns) => dns.askServer('192.0.2.1', 'a.example.', 'A'));
    assert.deepEqual(words(ledger.take()), ['a.example.', '192.0.2.1 a.example.']);
    assert.deepEqual(ledger.take(), []);
  });

  it('gives answers to those who ask, and tells whose they are', () => {
    const ledger = new Ledger(10);
    for (const asker of [1, 2]) ledger.check(asker, asksFor('a.example.'));
    ledger.check(3, asksFor('b.example.'));
    const [inquiry] = ledger.take();
    assert.ok(inquiry);
    ledger.tell(inquiry, address, 0);
    assert.deepEqual(ledger.takeStirred(), [1, 2]);
    assert.deepEqual(ledger.takeStirred(), []);
    assert.deepEqual(ledger.check(1, asksFor('a.example.')), ['rrset']);
  });

  it('says nothing of a failure, and asks again only when told to', () => {
    const ledger = new Ledger(10);
    ledger.check(1, asksFor('a.example.'));
    const [inquiry] = ledger.take();
    assert.ok(inquiry);
    ledger.tell(inquiry, failure('timeout'), 0);
    assert.deepEqual(ledger.check(1, asksFor('a.example.')), [undefined]);
    assert.deepEqual([ledger.takeStirred(), ledger.take(), ledger.failures], [[], [], 1]);
    ledger.retry();
    assert.deepEqual(words(ledger.take()), ['a.example.']);
    ledger.tell(inquiry, failure('cancelled'), 0);
    assert.deepEqual(words(ledger.take()), ['a.example.']);
  });

  it('forgets an answer when its time is over, but not before some seconds', () => {
    const ledger = new Ledger(10);
    ledger.check(1, asksFor('a.example.', 'b.example.'));
    for (const inquiry of ledger.take())
      ledger.tell(inquiry, inquiry.name === 'a.example.' ? nxdomain(60) : nxdomain(0), 1000);
    ledger.takeStirred();
    assert.equal(ledger.nextEnd, 6000);
    ledger.forgetStale(5999);
    assert.deepEqual(ledger.takeStirred(), []);
    ledger.forgetStale(6000);
    assert.deepEqual(ledger.takeStirred(), [1]);
    assert.deepEqual(ledger.check(1, asksFor('a.example.', 'b.example.')), ['nxdomain', undefined]);
    assert.equal(ledger.nextEnd, 61_000);
    assert.deepEqual(words(ledger.take()), ['b.example.']);
    ledger.forgetAll();
    assert.deepEqual(ledger.takeStirred(), [1]);
    assert.equal(ledger.nextEnd, Number.POSITIVE_INFINITY);
  });

  it('gives up questions that nobody asks any more, and has room for others then', () => {
    const ledger = new Ledger(2);
    ledger.check(1, asksFor('a.example.', 'b.example.', 'c.example.'));
    assert.equal(ledger.isFull, true);
    assert.deepEqual(words(ledger.take()), ['a.example.', 'b.example.']);
    ledger.check(1, asksFor('b.example.'));
    ledger.check(1, asksFor('b.example.', 'c.example.'));
    assert.deepEqual(words(ledger.take()), ['c.example.']);
  });

  it('keeps answers when its askers get other numbers', () => {
    const ledger = new Ledger(10);
    ledger.check(1, asksFor('a.example.', 'b.example.'));
    for (const inquiry of ledger.take()) ledger.tell(inquiry, address, 0);
    ledger.forgetAskers();
    assert.deepEqual(ledger.check(7, asksFor('a.example.')), ['rrset']);
    ledger.take();
    assert.deepEqual(ledger.check(7, asksFor('a.example.', 'b.example.')), ['rrset', undefined]);
  });
});

describe('policies in the ledger', () => {
  const policy = { kind: 'policy', text: 'mode: none', ttl: 60, server: 'x', at: 0 } as const;

  it('are fetched in rounds like answers, once for each domain, and are no questions to DNS', async () => {
    const ledger = new Ledger(10);
    const fetched: string[] = [];
    let text: string | undefined;
    const run = (dns: Dns): void => {
      const known = dns.ask('mta-sts.a.example.', 'A');
      if (known?.kind === 'rrset') text = dns.fetchPolicy('a.example.', '192.0.2.1')?.text;
    };
    ledger.check(1, run);
    const options: Asker = {
      resolve: async () => address,
      policies: {
        fetch: async ({ policyOf }) => {
          fetched.push(policyOf);
          return policy;
        },
      },
      recheck: async (askers) => {
        for (const each of askers) ledger.check(each, run);
      },
      clock: () => 0,
    };
    await askInRounds(ledger, options, neverCancelled);
    assert.deepEqual([fetched, text], [['a.example.'], 'mode: none']);
    ledger.forgetStale(60_000);
    assert.equal(
      ledger.check(2, (dns) => dns.fetchPolicy('A.example.', '192.0.2.9')),
      undefined,
    );
    assert.deepEqual(ledger.take(), []);
    const [again] = ledger.takePolicies();
    assert.equal(again?.policyOf, 'a.example.');
    ledger.tell(again, { kind: 'failure', reason: 'certificate', server: 'x', at: 0 }, 0);
    assert.equal(ledger.failures, 0);
  });

  it('are fetched few at a time, and no more than are allowed', async () => {
    let [now, most] = [0, 0];
    const fetch = async (): Promise<PolicyAnswer> => {
      most = Math.max(most, ++now);
      await new Promise((done) => setImmediate(done));
      now--;
      return policy;
    };
    const queue = new PolicyQueue({ fetch }, 10, () => 0);
    const inquiry = { policyOf: 'a.example.', address: '192.0.2.1' };
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => queue.fetch(inquiry, neverCancelled)),
    );
    assert.equal(answers.filter(({ kind }) => kind === 'policy').length, 10);
    assert.ok(most <= 4, String(most));
  });
});

describe('asking in rounds', () => {
  /** Checks one asker again as long as answers come. */
  function asker(ledger: Ledger, run: (dns: Dns) => void, resolve: Asker['resolve']): Asker {
    ledger.check(1, run);
    const recheck = async (askers: readonly number[]): Promise<void> => {
      for (const each of askers) ledger.check(each, run);
    };
    return { resolve, policies: noPolicies, recheck, clock: () => 0 };
  }

  it('asks what follows from an answer, until nothing is left', async () => {
    const asked: string[] = [];
    const ledger = new Ledger(10);
    let last: string | undefined;
    const run = (dns: Dns): void => {
      if (dns.ask('a.example.', 'A')?.kind !== 'rrset') return;
      last = dns.ask('b.example.', 'A')?.kind;
    };
    const resolve: Asker['resolve'] = async ({ name }) => {
      asked.push(name);
      return name === 'a.example.' ? address : nxdomain();
    };
    await askInRounds(ledger, asker(ledger, run, resolve), neverCancelled);
    assert.deepEqual([asked, last], [['a.example.', 'b.example.'], 'nxdomain']);
  });

  it('ends, though each answer leads to another question', async () => {
    let asked = 0;
    const ledger = new Ledger(1000);
    const run = (dns: Dns): void => {
      for (let i = 0; dns.ask(`${i}.example.`, 'A') !== undefined; i++);
    };
    const resolve: Asker['resolve'] = async () => {
      asked++;
      return address;
    };
    await askInRounds(ledger, asker(ledger, run, resolve), neverCancelled);
    assert.equal(asked, 8);
  });

  it('stops when it is cancelled, and goes on later where it was', async () => {
    const controller = new AbortController();
    const ledger = new Ledger(10);
    let seen: readonly (string | undefined)[] = [];
    const run = (dns: Dns): void => {
      seen = asksFor('a.example.', 'b.example.')(dns);
    };
    const resolve: Asker['resolve'] = async ({ name }): Promise<Answer> => {
      controller.abort();
      return name === 'a.example.' ? address : failure('cancelled');
    };
    const asking = asker(ledger, run, resolve);
    await askInRounds(ledger, asking, controller.signal);
    assert.deepEqual(seen, [undefined, undefined]);
    await askInRounds(ledger, { ...asking, resolve: async () => address }, neverCancelled);
    assert.deepEqual(seen, ['rrset', 'rrset']);
  });
});
