import assert from 'node:assert/strict';
import type { Answer } from '../../../server/src/core/resolve/resolver';
import { planByDns } from '../../../server/src/core/route/ask';
import { ZoneFacts } from '../../../server/src/core/route/facts';
import {
  type Assumptions,
  failingOf,
  planRoute,
  type Route,
} from '../../../server/src/core/route/route';
import { FakeResolver, failure, nodata, nxdomain, rrset } from '../../support/answers';
import { zoneOf } from '../../support/marked';
import { OtherTexts } from '../../support/otherTexts';

const head = `$ORIGIN example.com.
$TTL 1h
@ SOA ns hostmaster 1 3h 1h 2w 5m
  NS ns
ns A 192.0.2.53
`;
const hosts = `mx1 A 192.0.2.1
mx1 AAAA 2001:db8::1
mx2 A 192.0.2.2
mx3 A 192.0.2.3
`;

/** The names of test zones, without what they share. */
const nameOf = (text: string): string =>
  text === 'example.com.' ? '@' : text.replace(/\.example\.com\.$/, '');

/** A route on one line: its groups, what is skipped and why, and what becomes of the mail. */
function tell(route: Route | undefined): string {
  if (route === undefined) return 'not known';
  const groups = route.groups.map(
    ({ preference, exchanges }) =>
      `${preference} ${exchanges.map(({ name }) => nameOf(name)).join(' ')}`,
  );
  const skipped = route.skipped.map(({ name, why }) => `-${nameOf(name)} ${why}`);
  return [route.kind, ...groups, ...skipped, route.outcome].join(' | ');
}

const setOf = (names: readonly string[] = []): ReadonlySet<string> =>
  new Set(names.map((name) => `${name}.example.com.`));

function routeOf(
  text: string,
  { owner = 'example.com.', down, own }: { owner?: string; down?: string[]; own?: string[] } = {},
): Route | undefined {
  const assumptions: Assumptions = { down: setOf(down), own: setOf(own) };
  return planRoute(owner, new ZoneFacts(zoneOf(head + text)), assumptions);
}

