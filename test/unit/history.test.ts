import assert from 'node:assert/strict';
import { lint } from '../../server/src/core/lint';
import { applyEdits } from '../../server/src/core/text/span';
import { historyOf, zoneOf } from '../support/marked';

const before = `$ORIGIN example.com.
$TTL 1h
@    SOA ns.example.net. hostmaster.example.net. 7 1h 15m 30d 1h
@    NS  ns.example.net.
@    MX  10 mail
mail A   192.0.2.2
text TXT "a b" "c"
`;

/** What the rule on the serial says of a text, by the text it underlines. */
function found(text: string, committed = before): readonly string[] {
  const zone = zoneOf(text);
  return lint(zone, undefined, historyOf(zone, zoneOf(committed)))
    .filter(({ rule }) => rule === 'soa-serial-unchanged')
    .map(({ span }) => text.slice(span.start, span.end));
}

describe('a zone and its last committed version', () => {
  const same: Readonly<Record<string, string>> = {
    'the same text': before,
    'other line ends': before.replaceAll('\n', '\r\n'),
    'other letters in names': before.replace('mail A', 'MAIL a').replace('10 mail', '10 Mail'),
    'an absolute name': before.replace('10 mail', '10 mail.example.com.'),
    'an escape': before.replace('10 mail', '10 \\109ail'),
    'a TTL in seconds, at the record': before.replace('mail A', 'mail 3600 IN A'),
    'a text in other quotes': before.replace('"a b" "c"', '"a\\032b" c'),
    'generic data': before.replace('A   192.0.2.2', 'A \\# 4 c0000202'),
    'a record twice': `${before}mail A 192.0.2.2\n`,
    'another order': before
      .split('\n')
      .slice(0, 4)
      .concat(before.split('\n').slice(4).reverse())
      .join('\n'),
    'a comment': `; x\n${before}; y\n`,
  };
  for (const [title, text] of Object.entries(same))
    it(`have the same records: ${title}`, () => assert.deepEqual(found(text), []));

  const others: Readonly<Record<string, string>> = {
    'a record more': `${before}www A 192.0.2.1\n`,
    'a record less': before.replace(/^text.*\n/m, ''),
    'another owner': before.replace('text', 'test'),
    'another TTL': before.replace('$TTL 1h', '$TTL 2h'),
    'another preference': before.replace('10 mail', '20 mail'),
    'another text': before.replace('"a b"', '"A b"'),
    'a text cut elsewhere': before.replace('"a b" "c"', '"a bc"'),
    'a timer of the SOA record': before.replace('15m', '20m'),
    'another type at the same owner': before.replace('MX  10 mail', 'RP  mail mail'),
  };
  for (const [title, text] of Object.entries(others))
    it(`have other records: ${title}`, () => assert.deepEqual(found(text), ['7']));

  it('are not compared where one of them has no SOA record, or is not here as a whole', () => {
    const changed = `${before}www A 192.0.2.1\n`;
    assert.deepEqual(found(changed, before.replace(/^@ +SOA.*\n/m, '')), []);
    assert.deepEqual(found(changed, 'version https://git-lfs.github.com/spec/v1\n'), []);
    assert.deepEqual(found(changed, `${before}$INCLUDE unread\n`), []);
    assert.deepEqual(found(`${changed}$INCLUDE unread\n`), []);
    assert.deepEqual(found('', before), []);
  });

  it('leave a serial in generic data as it is', () => {
    const zone = zoneOf(
      before.replace(
        /SOA.*/,
        'SOA \\# 30 026e7300 04686f737400 00000007 00000e10 00000384 00278d00 00000e10',
      ),
    );
    const history = historyOf(zone, zoneOf(before));
    const serials = lint(zone, undefined, history).filter(
      ({ rule }) => rule === 'soa-serial-unchanged',
    );
    assert.deepEqual(
      serials.map(({ fixes }) => fixes?.()),
      [[]],
    );
  });

  it('can be hidden by a comment, which is never said to be useless', () => {
    const ignoring = before.replace(
      '1h\n@    NS',
      '1h ; zone-mx-ignore soa-serial-unchanged\n@ NS',
    );
    assert.deepEqual(found(ignoring), []);
    assert.deepEqual(found(`${ignoring}www A 192.0.2.1\n`), []);
    const rules = lint(zoneOf(ignoring)).map(({ rule }) => rule);
    assert.ok(!rules.includes('unused-ignore'));
  });

  it('lead to a serial ahead of both, once', () => {
    const changed = `${before.replace(' 7 ', ' 3 ')}www A 192.0.2.1\n`;
    const zone = zoneOf(changed);
    const [finding] = lint(zone, undefined, historyOf(zone, zoneOf(before))).filter(
      ({ rule }) => rule === 'soa-serial-unchanged',
    );
    const [fix] = finding?.fixes?.() ?? [];
    assert.ok(fix);
    const fixed = applyEdits(changed, fix.edits);
    assert.equal(fixed, changed.replace(' 3 ', ' 8 '));
    assert.deepEqual(found(fixed), []);
  });
});
