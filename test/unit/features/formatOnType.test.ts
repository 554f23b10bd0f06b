import assert from 'node:assert/strict';
import { indentNewLine } from '../../../server/src/core/features/format/onType';
import {
  defaultFormat,
  type FormatOptions,
} from '../../../server/src/core/features/format/options';
import { scan } from '../../../server/src/core/syntax/scanner';
import { applyEdits } from '../../../server/src/core/text/span';

/** The line in which `|` stands, after it was begun there. */
function newLine(marked: string, options: Partial<FormatOptions> = {}): string {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const edit = indentNewLine(scan(text), offset, { ...defaultFormat, ...options });
  const result = edit === undefined ? text : applyEdits(text, [edit]);
  return result.split(/\r\n|\n/)[marked.slice(0, offset).split('\n').length - 1] ?? '';
}

describe('a new line', () => {
  it('is indented like the record above that leaves its owner out', () => {
    assert.equal(newLine('@ NS a\n    NS b\n|'), '    ');
    assert.equal(newLine('@\tNS a\n\tNS b\nmail\tA 192.0.2.1\n|\n'), '\t');
    assert.equal(newLine('@\tNS a\r\n\tNS b\r\n|\r\n'), '\t');
  });

  it('starts at the margin where the block has no such record', () => {
    assert.equal(newLine('@ NS a\n@ NS b\n|'), '');
    assert.equal(newLine(' NS a\n\nmail A 192.0.2.1\n    |'), '');
    assert.equal(newLine('@ SOA ns host (\n      1 2 3 4 5 )\n      |'), '');
  });

  it('is indented up to behind the owner where owners are to be left out', () => {
    assert.equal(newLine('mail  A 192.0.2.1\n|', { repeatedOwners: 'omit' }), '      ');
    assert.equal(newLine('mail\tA\t192.0.2.1\n|', { repeatedOwners: 'omit' }), '\t');
  });

  it('is indented up to RDATA inside parentheses, then like the line above', () => {
    assert.equal(newLine('@ IN SOA ns host (\n|'), '         ');
    assert.equal(newLine('@\tIN\tSOA\tns host (\n|\n)\n'), '\t\t\t');
    assert.equal(newLine('@ IN SOA ns host (\n    1\n|'), '    ');
    assert.equal(newLine('a TXT (\n|'), '      ');
    assert.equal(newLine('a TXT (\n|\nb A 192.0.2.1\n'), '      ');
  });

  it('is left alone below anything else, and where it says something', () => {
    for (const above of ['$ORIGIN example.com.', '; a comment', '', 'a TXT "open', 'a IN'])
      assert.equal(newLine(`${above}\n  |`), '  ', above);
    assert.equal(newLine('@ NS a\n    NS b\n |NS c\n'), ' NS c');
    assert.equal(newLine('  |'), '  ');
    assert.equal(newLine('|'), '');
  });
});
