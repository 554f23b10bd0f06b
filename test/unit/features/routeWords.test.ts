import assert from 'node:assert/strict';
import { remarksOn, summarizeRoute } from '../../../server/src/core/features/routeWords';
import { ZoneFacts } from '../../../server/src/core/route/facts';
import { countNetworks, isAtHome, networkOf } from '../../../server/src/core/route/places';
import { planRoute } from '../../../server/src/core/route/route';
import { wordMessage } from '../../../server/src/core/text/message';
import { withHead, zoneOf } from '../../support/marked';

function routeOf(zone: string) {
  const route = planRoute('example.com.', new ZoneFacts(zoneOf(withHead(zone))));
  assert.ok(route);
  return route;
}

const summaryOf = (zone: string): string => wordMessage(summarizeRoute(routeOf(zone)));

describe('a route in words', () => {
  it('is one line, with short names where all are in one place', () => {
    const hosts = 'mx1 A 192.0.2.1\nmx2 A 192.0.2.2\nmx3 A 198.51.100.3\n';
    assert.equal(
      summaryOf(`@ MX 10 mx1\n@ MX 10 mx2\n@ MX 20 mx3\n${hosts}`),
      'mx1 or mx2 at random, then mx3 · 3 hosts in 2 networks',
    );
    assert.equal(summaryOf(`@ MX 10 mx1\n${hosts}`), 'mx1.example.com');
    assert.equal(
      summaryOf(`@ MX 10 mx1\n@ MX 20 mx1.example.net.\n${hosts}`),
      'mx1.example.com, then mx1.example.net · 2 hosts',
    );
    const escaped = String.raw`@ MX 10 a\.b.example.net.
@ MX 20 c.example.net.`;
    assert.equal(summaryOf(escaped), String.raw`a\.b, then c · 2 hosts`);
  });

  it('counts what would make it long', () => {
    const random = Array.from({ length: 9 }, (_, i) => `@ MX 10 m${i}.example.net.\n`).join('');
    assert.equal(summaryOf(random), 'm0, m1, m2, m3, m4, m5 or 3 more at random · 9 hosts');
    const steps = Array.from({ length: 9 }, (_, i) => `@ MX ${i} m${i}.example.net.\n`).join('');
    assert.equal(summaryOf(steps), 'm0, then m1, then m2, then m3, then 5 more · 9 hosts');
  });

  it('says what there is without MX records', () => {
    assert.equal(summaryOf('@ MX 0 .\n'), 'takes no mail (null MX)');
    assert.equal(summaryOf('@ TXT x\n'), 'has neither MX records nor an address');
    assert.match(summaryOf('@ A 192.0.2.1\n'), /the domain’s own address/);
    assert.equal(summaryOf('@ MX 10 gone\n'), 'no exchange can take mail');
  });

  it('remarks on aliases, and on hosts that are elsewhere', () => {
    const remarks = (zone: string) => {
      const route = routeOf(zone);
      const exchanges = route.groups.flatMap((group) => group.exchanges);
      return exchanges.flatMap((each) => remarksOn(each, route)).map((each) => wordMessage(each));
    };
    assert.deepEqual(remarks('@ MX 10 a\na CNAME b\nb A 192.0.2.1\n'), ['alias of b.example.com']);
    assert.deepEqual(remarks('@ MX 10 mx.mail.example.co.uk.\n'), ['elsewhere: example.co.uk']);
    assert.deepEqual(remarks('@ MX 10 mx.nowhere.\n'), ['elsewhere']);
    const part = new ZoneFacts(zoneOf('$TTL 1h\n@ MX 10 mail\n'));
    const [owner = ''] = part.owners();
    const route = planRoute(owner, part);
    const [exchange] = route?.groups[0]?.exchanges ?? [];
    assert.ok(route && exchange);
    assert.deepEqual(remarksOn(exchange, route), []);
  });
});

describe('where hosts are', () => {
  it('is a network of /24 for IPv4, of /48 for IPv6', () => {
    assert.equal(networkOf('192.0.2.77'), '192.0.2.0/24');
    assert.equal(networkOf('2001:db8:1:2::3'), '2001:db8:1::/48');
    assert.equal(networkOf('mail'), undefined);
  });

  it('is one network where all addresses of each family that they share are', () => {
    const count = (...hosts: string[]) => countNetworks(hosts.map((host) => host.split(' ')));
    assert.equal(count('192.0.2.1', '192.0.2.2'), 1);
    assert.equal(count('192.0.2.1 2001:db8::1', '192.0.2.2 2001:db8::2'), 1);
    assert.equal(count('192.0.2.1 2001:db8::1', '192.0.2.2 2001:db8:1::2'), 2);
    assert.equal(count('192.0.2.1 2001:db8::1', '192.0.2.2'), 1);
    assert.equal(count('192.0.2.1', '2001:db8::1'), 2);
    assert.equal(count('192.0.2.1', '2001:db8::1', '192.0.2.2 2001:db8::2'), 1);
    assert.equal(countNetworks([['192.0.2.1'], []]), undefined);
    assert.equal(countNetworks(Array.from({ length: 65 }, () => ['192.0.2.1'])), undefined);
  });

  it('is at home below the owner, or in one registered domain', () => {
    assert.equal(isAtHome('mx.example.com.', 'example.com.'), true);
    assert.equal(isAtHome('MX.Example.com.', 'sub.example.com.'), true);
    assert.equal(isAtHome('mx.example.co.uk.', 'other.co.uk.'), false);
    assert.equal(isAtHome(String.raw`mx\.example.com.`, 'sub.example.com.'), false);
    assert.equal(isAtHome('mx.a.nowhere.', 'b.nowhere.'), false);
  });
});
