import assert from 'node:assert/strict';
import { findFolds } from '../../../server/src/core/features/folding';
import {
  buildOutline,
  mostItems,
  type OutlineItem,
} from '../../../server/src/core/features/outline';
import { findOwners } from '../../../server/src/core/features/ownerSearch';
import { findSelections } from '../../../server/src/core/features/selection';
import { wordMessage } from '../../../server/src/core/text/message';
import { finish } from '../../../server/src/core/text/steps';
import { readCursor } from '../../support/completing';
import { readMarks, withHead, zoneOf } from '../../support/marked';

/** The outline as indented lines: name, detail, and the first line that it stands for. */
function describeOutline(text: string): readonly string[] {
  const lines = (items: readonly OutlineItem[], indent: string): readonly string[] =>
    items.flatMap(({ name, detail, span, selection, children }) => {
      assert.ok(span.start <= selection.start && selection.end <= span.end);
      const words = typeof name === 'string' ? name : wordMessage(name);
      return [`${indent}${words} ${detail}`.trimEnd(), ...lines(children, `${indent}  `)];
    });
  return lines(finish(buildOutline(zoneOf(text))), '');
}

describe('the outline', () => {
  it('has the owners with their RRsets, and what concerns mail', () => {
    const zone = `$ORIGIN example.com.
@ SOA ns.example.net. h ( 1 ; serial
  1h 15m 30d 1h )
  NS ns.example.net.
  MX 10 mail
  MX 20 mail2
  TXT "v=spf1 mx -all"
  TXT "other"
mail A 192.0.2.1
www A 192.0.2.2
mail AAAA 2001:db8::1
_dmarc TXT "v=DMARC1; p=none"
s1._domainkey TXT "v=DKIM1; p="
s2._domainkey CNAME s2.example.net.
_mta-sts TXT "v=STSv1; id=1"
_smtp._tls TXT "v=TLSRPTv1; rua=mailto:a@example.com"
_25._tcp.mail TLSA 3 1 1 ${'00'.repeat(32)}
_443._tcp.www TLSA 3 1 1 00
`;
    assert.deepEqual(describeOutline(zone).slice(0, 26), [
      'Mail',
      '  MX @ 10 mail',
      '  MX @ 20 mail2',
      '  SPF @ "v=spf1 mx -all"',
      '  DMARC _dmarc "v=DMARC1; p=none"',
      '  DKIM s1._domainkey "v=DKIM1; p="',
      '  DKIM s2._domainkey s2.example.net.',
      '  MTA-STS _mta-sts "v=STSv1; id=1"',
      '  TLSRPT _smtp._tls "v=TLSRPTv1; rua=mailto:a@example.com"',
      '  TLSA _25._tcp.mail 3 1 1 00000000000000000000000000000000000000000000000000000…',
      'example.com',
      '  SOA ns.example.net. h 1 1h 15m 30d 1h',
      '  NS ns.example.net.',
      '  MX 10 mail (+1)',
      '  TXT "v=spf1 mx -all" (+1)',
      'mail.example.com',
      '  A 192.0.2.1',
      '  AAAA 2001:db8::1',
      'www.example.com',
      '  A 192.0.2.2',
      '_dmarc.example.com',
      '  TXT "v=DMARC1; p=none"',
      's1._domainkey.example.com',
      '  TXT "v=DKIM1; p="',
      's2._domainkey.example.com',
      '  CNAME s2.example.net.',
    ]);
    const [, first, second] = finish(buildOutline(zoneOf(zone)));
    assert.match(zone.slice(first?.span.start, first?.span.end), /^@ SOA[\s\S]*"other"$/);
    assert.equal(zone.slice(second?.span.start, second?.span.end), 'mail A 192.0.2.1');
    assert.equal(zone.slice(second?.selection.start, second?.selection.end), 'mail');
  });

  it('says where it is cut', () => {
    const hosts = Array.from({ length: mostItems }, (_, number) => `h${number} A 192.0.2.1\n`);
    const lines = describeOutline(withHead(hosts.join('')));
    assert.equal(lines[0], `Only the first ${mostItems} entries are shown.`);
    assert.ok(lines.length <= mostItems + 2);
  });
});

describe('folding', () => {
  it('folds owners, parentheses, comments and regions', () => {
    const text = `; one
; two

; alone
@ SOA ns h ( 1 ; c
  1h 1h
  1d 1h )
  NS ns
; between
  MX 10 mail
; #region Hosts
ns A 192.0.2.1
;#region
mail A 192.0.2.2
mail AAAA 2001:db8::2
www A 192.0.2.3
; #endregion
; #endregion
; #endregion
`;
    const folds = finish(findFolds(zoneOf(text), 100)).map(({ kind, start, end }) => {
      const lines = text.slice(start, end).split('\n');
      return [kind, lines[0], lines.at(-1)];
    });
    assert.deepEqual(folds, [
      ['comment', '; one', '; two'],
      ['records', '@ SOA ns h ( 1 ; c', '  1d 1h )'],
      ['records', '@ SOA ns h ( 1 ; c', '  MX 10 mail'],
      ['records', 'mail A 192.0.2.2', 'mail AAAA 2001:db8::2'],
      ['region', ';#region', '; #endregion'],
      ['region', '; #region Hosts', '; #endregion'],
    ]);
    assert.equal(finish(findFolds(zoneOf(text), 2)).length, 2);
  });
});

describe('growing a selection', () => {
  for (const [title, marked, expected] of [
    [
      'from a name',
      'a A 192.0.2.1\nmail A 192.0.2.2\nmail MX 10 www\n     MX 20 w|ww ; c\nb A 192.0.2.3\n',
      [
        'www',
        '20 www',
        'MX 20 www',
        /^mail MX[\s\S]*20 www$/,
        /^mail A[\s\S]*20 www$/,
        /^\$ORIGIN/,
      ],
    ],
    [
      'from an SPF record',
      '@ TXT "v=spf1 a:ma|il.example.com -all"\n',
      [
        'mail.example.com',
        'v=spf1 a:mail.example.com -all',
        '"v=spf1 a:mail.example.com -all"',
        /^@ TXT/,
        /^@ SOA/,
        /^\$/,
      ],
    ],
    ['from a comment', '; a| b\n', ['; a b', /^\$ORIGIN/]],
  ] as const)
    it(title, () => {
      const { text, offset } = readCursor(withHead(marked));
      const found = findSelections(zoneOf(text), offset, text.length);
      const texts = found.map(({ start, end }) => text.slice(start, end));
      assert.equal(texts.length, expected.length, JSON.stringify(texts));
      for (const [index, wanted] of expected.entries())
        if (typeof wanted === 'string') assert.equal(texts[index], wanted);
        else assert.match(texts[index] ?? '', wanted);
    });
});

describe('searching owners', () => {
  it('finds those that own records and whose name holds the text, so many at most', () => {
    const { text, marks } = readMarks(
      withHead('«mail» A 192.0.2.1\n@ MX 10 mail9\n«x.MAIL2» A 192.0.2.2\n'),
    );
    const found = finish(findOwners(zoneOf(text), 'Mail', 10));
    assert.deepEqual(
      found.map(({ name, span }) => [name, span.start]),
      [
        ['mail.example.com', marks[0]?.[0]],
        ['x.mail2.example.com', marks[1]?.[0]],
      ],
    );
    assert.equal(finish(findOwners(zoneOf(text), '', 1)).length, 1);
  });
});
