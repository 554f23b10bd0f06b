import assert from 'node:assert/strict';
import { LspClient, sampleUri } from '../support/lspClient';

const uri = 'file:///zones/example.com.zone';
const tabs = { tabSize: 8, insertSpaces: false };

describe('the server’s formatting', () => {
  let client: LspClient;
  beforeEach(async () => {
    client = await LspClient.start();
  });
  afterEach(() => client.stop());

  it('leaves the samples as they are', async () => {
    for (const name of ['bundestag.de.zone', 'msxfaq.de.zone', 'mistakes.zone']) {
      await client.openSample(name);
      assert.equal(await client.format(sampleUri(name)), client.text(sampleUri(name)), name);
    }
  });

  it('lays a document out with what the editor indents with, where the file shows no style', async () => {
    await client.open(uri, '@ MX 10 mail\nmail A 192.0.2.1');
    assert.equal(await client.format(uri), '@    MX 10 mail\nmail A  192.0.2.1\n');
    assert.equal(await client.format(uri, tabs), '@\tMX\t10 mail\nmail\tA\t192.0.2.1\n');
    assert.equal(
      await client.format(uri, { ...tabs, tabSize: 4 }),
      '@\t\tMX\t10 mail\nmail\tA\t192.0.2.1\n',
    );
  });

  it('keeps the file’s own style, and CRLF', async () => {
    await client.open(uri, '@\tMX\t10 mail\r\nmail\tA 192.0.2.1  \r\n');
    assert.equal(await client.format(uri), '@\tMX\t10 mail\r\nmail\tA\t192.0.2.1\r\n');
  });

  it('lays out the entries that a range touches, and no others', async () => {
    await client.open(uri, 'a  A  192.0.2.1  \nb  A  192.0.2.2  \nc  A  192.0.2.3  \n');
    const [start, end] = [
      { line: 1, character: 1 },
      { line: 2, character: 0 },
    ];
    assert.equal(
      await client.format(uri, undefined, { start, end }),
      'a  A  192.0.2.1  \nb  A  192.0.2.2\nc  A  192.0.2.3  \n',
    );
  });

  it('lays out a file with more changes than an editor takes one by one', async () => {
    const line = (gap: string) => `a${gap}A${gap}192.0.2.1\n`;
    await client.open(uri, `${line(' ')}${line('  ').repeat(4000)}`);
    assert.equal(await client.format(uri), line('  ').repeat(4001));
  });

  it('lays out what is typed in a large file as it does the whole', async () => {
    const lines = Array.from({ length: 6000 }, (_, index) => `host${1000 + index} A 192.0.2.1`);
    const textOf = (all: readonly string[]) => all.map((line) => `${line}\n`).join('');
    await client.open(uri, textOf(lines));
    assert.equal(await client.format(uri), textOf(lines));
    const [start, end] = [
      { line: 3000, character: 0 },
      { line: 3001, character: 0 },
    ];
    await client.change(uri, [{ range: { start, end: start }, text: 'typed    A    192.0.2.1\n' }]);
    const laidOut = textOf(lines.toSpliced(3000, 0, 'typed    A 192.0.2.1'));
    assert.equal(await client.format(uri, undefined, { start, end }), laidOut);
    // A longer name than all others moves the column of all.
    await client.change(uri, [{ range: { start, end }, text: 'a-longer-name A 192.0.2.1\n' }]);
    assert.equal(
      await client.format(uri),
      textOf(
        lines
          .map((line) => line.replace(' ', '      '))
          .toSpliced(3000, 0, 'a-longer-name A 192.0.2.1'),
      ),
    );
  });

  it('obeys the settings, and changes of them at once', async () => {
    await client.open(uri, '@ IN NS a\n@ IN NS b\n');
    await client.configure({ format: { repeatedOwners: 'omit', indentation: 'tabs' } });
    await client.diagnostics(uri);
    assert.equal(await client.format(uri), '@\tIN\tNS\ta\n\tIN\tNS\tb\n');
  });

  it('indents the next record where the block leaves owners out', async () => {
    await client.open(uri, '@    NS a\n     NS b\nmail A 192.0.2.1\n\nwww A 192.0.2.2\n');
    assert.equal((await client.pressEnter(uri, 1)).split('\n')[2], '     ');
    assert.equal((await client.pressEnter(uri, 5)).split('\n')[6], '');
  });

  it('indents RDATA in parentheses', async () => {
    await client.open(uri, '$ORIGIN example.com.\n@ SOA ns host (\n');
    assert.equal((await client.pressEnter(uri, 1)).split('\n')[2], '      ');
  });
});
