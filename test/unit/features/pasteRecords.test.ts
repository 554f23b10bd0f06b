import assert from 'node:assert/strict';
import { defaultFormat } from '../../../server/src/core/features/format/options';
import { pasteRecords } from '../../../server/src/core/features/pasteRecords';
import { applyEdits } from '../../../server/src/core/text/span';
import { readMarks, zoneOf } from '../../support/marked';

const unix = `Server:\t\t192.168.178.1
Address:\t192.168.178.1#53

Non-authoritative answer:
example.com\tmail exchanger = 50 mail1.example.com.
example.com\tmail exchanger = 500 mail3.dbtg.de.

Authoritative answers can be found from:
example.com\tnameserver = ns1.example.net.
mail1.example.com\tinternet address = 192.0.2.1
mail3.dbtg.de\tinternet address = 192.0.2.3
`;
const columns = `$ORIGIN example.com.
$TTL 1h
@        IN SOA ns host 1 1h 1h 1d 1h
         IN NS  ns
ns       IN A   192.0.2.53
webmail  IN A   192.0.2.80
`;

/** The text after what was copied is pasted into the marks; undefined where it is left to the editor. */
function paste(marked: string, copied: string): string | undefined {
  const { text, marks } = readMarks(marked);
  const [start, end] = marks[0] ?? [0, 0];
  const result = pasteRecords(zoneOf(text), text, { start, end }, copied, defaultFormat);
  if (result === undefined) return undefined;
  const span = { file: 0, start, end };
  return applyEdits(
    text,
    [{ span, text: result.text }, ...result.further].sort((a, b) => a.span.start - b.span.start),
  );
}

describe('pasting records', () => {
  it('writes them in the columns of the file, relative and without what is of other zones', () => {
    assert.equal(
      paste(`${columns}«»`, unix),
      `${columns}@        IN MX  50 mail1
         IN MX  500 mail3.dbtg.de.
mail1    IN A   192.0.2.1
`,
    );
  });

  it('follows a file that repeats its owners, and one with names in full', () => {
    assert.equal(
      paste('$ORIGIN example.com.\nns\tA\t192.0.2.53\nns\tA\t192.0.2.54\n«»\n', unix),
      '$ORIGIN example.com.\nns\tA\t192.0.2.53\nns\tA\t192.0.2.54\n@\tMX\t50 mail1\n@\tMX\t500 mail3.dbtg.de.\n@\tNS\tns1.example.net.\nmail1\tA\t192.0.2.1\n',
    );
    assert.match(
      paste('; origin: example.com.\nns.example.com. 300 IN A 192.0.2.53\n«»', unix) ?? '',
      /^mail1\.example\.com\. 300 IN A {2}192\.0\.2\.1$/m,
    );
  });

  it('keeps the owner of the record below', () => {
    assert.equal(
      paste(
        '$ORIGIN example.com.\nwww A 192.0.2.80\n«»\n    A 192.0.2.81\n',
        'example.com has address 192.0.2.1',
      ),
      '$ORIGIN example.com.\nwww A 192.0.2.80\n@   A 192.0.2.1\nwww A 192.0.2.81\n',
    );
    assert.equal(
      paste(
        '$ORIGIN example.com.\nwww A 192.0.2.80\n«»    A 192.0.2.81\n',
        'www.example.com has address 192.0.2.1',
      )
        ?.split('\n')[2]
        ?.trim(),
      'www A 192.0.2.1',
    );
  });

  it('replaces the blanks that the line was indented with', () => {
    assert.equal(
      paste(
        '$ORIGIN example.com.\nwww A 192.0.2.80\n    «»\n',
        'ns.example.com has address 192.0.2.1',
      ),
      '$ORIGIN example.com.\nwww A 192.0.2.80\nns  A 192.0.2.1\n',
    );
  });

  it('reads names relative to the origin at its place', () => {
    const at = (marked: string) => paste(marked, 'a.sub.example.com has address 192.0.2.1');
    assert.match(
      at('$ORIGIN example.com.\n«»\n$ORIGIN sub.example.com.\nb A 192.0.2.2\n') ?? '',
      /^a\.sub A/m,
    );
    assert.match(at('$ORIGIN example.com.\n$ORIGIN sub.example.com.\n«»') ?? '', /^a IN A/m);
  });

  it('takes @ of a table for the zone', () => {
    assert.match(
      paste(`${columns}«»`, 'Type\tName\tValue\tPriority\nMX\t@\tmail\t10\n') ?? '',
      /^@ +IN MX {2}10 mail$/m,
    );
  });

  it('leaves other texts and other places to the editor', () => {
    const line = 'mail.example.com has address 192.0.2.1';
    for (const [marked, copied] of [
      [`${columns}«»`, 'nothing of the kind'],
      [`${columns}«»`, 'mail.example.com. IN A 192.0.2.1\n'],
      [columns.replace('192.0.2.53', '«»192.0.2.53'), line],
      [columns.replace('192.0.2.80', '192.0.2.80 «»'), line],
      ['@ SOA ns host (\n«»\n 1 1 1 1 1 )\n', line],
      [columns.replace('ns       IN', '«ns»       IN'), line],
    ] as const)
      assert.equal(paste(marked, copied), undefined, marked);
  });

  it('keeps CRLF', () => {
    const text = columns.replaceAll('\n', '\r\n');
    assert.equal(
      paste(`${text}«»\r\n`, unix)?.slice(text.length),
      '@        IN MX  50 mail1\r\n         IN MX  500 mail3.dbtg.de.\r\nmail1    IN A   192.0.2.1\r\n',
    );
  });
});
