import assert from 'node:assert/strict';
import { parseAddress } from '../../../server/src/core/dns/address';
import { NameTable } from '../../../server/src/core/dns/name';
import {
  isBelowPublicSuffix,
  isPublicSuffix,
  isTopLevelDomain,
} from '../../../server/src/core/dns/publicSuffix';
import { isPrivateAddress, isSpecialUseName } from '../../../server/src/core/dns/specialUse';

describe('public suffixes', () => {
  it('tell top-level domains from others', () => {
    for (const label of ['com', 'de', 'uk', 'museum', 'xn--p1ai', 'zone', 'ck'])
      assert.ok(isTopLevelDomain(label), label);
    for (const label of ['con', 'local', 'lan', 'dee', '25', 'x'])
      assert.ok(!isTopLevelDomain(label), label);
  });

  it('may have several labels; those of companies are none', () => {
    for (const name of ['com', 'co.uk', 'gv.at', 'any.ck']) assert.ok(isPublicSuffix(name), name);
    for (const name of ['example.com', 'example.co.uk', 'github.io', 'com.de', 'www.ck'])
      assert.ok(!isPublicSuffix(name), name);
  });

  it('are not below themselves', () => {
    for (const name of ['mx.example.de', 'example.co.uk', 'mx.any.zone'])
      assert.ok(isBelowPublicSuffix(name), name);
    for (const name of ['de', 'co.uk', 'mail.con', 'mail.intern'])
      assert.ok(!isBelowPublicSuffix(name), name);
  });
});

describe('what is set aside', () => {
  it('is some names', () => {
    for (const name of ['local', 'test', 'home.arpa', 'internal'])
      assert.ok(isSpecialUseName(name));
    for (const name of ['arpa', 'com', 'zone']) assert.ok(!isSpecialUseName(name));
  });

  it('is some addresses', () => {
    const isPrivate = (text: string): boolean => {
      const octets = Uint8Array.from(parseAddress(text)?.octets ?? []);
      return isPrivateAddress(octets, octets.length);
    };
    const inside = '10.0.0.0 10.255.255.255 127.1.2.3 100.64.0.0 100.127.255.255 169.254.0.1';
    const more = '172.16.0.0 172.31.255.255 192.168.0.1 ::1 fc00:: fdff::1 fe80::1 febf::1';
    for (const text of `${inside} ${more}`.split(' ')) assert.ok(isPrivate(text), text);
    const below = '9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 169.253.0.1 172.15.0.1';
    const above =
      '172.32.0.1 192.167.0.1 192.0.2.1 :: ::2 1::1 fb00::1 fe00::1 fec0::1 2001:db8::1';
    for (const text of `${below} ${above}`.split(' ')) assert.ok(!isPrivate(text), text);
  });
});

describe('host names', () => {
  it('have letters, digits and hyphens inside labels, and a word at the end', () => {
    const names = new NameTable();
    const isHostName = (text: string): boolean => {
      const name = names.parse(text);
      assert.ok(name !== undefined);
      return names.isHostName(name);
    };
    for (const text of [
      'a.',
      '1-2.example.com.',
      'xn--a.b.',
      '3com.com.',
      'M\\097IL.com.',
      '1.x1.',
    ])
      assert.ok(isHostName(text), text);
    for (const text of ['a_b.com.', '*.com.', '-a.com.', 'a-.com.', '192.0.2.1.', 'a\\.b.com.'])
      assert.ok(!isHostName(text), text);
    assert.ok(!isHostName('müller.de.'));
    assert.ok(names.isHostName(names.unknownOrigin));
  });
});
