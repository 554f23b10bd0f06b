import assert from 'node:assert/strict';
import { readMarks } from '../../support/marked';
import { refusedAt, rewrittenAt } from '../../support/refactoring';

const head = `$ORIGIN example.com.
$TTL 1h
`;
const soa = '@ SOA ns host 1 1h 1h 1d 1h\n@ NS ns\n';
const sorted = (rest: string): string | undefined => rewrittenAt(`«»${head}${rest}`, 'sortZone');

describe('sorting a zone', () => {
  it('puts the apex first, then owners in canonical order, their records as they stand', () => {
    assert.equal(
      sorted(`${soa}www A 192.0.2.80
a.mail A 192.0.2.1
mail A 192.0.2.25
     AAAA 2001:db8::25
*    A 192.0.2.99
_dmarc TXT "v=DMARC1; p=none"
@ MX 10 mail
ns A 192.0.2.53
`),
      `${head}${soa}@ MX 10 mail
*    A 192.0.2.99
_dmarc TXT "v=DMARC1; p=none"
mail A 192.0.2.25
     AAAA 2001:db8::25
a.mail A 192.0.2.1
ns A 192.0.2.53
www A 192.0.2.80
`,
    );
  });

  it('takes comments along, and leaves empty lines where they are', () => {
    assert.equal(
      sorted(`${soa}
; the web
www A 192.0.2.80 ; old
; and its mail
    MX 10 ns

ns A (
  192.0.2.53 ) ; first
`),
      `${head}${soa}
ns A (
  192.0.2.53 ) ; first

; the web
www A 192.0.2.80 ; old
; and its mail
    MX 10 ns
`,
    );
  });

  it('sorts below a heading only what it heads', () => {
    assert.equal(
      sorted(`${soa}
; Hosts
ns A 192.0.2.53
b A 192.0.2.2
; the first one
a A 192.0.2.1

; ---- Services ----

d CNAME a
c CNAME a
`),
      `${head}${soa}
; Hosts
; the first one
a A 192.0.2.1
b A 192.0.2.2
ns A 192.0.2.53

; ---- Services ----

c CNAME a
d CNAME a
`,
    );
  });

  it('takes along what has rules be quiet for a record', () => {
    const ignored = '; zone-mx-ignore mx-exchange-has-no-address\nz MX 10 b\n';
    assert.equal(
      sorted(`${soa}\n${ignored}ns A 192.0.2.53\nb TXT x\n`),
      `${head}${soa}\nb TXT x\nns A 192.0.2.53\n${ignored}`,
    );
  });

  it('never crosses a directive', () => {
    const text = `${soa}ns A 192.0.2.53
b A 192.0.2.2
$ORIGIN sub.example.com.
z A 192.0.2.9
y A 192.0.2.8
$TTL 2h
x A 192.0.2.7
`;
    assert.equal(
      sorted(text),
      head + text.replace(/(ns A .*\n)(b A .*\n)/, '$2$1').replace(/(z A .*\n)(y A .*\n)/, '$2$1'),
    );
  });

  it('ends a last line that moves', () => {
    assert.equal(
      sorted(`${soa}ns A 192.0.2.53\nb A 192.0.2.2`),
      `${head}${soa}b A 192.0.2.2\nns A 192.0.2.53\n`,
    );
  });

  it('keeps the marks of a file of Windows', () => {
    const { text } = readMarks(
      `\ufeff${head}${soa}ns A 192.0.2.53\nb A 192.0.2.2`.replaceAll('\n', '\r\n'),
    );
    const after = rewrittenAt(text, 'sortZone') ?? '';
    assert.match(after, /^\ufeff\$ORIGIN[\s\S]*\r\nb A 192.0.2.2\r\nns A 192.0.2.53\r\n$/);
  });

  it('says why it can’t be done', () => {
    const out = `${soa}ns A 192.0.2.53\nb A 192.0.2.2\n`;
    assert.equal(
      refusedAt(`${head}${out}$TTL 2h\n  TXT "of b"\n`, 'sortZone'),
      'A record behind a directive inherits its owner from the one before.',
    );
    assert.equal(
      refusedAt(
        `$ORIGIN example.com.\n@ 1h SOA ns host 1 1h 1h 1d 1h\n@ NS ns\nz 2h A 192.0.2.2\ny A 192.0.2.3\n`,
        'sortZone',
      ),
      'Some records have their TTL from the one above.',
    );
  });

  it('is not offered where all is in order, there is an error, or the origin is not known', () => {
    const inOrder = sorted(`${soa}ns A 192.0.2.53\nb A 192.0.2.2\n`) ?? '';
    assert.equal(rewrittenAt(inOrder, 'sortZone'), undefined);
    for (const text of [
      `${head}${soa}b A 1\na A 192.0.2.1\n`,
      'b A 192.0.2.1\na A 192.0.2.1\n',
      '',
    ])
      assert.equal(rewrittenAt(text, 'sortZone') ?? refusedAt(text, 'sortZone'), undefined);
  });
});
