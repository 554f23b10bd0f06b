import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkDkim, isMeantAsDkim } from '../../../server/src/core/policy/dkim';
import { checkDmarc, isMeantAsDmarc } from '../../../server/src/core/policy/dmarc';
import { PlainSpf } from '../../../server/src/core/policy/plainSpf';
import type { PolicyProblem } from '../../../server/src/core/policy/problem';
import { isSpf, parseSpf } from '../../../server/src/core/policy/spf';
import { countLookups } from '../../../server/src/core/policy/spfLookups';
import { readTextFacts, TextFacts } from '../../../server/src/core/policy/textFacts';
import { checkMtaSts, checkTlsrpt } from '../../../server/src/core/policy/transport';
import { RRType } from '../../../server/src/core/syntax/mnemonics';
import { wordMessage } from '../../../server/src/core/text/message';
import { recordText } from '../../../server/src/core/zone/recordText';
import { withHead, zoneOf } from '../../support/marked';

const policyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(' ', ';', '=', ':', '/', '//', ',', '%', '%{d}', '%{', '.', '-', '~', '\\'),
      fc.constantFrom('v=spf1', 'v=DMARC1', 'v=DKIM1', 'v=STSv1', 'v=TLSRPTv1', 'all', 'mx', 'a'),
      fc.constantFrom('include:', 'ip4:', '192.0.2.1', '/24', 'redirect=', 'exists:', 'ptr', 'b.c'),
      fc.constantFrom(
        'p=',
        'none',
        'rua=',
        'mailto:a@b',
        'k=rsa',
        'MIIB',
        'AAAA',
        'id=',
        's=',
        '"',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 24 },
  )
  .map((parts) => parts.join(''));

/** Text that is nearly always an SPF record of the usual kind, and sometimes just not. */
const nearlyPlainSpf = fc
  .array(
    fc.constantFrom(
      ...['a', 'mx', '+mx', '~mx', 'ip4:192.0.2.1', 'ip4:192.0.2.0/24', 'ip4:192.0.2.0/33', '-all'],
      ...[
        'include:_spf.example.net',
        'include:example',
        'include:a..b',
        'include:a.b1',
        'ip4:1.2.3',
      ],
      ...[
        'include:a.b-c',
        'ip4:192.0.2.0/9',
        'ip4:192.0.2.0/09',
        '~all',
        'all',
        '',
        'include:.a.b',
      ],
    ),
    { maxLength: 8 },
  )
  .map((terms) => ['v=spf1', ...terms].join(' '));

/** The TextFacts of ASCII strings; what stands behind them is what an earlier record may have left. */
function factsOf(...strings: readonly string[]): number {
  const octets = strings.flatMap((text) => [text.length, ...Buffer.from(text)]);
  return readTextFacts(
    Uint8Array.from([...octets, ...Buffer.from('p4:192.0.2.1 mx')]),
    octets.length,
  );
}

function words(problems: readonly PolicyProblem[]): readonly string[] {
  return problems.map(({ message }) => wordMessage(message));
}

