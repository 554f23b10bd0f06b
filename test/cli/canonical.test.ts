import assert from 'node:assert/strict';
import { makeFolder, plainZone, type Result, zoneMx } from './command';

function canonical(zone: string, ...args: string[]): Promise<Result> {
  return zoneMx(['convert', '--to=canonical', ...args, '-'], { input: zone });
}

describe('zone-mx convert --to canonical', function () {
  this.timeout(30_000);

  it('prints every record once, in order, with names absolute', async () => {
    const result = await canonical(`$ORIGIN Example.COM.
@ SOA ns1 hostmaster 1 3h 1h 2w 5m
  NS ns1
b 1h MX 010 Mail
  2h IN MX 20 mail.Example.com. ; another TTL
a.b TXT two "strings"
*.b ( AAAA 2001:DB8:0::1 )
B MX 10 MAIL
Z\\046z CNAME @
x OPENPGPKEY AA AA
`);
    assert.deepEqual(result, {
      status: 0,
      stderr: '',
      stdout: `example.com.\t300\tIN\tNS\tns1.example.com.
example.com.\t300\tIN\tSOA\tns1.example.com. hostmaster.example.com. 1 10800 3600 1209600 300
b.example.com.\t300\tIN\tMX\t10 mail.example.com.
b.example.com.\t300\tIN\tMX\t20 mail.example.com.
*.b.example.com.\t300\tIN\tAAAA\t2001:db8::1
a.b.example.com.\t300\tIN\tTXT\t"two" "strings"
x.example.com.\t300\tIN\tOPENPGPKEY\tAAAA
z\\.z.example.com.\t300\tIN\tCNAME\texample.com.
`,
    });
  });

  it('has the same for two notations of one zone', async () => {
    const [one, other] = await Promise.all([
      canonical(plainZone),
      canonical(`$TTL 3600\r
example.com. IN SOA (ns1.example.com. hostmaster.example.com. 1 10800\r
 3600 1209600 300)\r
mail.Example.com. A 192.0.2.25\r
ns1.example.com. TYPE1 \\# 4 C0000235\r
example.com. TYPE15 10 mail.example.com.\r
 NS NS1.example.com.\r
`),
    ]);
    assert.equal(one.stdout, other.stdout);
    assert.deepEqual([one.status, other.status], [0, 0]);
  });

  it('leaves out what is not in the zone, and says so', async () => {
    const { status, stderr, stdout } = await canonical(`${plainZone}x.example.org. A 192.0.2.1\n`);
    assert.equal(stdout, (await canonical(plainZone)).stdout);
    assert.equal(
      stderr,
      'zone-mx: -: line 8, column 1: x.example.org A is left out: it is not in the zone example.com.\n',
    );
    assert.equal(status, 0, 'a name server leaves it out, too');
  });

  it('leaves out flawed records, says so, and ends with 1 unless that is wanted', async () => {
    const zone = `${plainZone}a A 192.0.2.256\nb TXT "open\nc CH A 192.0.2.1\nd FOO x\n$WHAT\n`;
    const { status, stderr, stdout } = await canonical(zone);
    assert.equal(stdout, (await canonical(plainZone)).stdout);
    assert.equal(status, 1);
    assert.deepEqual(
      [...stderr.matchAll(/: line (\d+), /g)].map(([, line]) => line),
      ['8', '9', '10', '11', '12'],
    );
    assert.equal((await canonical(zone, '--lossy')).status, 0);
  });

  it('ends with 2 where it cannot begin, and says why', async () => {
    const cases: readonly (readonly [string, RegExp])[] = [
      ['a A 192.0.2.1\n', /the file does not say its origin; name it with --origin$/],
      ['a.example.com. A 192.0.2.1\n', /name it with --origin$/],
      ['{ "a": [] }', /it is JSON/],
      [`$ORIGIN example.com.\n${'a A 1\n'.repeat(1001)}`, /too many errors/],
    ];
    await Promise.all(
      cases.map(async ([zone, said]) => {
        const { status, stderr, stdout } = await canonical(zone);
        assert.match(stderr.trimEnd(), said);
        assert.deepEqual([status, stdout], [2, ''], zone.slice(0, 100));
      }),
    );
  });

  it('takes the origin from the option, or from the name of the file', async () => {
    const zone = '$TTL 5\na A 192.0.2.1\n';
    const expected = 'a.example.org.\t5\tIN\tA\t192.0.2.1\n';
    const named = await canonical(zone, '--origin=example.org');
    assert.deepEqual([named.stdout, named.stderr, named.status], [expected, '', 0]);
    const cwd = await makeFolder({ 'db.example.org': zone });
    const filed = await zoneMx(['convert', '--to=canonical', 'db.example.org'], { cwd });
    assert.equal(filed.stdout, expected);
  });

  it('hands a terminal nothing that it would obey', async () => {
    const sequences = '\x1b]0owned\x07\x1b[2J\x9b31m\u202e\u2028\x7f\u200b';
    const { stdout, stderr } = await canonical(
      `${plainZone}${sequences} TXT "${sequences}"\n${sequences}.org. A 192.0.2.1\na ${sequences} x\n`,
    );
    for (const text of [stdout, stderr])
      assert.doesNotMatch(text, /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    assert.match(stdout, /\\027\]0owned\\007/i);
  });

  it('does not list what is left out for ever', async () => {
    const { stderr, status } = await canonical(`${plainZone}${'x. A 192.0.2.1\n'.repeat(1500)}`);
    assert.equal(stderr.trim().split('\n').length, 1001);
    assert.match(stderr, /: 500 more omissions are not listed\.\n$/);
    assert.equal(status, 0);
  });

  it('prints ten megabytes in seconds', async () => {
    const record = (_: unknown, index: number): string =>
      `h${index % 90_000} IN MX 10 mail${index}\n`;
    const zone = plainZone + Array.from({ length: 350_000 }, record).join('');
    assert.ok(zone.length > 9e6);
    const start = performance.now();
    const { stdout, status } = await canonical(zone);
    assert.equal(status, 0);
    assert.equal(stdout.split('\n').length, 350_000 + 6);
    const seconds = (performance.now() - start) / 1000;
    assert.ok(seconds < 15, `${seconds} s`);
  });
});
