import assert from 'node:assert/strict';
import { zoneMx } from './command';

const text = `Server:  UnKnown
Address:  192.168.1.1

Nicht autorisierende Antwort:
msxfaq.de       MX preference = 10, mail exchanger = mx01.kundenserver.de
msxfaq.de       nameserver = ns1.kundenserver.de

mx01.kundenserver.de    internet address = 217.72.192.67
`;

describe('zone-mx import', function () {
  this.timeout(30_000);

  it('prints the records of standard input as a zone file has them', async () => {
    assert.deepEqual(await zoneMx(['import'], { input: text }), {
      status: 0,
      stdout:
        'msxfaq.de.\tIN\tMX\t10 mx01.kundenserver.de.\nmx01.kundenserver.de.\tIN\tA\t217.72.192.67\n',
      stderr: '',
    });
    const all = await zoneMx(['import', '--all', '-'], { input: text });
    assert.match(all.stdout, /^msxfaq\.de\.\tIN\tNS\tns1\.kundenserver\.de\.$/m);
  });

  it('takes the owner of bare answers from --owner', async () => {
    const input = '10 mail.example.com.\n';
    const named = await zoneMx(['import', '--owner', 'example.com'], { input });
    assert.deepEqual(
      [named.status, named.stdout],
      [0, 'example.com.\tIN\tMX\t10 mail.example.com.\n'],
    );
    const bare = await zoneMx(['import'], { input });
    assert.deepEqual([bare.status, bare.stdout], [1, '']);
    assert.match(bare.stderr, /does not say whose records these are: add --owner NAME/);
  });

  it('keeps a TTL, and ends with 1 and a message where nothing is found', async () => {
    const input = ';; ANSWER SECTION:\nexample.com.\t300\tIN\tA\t192.0.2.1\n';
    const found = await zoneMx(['import'], { input });
    assert.equal(found.stdout, 'example.com.\t300\tIN\tA\t192.0.2.1\n');
    for (const none of ['', 'nothing of the kind\n']) {
      const result = await zoneMx(['import'], { input: none });
      assert.deepEqual([result.status, result.stdout], [1, '']);
      assert.equal(result.stderr, 'zone-mx: nothing found that says a record\n');
    }
  });

  it('refuses a file, and an owner that is no name', async () => {
    for (const args of [['a.txt'], ['--owner', 'a..b']]) {
      const { status, stderr } = await zoneMx(['import', ...args]);
      assert.equal(status, 2);
      assert.match(stderr, /import reads standard input|takes a domain name/);
    }
  });
});
