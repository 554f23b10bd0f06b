import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { DocumentHighlight, DocumentLink, Location } from 'vscode-languageserver/node';
import { readCursor } from '../support/completing';
import { LspClient } from '../support/lspClient';
import { readMarks } from '../support/marked';
import { positionAt } from '../support/positions';

const head = '$TTL 1h\n@ SOA ns.example.net. h 1 1h 1h 1d 1h\n@ NS ns.example.net.\n';

describe('navigation in the editor', () => {
  let client: LspClient;
  let folder: string;
  const texts = new Map<string, string>();
  const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zone-mx-'));
    texts.clear();
  });
  afterEach(async () => {
    await client.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Writes files, the first of which has the cursor and is opened; the others are found. */
  async function start(
    files: Readonly<Record<string, string>>,
  ): Promise<Location['range']['start']> {
    const [[first, marked] = ['', '']] = Object.entries(files);
    const { text, offset } = readCursor(marked);
    for (const [name, each] of Object.entries({ ...files, [first]: text })) {
      const plain = readMarks(each).text;
      texts.set(uriOf(name), plain);
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), plain);
    }
    client = await LspClient.start({
      folder: pathToFileURL(folder).href,
      files: Object.keys(files)
        .filter((name) => name.endsWith('.zone'))
        .map(uriOf),
    });
    await client.open(uriOf(first), readMarks(text).text);
    const marksBefore = text.slice(0, offset).replace(/[^«»]/g, '').length;
    return positionAt(readMarks(text).text, offset - marksBefore);
  }

  /** Asks at a position of a file; the answer as the stretches of the texts, marked. */
  async function marked(
    method: string,
    name: string,
    position: object,
    more: object = {},
  ): Promise<Readonly<Record<string, string>>> {
    const params = { textDocument: { uri: uriOf(name) }, position, ...more };
    const answer = (await client.request(method, params)) as readonly (
      | Location
      | DocumentHighlight
    )[];
    const found: Record<string, string> = {};
    const inOrder = [...(answer ?? [])].sort(
      (a, b) =>
        b.range.start.line - a.range.start.line ||
        b.range.start.character - a.range.start.character,
    );
    for (const each of inOrder) {
      const uri = 'uri' in each ? each.uri : uriOf(name);
      const file = decodeURIComponent(uri.slice(pathToFileURL(folder).href.length + 1));
      const lines = (found[file] ?? texts.get(uri) ?? '').split('\n');
      const { start, end } = each.range;
      const line = lines[start.line] ?? '';
      lines[start.line] =
        `${line.slice(0, start.character)}«${line.slice(start.character, end.character)}»${line.slice(end.character)}`;
      found[file] = lines.join('\n');
    }
    return found;
  }

  const withoutCursor = (files: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(files)
        .map(([name, text]) => [name, text.replace('|', '')] as const)
        .filter(([, text]) => text.includes('«')),
    );

  for (const [title, files] of Object.entries<Readonly<Record<string, string>>>({
    'its addresses': {
      'example.com.zone': `${head}@ MX 10 ma|il\n«mail A 192.0.2.1»\n     «AAAA 2001:db8::1»\n     TXT x\n`,
    },
    'its alias': { 'example.com.zone': `${head}a SRV 0 0 1 m|ail\n«mail CNAME www» ; c\n` },
    'its other records': { 'example.com.zone': `${head}@ RP . m|ail\n«mail TXT x»\n` },
    'the wildcard that answers': { 'example.com.zone': `${head}@ MX 1 m|ail\n«* A 192.0.2.1»\n` },
    'the SPF record that is included': {
      'example.com.zone': `${head}@ TXT "v=spf1 include:_s|pf.example.com -all"\n_spf A 192.0.2.1\n«_spf TXT "v=spf1 -all"»\n`,
    },
    'the MX records that SPF asks for': {
      'example.com.zone': `${head}@ TXT "v=spf1 mx:p.exam|ple.com -all"\np A 192.0.2.1\n«p MX 1 q»\nq A 192.0.2.1\n`,
    },
    'in an included file': {
      'example.com.zone': `${head}$INCLUDE hosts.db\n@ MX 10 mail|\n`,
      'hosts.db': '«mail A 192.0.2.1»\n',
    },
    'in the file of another zone': {
      'example.com.zone': `${head}@ MX 10 |mail.sub.example.net.\n`,
      'net/example.net.zone': `${head}sub NS ns.sub\nmail.sub A 192.0.2.9\nns.sub A 192.0.2.2\n`,
      'net/sub.example.net.zone': `${head}«mail A 192.0.2.1»\n`,
    },
  }))
    it(`goes to where a name is defined: ${title}`, async () => {
      const position = await start(files);
      const [name = ''] = Object.keys(files);
      let found = await marked('textDocument/definition', name, position);
      // Which files there are is asked when the document is at rest.
      for (let count = 0; count < 50 && Object.keys(found).length === 0; count++) {
        await setTimeout(100);
        found = await marked('textDocument/definition', name, position);
      }
      assert.deepEqual(found, withoutCursor(files));
    });

  const everywhere = {
    'example.com.zone': `${head}«@» «MX 10 m|ail»\n`,
  };

  it('finds all that names an owner, in every zone', async () => {
    const files = {
      'example.com.zone': `${head}@ MX 10 «ma|il»\n@ TXT "v=spf1 a:«mail.example.com» -all"\n$INCLUDE more.db\nmail2 A 192.0.2.3\n«mail» A 192.0.2.1\n     «AAAA 2001:db8::1»\n_25._tcp.mail TLSA 3 1 1 00\n`,
      'more.db': 'www CNAME «mail»\n',
      'example.net.zone': `${head}@ MX 10 «mail.example.com.»\nmail A 192.0.2.2\n`,
      'example.org.zone': `${head}mail A 192.0.2.2\n`,
    };
    const position = await start(files);
    const context = { includeDeclaration: true };
    assert.deepEqual(
      await marked('textDocument/references', 'example.com.zone', position, { context }),
      withoutCursor(files),
    );
    const own = { context: { includeDeclaration: false } };
    const found = await marked('textDocument/references', 'example.com.zone', position, own);
    assert.doesNotMatch(found['example.com.zone'] ?? '', /«mail» A|«AAAA/);
    assert.match(found['example.com.zone'] ?? '', /MX 10 «mail»/);
  });

  it('highlights a name in its file, and leads from $INCLUDE to what it includes', async () => {
    const files = {
      'example.com.zone': `${head}@ MX 10 «mail»\n$INCLUDE "part/more.db"\n$INCLUDE gone.db\n«MA|IL» A 192.0.2.1\n  AAAA 2001:db8::1\n`,
      'part/more.db': 'www CNAME mail\n',
    };
    const position = await start(files);
    assert.deepEqual(
      await marked('textDocument/documentHighlight', 'example.com.zone', position),
      withoutCursor({ 'example.com.zone': files['example.com.zone'] }),
    );
    const uri = uriOf('example.com.zone');
    const params = { textDocument: { uri } };
    const links = (await client.request('textDocument/documentLink', params)) as DocumentLink[];
    assert.deepEqual(
      links.map(({ range, target }) => [client.textAt(uri, range), target]),
      [['"part/more.db"', uriOf('part/more.db')]],
    );
  });

  it('gives nothing where there is no name, and for a document that is not open', async () => {
    const position = await start(everywhere);
    for (const method of ['definition', 'references', 'documentHighlight', 'prepareRename'])
      for (const [name, at] of [
        ['example.com.zone', { line: 0, character: 2 }],
        ['other.zone', position],
      ] as const) {
        const params = {
          textDocument: { uri: uriOf(name) },
          position: at,
          context: { includeDeclaration: true },
        };
        assert.equal(await client.request(`textDocument/${method}`, params), null, method);
      }
    const links = { textDocument: { uri: uriOf('other.zone') } };
    assert.equal(await client.request('textDocument/documentLink', links), null);
  });
});
