import assert from 'node:assert/strict';
import type { CodeLens, InlayHint } from 'vscode-languageserver';
import { LspClient } from '../support/lspClient';

const uri = 'file:///zones/example.com.zone';
const text = `$TTL 86400
@ NS ns.example.net.
@ MX 10 mail.example.com
@ MX 20 mail
mail A 192.0.2.1
`;
const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };

describe('the server’s inlay hints and code lenses', () => {
  let client: LspClient;
  beforeEach(async () => {
    client = await LspClient.start({ initializationOptions: { hasCommands: true } });
    await client.open(uri, text);
  });
  afterEach(() => client.stop());

  const hints = async () => {
    const found = await client.request('textDocument/inlayHint', { textDocument: { uri }, range });
    return (found as InlayHint[]).map(({ position, label }) => [position.line, label]);
  };
  const lenses = async () => {
    const found = await client.request('textDocument/codeLens', { textDocument: { uri } });
    const worded = (found as CodeLens[]).map((lens) => client.request('codeLens/resolve', lens));
    return (await Promise.all(worded)) as CodeLens[];
  };

  it('say what the text means', async () => {
    assert.deepEqual(await hints(), [
      [0, '1 d'],
      [2, '.example.com.'],
    ]);
    await client.configure({ inlayHints: { names: 'off', ttl: 'off' } });
    await client.diagnostics(uri);
    assert.deepEqual(await hints(), []);
  });

  it('say the order of delivery, and show it whole', async () => {
    const [lens, ...others] = await lenses();
    assert.deepEqual([lens?.range.start.line, others], [2, []]);
    assert.equal(lens?.command?.command, 'zone-mx.showRoute');
    assert.match(lens?.command?.title ?? '', /^mail\.example\.com$/);
    const [asked, owner] = lens?.command?.arguments ?? [];
    assert.deepEqual([asked, owner], [uri, 'example.com.']);
    const strange = { range: lens?.range, data: [uri, 'route'] };
    assert.deepEqual(await client.request('codeLens/resolve', strange), strange);
    await client.configure({ codeLens: { route: false } });
    await client.diagnostics(uri);
    assert.deepEqual(await lenses(), []);
  });
});
