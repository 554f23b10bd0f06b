import assert from 'node:assert/strict';
import { providers } from '../../server/src/core/providers/list';
import { findSlip, nearHosts } from '../../server/src/core/providers/slips';
import { findingsIn, withHead, zoneOf } from '../support/marked';

/** A set as records of one owner, a customer's name in the place of each `*`. */
function asZone(set: readonly string[]): string {
  return set
    .map((line, index) => line.replace('?', String(index + 1)).replaceAll('*', 'customer1'))
    .map((line) => `\tMX\t${line}.\n`)
    .join('');
}

describe('providers', () => {
  for (const provider of providers) {
    const documented = [...provider.sets, ...(provider.outdated ?? [])];

    it(`are described soundly: ${provider.name}`, () => {
      assert.match(provider.source, /^https:\/\//);
      assert.match(provider.checked, /^20\d\d-\d\d-\d\d$/);
      for (const line of documented.flat()) {
        const [, host = ''] = /^(?:\d+|\?) ([a-z0-9*.-]+)$/.exec(line) ?? [];
        assert.notEqual(host, '', line);
        const isWithin = provider.suffixes.some(
          (suffix) => host === suffix || host.endsWith(`.${suffix}`),
        );
        assert.ok(isWithin || host.includes('*'), `${host} is below none of the suffixes`);
      }
    });

    for (const set of provider.sets) {
      it(`have sets in which nothing is found: ${provider.name}, ${set[0]} …`, () => {
        const zone = zoneOf(withHead(`mx.sub\tA\t192.0.2.1\n@${asZone(set)}`));
        const found = findingsIn(zone).filter(({ rule }) => rule.startsWith('mx-'));
        assert.deepEqual(
          found.map(({ rule, message }) => [rule, message.template]),
          [],
        );
      });
    }
  }

  it('share no name', () => {
    const suffixes = providers.flatMap((provider) => [
      ...provider.suffixes,
      ...(provider.verification ?? []),
    ]);
    assert.equal(new Set(suffixes).size, suffixes.length);
  });
});

describe('slips in the names of exchanges', () => {
  const findsHost = (name: string) => findSlip(name)?.host;

  it('are a character more, less, other or swapped', () => {
    assert.equal(findsHost('smtpp.google.com'), 'smtp.google.com');
    assert.equal(findsHost('smtp.gogle.com'), 'smtp.google.com');
    assert.equal(findsHost('smtp.goggle.com'), 'smtp.google.com');
    assert.equal(findsHost('smtp.googel.com'), 'smtp.google.com');
    assert.equal(findsHost('smtpgoogle.com'), 'smtp.google.com');
    assert.equal(findsHost('smtp.gogel.com'), undefined);
  });

  it('are none in numbers, in short domains and in other top-level domains', () => {
    assert.equal(findsHost('mx3.improvmx.com'), undefined);
    assert.equal(findsHost('in10-smtp.messagingengine.com'), undefined);
    assert.equal(findsHost('mx.soho.eu'), undefined);
    assert.equal(findsHost('mail.protonmail.cn'), undefined);
    assert.equal(findsHost('smtp.google.co'), 'smtp.google.com');
  });

  it('are none where a provider has the host', () => {
    for (const { sets } of providers) {
      for (const line of sets.flat()) {
        const [, host = ''] = line.split(' ');
        if (!host.includes('*')) assert.equal(findsHost(host), undefined);
      }
    }
  });

  it('are looked for without regard to what is plausible where the name can’t be right', () => {
    assert.deepEqual(
      nearHosts('mx.zoho.ei').map(({ host }) => host),
      ['mx.zoho.eu'],
    );
  });
});
