import assert from 'node:assert/strict';
import { isIP } from 'node:net';
import fc from 'fast-check';
import { canonicalAddress, isIPv4, isIPv6 } from '../../../server/src/core/dns/address';
import { parseTtl } from '../../../server/src/core/dns/ttl';

const ttl = (text: string): number => parseTtl(text, 0, text.length);

describe('parseTtl', () => {
  it('reads seconds and units', () => {
    assert.equal(ttl('3600'), 3600);
    assert.equal(ttl('1h30m'), 5400);
    assert.equal(ttl('1W2D3H4M5S'), 788_645);
    assert.equal(ttl('0'), 0);
  });

  it('refuses everything else', () => {
    for (const text of ['', 'h', '1x', '1h30', '-1', '1.5', '1h m', 'MX', '1hh']) {
      assert.equal(ttl(text), -1, text);
    }
  });

  it('stays finite for any number of digits', () => {
    assert.ok(Number.isFinite(ttl('9'.repeat(400))));
  });
});

describe('addresses', () => {
  it('are judged as the platform judges them', () => {
    const part = fc.constantFrom('0', '1', '10', '255', '256', '01', 'ffff', 'fffff', '', 'g');
    const text = fc
      .tuple(
        fc.array(part, { maxLength: 9 }),
        fc.constantFrom('.', ':'),
        fc.constantFrom('', '::', '::192.0.2.1'),
      )
      .map(([parts, separator, tail]) => parts.join(separator) + tail);
    fc.assert(
      fc.property(fc.oneof(text, fc.ipV4(), fc.ipV6()), (address) => {
        assert.equal(isIPv4(address, 0, address.length), isIP(address) === 4, address);
        assert.equal(isIPv6(address, 0, address.length), isIP(address) === 6, address);
      }),
      { numRuns: 3000 },
    );
  });

  it('have one notation each (RFC 5952)', () => {
    assert.equal(canonicalAddress('2001:DB8:0:0:1:0:0:1'), '2001:db8::1:0:0:1');
    assert.equal(canonicalAddress('0:0:0:0:0:0:0:0'), '::');
    assert.equal(canonicalAddress('2001:db8:0:1:1:1:1:1'), '2001:db8:0:1:1:1:1:1');
    assert.equal(canonicalAddress('::ffff:192.0.2.1'), '::ffff:c000:201');
    assert.equal(canonicalAddress('192.0.2.1'), '192.0.2.1');
    assert.equal(canonicalAddress('mail'), undefined);
  });
});
