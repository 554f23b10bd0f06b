import assert from 'node:assert/strict';
import { CancellationTokenSource, LSPErrorCodes } from 'vscode-languageserver';
import { LspClient } from '../support/lspClient';
import { note } from '../support/note';

const uri = 'file:///zones/example.com.zone';
const head = `$ORIGIN example.com.
$TTL 1h
@ SOA ns h 1 1h 1h 1d 1h
@ NS ns
@ MX 10 mail
ns A 192.0.2.53
mail A 192.0.2.25
`;

/** Many records of one owner, of which the outline has one entry, and 5 MB of hosts that name others. */
const text =
  head +
  Array.from({ length: 60_000 }, (_, at) => `pool A 10.0.${at >> 8}.${at & 255}\n`).join('') +
  Array.from({ length: 90_000 }, (_, at) => `host-number-${at} CNAME mail ; the host ${at}\n`).join(
    '',
  );

const textDocument = { uri };
const position = { line: 6, character: 1 };
const requests: Readonly<Record<string, object>> = {
  'textDocument/references': { textDocument, position, context: { includeDeclaration: true } },
  'textDocument/rename': { textDocument, position, newName: 'mx' },
  'workspace/symbol': { query: 'nothing' },
  'textDocument/formatting': { textDocument, options: { tabSize: 8, insertSpaces: true } },
  'textDocument/documentSymbol': { textDocument },
  'textDocument/foldingRange': { textDocument },
};

/** Milliseconds within which another request is to have its answer; a busy machine may take longer. */
const soon = 1000;
const atMost = 5 * soon;

describe('a request that is cancelled', function () {
  this.timeout(60_000);
  let client: LspClient;
  before(async () => {
    client = await LspClient.start();
    await client.open(uri, text);
  });
  after(() => client.stop());

  /** The code of the error that a request ends with, or that it was answered. */
  const outcomeOf = (answer: Promise<unknown>): Promise<unknown> =>
    answer.then(
      () => 'answered',
      (error: unknown) =>
        typeof error === 'object' && error !== null && 'code' in error ? error.code : error,
    );

  for (const [method, params] of Object.entries(requests)) {
    it(`ends soon, and leaves the server to others: ${method}`, async () => {
      const source = new CancellationTokenSource();
      const outcome = outcomeOf(client.request(method, params, source.token));
      await new Promise((resolve) => setTimeout(resolve, 20));
      const started = performance.now();
      source.cancel();
      assert.match(await client.hover(uri, 'mail', 'MX'), /mail\.example\.com/);
      const elapsed = performance.now() - started;
      note(`hover after ${method} is cancelled: ${elapsed.toFixed(0)} ms (${soon} wanted)`);
      assert.ok(elapsed < atMost, `${elapsed} ms`);
      assert.equal(await outcome, LSPErrorCodes.RequestCancelled);
    });
  }

  it('ends, too, where the next keystroke comes instead', async () => {
    const outcomes = Object.entries(requests).map(([method, params]) =>
      outcomeOf(client.request(method, params)),
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    const start = { line: 6, character: 0 };
    await client.change(uri, [{ range: { start, end: start }, text: ';' }]);
    for (const outcome of outcomes) assert.equal(await outcome, LSPErrorCodes.ContentModified);
    await client.change(uri, [{ range: { start, end: { ...start, character: 1 } }, text: '' }]);
  });

  it('is answered where nothing comes in between', async () => {
    const found = await client.request(
      'textDocument/references',
      requests['textDocument/references'],
    );
    assert.ok(Array.isArray(found));
    assert.equal(found.length, 90_002);
  });
});
