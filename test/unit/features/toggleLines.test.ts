import assert from 'node:assert/strict';
import { formatText } from '../../../server/src/core/features/format/format';
import { refusedAt, rewrittenAt } from '../../support/refactoring';

const head =
  '$ORIGIN example.com.\n$TTL 1h\n@ SOA ns host 1 1h 1h 1d 1h\n@ NS ns\nns A 192.0.2.53\n';
const toggled = (line: string): string | undefined =>
  rewrittenAt(`${head}«»${line}`, 'toggleLines')?.slice(head.length);
const [first, second] = [`"${'a'.repeat(50)}"`, `"${'b'.repeat(50)}"`];

describe('writing a record on one line or several', () => {
  const long = `k\tTXT ${first} ${second} "c" ; a key\n`;
  const spread = `k\tTXT ( ${first}\n \t      ${second} "c" ) ; a key\n`;

  it('puts long fields below each other, and back', () => {
    assert.equal(toggled(long), spread);
    assert.equal(toggled(spread), long);
  });

  it('is kept by the formatter', () => {
    const formatted = formatText(head + spread);
    assert.match(formatted, /"\n\s+"b/);
    assert.equal(formatText(formatted), formatted);
  });

  it('takes away parentheses, wherever they stand', () => {
    assert.equal(toggled(`k TXT(${first} )\n`), undefined);
    assert.equal(toggled(`k TXT "a" ( "b"\n"c")"d"\n`), 'k TXT "a" "b" "c" "d"\n');
    assert.equal(
      toggled(`k TLSA ( 3 1\r\n 1 ${'0'.repeat(64)} )\r\n`),
      `k TLSA 3 1 1 ${'0'.repeat(64)}\r\n`,
    );
  });

  it('packs short fields', () => {
    assert.equal(
      toggled(`k TLSA 3 1 1 ${'0'.repeat(64)}\n`),
      `k TLSA ( 3 1 1\n         ${'0'.repeat(64)} )\n`,
    );
  });

  it('leaves what is short, and says where comments are in the way', () => {
    assert.equal(toggled('k TXT "a" "b"\n'), undefined);
    assert.equal(toggled(`k TXT "${'a'.repeat(200)}"\n`), undefined);
    assert.equal(toggled('k ( TXT "a"\n )\n'), undefined);
    assert.equal(
      refusedAt(`${head}«»k TXT ( "a" ; one\n "b" )\n`, 'toggleLines'),
      'There are comments between its lines.',
    );
  });
});
