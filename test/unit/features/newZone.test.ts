import assert from 'node:assert/strict';
import { plainText } from '../../../server/src/core/features/completion/item';
import { mailSetups, readDomain, writeNewZone } from '../../../server/src/core/features/newZone';
import { wordMessage } from '../../../server/src/core/text/message';
import { today } from '../../support/completing';
import { findingsIn, zoneOf } from '../../support/marked';

const domains = [
  'example.com.',
  'xn--mller-kva.de.',
  'a.b.c.d.example.net.',
  `${'long-'.repeat(12)}x.${'very-'.repeat(12)}x.example.org.`,
];

describe('a new zone file', () => {
  const setups = mailSetups('example.com.', today);

  it('can have the mail of every provider with a set of exchanges, its own, or none', () => {
    const labels = setups.map(({ label }) => wordMessage(label));
    for (const label of ['A mail server of its own', 'Google', 'Microsoft 365', 'No mail'])
      assert.ok(labels.includes(label), label);
    assert.ok(labels.length > 20);
  });

  for (const { id } of setups) {
    it(`has no finding: ${id}`, () => {
      for (const domain of domains) {
        const text = plainText(writeNewZone(domain, id, today) ?? []);
        const found = findingsIn(zoneOf(text)).map(
          ({ rule, message }) => `${rule}: ${wordMessage(message)}`,
        );
        assert.deepEqual(found, [], text);
      }
    });
  }

  it('says that a domain has no mail', () => {
    const text = plainText(writeNewZone('example.com.', 'mail: none', today) ?? []);
    assert.equal(
      text,
      `$ORIGIN example.com.
$TTL 1h
@       SOA ns1 hostmaster 2026112201 1d 2h 30d 1h
        NS  ns1
        NS  ns2
ns1     A   192.0.2.53
ns2     A   198.51.100.53

@       MX  0 .
@       TXT "v=spf1 -all"
_dmarc  TXT "v=DMARC1; p=reject"
`,
    );
  });

  it('is one of a domain that can have mail', () => {
    assert.equal(readDomain(' Example.COM '), 'example.com.');
    assert.equal(readDomain('müller.de.'), 'xn--mller-kva.de.');
    const others = [
      '',
      '.',
      'com',
      '_dmarc.example.com',
      'a b.example',
      '*.example.com',
      '1.2.3.4',
    ];
    for (const typed of [...others, `${'x'.repeat(64)}.com`, 'a..b', `${'a.'.repeat(200)}com`])
      assert.equal(readDomain(typed), undefined, typed);
  });

  it('is not written with a set-up that there is not', () => {
    assert.equal(writeNewZone('example.com.', 'mail: nobody', today), undefined);
  });
});
