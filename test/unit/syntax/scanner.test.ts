import assert from 'node:assert/strict';
import fc from 'fast-check';
import { scan } from '../../../server/src/core/syntax/scanner';
import {
  entrySpan,
  type Syntax,
  TokenKind,
  tokenText,
} from '../../../server/src/core/syntax/syntax';
import { hostileText } from '../../support/zoneTexts';

function entries(syntax: Syntax): readonly string[] {
  return Array.from({ length: syntax.entryCount }, (_, entry) => {
    const { start, end } = entrySpan(syntax, entry);
    return syntax.text.slice(start, end);
  });
}

function tokens(text: string): readonly string[] {
  const syntax = scan(text);
  return Array.from({ length: syntax.tokenKinds.length }, (_, token) => tokenText(syntax, token));
}

function errors(text: string): readonly string[] {
  return scan(text).errors.errors.map(
    ({ span, message }) => `${span.start}-${span.end} ${message.template}`,
  );
}

describe('scan', () => {
  it('keeps every character, whatever the text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const syntax = scan(text);
        assert.equal(entries(syntax).join(''), text);
        let position = 0;
        for (let token = 0; token < syntax.tokenKinds.length; token++) {
          assert.ok(syntax.tokenStarts.get(token) >= position);
          position = syntax.tokenEnds.get(token);
          assert.ok(position > syntax.tokenStarts.get(token));
        }
        assert.ok(position <= text.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('ends an entry with its line, and inside parentheses with the closing one', () => {
    assert.deepEqual(entries(scan('a A 1\n( b\n A ) 2\r\n; c (\n\nd')), [
      'a A 1\n',
      '( b\n A ) 2\r\n',
      '; c (\n',
      '\n',
      'd',
    ]);
  });

  it('has one empty entry in an empty file', () => {
    assert.deepEqual(entries(scan('')), ['']);
  });

  it('tells words, strings, parentheses and comments apart', () => {
    const text = 'a\\ b "q;\\"(" x"y"(z); c ; d';
    assert.deepEqual(tokens(text), ['a\\ b', '"q;\\"("', 'x', '"y"', '(', 'z', ')', '; c ; d']);
    const syntax = scan(text);
    assert.equal(syntax.tokenKinds.get(1), TokenKind.quoted);
  });

  it('ends a quoted string with its line and says that the quote is missing', () => {
    assert.deepEqual(tokens('a TXT "x\nb A 1'), ['a', 'TXT', '"x', 'b', 'A', '1']);
    assert.match(errors('a TXT "x\nb A 1')[0] ?? '', /^6-8 The closing quote is missing/);
  });

  it('reports a parenthesis that is closed but not opened', () => {
    assert.match(errors('a A 1 )\n')[0] ?? '', /^6-7 This closing parenthesis/);
  });

  it('goes on with the next entry after a parenthesis that is never closed', () => {
    const text = '@ SOA ns host (\n  1 2 3 4 5\n@ NS ns\n  MX 10 mail\nmail A 192.0.2.1\n';
    assert.deepEqual(entries(scan(text)).slice(1), [
      '@ NS ns\n',
      '  MX 10 mail\n',
      'mail A 192.0.2.1\n',
    ]);
    assert.match(errors(text)[0] ?? '', /^14-15 This parenthesis is never closed/);
    assert.equal(errors(text).length, 1);
  });

  it('never ends an entry early in a file whose parentheses balance', () => {
    const text = 'a NSEC (\nb A NS\n  )\nc A 192.0.2.1\n';
    assert.deepEqual(entries(scan(text)), ['a NSEC (\nb A NS\n  )\n', 'c A 192.0.2.1\n']);
  });

  it('reads large hostile files in linear time and reports a bounded number of errors', () => {
    for (const part of [
      '(',
      ')',
      '"',
      '(\n',
      '"\n',
      ';',
      '\\',
      'a',
      '( a A 1\n',
      '(\n MX 10 a\n',
      '.',
    ]) {
      const text = part.repeat(Math.ceil(2_000_000 / part.length));
      const syntax = scan(text);
      assert.ok(syntax.errors.errors.length <= 1000, part);
      assert.equal(entrySpan(syntax, syntax.entryCount - 1).end, text.length);
    }
  }).timeout(20_000);
});