describe('the route of mail, by a file', () => {
  it('tries exchanges by preference, in random order where it is equal', () => {
    const route = routeOf(`@ MX 20 mx3\n@ MX 10 mx1\n@ MX 10 mx2\n${hosts}`);
    assert.equal(tell(route), 'mx | 10 mx1 mx2 | 20 mx3 | delivered');
    assert.deepEqual(
      route?.groups.map(({ exchanges }) => exchanges.map(({ share }) => share)),
      [[0.5, 0.5], [1]],
    );
  });

  it('has each exchange once, where it is best', () => {
    assert.equal(
      tell(routeOf(`@ MX 20 mx1\n@ MX 10 MX1\n@ MX 10 mx2\n${hosts}`)),
      'mx | 10 mx1 mx2 | delivered',
    );
  });

  it('has the addresses in the order of the records, IPv4 before IPv6', () => {
    const route = routeOf(
      `@ MX 10 mx1\nmx1 AAAA 2001:DB8:0::1\nmx1 A 192.0.2.9\nmx1 A 192.0.2.1\n`,
    );
    assert.deepEqual(route?.groups[0]?.exchanges[0]?.addresses, [
      '192.0.2.9',
      '192.0.2.1',
      '2001:db8::1',
    ]);
  });

  it('leaves out what has no address, and what nobody reaches', () => {
    const zone = `@ MX 10 mx1\n@ MX 20 gone\n@ MX 30 text\n@ MX 40 loop\n${hosts}text TXT x\nloop CNAME pool\npool CNAME loop\n`;
    assert.equal(
      tell(routeOf(zone)),
      'mx | 10 mx1 | -gone no-address | -text no-address | -loop alias-loop | delivered',
    );
    assert.equal(
      tell(routeOf(zone, { down: ['mx1'] })),
      'mx | -mx1 down | -gone no-address | -text no-address | -loop alias-loop | deferred',
    );
  });

  it('goes on to the next group only when all hosts of one are down', () => {
    const zone = `@ MX 10 mx1\n@ MX 10 mx2\n@ MX 20 mx3\n${hosts}`;
    assert.equal(
      tell(routeOf(zone, { down: ['mx1'] })),
      'mx | 10 mx2 | 20 mx3 | -mx1 down | delivered',
    );
    assert.equal(routeOf(zone, { down: ['mx1'] })?.groups[0]?.exchanges[0]?.share, 1);
    assert.equal(
      tell(routeOf(zone, { down: ['mx1', 'mx2'] })),
      'mx | 20 mx3 | -mx1 down | -mx2 down | delivered',
    );
    assert.equal(
      tell(routeOf(zone, { down: ['mx1', 'mx2', 'mx3'] })),
      'mx | -mx1 down | -mx2 down | -mx3 down | deferred',
    );
  });

  it('knows a host that is down by its canonical name, too', () => {
    const zone = `@ MX 10 alias\nalias CNAME mx1\n${hosts}`;
    assert.equal(tell(routeOf(zone)), 'mx | 10 alias | delivered');
    assert.equal(routeOf(zone)?.groups[0]?.exchanges[0]?.canonical, 'mx1.example.com.');
    assert.equal(tell(routeOf(zone, { down: ['mx1'] })), 'mx | -alias down | deferred');
  });

  it('drops the sender itself and all that is no better, so that no mail goes round', () => {
    const zone = `@ MX 10 mx1\n@ MX 20 mx2\n@ MX 20 mx3\n@ MX 30 mx4\n${hosts}mx4 A 192.0.2.4\n`;
    assert.equal(
      tell(routeOf(zone, { own: ['mx2'] })),
      'mx | 10 mx1 | -mx2 own | -mx3 own | -mx4 own | delivered',
    );
    assert.equal(
      tell(routeOf(zone, { own: ['mx1'] })),
      'mx | -mx1 own | -mx2 own | -mx3 own | -mx4 own | undeliverable',
    );
    assert.equal(
      tell(routeOf(zone, { own: ['mx2'], down: ['mx1'] })),
      'mx | -mx1 down | -mx2 own | -mx3 own | -mx4 own | deferred',
    );
  });

  it('takes a domain without MX records for its own exchange', () => {
    assert.equal(tell(routeOf('@ A 192.0.2.9\n')), 'implicit | 0 @ | delivered');
    assert.equal(tell(routeOf('@ TXT x\n')), 'none | undeliverable');
    assert.equal(tell(routeOf(hosts, { owner: 'gone.example.com.' })), 'none | undeliverable');
    const down = { owner: 'mx1.example.com.', down: ['mx1'] };
    assert.equal(tell(routeOf(hosts, down)), 'implicit | -mx1 down | deferred');
  });

  it('returns at once what nobody wants', () => {
    assert.equal(tell(routeOf('@ MX 0 .\n@ A 192.0.2.1\n')), 'null | rejected');
    assert.equal(
      tell(routeOf(`@ MX 0 .\n@ MX 10 mx1\n${hosts}`)),
      'mx | 10 mx1 | -. no-address | delivered',
    );
  });

  it('follows the alias of a domain first', () => {
    const zone = `other CNAME real\nreal MX 10 mx1\n${hosts}`;
    const route = routeOf(zone, { owner: 'other.example.com.' });
    assert.equal(tell(route), 'mx | 10 mx1 | delivered');
    assert.deepEqual([route?.owner, route?.canonical], ['other.example.com.', 'real.example.com.']);
    const loop = routeOf('a CNAME b\nb CNAME a\n', { owner: 'a.example.com.' });
    assert.equal(tell(loop), 'none | -a alias-loop | undeliverable');
    const dname = routeOf(`old DNAME new\nwww.new MX 10 mx2\n${hosts}`, {
      owner: 'www.old.example.com.',
    });
    assert.equal(tell(dname), 'mx | 10 mx2 | delivered');
  });

  it('has a wildcard answer where no name is in its way', () => {
    const zone = `* MX 10 mx1\nsub TXT x\n${hosts}`;
    assert.equal(tell(routeOf(zone, { owner: 'any.example.com.' })), 'mx | 10 mx1 | delivered');
    assert.equal(tell(routeOf(zone, { owner: 'a.b.example.com.' })), 'mx | 10 mx1 | delivered');
    assert.equal(tell(routeOf(zone, { owner: 'sub.example.com.' })), 'none | undeliverable');
    assert.equal(tell(routeOf(zone, { owner: 'a.sub.example.com.' })), 'none | undeliverable');
  });

  it('tries what it knows no address of, as a sender may', () => {
    const route = routeOf('@ MX 10 mx.example.net.\n');
    assert.equal(tell(route), 'mx | 10 mx.example.net. | delivered');
    assert.deepEqual(route?.groups[0]?.exchanges[0]?.addresses, []);
  });

  it('does not know what lies out of the zone, below a cut, or in another part', () => {
    assert.equal(tell(routeOf('', { owner: 'example.net.' })), 'not known');
    const cut = 'sub NS ns\nmail.sub A 192.0.2.1\n';
    assert.equal(tell(routeOf(cut, { owner: 'sub.example.com.' })), 'not known');
    assert.equal(tell(routeOf(cut, { owner: 'mail.sub.example.com.' })), 'not known');
    const part = new ZoneFacts(zoneOf('$ORIGIN example.com.\n$TTL 1h\na A 192.0.2.1\n'));
    assert.equal(tell(planRoute('a.example.com.', part)), 'not known');
  });

  it('has the names of a file that does not say its origin', () => {
    const facts = new ZoneFacts(zoneOf('$TTL 1h\n@ MX 10 mail\nmail A 192.0.2.1\n'));
    assert.deepEqual(facts.owners(), ['@']);
    assert.equal(tell(planRoute('@', facts)), 'mx | 10 mail | delivered');
  });

  it('has the owners of MX records in canonical order, not those that others answer for', () => {
    const zone = zoneOf(`${head}sub NS ns\nx.sub MX 1 a\nz MX 1 a\n@ MX 1 a\nb MX 1 a\n`);
    assert.deepEqual(new ZoneFacts(zone).owners(), [
      'example.com.',
      'b.example.com.',
      'z.example.com.',
    ]);
  });

  it('lets hosts down and hosts own be none of the route', () => {
    assert.equal(
      tell(routeOf(`@ MX 10 mx1\n${hosts}`, { down: ['mx9'], own: ['mx8'] })),
      'mx | 10 mx1 | delivered',
    );
  });

  it('takes a hundred thousand exchanges', () => {
    const lines = Array.from({ length: 100_000 }, (_, i) => `@ MX ${i % 100} m${i}.example.net.\n`);
    const route = routeOf(lines.join(''));
    assert.equal(route?.groups.length, 100);
    assert.equal(route?.groups[7]?.exchanges.length, 1000);
  });

  it('says what comes after each group', () => {
    const route = routeOf(`@ MX 10 mx1\n@ MX 20 mx2\n${hosts}`);
    assert.ok(route);
    assert.deepEqual(failingOf(route), [
      { noConnection: 20, rejection: 'returned' },
      { noConnection: 'queue', rejection: 'returned' },
    ]);
  });
});

