import assert from 'node:assert/strict';
import { CancelSource } from '../../../server/src/core/resolve/cancel';
import { ended, endOf } from '../../../server/src/lsp/signals';

describe('signals', () => {
  for (const isBefore of [true, false])
    it(`come ${isBefore ? 'before' : 'after'} somebody listens`, async () => {
      const source = new CancelSource();
      if (isBefore) source.cancel();
      const until = endOf([source.signal], 60_000);
      const end = ended(source.signal);
      if (!isBefore) source.cancel();
      assert.equal(until.signal.aborted, true);
      await end;
      await ended(until.signal);
      until.release();
    });
});
