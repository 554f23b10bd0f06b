import assert from 'node:assert/strict';
import { refactorings } from '../../../server/src/core/features/refactor/refactorings';
import { scan } from '../../../server/src/core/syntax/scanner';
import { wordMessage } from '../../../server/src/core/text/message';
import { applyEdits } from '../../../server/src/core/text/span';
import { buildZone } from '../../../server/src/core/zone/build';
import { CanonicalZone } from '../../../server/src/core/zone/canonicalZone';
import { readMarks, zoneOf } from '../../support/marked';

const canonical = (text: string): string =>
  [...new CanonicalZone(buildZone(scan(text))).blocks()].join('');

/** What is offered at the mark, by name, with the text afterwards; each says the same as before. */
function at(marked: string, isSame = true): Readonly<Record<string, string>> {
  const { text, marks } = readMarks(marked);
  const [start, end] = marks[0] ?? [0, 0];
  const zone = zoneOf(text);
  const offered = refactorings.flatMap((find) => find(zone, { start, end }));
  return Object.fromEntries(
    offered.map(({ name, title, edits }) => {
      assert.doesNotMatch(wordMessage(title), /\{\d\}/);
      const after = applyEdits(text, edits);
      if (isSame) assert.equal(canonical(after), canonical(text), name);
      return [name, after];
    }),
  );
}

const zone = `$ORIGIN example.com.
$TTL 1h
@ SOA ns host 1 1h 1h 1d 1h
@ NS ns.example.com. ; ours
ns A 192.0.2.53
$ORIGIN sub.example.com.
www CNAME ns.example.com.
`;

describe('refactorings', () => {
  it('make a name absolute, or all', () => {
    const marked = zone.replace('ns A', '«»ns A');
    assert.deepEqual(at(marked), {
      absoluteName: zone.replace('\nns A', '\nns.example.com. A'),
      absoluteNames: zone
        .replace('\n@ SOA ns', '\nexample.com. SOA ns')
        .replace('\n@ NS', '\nexample.com. NS')
        .replace('\nns A', '\nns.example.com. A')
        .replace('www', 'www.sub.example.com.'),
    });
  });

  it('make a name relative, or all that may be', () => {
    const marked = zone.replace('NS ns.exa', 'NS ns«».exa');
    assert.deepEqual(at(marked), { relativeName: zone.replace('NS ns.example.com.', 'NS ns') });
    const full =
      '$ORIGIN example.com.\nexample.com. SOA a b 1 1 1 1 1\nx.example.com. 1h MX 1 y.example.com.«»\n';
    assert.deepEqual(at(full)['relativeNames']?.split('\n').slice(1), [
      'example.com. SOA a b 1 1 1 1 1',
      'x 1h MX 1 y',
      '',
    ]);
  });

  it('leave names of other zones and of unknown origins', () => {
    assert.deepEqual(at(zone.replace('www CNAME ns.example', 'www CNAME «»ns.example')), {});
    assert.deepEqual(at('«»www A 192.0.2.1\n'), {});
    assert.deepEqual(at(zone.replace('192.0.2.53', '«»192.0.2.53')), {});
  });

  it('split a text that one string does not hold', () => {
    const text = `${'x'.repeat(254)}\\123ü${'y'.repeat(10)}`;
    const { splitText } = at(`$ORIGIN example.com.\n@ 1h TXT «»"a" "${text}" ; c\n`, false);
    assert.equal(
      splitText,
      `$ORIGIN example.com.\n@ 1h TXT "a" "${'x'.repeat(254)}\\123" "ü${'y'.repeat(10)}" ; c\n`,
    );
    assert.deepEqual(zoneOf(splitText).errors, []);
    assert.deepEqual(at(`$ORIGIN example.com.\n@ 1h TXT «»"${'x'.repeat(255)}"\n`), {});
  });

  it('write an SOA record on several lines and back', () => {
    const { toggleSoa = '' } = at(zone.replace('1 1h 1h', '«»1 1h 1h'));
    assert.match(toggleSoa, /SOA ns host \(\n/);
    const back = at(toggleSoa.replace('host (', 'host «»('))['toggleSoa'];
    assert.equal(back?.replace('@  SOA', '@ SOA'), zone);
  });

  it('sort the records of an owner, their comments with them', () => {
    const { sortRecords } = at(`$ORIGIN example.com.
$TTL 1h
@  TXT «»"x" ; text
   MX  20 b ( ; second
       )
   MX  3 a ; first
   NS  n

   NS  m
www A 192.0.2.1
`);
    assert.equal(
      sortRecords,
      `$ORIGIN example.com.
$TTL 1h
@  NS  n
   MX  3 a ; first
   MX  20 b ( ; second
       )
   TXT "x" ; text

   NS  m
www A 192.0.2.1
`,
    );
    const other = '$ORIGIN example.com.\n«»@ 1h MX 20 a\n@ 2h A 192.0.2.1\n@ 2h NS n\n';
    assert.equal(at(other)['sortRecords'], undefined);
  });

  it('write the records of a $GENERATE directive', () => {
    const head = '$ORIGIN example.com.\n$TTL 1h\n';
    const { expandGenerate } = at(`${head}«»$GENERATE 1-3/2 h$ A 192.0.2.$\nx A 192.0.2.9\n`);
    assert.match(expandGenerate ?? '', /^h1\s.*A\s+192\.0\.2\.1\nh3\s.*A\s+192\.0\.2\.3\nx A/m);
    for (const kept of [
      '«»$GENERATE 1-3 h$ A 192.0.2.$ ; hosts\nx A 192.0.2.9\n',
      '«»$GENERATE 1-3 h$ A 192.0.2.$\n  TXT x\n',
      '«»$GENERATE 1-3000 h$ TXT $\nx A 192.0.2.9\n',
    ])
      assert.equal(at(head + kept)['expandGenerate'], undefined, kept);
  });
});