describe('the route of mail, by DNS', () => {
  const byDns = async (
    known: Readonly<Record<string, Answer>>,
    { owner = 'example.com.', zone = '' }: { owner?: string; zone?: string } = {},
    most = 100,
  ) => {
    const resolver = new FakeResolver(known);
    const { plan, failures } = await planByDns(
      (facts) => planRoute(owner, zone === '' ? facts : new ZoneFacts(zoneOf(head + zone), facts)),
      { resolver, most, clock: () => 0 },
    );
    return { told: tell(plan), missing: failures[0]?.reason, asked: resolver.asked, plan };
  };
  const mx1 = {
    'A mx1.example.net.': rrset('mx1.example.net.', 'A', ['192.0.2.1']),
    'AAAA mx1.example.net.': nodata(),
  };

  it('asks for the MX records, then for the addresses of all exchanges', async () => {
    const { told, asked } = await byDns({
      'MX example.com.': rrset('example.com.', 'MX', [
        '20 mx2.example.net.',
        '10 mx1.example.net.',
      ]),
      ...mx1,
      'A mx2.example.net.': nxdomain(),
      'AAAA mx2.example.net.': nxdomain(),
    });
    assert.equal(told, 'mx | 10 mx1.example.net. | -mx2.example.net. no-address | delivered');
    assert.equal(asked.length, 5);
  });

  it('asks for the addresses of a domain without MX records, not of one that does not exist', async () => {
    const implicit = await byDns({
      'MX example.com.': nodata(),
      'A example.com.': rrset('example.com.', 'A', ['192.0.2.1']),
      'AAAA example.com.': nodata(),
    });
    assert.equal(implicit.told, 'implicit | 0 @ | delivered');
    const gone = await byDns({ 'MX example.com.': nxdomain() });
    assert.deepEqual([gone.told, gone.asked.length], ['none | undeliverable', 1]);
  });

  it('follows aliases, and tells where they lead in a circle', async () => {
    const alias = {
      name: 'example.com.',
      type: 'CNAME',
      ttl: 60,
      data: 'real.example.net.',
    } as const;
    const { plan } = await byDns({
      'MX example.com.': rrset('real.example.net.', 'MX', ['10 mx1.example.net.'], {
        aliases: [alias],
      }),
      ...mx1,
    });
    assert.deepEqual([plan?.owner, plan?.canonical], ['example.com.', 'real.example.net.']);
    const loop = await byDns({
      'MX example.com.': rrset('example.com.', 'MX', ['10 loop.example.net.']),
      'A loop.example.net.': failure('alias-loop'),
      'AAAA loop.example.net.': failure('alias-loop'),
    });
    assert.equal(loop.told, 'mx | -loop.example.net. alias-loop | undeliverable');
    assert.equal(loop.missing, undefined);
  });

  it('knows nothing where the server does not answer, and says why', async () => {
    const { told, missing } = await byDns({ 'MX example.com.': failure('timeout') });
    assert.deepEqual([told, missing], ['not known', 'timeout']);
  });

  it('keeps an exchange whose addresses it could not find out, wholly or in part', async () => {
    const { told, missing, plan } = await byDns({
      'MX example.com.': rrset('example.com.', 'MX', [
        '10 mx1.example.net.',
        '20 mx2.example.net.',
      ]),
      'A mx1.example.net.': failure('servfail'),
      'AAAA mx1.example.net.': nodata(),
      'A mx2.example.net.': rrset('mx2.example.net.', 'A', ['192.0.2.2']),
      'AAAA mx2.example.net.': failure('servfail'),
    });
    assert.equal(told, 'mx | 10 mx1.example.net. | 20 mx2.example.net. | delivered');
    assert.equal(missing, 'servfail');
    assert.deepEqual(
      plan?.groups.map(({ exchanges }) => exchanges[0]?.addresses),
      [[], ['192.0.2.2']],
    );
  });

  it('asks no more than it may', async () => {
    const exchanges = Array.from({ length: 4000 }, (_, i) => `10 m${i}.example.net.`);
    const known: Record<string, Answer> = {};
    for (let i = 0; i < 4000; i++) {
      known[`A m${i}.example.net.`] = rrset(`m${i}.example.net.`, 'A', ['192.0.2.1']);
      known[`AAAA m${i}.example.net.`] = nodata();
    }
    known['MX example.com.'] = rrset('example.com.', 'MX', exchanges);
    const { asked, plan } = await byDns(known, {}, 50);
    assert.equal(asked.length, 50);
    assert.equal(plan?.groups[0]?.exchanges.length, 4000);
  });

  it('asks only for what the file does not know', async () => {
    const zone = `@ MX 10 mx1\n@ MX 20 mx1.example.net.\n@ MX 30 alias\nalias CNAME mx1.example.net.\n${hosts}`;
    const { told, asked, plan } = await byDns(mx1, { zone });
    assert.equal(told, 'mx | 10 mx1 | 20 mx1.example.net. | 30 alias | delivered');
    assert.deepEqual(asked, ['A mx1.example.net.', 'AAAA mx1.example.net.']);
    assert.equal(plan?.groups[2]?.exchanges[0]?.canonical, 'mx1.example.net.');
  });

  it('asks nothing for names without an origin', async () => {
    const resolver = new FakeResolver();
    const zone = zoneOf('$TTL 1h\n@ MX 10 mail\n');
    const { plan } = await planByDns(
      (beyond) => {
        const facts = new ZoneFacts(zone, beyond);
        return facts.owners().map((owner) => tell(planRoute(owner, facts)));
      },
      { resolver, most: 10, clock: () => 0 },
    );
    assert.deepEqual([plan, resolver.asked], [['mx | 10 mail | delivered'], []]);
  });
});

describe('the route of mail, by the files of other zones', () => {
  it('has addresses from there, and what is missing', () => {
    const others = new OtherTexts();
    others.put(
      'example.net.zone',
      `$ORIGIN example.net.\n$TTL 1h\n@ SOA ns h 1 1 1 1 1\n@ NS ns\nns A 192.0.2.53\nmx1 A 192.0.2.7\n`,
    );
    const text = `${head}@ MX 10 mx1.example.net.\n@ MX 20 gone.example.net.\n`;
    const facts = new ZoneFacts(zoneOf(text, '', others.zones));
    planRoute('example.com.', facts);
    others.answer();
    const route = planRoute('example.com.', facts);
    assert.equal(
      tell(route),
      'mx | 10 mx1.example.net. | -gone.example.net. no-address | delivered',
    );
    assert.deepEqual(route?.groups[0]?.exchanges[0]?.addresses, ['192.0.2.7']);
  });
});
