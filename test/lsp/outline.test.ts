import assert from 'node:assert/strict';
import type {
  DocumentSymbol,
  FoldingRange,
  SelectionRange,
  SymbolInformation,
} from 'vscode-languageserver/node';
import { LspClient } from '../support/lspClient';

const uri = 'file:///zones/example.com.zone';
const text = `; Zone of
; an example
@ SOA ns.example.net. h ( 1
  1h 15m 30d 1h )
  NS ns.example.net.
  MX 10 mail
mail A 192.0.2.1
`;

describe('the structure of a zone in the editor', () => {
  let client: LspClient;
  afterEach(() => client.stop());
  const ask = (what: string, more: object = {}, of = uri): Promise<unknown> =>
    client.request(`textDocument/${what}`, { textDocument: { uri: of }, ...more });

  it('is outlined in the language of the user, with what concerns mail first', async () => {
    client = await LspClient.start({ initializationOptions: { translations: { Mail: 'Post' } } });
    await client.open(uri, text);
    const [mail, apex, host] = (await ask('documentSymbol')) as DocumentSymbol[];
    assert.deepEqual([mail?.name, mail?.children?.map(({ name }) => name)], ['Post', ['MX']]);
    assert.deepEqual(
      apex?.children?.map(({ name }) => name),
      ['SOA', 'NS', 'MX'],
    );
    assert.ok(host);
    assert.equal(host.name, 'mail.example.com');
    assert.equal(client.textAt(uri, host.selectionRange), 'mail');
    assert.equal(client.textAt(uri, host.range), 'mail A 192.0.2.1');
  });

  it('can be folded, and selections grow along it', async () => {
    client = await LspClient.start();
    await client.open(uri, text);
    assert.deepEqual((await ask('foldingRange')) as FoldingRange[], [
      { startLine: 0, endLine: 1, kind: 'comment' },
      { startLine: 2, endLine: 3 },
      { startLine: 2, endLine: 5 },
    ]);
    const positions = [{ line: 5, character: 9 }];
    const [first] = (await ask('selectionRange', { positions })) as SelectionRange[];
    const found: string[] = [];
    for (let each = first; each !== undefined; each = each.parent)
      found.push(client.textAt(uri, each.range));
    const owners = text.slice(text.indexOf('@ SOA'), text.indexOf('\nmail A'));
    assert.deepEqual(found, ['mail', '10 mail', 'MX 10 mail', owners, text]);
  });

  it('is searched in all open zones', async () => {
    client = await LspClient.start();
    await client.open(uri, text);
    await client.open('file:///zones/example.net.zone', text);
    const found = (await client.request('workspace/symbol', {
      query: 'mail',
    })) as SymbolInformation[];
    assert.deepEqual(
      found.map(({ name, containerName, location }) => [name, containerName, location.uri]),
      [
        ['mail.example.com', 'example.com', uri],
        ['mail.example.net', 'example.net', 'file:///zones/example.net.zone'],
      ],
    );
    assert.equal(client.textAt(uri, found[0]?.location.range ?? assert.fail()), 'mail');
  });

  it('is none for a document that is not open', async () => {
    client = await LspClient.start();
    for (const what of ['documentSymbol', 'foldingRange', 'selectionRange'])
      assert.equal(await ask(what, { positions: [] }), null);
  });
});
