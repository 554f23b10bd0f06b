import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type CompletionItem, InsertTextFormat } from 'vscode-languageserver/node';
import { readCursor } from '../support/completing';
import { LspClient } from '../support/lspClient';

const uri = 'file:///zones/example.com.zone';
const head = `$TTL 1h
@ SOA ns.example.net. hostmaster 1 1h 15m 30d 1h
@ NS ns.example.net.
mail A 192.0.2.25
`;

describe('the server’s completion', () => {
  let client: LspClient;
  afterEach(() => client.stop());

  /** Opens a zone whose last lines are these and gives what is offered at the bar. */
  async function offered(line: string, typed?: string): Promise<readonly CompletionItem[]> {
    const { text, offset } = readCursor(head + line);
    await client.open(uri, text);
    return (await client.complete(uri, offset, typed))?.items ?? [];
  }

  it('replaces the word under the cursor by a name of the zone', async () => {
    client = await LspClient.start();
    assert.ok(client.capabilities.completionProvider?.triggerCharacters?.includes('$'));
    const [item] = await offered('@ MX 10 m|x ; c\n');
    assert.ok(item);
    assert.equal(item.label, 'mail');
    assert.equal(item.detail, '192.0.2.25');
    assert.equal(client.accepted(uri, item), `${head}@ MX 10 mail ; c\n`);
  });

  it('changes the preference along with a provider’s exchange', async () => {
    client = await LspClient.start();
    const items = await offered('@ MX 10 |\n');
    const item = items.find(({ label }) => label === 'smtp.google.com.');
    assert.ok(item);
    assert.equal(client.accepted(uri, item), `${head}@ MX 1 smtp.google.com.\n`);
  });

  it('uses snippets only where the client knows them', async () => {
    for (const hasSnippets of [true, false]) {
      client = await LspClient.start({ hasSnippets });
      const items = await offered('_dmarc TXT "v=DMARC1; |"\n');
      const item = items.find(({ label }) => label === 'p=');
      assert.ok(item?.textEdit);
      const snippet = 'p=${1|none,quarantine,reject|}';
      assert.equal(item.textEdit.newText, hasSnippets ? snippet : 'p=none');
      const { Snippet, PlainText } = InsertTextFormat;
      assert.equal(item.insertTextFormat, hasSnippets ? Snippet : PlainText);
      if (hasSnippets) await client.stop();
    }
  });

  it('documents types as Markdown, in the language of the user', async () => {
    const translations = { 'A host that takes mail for this name.': 'Nimmt Mail *an*.' };
    client = await LspClient.start({ initializationOptions: { translations } });
    const item = (await offered('new |\n')).find(({ label }) => label === 'MX');
    assert.equal(item?.detail, 'Nimmt Mail *an*.');
    assert.deepEqual(item?.documentation, {
      kind: 'markdown',
      value: 'Nimmt Mail *an*.\n\nRFC 1035 3.3.9',
    });
  });

  it('stays away while somebody only types blanks', async () => {
    client = await LspClient.start();
    assert.deepEqual(await offered('new |\n', ' '), []);
    assert.notDeepEqual(await offered('@ MX |\n', ' '), []);
  });

  it('says that there is more, and finds it once it is typed', async () => {
    client = await LspClient.start();
    const hosts = Array.from({ length: 1000 }, (_, number) => `h${number} A 192.0.2.1\n`).join('');
    const { text, offset } = readCursor(`${head}${hosts}new CNAME h|\n`);
    await client.open(uri, text);
    assert.equal((await client.complete(uri, offset))?.isIncomplete, true);
    const labels = (await offered(`${hosts}new CNAME h999|\n`)).map(({ label }) => label);
    assert.deepEqual(labels, ['h999']);
  });

  it('is none for a document that is not open', async () => {
    client = await LspClient.start();
    const params = { textDocument: { uri }, position: { line: 0, character: 0 } };
    assert.equal(await client.request('textDocument/completion', params), null);
    assert.equal(await client.request('textDocument/signatureHelp', params), null);
  });

  it('goes with the signature of the record', async () => {
    client = await LspClient.start();
    const { text, offset } = readCursor(`${head}@ MX 10 |\n`);
    await client.open(uri, text);
    const help = await client.signature(uri, offset);
    const [signature] = help?.signatures ?? [];
    assert.equal(signature?.label, 'MX ‹preference› ‹exchange›');
    assert.equal(help?.activeParameter, 1);
    const [start, end] = signature?.parameters?.[1]?.label ?? [0, 0];
    assert.equal(signature?.label.slice(Number(start), Number(end)), '‹exchange›');
    assert.equal(await client.signature(uri, text.length), null);
  });
});

describe('the server’s completion of paths', () => {
  const uri = 'file:///zones/example.com/example.com.zone';
  const files = [
    uri,
    'file:///zones/example.com/hosts.inc',
    'file:///zones/example.com/sub/more.inc',
    'file:///zones/section.inc',
    'file:///elsewhere/secret.inc',
  ];
  const labelsAt = async (client: LspClient, text: string): Promise<readonly string[]> => {
    await client.open(uri, text);
    const list = await client.complete(uri, text.length);
    return list?.items.map(({ label }) => label) ?? [];
  };

  it('offers the files of the workspace, from the document on, and none beyond it', async () => {
    const client = await LspClient.start({ folder: 'file:///zones', files });
    try {
      assert.deepEqual(await labelsAt(client, '$INCLUDE '), ['hosts.inc', 'sub/more.inc']);
      assert.deepEqual(client.wantedGlobs, ['example.com/*', 'example.com/*/*']);
      assert.deepEqual(await labelsAt(client, '$INCLUDE ../s'), ['../section.inc']);
      assert.deepEqual(client.wantedGlobs, ['*', '*/*']);
      await labelsAt(client, '$INCLUDE sub/m');
      assert.deepEqual(client.wantedGlobs.at(-1), 'example.com/sub/*');
      for (const beyond of ['$INCLUDE ../../e', '$INCLUDE /e', '$INCLUDE sub/../../../e'])
        assert.deepEqual(await labelsAt(client, beyond), [], beyond);
    } finally {
      await client.stop();
    }
  });

  it('looks for files itself where the client does not', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'zone-mx-'));
    await writeFile(join(folder, 'hosts.inc'), '');
    const client = await LspClient.start({ folder: pathToFileURL(folder).href });
    try {
      const own = pathToFileURL(join(folder, 'example.com.zone')).href;
      await client.open(own, '$INCLUDE ');
      const list = await client.complete(own, 9);
      assert.deepEqual(
        list?.items.map(({ label }) => label),
        ['hosts.inc'],
      );
    } finally {
      await client.stop();
      await rm(folder, { recursive: true });
    }
  });
});
