import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LspClient } from '../support/lspClient';
import { positionAt } from '../support/positions';

const head = '$TTL 1h\n@ SOA ns.example.net. h 1 1h 1h 1d 1h\n@ NS ns.example.net.\n';

/** The zone that has the exchanges of a sample. */
const dbtg = `$ORIGIN dbtg.de.
$TTL 1h
@ SOA ns1.example.net. hostmaster.example.net. 1 1h 15m 30d 1h
@ NS ns1.example.net.
@ MX 10 mail1
@ TXT "v=spf1 a:mail1.dbtg.de a:mail2.dbtg.de include:_spf.mail1.dbtg.de -all"
$INCLUDE hosts.db
$INCLUDE tlsa/dane.db
`;
const hosts = `mail1 A 192.0.2.1
  AAAA 2001:db8::1
mail2 A 192.0.2.2
mail11 A 192.0.2.11
_spf.mail1 TXT "v=spf1 -all"
$ORIGIN eu.dbtg.de.
mail1 A 192.0.2.3
imap CNAME mail1.dbtg.de.
`;
const dane = `_25._tcp.mail1 TLSA 3 1 1 ${'00'.repeat(32)}\n`;

describe('renaming in the editor', () => {
  let client: LspClient;
  let folder: string;
  const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;
  const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zone-mx-'));
  });
  afterEach(async () => {
    await client.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function write(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
  }

  async function start(...opened: readonly string[]): Promise<void> {
    const names = await readdir(folder, { recursive: true });
    const files = names.filter((name) => name.endsWith('.zone')).map(uriOf);
    client = await LspClient.start({ folder: pathToFileURL(folder).href, files });
    for (const name of opened) await client.open(uriOf(name), await read(name));
  }

  /** Asks at the first place of a word in a file on disk. */
  async function ask(method: string, name: string, word: string, more: object = {}) {
    const text = await read(name);
    const position = positionAt(text, text.indexOf(word) + 1);
    return client.request(`textDocument/${method}`, {
      textDocument: { uri: uriOf(name) },
      position,
      ...more,
    });
  }

  /** Renames and writes what comes of it; gives the edit. */
  async function rename(name: string, word: string, newName: string): Promise<WorkspaceEdit> {
    const edit = (await ask('rename', name, word, { newName })) as WorkspaceEdit;
    for (const { textDocument, edits } of (edit.documentChanges ?? []) as TextDocumentEdit[]) {
      const file = decodeURIComponent(
        textDocument.uri.slice(pathToFileURL(folder).href.length + 1),
      );
      const document = TextDocument.create(textDocument.uri, '', 0, await read(file));
      await writeFile(join(folder, file), TextDocument.applyEdits(document, edits as TextEdit[]));
    }
    return edit;
  }

  async function canonical(name: string): Promise<readonly string[]> {
    const cli = join(process.cwd(), 'dist/cli.js');
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, [cli, 'convert', '--to', 'canonical', name], {
      cwd: folder,
    });
    return stdout.split('\n').sort();
  }

  it('changes exactly the uses of a name, in all zones and what they include', async () => {
    await cp('samples', folder, { recursive: true });
    await write({ 'net/dbtg.de.zone': dbtg, 'net/hosts.db': hosts, 'net/tlsa/dane.db': dane });
    const zones = ['bundestag.de.zone', 'msxfaq.de.zone', 'net/dbtg.de.zone'];
    const before = await Promise.all(zones.map(canonical));
    const sample = await read('bundestag.de.zone');
    await start('bundestag.de.zone');
    assert.deepEqual(await ask('prepareRename', 'bundestag.de.zone', 'mail1.dbtg.de.\n'), {
      range: {
        start: positionAt(sample, sample.indexOf('mail1.dbtg.de.\n')),
        end: positionAt(sample, sample.indexOf('mail1.dbtg.de.\n') + 14),
      },
      placeholder: 'mail1.dbtg.de.',
    });
    const edit = await rename('bundestag.de.zone', 'mail1.dbtg.de.\n', 'mx1.dbtg.de.');
    assert.equal(edit.changeAnnotations, undefined);
    // A comment is prose.
    const records = sample.indexOf('$ORIGIN');
    assert.equal(
      await read('bundestag.de.zone'),
      sample.slice(0, records) + sample.slice(records).replace('mail1', 'mx1'),
    );
    const renamed = (text: string): string => text.replaceAll(/mail1(?=[ .])/g, 'mx1');
    assert.equal(await read('net/dbtg.de.zone'), renamed(dbtg).replace('10 mail1\n', '10 mx1\n'));
    assert.equal(await read('net/hosts.db'), renamed(hosts).replace('de.\nmx1 A', 'de.\nmail1 A'));
    assert.equal(await read('net/tlsa/dane.db'), renamed(dane));
    assert.deepEqual(
      await Promise.all(zones.map(canonical)),
      before.map((lines) =>
        lines
          .map((line) => line.replaceAll(/(?<![\w.]eu\.|[\w-])mail1\.dbtg\.de/g, 'mx1.dbtg.de'))
          .sort(),
      ),
    );
  });

  it('says what groups of edits are about, and the versions of what is open', async () => {
    await write({
      'example.com.zone': `${head}mail A 192.0.2.1\n@ TXT "v=spf1 a:mail.example.com -all"\n`,
      'example.net.zone': `${head}@ MX 10 mail.example.com.\n`,
    });
    client = await LspClient.start({
      folder: pathToFileURL(folder).href,
      files: [uriOf('example.com.zone'), uriOf('example.net.zone')],
      hasAnnotations: true,
    });
    await client.open(uriOf('example.com.zone'), await read('example.com.zone'));
    const edit = await rename('example.com.zone', 'mail A', 'mx');
    assert.deepEqual(edit.changeAnnotations, {
      records: { label: 'Names in records' },
      spf: { label: 'Names in SPF records' },
      others: { label: 'Names in other zones' },
    });
    const changes = (edit.documentChanges ?? []) as TextDocumentEdit[];
    assert.deepEqual(
      changes.map(({ textDocument, edits }) => [
        textDocument.uri,
        textDocument.version,
        ...edits.map((each) => 'annotationId' in each && each.annotationId),
      ]),
      [
        [uriOf('example.net.zone'), null, 'others'],
        [uriOf('example.com.zone'), 1, 'records', 'spf'],
      ],
    );
    assert.match(await read('example.com.zone'), /^mx A 192\.0\.2\.1\n@ TXT "v=spf1 a:mx\.exa/m);
    assert.match(await read('example.net.zone'), /^@ MX 10 mx\.example\.com\.$/m);
  });

  it('goes on from a part of a zone that is open', async () => {
    await write({
      'example.com.zone': `${head}@ MX 10 mail\n$INCLUDE hosts.db\n`,
      'hosts.db': 'mail A 192.0.2.1\n',
    });
    await start('example.com.zone', 'hosts.db');
    await client.waitForRules(uriOf('hosts.db'), []);
    await rename('hosts.db', 'mail A', 'mx');
    assert.equal(await read('hosts.db'), 'mx A 192.0.2.1\n');
    assert.match(await read('example.com.zone'), /MX 10 mx\n/);
  });

  const mail = `${head}mail A 192.0.2.1\n`;
  for (const [title, files, message] of [
    [
      'a name that no file here has',
      { 'example.com.zone': `${head}@ MX 10 mail.example.net.\n` },
      /No zone file here has the records of “mail\.example\.net”/,
    ],
    [
      'a name in a file that two zones include',
      {
        'example.com.zone': `${head}@ MX 10 mail\n$INCLUDE hosts.db\n`,
        'example.net.zone': `${head}$INCLUDE hosts.db\n`,
        'hosts.db': 'mail A 192.0.2.1\n',
      },
      /included more than once/,
    ],
    [
      'a name in a file that is included twice',
      {
        'example.com.zone': `${head}@ MX 10 mail\n$INCLUDE hosts.db\n$INCLUDE hosts.db sub\n`,
        'hosts.db': 'mail A 192.0.2.1\n',
      },
      /included more than once/,
    ],
    [
      'a name that is the apex of another zone',
      { 'example.com.zone': `${mail}@ MX 10 mail\n`, 'mail.example.com.zone': head },
      /“mail\.example\.com” is the name of a zone/,
    ],
    [
      'what the zone’s own file says is delegated',
      { 'example.com.zone': `${head}@ MX 10 mail.sub\nsub NS mail.sub\nmail.sub A 192.0.2.1\n` },
      /No zone file here has the records/,
    ],
  ] as const)
    it(`refuses ${title}`, async () => {
      await write(files);
      await start('example.com.zone');
      await assert.rejects(
        ask('rename', 'example.com.zone', 'mail', { newName: 'mx.example.com.' }),
        message,
      );
    });

  describe('where not all files can be searched', () => {
    const zone = `${head}@ MX 10 mail\nmail A 192.0.2.1\n`;
    const moreFiles = Array.from({ length: 1001 }, (_, i) => `more/${i}.zone`);
    const large = `$ORIGIN example.net.\n${head}${'; mail\n'.repeat(1_200_000)}`;

    it('finds a name in closed zones however it is written there', async () => {
      await write({
        'example.com.zone': `${head}@ MX 10 Müll\nMüll A 192.0.2.1\n`,
        'raw.zone': `$ORIGIN example.net.\n${head}@ MX 10 müll.example.com.\n`,
        'upper.zone': `$ORIGIN example.org.\n${head}@ MX 10 MüLL.EXAMPLE.COM.\n`,
        'relative.zone': `$ORIGIN com.\n${head}@ MX 10 müll.example\n`,
        'blank.zone': '\n'.repeat(500_000),
      });
      await start('example.com.zone');
      const context = { includeDeclaration: true };
      const places = await ask('references', 'example.com.zone', 'Müll', { context });
      assert.ok(Array.isArray(places));
      assert.deepEqual(
        places.map(({ uri }) => uri).sort(),
        ['example.com.zone', 'example.com.zone', 'raw.zone', 'relative.zone', 'upper.zone'].map(
          uriOf,
        ),
      );
    });

    for (const [title, files, names, message] of [
      [
        'more files than are looked at',
        {},
        moreFiles,
        /the workspace has more than 1000 zone files/,
      ],
      [
        'a file that is too large',
        { 'net/large.zone': large },
        ['net/large.zone'],
        /net\/large\.zone is too large/,
      ],
    ] as const)
      it(`refuses with ${title}, and says with references that there may be more`, async () => {
        await write({ 'example.com.zone': zone, ...files });
        const found = ['example.com.zone', ...names].map(uriOf);
        client = await LspClient.start({ folder: pathToFileURL(folder).href, files: found });
        await client.open(uriOf('example.com.zone'), zone);
        await assert.rejects(ask('rename', 'example.com.zone', 'mail', { newName: 'mx' }), message);
        const context = { includeDeclaration: true };
        const places = await ask('references', 'example.com.zone', 'mail', { context });
        assert.equal((places as readonly unknown[]).length, 2);
        assert.equal(client.shown.length, 1);
        assert.match(client.shown.join(), message);
      });
  });
});
