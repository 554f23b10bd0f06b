import assert from 'node:assert/strict';
import { completeIgnore } from '../../../server/src/core/features/completion/ignoreRules';
import {
  completeIncludePath,
  findIncludePath,
} from '../../../server/src/core/features/completion/includePaths';
import { accept, readCursor } from '../../support/completing';
import { findingsIn, zoneOf } from '../../support/marked';

function ignored(marked: string) {
  const { text, offset } = readCursor(marked);
  const found = completeIgnore(zoneOf(text), offset);
  const labels = found?.items.map(({ label }) => label) ?? [];
  return {
    labels,
    accept: (label: string): string => {
      const item = found?.items.find((each) => each.label === label);
      assert.ok(found !== undefined && item !== undefined, label);
      return accept(text, found, item);
    },
  };
}

describe('completion in comments that ignore rules', () => {
  const rule = 'mx-equal-preference';

  it('offers the rules that it does not name yet', () => {
    const { labels, accept: take } = ignored('a A 192.0.2.1 ; zone-mx-ignore |');
    assert.ok(labels.length > 50 && labels.includes(rule));
    assert.equal(take(rule), `a A 192.0.2.1 ; zone-mx-ignore ${rule}`);
    const further = ignored(
      `;zone-mx-ignore-file ${rule}, mx-e|qu mx-single-exchange -- a reason\n`,
    );
    assert.ok(!further.labels.includes(rule) && !further.labels.includes('mx-single-exchange'));
    assert.equal(
      further.accept('mx-exchange-typo'),
      `;zone-mx-ignore-file ${rule}, mx-exchange-typo mx-single-exchange -- a reason\n`,
    );
  });

  it('names rules that are then ignored', () => {
    const text = ignored(`$ORIGIN example.com.
@ 1h SOA ns.example.net. h 1 1h 1h 1d 1h
@ NS ns.example.net.
@ MX 10 a.example.net. ; zone-mx-ignore spf-missing, |
@ MX 10 b.example.net.
`);
    const rules = findingsIn(zoneOf(text.accept('dmarc-missing'))).map((each) => each.rule);
    assert.ok(!rules.includes('dmarc-missing') && rules.includes(rule), rules.join());
  });

  it('offers its words where one begins to write them', () => {
    assert.equal(ignored('; zo|').accept('zone-mx-ignore'), '; zone-mx-ignore ');
    assert.deepEqual(ignored('; z|').labels, ['zone-mx-ignore', 'zone-mx-ignore-file']);
  });

  it('offers nothing elsewhere', () => {
    for (const marked of [
      '; |',
      '; see zone-mx-ignore |',
      '; zone-mx-ignore a -- b|',
      '; zone-mx-ignore a: b|',
      '; zone-mx-ignored |',
      'a A |',
      '|; zone-mx-ignore ',
      `; zone-mx-ignore ${'x'.repeat(3000)}|`,
    ])
      assert.deepEqual(ignored(marked).labels, [], marked);
  });
});

describe('completion of paths behind $INCLUDE', () => {
  const paths = ['sub/more.inc', 'hosts.inc', 'my hosts.inc', '../up.inc', 'odd".inc', 'b\\.inc'];
  function offered(marked: string): Readonly<Record<string, string>> {
    const { text, offset } = readCursor(marked);
    const path = findIncludePath(zoneOf(text), offset);
    const found = path && completeIncludePath(path, paths);
    return Object.fromEntries(
      (found?.items ?? []).map((item) => [item.label, found ? accept(text, found, item) : '']),
    );
  }

  it('offers files, the nearest first, in quotes where it must', () => {
    assert.deepEqual(Object.entries(offered('$INCLUDE |\n')), [
      ['hosts.inc', '$INCLUDE hosts.inc\n'],
      ['my hosts.inc', '$INCLUDE "my hosts.inc"\n'],
      ['../up.inc', '$INCLUDE ../up.inc\n'],
      ['sub/more.inc', '$INCLUDE sub/more.inc\n'],
    ]);
    assert.deepEqual(offered('$INCLUDE sub/|x sub.example.com.\n'), {
      'sub/more.inc': '$INCLUDE sub/more.inc sub.example.com.\n',
    });
    assert.deepEqual(offered('$include "m|"\n'), { 'my hosts.inc': '$include "my hosts.inc"\n' });
  });

  it('offers nothing elsewhere', () => {
    for (const marked of ['$INCLUDE hosts.inc |\n', '$ORIGIN |\n', '|\n', '$INCLUDE x|\n'])
      assert.deepEqual(offered(marked), {}, marked);
  });
});
