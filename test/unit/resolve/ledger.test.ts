import assert from 'node:assert/strict';
import { neverCancelled } from '../../../server/src/core/resolve/cancel';
import {
  type Asker,
  askInRounds,
  type Dns,
  type Inquiry,
  Ledger,
} from '../../../server/src/core/resolve/ledger';
import type { Answer } from '../../../server/src/core/resolve/resolver';
import { failure, nxdomain, rrset } from '../../support/answers';

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

describe('asking in rounds', () => {
  /** Checks one asker again as long as answers come. */
  function asker(ledger: Ledger, run: (dns: Dns) => void, resolve: Asker['resolve']): Asker {
    ledger.check(1, run);
    const recheck = async (askers: readonly number[]): Promise<void> => {
      for (const each of askers) ledger.check(each, run);
    };
    return { resolve, recheck, clock: () => 0 };
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