describe('policies', () => {
  it('are read whatever their text is, and every problem lies in it', () => {
    fc.assert(
      fc.property(policyText, (text) => {
        const problems = [
          ...(isSpf(text) ? parseSpf(text).problems : []),
          ...(isMeantAsDmarc(text) ? checkDmarc(text) : []),
          ...(isMeantAsDkim(text) ? checkDkim(text) : []),
          ...checkMtaSts(text),
          ...checkTlsrpt(text),
        ];
        for (const { start, end } of problems)
          assert.ok(start >= 0 && start <= end && end <= Math.max(text.length, 1), text);
      }),
      { numRuns: 2000 },
    );
  });

  it('are judged alike where the quick look suffices', () => {
    let plain = 0;
    fc.assert(
      fc.property(nearlyPlainSpf, (text) => {
        const facts = factsOf(text);
        assert.notEqual(facts & TextFacts.startsLikeSpf, 0, text);
        if ((facts & TextFacts.isPlainSpf) === 0) return;
        plain++;
        const record = parseSpf(text);
        assert.deepEqual(words(record.problems), [], text);
        const { count } = countLookups(record, () => undefined);
        assert.equal(facts & PlainSpf.lookups, count, text);
        const has = (name: string): boolean => record.terms.some((term) => term.name === name);
        assert.equal((facts & PlainSpf.mx) !== 0, has('mx'), text);
        assert.equal((facts & PlainSpf.include) !== 0, has('include'), text);
      }),
      { numRuns: 2000 },
    );
    assert.ok(plain > 50, `${plain}`);
  });

  it('count the look-ups of records that include each other up to a bound', () => {
    const record = parseSpf('v=spf1 include:a.example include:b.example -all');
    const { count, term } = countLookups(record, () => record);
    assert.ok(count > 10 && count <= 101, `${count}`);
    assert.equal(term?.domain, 'a.example');
  });

  const isPlainDkim = (...strings: readonly string[]): boolean =>
    (factsOf(...strings) & TextFacts.isPlainDkim) !== 0;

  it('are told from other texts wherever their strings end, and not by what was read before', () => {
    for (const strings of [['v=spf1 mx -all'], ['V=SPF1'], ['v', '', '=sp', 'f1 mx'], ['v=spf10']])
      assert.notEqual(factsOf(...strings) & TextFacts.startsLikeSpf, 0, strings.join('|'));
    for (const strings of [['v=spf'], ['v=spf', ''], ['', ' v=spf1'], ['hello'], ['v=DMARC1']])
      assert.equal(factsOf(...strings), 0, strings.join('|'));
    for (const strings of [['v=spf1 '], ['v=spf1 +'], ['v=spf1', ' mx'], ['v=spf1 i']])
      assert.equal(factsOf(...strings), TextFacts.startsLikeSpf, strings.join('|'));
    // The octet that says how long a string is may look like a sign of the key.
    assert.ok(!isPlainDkim('v=DKIM1; p', 'A'.repeat(0x3d)));
    assert.ok(!isPlainDkim('v=DKIM1; ', 'p', 'A'.repeat(0x3d)));
  });

  it('pass over a key only if the long look finds nothing', () => {
    for (const text of ['v=DKIM1; k=rsa; p=AAAA', 'v=DKIM1;p=', 'v=DKIM1; p=AA==']) {
      assert.ok(isPlainDkim(text), text);
      assert.deepEqual(words(checkDkim(text)), [], text);
    }
    for (const text of ['v=DKIM1; p=AAAAA', 'v=DKIM1; p=MIGfMA0', 'v=DKIM1; p=A-AA', 'p=AAAA'])
      assert.ok(!isPlainDkim(text), text);
    assert.ok(isPlainDkim('v=DKIM1; k=rsa; ', 'p=AAAAAAA', 'AAAAA', 'AA=='));
  });

  it('pass over no key that the long look finds something in, however it is cut', () => {
    let plain = 0;
    const part = fc.constantFrom(
      ...['v=DKIM1;', ' ', 'k=rsa;', 'k=', 'p=', 'MIGf', 'MIIB', 'AAAA', 'AA', 'A', '=', '-', ';'],
    );
    const strings = fc.array(fc.array(part, { maxLength: 6 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(
        fc.constantFrom('v=DKIM1; p=', 'v=DKIM1; k=rsa; ', ''),
        strings,
        (start, rest) => {
          const written = rest.map((parts, index) => (index === 0 ? start : '') + parts.join(''));
          if (!isPlainDkim(...written)) return;
          plain++;
          assert.deepEqual(words(checkDkim(written.join(''))), [], written.join('|'));
        },
      ),
      { numRuns: 5000 },
    );
    assert.ok(plain > 100, `${plain}`);
  });
});

describe('the text of a record', () => {
  const textOf = (rdata: string): readonly [string, (start: number, end: number) => string] => {
    const text = withHead(`a TXT ${rdata}\n`);
    const zone = zoneOf(text);
    const owner = zone.names.parse('a.example.com.') ?? zone.names.root;
    const [record = -1] = zone.recordsOf(owner, RRType.TXT);
    const found = recordText(zone, record);
    return [
      found.text,
      (start, end) => {
        const span = found.spanOf(start, end);
        return text.slice(span.start, span.end);
      },
    ];
  };

  it('is its strings joined, and each part is found again where it is written', () => {
    const [text, written] = textOf('( "ab\\065\\"c" ; comment\n de "" "f" )');
    assert.equal(text, 'abA"cdef');
    assert.equal(written(0, 2), 'ab');
    assert.equal(written(2, 3), '\\065');
    assert.equal(written(2, 5), '\\065\\"c');
    assert.equal(written(5, 7), 'de');
    assert.equal(written(4, 6), 'c" ; comment\n d');
    assert.equal(written(7, 8), 'f');
  });

  it('is read from generic RDATA too', () => {
    const [text, written] = textOf('\\# 5 0461203d62');
    assert.equal(text, 'a =b');
    assert.equal(written(1, 2), '\\# 5 0461203d62');
  });
});
