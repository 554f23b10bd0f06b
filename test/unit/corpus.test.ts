import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { levelOf } from '../../server/src/core/lint';
import type { Finding } from '../../server/src/core/rules/rule';
import { applyEdits } from '../../server/src/core/text/span';
import { findingsIn, lineOf, zoneOf } from '../support/marked';

const read = (path: string): string => readFileSync(path, 'utf8');
const zonesIn = (folder: string): readonly string[] =>
  readdirSync(folder).filter((name) => name.endsWith('.zone'));

/** The rules that find something, in order of their place; but those that are off unless wanted. */
function rulesFound(text: string, name = ''): readonly string[] {
  return findingsIn(zoneOf(text, name)).map(({ rule }) => rule);
}

const isGrave = ({ rule }: { readonly rule: string }): boolean =>
  ['error', 'warning'].includes(levelOf(rule, {}));

describe('the corpus of quiet zones', () => {
  const folder = 'test/fixtures/quiet';
  for (const name of zonesIn(folder)) {
    it(`is quiet: ${name}`, () => {
      const text = read(`${folder}/${name}`);
      const expected = [...text.matchAll(/^; expect: (.*)$/gm)].flatMap(([, list = '']) =>
        list.split(/, */).flatMap((item) => {
          const [, rule = '', count = ''] = /^(\S+) x(\d+)$/.exec(item) ?? [];
          return new Array<string>(Number(count)).fill(rule);
        }),
      );
      assert.deepEqual([...rulesFound(text, name)].sort(), expected.sort());
    });
  }
});

describe('broken zone files', () => {
  /** Findings of each file: line, rule, and how the underlined text starts. */
  const expected: Readonly<Record<string, readonly string[]>> = {
    'bad-addresses.zone': [
      '4 syntax 192.0.2.256',
      '5 syntax 192.0.2',
      '6 syntax 2001:db8::1',
      '7 syntax 192.0.2.1',
      '8 syntax 2001:db8::1::2',
      '9 syntax 12345::1',
    ],
    'bad-names.zone': [
      '5 syntax a..b',
      '6 syntax .c',
      '7 syntax l2345678901234567890',
      '8 syntax d2345678901234567890',
      '9 syntax e\\25',
      '10 syntax f\\256',
    ],
    'blank-first-owner.zone': ['4 owner-missing MX'],
    'close-parenthesis.zone': ['5 syntax )'],
    'directives.zone': [
      '4 syntax $ORIGIN',
      '5 syntax $TTL',
      '6 syntax soon',
      '7 syntax $UNHEARD',
      '8 syntax a..b.',
      '9 syntax 1x',
    ],
    'empty.zone': [],
    'half-typed.zone': [
      '8 syntax m',
      '9 syntax IN',
      '10 syntax M',
      '11 syntax 3600',
      '12 syntax IN',
      '13 syntax A',
      '14 syntax 192.0',
    ],
    'mx-fields.zone': [
      '8 syntax mail',
      '9 syntax mail',
      '10 syntax 10',
      '11 syntax MX',
      '12 syntax 70000',
      '13 syntax -1',
      '14 syntax mail2',
    ],
    'no-zone-file.zone': [
      '1 syntax Dear',
      '1 syntax colleagues,',
      '3 syntax file',
      '4 syntax at',
      '5 syntax no',
      '7 syntax regards',
      '7 syntax (',
    ],
    'open-parenthesis-soa.zone': ['6 syntax (', '11 mx-exchange-is-address 192.0.2.25'],
    'open-quote.zone': ['6 syntax "v=spf1 mx -all', '7 mx-exchange-is-address 192.0.2.25'],
    'soa-fields-missing.zone': ['5 syntax 1w'],
  };
  const folder = 'test/fixtures/broken';
  for (const name of zonesIn(folder)) {
    it(`is judged at its place: ${name}`, () => {
      const text = read(`${folder}/${name}`);
      const findings = findingsIn(zoneOf(text))
        .filter(isGrave)
        .map(
          ({ rule, span }) =>
            `${lineOf(text, span.start)} ${rule} ${text.slice(span.start, span.end).slice(0, 20)}`,
        );
      assert.deepEqual(findings, expected[name]);
    });
  }
});

describe('samples', () => {
  it('bundestag.de: the second and third 50 share a preference, and nothing else', () => {
    const text = read('samples/bundestag.de.zone');
    const findings = findingsIn(zoneOf(text, 'bundestag.de.zone'));
    assert.deepEqual(
      findings.map(({ rule, span }) => [rule, text.slice(span.start, span.end)]),
      [
        ['mx-equal-preference', '50'],
        ['mx-equal-preference', '50'],
      ],
    );
    const preferences = [...text.matchAll(/MX\s+(\d+)/g)].map((match) => match.index);
    assert.equal(preferences.length, 4);
    assert.deepEqual(
      findings.map(({ span }) => text.lastIndexOf('MX', span.start)),
      preferences.slice(1, 3),
    );
  });

  it('msxfaq.de: two hosts share a preference, as their provider documents it', () => {
    assert.deepEqual(rulesFound(read('samples/msxfaq.de.zone')), []);
  });

  it('mistakes.zone: seven findings, and none is left after every first fix', () => {
    let text = read('samples/mistakes.zone');
    const found = (): readonly Finding[] =>
      findingsIn(zoneOf(text)).filter(({ rule }) => rule.startsWith('mx-'));
    const rules = found().map(({ rule }) => rule);
    assert.deepEqual(
      [...rules].sort(),
      [
        'mx-duplicate-exchange',
        'mx-equal-preference',
        'mx-exchange-has-no-address',
        'mx-exchange-is-address',
        'mx-exchange-is-alias',
        'mx-exchange-missing-dot',
        'mx-null-with-others',
      ].sort(),
    );
    for (let left = rules.length; left > 0; left--) {
      const fix = found()[0]?.fixes?.()[0];
      assert.ok(fix);
      text = applyEdits(text, fix.edits);
      assert.equal(found().length, left - 1, text);
    }
  });
});
