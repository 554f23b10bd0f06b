import assert from 'node:assert/strict';
import { formatAddress, parseAddress } from '../../../server/src/core/dns/address';
import { isAtOrBelow } from '../../../server/src/core/resolve/names';
import { reverseName } from '../../../server/src/core/resolve/reverse';

describe('addresses', () => {
  const canonical: Readonly<Record<string, string>> = {
    '192.0.2.1': '192.0.2.1',
    '0.0.0.0': '0.0.0.0',
    '2001:DB8:0:0:0:0:0:1': '2001:db8::1',
    '2001:db8::0001': '2001:db8::1',
    '2001:db8:0:1:1:1:1:1': '2001:db8:0:1:1:1:1:1',
    '2001:0:0:1:0:0:0:1': '2001:0:0:1::1',
    '2001:db8:0:0:1:0:0:1': '2001:db8::1:0:0:1',
    '::': '::',
    '1::': '1::',
    '::ffff:192.0.2.1': '::ffff:c000:201',
    '1:2:3:4:5:6:7::': '1:2:3:4:5:6:7:0',
  };
  for (const [text, expected] of Object.entries(canonical)) {
    it(`writes ${text} as ${expected}`, () => {
      const address = parseAddress(text);
      assert.ok(address);
      assert.equal(formatAddress(address), expected);
    });
  }

  const none = [
    ...['', '1.2.3', '1.2.3.4.5', '256.1.1.1', '01.2.3.4', '1.2.3.4 ', 'a.b.c.d', '1e1.1.1.1'],
    ...[
      ':',
      ':::',
      '1::2::3',
      '1:2:3:4:5:6:7',
      '1:2:3:4:5:6:7:8:9',
      '1:2:3:4:5:6:7:8::',
      '12345::',
    ],
    ...['::1%eth0', '1.2.3.4::', '::1.2.3.4:5', '::g', '1:2:3:4:5:6:7:1.2.3.4', '-1::'],
  ];
  for (const text of none) {
    it(`takes ${JSON.stringify(text)} for no address`, () => {
      assert.equal(parseAddress(text), undefined);
      assert.equal(reverseName(text), undefined);
    });
  }

  it('have a reverse name', () => {
    assert.equal(reverseName('192.0.2.10'), '10.2.0.192.in-addr.arpa.');
    const expected = 'b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4.ip6.arpa.';
    assert.equal(reverseName('4321:0:1:2:3:4:567:89ab'), expected);
  });
});

describe('isAtOrBelow', () => {
  it('sees escaped dots as part of a label', () => {
    assert.ok(isAtOrBelow('a.Example.com.', 'example.COM.'));
    assert.ok(isAtOrBelow('example.com.', 'example.com.'));
    assert.ok(isAtOrBelow('example.com.', '.'));
    assert.ok(isAtOrBelow('a\\\\.example.com.', 'example.com.'));
    assert.ok(!isAtOrBelow('a\\.example.com.', 'example.com.'));
    assert.ok(!isAtOrBelow('badexample.com.', 'example.com.'));
    assert.ok(!isAtOrBelow('com.', 'example.com.'));
  });
});
