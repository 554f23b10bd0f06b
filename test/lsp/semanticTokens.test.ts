import assert from 'node:assert/strict';
import { LspClient } from '../support/lspClient';

const uri = 'file:///zones/example.com.zone';
const text = `@ SOA ns.example.net. hostmaster 1 1h 15m 30d 1h
@ NS ns.example.net.
@ MX 10 mail
@ MX 20 nowhere
mail A 192.0.2.1
`;
const lines = (from: number, to: number) => ({
  start: { line: from, character: 0 },
  end: { line: to, character: 0 },
});

describe('the server’s semantic tokens', () => {
  let client: LspClient;
  afterEach(() => client.stop());

  it('are offered for ranges alone where the client can ask for them', async () => {
    client = await LspClient.start();
    const { range, full } = client.capabilities.semanticTokensProvider ?? {};
    assert.deepEqual([range, full], [true, false]);
    await client.open(uri, text);
    assert.deepEqual(await client.semanticTokens(uri, lines(2, 4)), [
      '@: type.declaration',
      'mail: variable.inZone',
      '@: type.declaration',
      'nowhere: variable.missing',
    ]);
  });

  it('follow a change', async () => {
    client = await LspClient.start();
    await client.open(uri, text);
    await client.change(uri, [{ range: lines(4, 4), text: 'nowhere A 192.0.2.2\n' }]);
    assert.deepEqual(await client.semanticTokens(uri, lines(3, 4)), [
      '@: type.declaration',
      'nowhere: variable.inZone',
    ]);
  });

  it('are given for a whole document, if it is not too large, where ranges are unknown', async () => {
    client = await LspClient.start({ hasTokenRanges: false });
    const { full } = client.capabilities.semanticTokensProvider ?? {};
    assert.equal(full, true);
    await client.open(uri, text);
    assert.equal((await client.semanticTokens(uri)).length, 8);
    await client.change(uri, [{ text: text + '; more\n'.repeat(200_000) }]);
    assert.deepEqual(await client.semanticTokens(uri), []);
  });

  it('are none for a document that is not open', async () => {
    client = await LspClient.start();
    assert.deepEqual(await client.semanticTokens(uri, lines(0, 1)), []);
  });
});
