import assert from 'node:assert/strict';
import { LspClient, sampleUri } from '../support/lspClient';

const mistakes = sampleUri('mistakes.zone');

describe('the server’s fixes', () => {
  let client: LspClient;
  beforeEach(async () => {
    client = await LspClient.start();
  });
  afterEach(() => client.stop());

  it('are offered for each finding of mistakes.zone, exactly one of them preferred', async () => {
    for (const { range, code } of await client.openSample('mistakes.zone')) {
      const actions = await client.codeActions(mistakes, range, ['quickfix']);
      assert.ok(actions.length > 0, String(code));
      assert.deepEqual(actions.filter(({ isPreferred }) => isPreferred).length, 1, String(code));
      assert.equal(actions[0]?.diagnostics?.[0]?.code, code);
    }
  });

  it('leave no finding in mistakes.zone when every preferred one is applied in turn', async () => {
    let found = await client.openSample('mistakes.zone');
    for (let left = 7; left > 0; left--) {
      assert.equal(found.length, left);
      const [first] = found;
      assert.ok(first);
      const actions = await client.codeActions(mistakes, first.range, ['quickfix']);
      const preferred = actions.find(({ isPreferred }) => isPreferred);
      assert.ok(preferred);
      found = await client.apply(mistakes, preferred);
    }
    assert.deepEqual(found, []);
  });

  it('that are safe are applied all at once by source.fixAll, and only those', async () => {
    await client.openSample('mistakes.zone');
    const start = { line: 0, character: 0 };
    const range = { start, end: start };
    const [all, ...more] = await client.codeActions(mistakes, range, ['source.fixAll']);
    assert.ok(all);
    assert.deepEqual(more, []);
    assert.equal(all.kind, 'source.fixAll.zoneMx');
    const left = await client.apply(mistakes, all);
    assert.deepEqual(
      left.map(({ code }) => code),
      [
        'mx-equal-preference',
        'mx-duplicate-exchange',
        'mx-exchange-has-no-address',
        'mx-exchange-missing-dot',
        'mx-null-with-others',
      ],
    );
    assert.match(client.text(mistakes), /^alias\tMX\t10 mail$/m);
    assert.deepEqual(await client.codeActions(mistakes, range, ['source.fixAll']), []);
  });

  it('are of the kinds that the client asks for', async () => {
    const [found] = await client.openSample('mistakes.zone');
    assert.ok(found);
    assert.deepEqual(await client.codeActions(mistakes, found.range, ['refactor']), []);
    const kinds = (await client.codeActions(mistakes, found.range)).map(({ kind }) => kind);
    assert.deepEqual(kinds, ['quickfix']);
  });
});
