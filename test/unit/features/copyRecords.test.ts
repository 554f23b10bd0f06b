import assert from 'node:assert/strict';
import { type CopyForm, copyRecords } from '../../../server/src/core/features/copyRecords';
import { readMarks, zoneOf } from '../../support/marked';
import { importLines } from '../import/check';

const zone = `$ORIGIN example.com.
$TTL 1h
«@ MX 10 mail
  MX 20 mail.example.net.
* 300 TXT "a|b" "\`c"»
mail A 192.0.2.1
`;

function copy(marked: string, form: CopyForm): string | undefined {
  const { text, marks } = readMarks(marked);
  const [start, end] = marks[0] ?? [0, 0];
  return copyRecords(zoneOf(text), { start, end }, form);
}

describe('copying records', () => {
  it('gives dig commands, each once, harmless for a shell', () => {
    assert.equal(copy(zone, 'dig'), "dig example.com. MX\ndig '*.example.com.' TXT");
    const hostile = "$ORIGIN example.com.\n«a'\\;\\`id\\` A 192.0.2.1»\n";
    assert.match(copy(hostile, 'dig') ?? '', /^dig '[^']*' A$/);
  });

  it('gives JSON and Markdown, which import reads again', () => {
    const wanted = [
      'example.com. 3600 MX 10 mail.example.com.',
      'example.com. 3600 MX 20 mail.example.net.',
      '*.example.com. 300 TXT "a|b" "`c"',
    ];
    assert.deepEqual(importLines(copy(zone, 'json') ?? '', { all: true }), wanted);
    assert.equal(
      copy(zone, 'markdown'),
      `| Name | Type | TTL | Data |
| --- | --- | ---: | --- |
| \`example.com.\` | MX | 3600 | \`10 mail.example.com.\` |
| \`example.com.\` | MX | 3600 | \`20 mail.example.net.\` |
| \`*.example.com.\` | TXT | 300 | \`\`"a\\|b" "\`c"\`\` |
`,
    );
    assert.deepEqual(importLines(copy(zone, 'markdown') ?? ''), wanted.slice(0, 2));
  });

  it('gives nothing where there is no record', () => {
    assert.equal(copy('$ORIGIN example.com.\n«; none»\n\nx A 192.0.2.1\n', 'json'), undefined);
    assert.equal(copy('«x A 192.0.2.1»\n', 'dig'), undefined);
  });
});
