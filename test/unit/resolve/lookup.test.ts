import assert from 'node:assert/strict';
import { CancelSource, neverCancelled } from '../../../server/src/core/resolve/cancel';
import {
  lookUpHost,
  lookUpMx,
  startHostLookup,
  startMxLookup,
} from '../../../server/src/core/resolve/lookup';
import { FakeResolver, failure, nodata, nxdomain, rrset } from '../../support/answers';

const host = 'mail.example.com.';
const reverse1 = '1.2.0.192.in-addr.arpa.';
const ipv6 = '2001:db8::1';
const reverse6 = '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.';

describe('lookUpHost', () => {
  it('gathers addresses, TTLs and reverse names', async () => {
    const resolver = new FakeResolver({
      [`A ${host}`]: rrset(host, 'A', ['192.0.2.1'], { ttl: 120 }),
      [`AAAA ${host}`]: rrset(host, 'AAAA', [ipv6]),
      [`PTR ${reverse1}`]: rrset(reverse1, 'PTR', ['MAIL.example.com.', 'www.example.com.']),
      [`PTR ${reverse6}`]: nxdomain(),
    });
    const facts = await lookUpHost(resolver, host, neverCancelled);
    assert.equal(facts.complete, true);
    assert.equal(facts.unasked, 0);
    const [first, second] = facts.addresses;
    assert.deepEqual(
      { ...first, reverse: { ...first?.reverse, answer: undefined } },
      {
        family: 4,
        address: '192.0.2.1',
        ttl: 120,
        reverse: {
          name: reverse1,
          answer: undefined,
          names: ['MAIL.example.com.', 'www.example.com.'],
          namesHost: true,
        },
      },
    );
    assert.equal(second?.family, 6);
    assert.equal(second?.reverse?.answer?.kind, 'nxdomain');
    assert.equal(second?.reverse?.namesHost, false);
  });

  it('knows a host by its canonical name as well', async () => {
    const aliases = [{ name: host, type: 'CNAME', ttl: 9, data: 'host.example.net.' }] as const;
    const facts = await lookUpHost(
      new FakeResolver({
        [`A ${host}`]: rrset('host.example.net.', 'A', ['192.0.2.1'], { aliases }),
        [`AAAA ${host}`]: nodata(),
        [`PTR ${reverse1}`]: rrset(reverse1, 'PTR', ['host.example.net.']),
      }),
      host,
      neverCancelled,
    );
    assert.deepEqual(facts.aliases, aliases);
    assert.equal(facts.addresses[0]?.reverse?.namesHost, true);
  });

  it('keeps each failure for who words it', async () => {
    const facts = await lookUpHost(
      new FakeResolver({
        [`A ${host}`]: failure('servfail'),
        [`AAAA ${host}`]: failure('timeout'),
      }),
      host,
      neverCancelled,
    );
    assert.equal(facts.complete, true);
    assert.ok(facts.ipv4?.kind === 'failure' && facts.ipv4.reason === 'servfail');
    assert.ok(facts.ipv6?.kind === 'failure' && facts.ipv6.reason === 'timeout');
    assert.deepEqual(facts.addresses, []);
  });

  it('shows what it has while the rest is out', async () => {
    const resolver = new FakeResolver();
    const source = new CancelSource();
    const lookup = startHostLookup(resolver, host, source.signal);
    assert.deepEqual(resolver.asked, [`A ${host}`, `AAAA ${host}`], 'side by side');
    const empty = lookup.snapshot();
    assert.deepEqual([empty.ipv4, empty.addresses, empty.complete], [undefined, [], false]);

    await resolver.answer(`A ${host}`, rrset(host, 'A', ['192.0.2.1']));
    const addresses = lookup.snapshot();
    assert.equal(addresses.addresses[0]?.address, '192.0.2.1');
    assert.equal(addresses.addresses[0]?.reverse?.answer, undefined);
    assert.equal(addresses.ipv6, undefined);

    await resolver.answer(`PTR ${reverse1}`, rrset(reverse1, 'PTR', [host]));
    assert.equal(lookup.snapshot().addresses[0]?.reverse?.namesHost, true);
    assert.equal(addresses.addresses[0]?.reverse?.answer, undefined, 'what was given stays');

    source.cancel();
    const final = await lookup.done;
    assert.equal(final.ipv4?.kind, 'rrset');
    assert.equal(final.ipv6, undefined, 'cancelled is not known');
    assert.equal(final.complete, false);
  });

  it('reverses the first eight addresses, IPv4 first, and counts the others', async () => {
    const addresses = Array.from({ length: 6 }, (_, index) => `192.0.2.${index}`);
    const more = Array.from({ length: 6 }, (_, index) => `2001:db8::${index}`);
    const resolver = new FakeResolver();
    const lookup = startHostLookup(resolver, host, neverCancelled);
    await resolver.answer(`AAAA ${host}`, rrset(host, 'AAAA', more));
    assert.equal(resolver.asked.length, 2, 'IPv6 waits for its room');
    await resolver.answer(`A ${host}`, rrset(host, 'A', addresses));
    const asked = resolver.asked.slice(2);
    assert.equal(asked.filter((each) => each.endsWith('.in-addr.arpa.')).length, 6);
    assert.equal(asked.filter((each) => each.endsWith('.ip6.arpa.')).length, 2);
    for (const each of asked) await resolver.answer(each, nxdomain());
    const facts = await lookup.done;
    assert.equal(facts.complete, true);
    assert.equal(facts.unasked, 4);
    assert.equal(facts.addresses.filter((each) => each.reverse !== undefined).length, 8);
  });
});

describe('lookUpMx', () => {
  it('gives the exchanges in the order of preference', async () => {
    const resolver = new FakeResolver({
      'MX example.com.': rrset('example.com.', 'MX', [
        '500 c.test.',
        '50 a.test.',
        '50 b\\032.test.',
      ]),
    });
    const facts = await lookUpMx(resolver, 'example.com.', neverCancelled);
    assert.equal(facts.complete, true);
    assert.deepEqual(facts.exchanges, [
      { preference: 50, exchange: 'a.test.', ttl: 300 },
      { preference: 50, exchange: 'b\\032.test.', ttl: 300 },
      { preference: 500, exchange: 'c.test.', ttl: 300 },
    ]);
  });

  it('knows the null MX', async () => {
    const resolver = new FakeResolver({ 'MX example.com.': rrset('example.com.', 'MX', ['0 .']) });
    const { exchanges } = await lookUpMx(resolver, 'example.com.', neverCancelled);
    assert.deepEqual(exchanges, [{ preference: 0, exchange: '.', ttl: 300 }]);
  });

  it('is incomplete when the time is up', async () => {
    const source = new CancelSource();
    const lookup = startMxLookup(new FakeResolver(), 'example.com.', source.signal);
    assert.equal(lookup.snapshot().complete, false);
    source.cancel();
    assert.equal((await lookup.done).answer, undefined);
  });
});
