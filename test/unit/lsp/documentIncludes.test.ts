import assert from 'node:assert/strict';
import type { IncludedText } from '../../../server/src/core/text/files';
import { DocumentIncludes } from '../../../server/src/lsp/documentIncludes';

describe('the included files of a document', () => {
  it('are what was read last, whichever reading ends last', async () => {
    const ends: ((text: string) => void)[] = [];
    const includes = new DocumentIncludes(
      'file:///zone',
      () =>
        new Promise<IncludedText>((resolve) => {
          ends.push((text) => resolve({ kind: 'text', name: 'file:///part', text }));
        }),
    );
    includes.find(0, 'part');
    const first = includes.load();
    includes.forget();
    includes.find(0, 'part');
    const second = includes.load();
    ends[1]?.('new');
    await second;
    ends[0]?.('old');
    await first;
    const found = includes.find(0, 'part');
    assert.equal(found?.kind === 'file' && found.syntax.text, 'new');
  });
});
