import assert from 'node:assert/strict';
import { importRecords } from '../../../server/src/core/import/import';
import { checkImport } from './check';

describe('import of tables', () => {
  it('reads rows with tabs by their headings, in English and German', () => {
    checkImport(
      { owner: 'example.com' },
      'Typ\tName\tWert\tPriorität\tTTL\n' +
        'MX\t@\tmail.example.com\t10\t1 Stunde\n' +
        'MX\texample.com\tmx.example.net.\t20\tAuto\n' +
        'A\tmail\t192.0.2.25\t\t5 min\n',
      ['example.com. 3600 MX 10 mail.example.com.', 'example.com. MX 20 mx.example.net.'],
      ['mail.example.com. 300 A 192.0.2.25'],
    );
    checkImport(
      { all: true },
      'Host name\tType\tTTL\tData\n' +
        'example.com\tMX\t1 hour\t10 mail.example.com.\n' +
        'example.com\tTXT\t3600\tv=spf1 include:_spf.example.net -all\n' +
        '_sip._tcp.example.com\tSRV\t3600\t10 60 5060 sip.example.com.\n',
      ['example.com. 3600 MX 10 mail.example.com.'],
      ['example.com. 3600 TXT "v=spf1 include:_spf.example.net -all"'],
      ['_sip._tcp.example.com. 3600 SRV 10 60 5060 sip.example.com.'],
    );
  });

  it('reads rows without headings', () => {
    checkImport(
      'example.com\tMX\t10\tmail.example.com\t3600\nMX\texample.com\tmx.example.net\t20\tAuto\n' +
        'mail.example.com\t300\tA\t192.0.2.25\n',
      ['example.com. 3600 MX 10 mail.example.com.', 'example.com. MX 20 mx.example.net.'],
      ['mail.example.com. 300 A 192.0.2.25'],
    );
  });

  it('says when only the domain would tell whose a row is', () => {
    const rows = 'Name\tType\tValue\n@\tMX\t10 mail\n';
    checkImport({ needsOwner: true }, rows);
    checkImport({ owner: 'example.com.' }, rows, ['example.com. MX 10 mail.example.com.']);
  });

  it('reads a table of exchanges alone, whose domain is said', () => {
    const rows = 'Pref\tHostname\tIP Address\tTTL\n10\tmail.example.com\t192.0.2.25\t60 min\n';
    checkImport({ owner: 'example.com' }, rows, ['example.com. 3600 MX 10 mail.example.com.']);
    checkImport({ needsOwner: true }, rows);
  });

  it('reads Markdown', () => {
    checkImport(
      `| Name | Type | TTL | Content |
|------|:----:|----:|---------|
| \`example.com\` | MX | 3600 | 10 mail.example.com |
| mail.example.com | **A** | | \`192.0.2.25\` |

Some | words | between bars
`,
      ['example.com. 3600 MX 10 mail.example.com.', 'mail.example.com. A 192.0.2.25'],
    );
  });

  it('reads HTML', () => {
    checkImport(
      { owner: 'example.com', all: true },
      `<script>"<tr><td>MX</td><td>no.example.com</td><td>1 no.example.com</td></tr>"</script>
<table><thead><tr><th>Record type<th>Host</th><th>Points to</th><th>Priority</th></tr></thead>
<tr class="a"><td>MX</td><td>&#64;</td><td><b>mail</b>.example.com&nbsp;</td><td>10</td></tr>
<tr><td>TXT</td><td>@</td><td>v=spf1 &quot;x&quot; &lt;-all&gt;</td><td></td></tr>
<tr><td>A</td><td>mail</td><td>192.0.2.25</td><td>-</td></tr></table>`,
      ['example.com. MX 10 mail.example.com.'],
      [String.raw`example.com. TXT "v=spf1 \"x\" <-all>"`, 'mail.example.com. A 192.0.2.25'],
    );
  });

  it('splits a long text, and keeps what is beyond ASCII', () => {
    const [record] = importRecords(`Name\tType\tValue\na.example.com\tTXT\tü${'x'.repeat(300)}\n`, {
      all: true,
    }).records;
    assert.equal(record?.rdata, String.raw`"\195\188${'x'.repeat(253)}" "${'x'.repeat(47)}"`);
  });

  it('takes no other table for one of records', () => {
    checkImport(
      { owner: 'example.com', all: true },
      'Type\tName\tPrice\nA\tApple\t10\nB\tPear\t12\n',
    );
    checkImport(
      { owner: 'example.com', all: true },
      '| A | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n',
    );
    checkImport({ owner: 'example.com' }, 'Name\tType\tValue\nmail\tA\t"192.0.2.25 (old)"\n');
  });
});
