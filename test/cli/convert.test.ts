import assert from 'node:assert/strict';
import { makeFolder, zoneMx } from './command';

/** A zone that the dns-zonefile package reads right too. */
const plainZone = `$ORIGIN example.com.
$TTL 3600
@ IN SOA ns1 hostmaster.example.com. 1 10800 3600 1209600 300
@ 300 IN NS ns1
@ IN MX 10 Mail
mail IN A 192.0.2.25
mail IN AAAA 2001:db8::25
www IN CNAME mail
@ IN TXT "v=spf1 mx -all" "more; of it"
_sip._tcp IN SRV 0 5 5060 sip.example.net.
@ IN CAA 0 issue "ca.example.net"
sub IN DS 12345 8 2 ${'ABCDEF01'.repeat(8)}
old IN SPF "v=spf1 -all"
`;

async function toJson(zone: string | Buffer, ...args: string[]) {
  const result = await zoneMx(['convert', '--to', 'json', ...args, '-'], { input: zone });
  return { ...result, json: result.stdout === '' ? undefined : JSON.parse(result.stdout) };
}

async function toZone(json: unknown, ...args: string[]) {
  const input = typeof json === 'string' ? json : JSON.stringify(json);
  return zoneMx(['convert', '--to=zone', ...args, '-'], { input });
}

describe('zone-mx convert', function () {
  this.timeout(30_000);

  it('makes the model that the dns-zonefile package makes', async () => {
    const { json, status, stderr } = await toJson(plainZone);
    assert.deepEqual([status, stderr], [0, '']);
    // A module that older versions of Node can't require.
    const { default: zonefile } = await import('dns-zonefile');
    // That package leaves the TTL a text, though its types call it a number.
    assert.deepEqual(json, { ...zonefile.parse(plainZone), $ttl: 3600 });
  });

  it('says the same with one origin where the file has several', async () => {
    const { json } = await toJson(`$ORIGIN com.
$TTL 1h30m
example SOA ns1.example ( host\\.master.example 1 3h 1h 2w 0 )
  NS ns1.example
$ORIGIN sub.example.com.
mail A 192.0.2.1
 0 AAAA 2001:db8::1
$ORIGIN example.com.
@ mx 10 mail.sub
$TTL 5
10 PTR host
`);
    assert.deepEqual(json, {
      $origin: 'example.com.',
      $ttl: 5400,
      soa: {
        name: '@',
        mname: 'ns1',
        rname: 'host\\.master',
        serial: 1,
        refresh: 10800,
        retry: 3600,
        expire: 1209600,
        minimum: 0,
      },
      ns: [{ name: '@', host: 'ns1' }],
      a: [{ name: 'mail.sub', ip: '192.0.2.1' }],
      aaaa: [{ name: 'mail.sub', ip: '2001:db8::1', ttl: 0 }],
      mx: [{ name: '@', preference: 10, host: 'mail.sub' }],
      ptr: [{ name: '10', fullname: '10.example.com.', host: 'host', ttl: 5 }],
    });
  });

  it('names what the model cannot hold, and ends with 1 unless that is wanted', async () => {
    const zone = `$ORIGIN example.com.
a TLSA 3 1 1 00
b CH TXT "chaos"
$INCLUDE other.zone
c TYPE1 \\# 4 c0000201
d A 192.0.2.256
e A 192.0.2.1
`;
    const { json, status, stderr } = await toJson(zone);
    assert.equal(status, 1);
    assert.deepEqual(json, {
      $origin: 'example.com.',
      a: [{ name: 'e', ip: '192.0.2.1' }],
    });
    const said = stderr.trim().split('\n');
    assert.match(said.pop() ?? '', /line 6, column 5: .*“192\.0\.2\.256” is none\.$/);
    assert.deepEqual(said, [
      'zone-mx: -: line 2, column 1: a.example.com TLSA is left out: the model has no such type.',
      'zone-mx: -: line 3, column 1: b.example.com TXT is left out: the model knows the class IN only.',
      'zone-mx: -: line 4, column 10: “other.zone” is not there, or it can’t be read.',
      'zone-mx: -: line 5, column 1: c.example.com A is left out: the model does not know the generic notation.',
    ]);
    assert.equal((await toJson(zone, '--lossy')).status, 0);
  });

  it('writes a zone that reads back the same', async () => {
    const { json } = await toJson(
      `${plainZone}a 0 TXT "$& {mx} \\{ $' $$" \\123 {ns}\nb MX 0 .\n0 PTR a\n`,
    );
    const { stdout, status, stderr } = await toZone(json);
    assert.deepEqual([status, stderr], [0, '']);
    const again = (await toJson(stdout)).json;
    // The brace may be written by its number, and is the same text.
    const unescaped = JSON.parse(JSON.stringify(again).replaceAll('\\\\123', '{'));
    const before = JSON.parse(JSON.stringify(json).replaceAll(/\\\\(?:123|\{)/g, '{'));
    assert.deepEqual(unescaped, before);
    assert.equal((await toZone(json)).stdout, stdout, 'no time of day in it');
    const other = await zoneMx(['convert', '--to=zone', '-'], { input: plainZone });
    assert.match(other.stdout, /^\$ORIGIN example\.com\.\n\$TTL 3600\n@\t/);
  });

  it('lets nothing out of its field', async () => {
    const { stdout, stderr, status } = await toZone({
      $origin: 'example.com.\n@ MX 10 evil',
      txt: [
        { name: 'a', txt: '"x"\nevil A 192.0.2.66' },
        { name: 'b', txt: '"open' },
        { name: 'c', txt: '"x" ; comment' },
        { name: 'd', txt: 'x (' },
        { name: 'e', txt: 'x\\' },
        { name: 'f f', txt: '"x"' },
        { name: 'g', txt: '"fine" too', ttl: '1h', note: 'x' },
        'no record',
      ],
      mx: [{ preference: -1, host: 'a' }, { preference: 10 }, { preference: '10', host: 'b' }],
      a: [{ name: 'h', ip: '192.0.2.1', ttl: 'soon' }],
      tlsa: [],
    });
    assert.equal(status, 1);
    assert.equal(stdout, '@\tIN\tMX\t10\tb\n\ng\t3600\tIN\tTXT\t"fine" too\n');
    assert.equal(stderr.trim().split('\n').length, 13);
    assert.match(stderr, /txt\[5\] is left out: its name is missing or not sound\./);
    assert.match(stderr, /txt\[6\]\.note is left out: the model does not know it\./);
  });

  it('ends with 2 where it cannot begin', async () => {
    const cwd = await makeFolder({ 'a.json': '{ "a": [' });
    const broken = await zoneMx(['convert', '--to=zone', 'a.json'], { cwd });
    assert.deepEqual(broken, { status: 2, stdout: '', stderr: 'zone-mx: a.json: it is no JSON\n' });
    const missing = await zoneMx(['convert', '--to=zone', 'b.json'], { cwd });
    assert.equal(missing.status, 2);
    assert.equal((await zoneMx(['convert', '--to=zone', '.'], { cwd })).status, 2);
  });
});
