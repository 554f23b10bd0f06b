import assert from 'node:assert/strict';
import { withHead } from '../../support/marked';
import { renamed } from '../../support/renaming';

/** Every way to write the name of a host, and names that only look like it. */
const uses = `$ORIGIN example.com.
$TTL 1h
@ SOA ns.example.net. admin.mail.example.com. 1 1h 15m 30d 1h
@ NS ns.example.net.
  MX 10 mail
  MX 20 MAIL.Example.com.
  MX 30 mail2
  TXT "v=spf1 a:mail.example.com mx:x.mail.example.com/24 include:email.example.com"
  TXT "mail.example.com is a host"
  HTTPS 1 mail alpn=h2
  RP mail.example.com. who.mail
mail A 192.0.2.1
     AAAA 2001:db8::1
x.mail A 192.0.2.2
_25._tcp.mail TLSA 3 1 1 ( 0000000000000000000000000000000000000000000000000000000000000000 )
mail2 A 192.0.2.3
email TXT "v=spf1 exists:%{i}.mail.example.com redirect=x.Mail.Example.com."
www CNAME mail
_imap._tcp SRV 0 1 143 mail
$ORIGIN mail.example.com.
@ TXT at
y CNAME @
$ORIGIN example.com.
$ORIGIN sub
mail A 192.0.2.4
z CNAME mail.example.com.
`;

describe('renaming', () => {
  it('changes every use of the name and of the names below, as each is written', () => {
    const expected = uses
      .replace('admin.mail', 'admin.mx')
      .replace('MX 10 mail', 'MX 10 mx')
      .replace('MAIL.Example', 'mx.Example')
      .replace('a:mail', 'a:mx')
      .replace('x.mail.example.com/24', 'x.mx.example.com/24')
      .replace('HTTPS 1 mail', 'HTTPS 1 mx')
      .replace('who.mail', 'who.mx')
      .replace('\nmail A', '\nmx A')
      .replace('\nx.mail A', '\nx.mx A')
      .replace('_tcp.mail', '_tcp.mx')
      .replace('}.mail', '}.mx')
      .replace('x.Mail', 'x.mx')
      .replace('www CNAME mail', 'www CNAME mx')
      .replace('143 mail', '143 mx')
      .replace('$ORIGIN mail', '$ORIGIN mx')
      .replace('z CNAME mail', 'z CNAME mx');
    assert.equal(renamed(uses, 'mail A', 'mx'), expected);
  });

  it('begins at any use, and takes the new name as it is written there or with its final dot', () => {
    const expected = renamed(uses, 'mail A', 'mx');
    for (const [word, name] of [
      ['MAIL.Example', 'mx.example.com.'],
      ['MAIL.Example', 'mx.example.com'],
      ['MAIL.Example', 'mx'],
      ['mail\n  MX 20', 'mx.example.com.'],
      ['mail\n  MX 20', 'mx.example.com'],
      ['mail.example.com mx:', 'mx.example.com'],
      ['_25._tcp.mail', 'mx'],
      ['mail.example.com. 1 1h', 'mx.example.com.'],
    ] as const)
      assert.equal(renamed(uses, word, name), expected, word);
  });

  it('writes a name absolutely where it leaves its origin', () => {
    const zone = withHead('@ MX 10 a.sub\n$ORIGIN sub.example.com.\na A 192.0.2.1\nb CNAME a\n');
    assert.equal(
      renamed(zone, 'a A', 'host.example.com.'),
      zone
        .replace('a.sub', 'host')
        .replace('a A', 'host.example.com. A')
        .replace('CNAME a', 'CNAME host.example.com.'),
    );
  });

  it('joins the strings that an SPF record’s name is spread over', () => {
    const zone = withHead('mail A 192.0.2.1\n@ TXT "v=spf1 a:ma" "il.example.com -all"\n');
    const expected = zone.replace('ma" "il', 'post').replace('mail A', 'post A');
    assert.equal(renamed(zone, 'mail A', 'post'), expected);
  });

  const hosts = withHead(`mail A 192.0.2.1
www A 192.0.2.2
*.wild A 192.0.2.3
deep.er A 192.0.2.4
host$ORIGIN A 192.0.2.5
_dmarc TXT "v=DMARC1; p=none"
sel._domainkey TXT "v=DKIM1; p="
_mta-sts TXT "v=STSv1; id=1"
mta-sts A 192.0.2.6
sub NS ns.sub
ns.sub A 192.0.2.7
in.signed A 192.0.2.8
in.signed RRSIG A 8 3 3600 20300101000000 20200101000000 1 example.com. AAAA
raw A 192.0.2.9
g CNAME \\# 17 03726177076578616d706c6503636f6d00
$GENERATE 1-2 gen$ A 192.0.2.$
one CNAME gen1
`);
  for (const [title, word, name, message] of [
    ['the apex', '@ SOA', 'x', /is the name of a zone/],
    ['the apex where $ORIGIN says it', 'example.com.\n', 'x', /is the name of a zone/],
    ['a name that is there', 'mail A', 'www', /“www\.example\.com” is there already/],
    ['a name that has others below', 'mail A', 'er', /is there already/],
    ['a name outside the zone', 'mail A', 'mail.example.org.', /does not lie in the zone example/],
    ['what is no host name', 'mail A', 'my_mail', /is no host name/],
    ['what is no name', 'mail A', 'a..b', /“a\.\.b” is no domain name/],
    ['nothing', 'mail A', ' ', /is no domain name/],
    ['a service', 'mail A', '_25._tcp.www', /is no host name/],
    ['a wildcard', '*.wild', 'x', /stands for many names/],
    ['a policy', '_dmarc', 'x', /look for “_dmarc\.example\.com” by this very name/],
    ['a selector', 'sel._domainkey', 'x', /by this very name/],
    ['the host of a policy', 'mta-sts A', 'x', /by this very name/],
    ['a delegation', 'sub NS', 'x', /is delegated/],
    ['what would lie below a delegation', 'mail A', 'x.sub', /“sub\.example\.com” is delegated/],
    ['what is signed', 'in.signed A', 'x', /is signed/],
    ['what generic RDATA names', 'raw A', 'x', /generic RDATA/],
    ['what is generated', 'gen1', 'x', /\$GENERATE/],
    ['what gets too long', 'mail A', `${'a'.repeat(63)}.`.repeat(4), /is no domain name/],
  ] as const)
    it(`refuses ${title}`, () => assert.match(renamed(hosts, word, name), message));

  it('refuses where names below would be too long, or an SPF record’s string', () => {
    const long = `${'b'.repeat(60)}.`.repeat(3);
    const below = withHead(`mail A 192.0.2.1\n${long}mail A 192.0.2.2\n`);
    assert.match(renamed(below, 'mail A', 'c'.repeat(63)), /more than 255 octets/);
    const terms = ' ip4:192.0.2.1'.repeat(16);
    const spf = withHead(`mail A 192.0.2.1\n@ TXT "v=spf1 a:mail.example.com${terms}"\n`);
    assert.match(renamed(spf, 'mail A', 'mailservers'), /A string of an SPF record/);
  });

  it('refuses where a part of the zone is unread', () => {
    const zone = withHead('mail A 192.0.2.1\n$INCLUDE elsewhere\n');
    assert.match(renamed(zone, 'mail A', 'x'), /Parts of the zone can’t be read/);
  });
});
