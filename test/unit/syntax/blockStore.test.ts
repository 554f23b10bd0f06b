import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { BlockStore } from '../../../server/src/core/syntax/blockStore';
import { scan } from '../../../server/src/core/syntax/scanner';
import { entrySpan, type Syntax, tokenSpan } from '../../../server/src/core/syntax/syntax';
import { hostileText } from '../../support/zoneTexts';

/** All that a scan says, with places in the file. */
function describeScan(blocks: readonly Syntax[]): readonly string[] {
  return blocks.flatMap((block) => [
    ...Array.from({ length: block.entryCount }, (_, entry) => {
      const { start, end } = entrySpan(block, entry);
      const from = block.entryTokens.get(entry);
      const tokens = Array.from({ length: block.entryTokens.get(entry + 1) - from }, (_, index) => {
        const token = tokenSpan(block, from + index);
        return `${block.tokenKinds.get(from + index)}:${token.start}-${token.end}`;
      });
      return start === end ? '' : `${start}-${end} ${tokens.join(' ')}`;
    }),
    ...block.errors.errors.map(
      ({ span, message }) =>
        `${block.base + span.start}-${block.base + span.end} ${message.template}`,
    ),
  ]);
}

const contents = (blocks: readonly Syntax[]): readonly string[] =>
  describeScan(blocks)
    .filter((line) => line !== '')
    .sort();

const edits = fc.array(
  fc.record({
    start: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.oneof(fc.nat(3), fc.nat(60)),
    text: fc.oneof(
      fc.constantFrom('(', ')', '\n', '\r', 'a A 1\n'),
      hostileText.map((text) => text.slice(0, 12)),
    ),
  }),
  { maxLength: 8 },
);

describe('BlockStore', () => {
  it('has the entries of the whole text after any edit', () => {
    fc.assert(
      fc.property(hostileText, edits, fc.integer({ min: 4, max: 64 }), (text, changes, length) => {
        const store = new BlockStore(text, 0, length);
        assert.deepEqual(contents(store.blocks), contents([scan(text)]));
        let now = text;
        for (const change of changes) {
          const start = Math.floor(change.start * (now.length + 1));
          const end = Math.min(now.length, start + change.length);
          now = now.slice(0, start) + change.text + now.slice(end);
          store.edit(start, end, change.text);
          assert.equal(store.text(), now);
          assert.deepEqual(contents(store.blocks), contents([scan(now)]), JSON.stringify(now));
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('counts lines and characters as editors do', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 4, max: 32 }), (text, length) => {
        const store = new BlockStore(text, 0, length);
        const document = TextDocument.create('file:///a', 'zone', 1, text);
        for (let offset = -1; offset <= text.length + 1; offset++)
          assert.deepEqual(store.positionAt(offset), document.positionAt(offset), `${offset}`);
        for (let line = 0; line <= document.lineCount; line++) {
          for (const character of [0, 1, 3, 1000]) {
            const position = { line, character };
            assert.equal(store.offsetAt(position), document.offsetAt(position));
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('scans little more than the blocks that an edit touches', () => {
    const line = 'host A 192.0.2.1\n';
    const store = new BlockStore(line.repeat(100_000));
    const change = store.edit(800_000, 800_000, 'x');
    assert.equal(change.removed.length, 1);
    assert.equal(change.added.length, 1);
  });
});
