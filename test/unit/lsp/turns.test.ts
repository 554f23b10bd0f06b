import assert from 'node:assert/strict';
import { CancellationTokenSource, LSPErrorCodes } from 'vscode-languageserver';
import type { Steps } from '../../../server/src/core/text/steps';
import { inTurnsOn } from '../../../server/src/lsp/turns';

interface Seen {
  readonly version: number;
  readonly isCurrent: () => boolean;
}

describe('work on a document, in turns', () => {
  /** Works on documents of these versions, each seen once the one before is no longer current. */
  async function work(...versions: readonly number[]): Promise<unknown> {
    let at = 0;
    let time = 0;
    const steps = function* ({ version }: Seen): Steps<string> {
      const own = at;
      yield;
      // Something happens while others have their turn.
      if (at === own && at < versions.length - 1) at++;
      yield;
      return `done with ${version}, seen as number ${own}`;
    };
    const settled = (): Promise<Seen | undefined> => {
      const seen = at;
      const version = versions[seen];
      return Promise.resolve(
        version === undefined ? undefined : { version, isCurrent: () => seen === at },
      );
    };
    // Each step takes more than a slice.
    const turns = { clock: () => (time += 10), later: setImmediate };
    const { token } = new CancellationTokenSource();
    return inTurnsOn('file:///a.zone', steps, token, { settled, turns }).catch(
      (error: unknown) =>
        typeof error === 'object' && error !== null && 'code' in error && error.code,
    );
  }

  it('begins anew where the text is the same', async () => {
    assert.equal(await work(7), 'done with 7, seen as number 0');
    assert.equal(await work(7, 7, 7), 'done with 7, seen as number 2');
    assert.equal(await work(), null);
  });

  it('ends where the text has changed, or where that never comes to an end', async () => {
    assert.equal(await work(7, 8), LSPErrorCodes.ContentModified);
    assert.equal(await work(7, 7, 8), LSPErrorCodes.ContentModified);
    assert.equal(await work(...new Array(100).fill(7)), LSPErrorCodes.ContentModified);
  });
});
