import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LspClient } from '../support/lspClient';

const uri = 'file:///zones/example.com.zone';
const text = `@ NS ns.example.net.
@ MX 20 b
@ MX 10 a
a A 192.0.2.1
b A 192.0.2.2
`;

describe('the server’s refactorings', () => {
  let client: LspClient;
  before(async () => {
    client = await LspClient.start();
    await client.open(uri, text);
  });
  after(() => client.stop());

  const at = (line: number, character: number) => ({
    start: { line, character },
    end: { line, character },
  });

  it('are of kinds of their own, and can be asked for alone', async () => {
    const all = await client.codeActions(uri, at(1, 0), ['refactor']);
    assert.deepEqual(
      all.map(({ kind }) => kind),
      [
        'refactor.rewrite.absoluteName.zoneMx',
        'refactor.rewrite.absoluteNames.zoneMx',
        'refactor.rewrite.sortRecords.zoneMx',
      ],
    );
    const [sort, ...others] = await client.codeActions(uri, at(1, 0), [
      'refactor.rewrite.sortRecords',
    ]);
    assert.deepEqual(others, []);
    assert.equal(sort?.title, 'Sort these records of example.com');
    assert.deepEqual(await client.codeActions(uri, at(1, 0), ['source']), []);
  });

  it('tell why they are not possible to those that show it', async () => {
    const inherited = `${text}$TTL 1h\n TXT of-b\n`.replace('a A', 'z A');
    const ask = async (showsDisabled: boolean) => {
      const other = await LspClient.start({ showsDisabled });
      try {
        await other.open(uri, inherited);
        return await other.codeActions(uri, at(0, 0), ['refactor.rewrite.sortZone']);
      } finally {
        await other.stop();
      }
    };
    assert.deepEqual(await ask(false), []);
    assert.deepEqual(
      (await ask(true)).map(({ disabled }) => disabled),
      [{ reason: 'A record behind a directive inherits its owner from the one before.' }],
    );
  });

  it('move records to a file that there is not yet, where the client creates it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'zone-mx-'));
    const file = (name: string): string => pathToFileURL(join(folder, name)).href;
    await writeFile(join(folder, 'a b-1.inc'), '');
    const other = await LspClient.start({ createsFiles: true, folder: pathToFileURL(folder).href });
    const hosts = { start: { line: 3, character: 0 }, end: { line: 4, character: 3 } };
    try {
      await other.open(
        file('a b.zone'),
        `$ORIGIN example.com.\n${text.replace(/^.*\n/, '@ 1h NS ns.example.net.\n')}`,
      );
      const [move] = await other.codeActions(file('a b.zone'), hosts, ['refactor.extract']);
      const [create, created, changed] = move?.edit?.documentChanges ?? [];
      assert.deepEqual(create, {
        kind: 'create',
        uri: file('a b-2.inc'),
        options: { overwrite: false, ignoreIfExists: false },
      });
      assert.ok(created !== undefined && 'edits' in created);
      assert.match(JSON.stringify(created.edits), /\$ORIGIN example\.com\.\\n@ MX 10 a\\na A 192/);
      assert.ok(changed !== undefined && 'edits' in changed);
      assert.match(JSON.stringify(changed.edits), /\$INCLUDE \\"a b-2\.inc\\"/);
      const [none] = await client.codeActions(uri, hosts, ['refactor.extract']);
      assert.equal(none, undefined);
    } finally {
      await other.stop();
      await rm(folder, { recursive: true });
    }
  });

  it('change the document', async () => {
    const [sort] = await client.codeActions(uri, at(1, 0), ['refactor.rewrite.sortRecords']);
    assert.ok(sort);
    await client.apply(uri, sort);
    assert.equal(
      client.text(uri),
      text.replace('@ MX 20 b\n@ MX 10 a\n', '@ MX 10 a\n@ MX 20 b\n'),
    );
  });
});
