import { checkImport } from './check';

describe('import of what tools print', () => {
  it('reads nslookup of BIND', () => {
    checkImport(
      `Server:\t\t192.168.178.1
Address:\t192.168.178.1#53

Non-authoritative answer:
bundestag.de\tmail exchanger = 50 mail1.dbtg.de.
bundestag.de\tmail exchanger = 500 mail3.dbtg.de.

Authoritative answers can be found from:
bundestag.de\tnameserver = ns1.bundestag.de.
mail1.dbtg.de\tinternet address = 192.0.2.1
mail1.dbtg.de\thas AAAA address 2001:DB8:0::1
`,
      ['bundestag.de. MX 50 mail1.dbtg.de.', 'bundestag.de. MX 500 mail3.dbtg.de.'],
      ['mail1.dbtg.de. A 192.0.2.1', 'mail1.dbtg.de. AAAA 2001:db8::1'],
    );
    checkImport('bundestag.de mail exchanger = 50 mail1.dbtg.de', [
      'bundestag.de. MX 50 mail1.dbtg.de.',
    ]);
  });

  it('reads nslookup of Windows, in English and German', () => {
    for (const [banner, note] of [
      ['Server:  fritz.box\nAddress:  fd00::1', 'Nicht autorisierende Antwort:'],
      [
        'DNS request timed out.\nServer:  UnKnown\nAddress:  192.168.1.1',
        'Non-authoritative answer:',
      ],
    ])
      checkImport(
        `C:\\>nslookup -q=mx msxfaq.de\n${banner}\n\n${note}
msxfaq.de       MX preference = 10, mail exchanger = mx01.kundenserver.de
msxfaq.de       MX preference = 10, mail exchanger = mx00.kundenserver.de

mx01.kundenserver.de    internet address = 217.72.192.67
mx00.kundenserver.de    AAAA IPv6 address = 2001:8d8:580:404::1
C:\\>`.replaceAll('\n', '\r\n'),
        ['msxfaq.de. MX 10 mx01.kundenserver.de.', 'msxfaq.de. MX 10 mx00.kundenserver.de.'],
        ['mx01.kundenserver.de. A 217.72.192.67'],
        ['mx00.kundenserver.de. AAAA 2001:8d8:580:404::1'],
      );
  });

  it('tells the server that was asked from the addresses of a name', () => {
    checkImport(
      `Server:  dns.google
Address:  8.8.8.8

Name:    mail.example.com
Addresses:  2001:db8::25
          192.0.2.25
          192.0.2.26
Aliases:  www.example.com

Using domain server:
Name: 9.9.9.9
Address: 9.9.9.9#53
Aliases: 

Name:\tns.example.com
Address: 192.0.2.53
`,
      ['mail.example.com. AAAA 2001:db8::25'],
      ['mail.example.com. A 192.0.2.25', 'mail.example.com. A 192.0.2.26'],
      ['ns.example.com. A 192.0.2.53'],
    );
  });

  it('reads a null MX', () => {
    for (const line of [
      'example.com     MX preference = 0, mail exchanger = (root)',
      'example.com\tmail exchanger = 0 .',
      'example.com mail is handled by 0 .',
    ])
      checkImport(line, ['example.com. MX 0 .']);
  });

  it('reads all types of nslookup when asked to', () => {
    checkImport(
      { all: true },
      `example.com
        primary name server = ns1.example.com
        responsible mail addr = hostmaster.example.com
        serial  = 2026112201
        refresh = 7200 (2 hours)
        retry   = 3600 (1 hour)
        expire  = 1209600 (14 days)
        default TTL = 300 (5 mins)
example.com     text =

        "v=spf1 include:_spf.example.net"
        " -all"
example.com     nameserver = ns1.example.com
www.example.com canonical name = example.com
25.2.0.192.in-addr.arpa name = mail.example.com
_sip._tcp.example.com   SRV service location:
          priority       = 10
          weight         = 60
          port           = 5060
          svr hostname   = sip.example.com
example.com\trdata_257 = 0 issue "letsencrypt.org"
_imaps._tcp.example.com\tservice = 0 1 993 imap.example.com.
`,
      [
        'example.com. SOA ns1.example.com. hostmaster.example.com. 2026112201 7200 3600 1209600 300',
      ],
      ['example.com. TXT "v=spf1 include:_spf.example.net" " -all"'],
      ['example.com. NS ns1.example.com.', 'www.example.com. CNAME example.com.'],
      ['25.2.0.192.in-addr.arpa. PTR mail.example.com.'],
      ['_sip._tcp.example.com. SRV 10 60 5060 sip.example.com.'],
      ['example.com. CAA 0 issue "letsencrypt.org"'],
      ['_imaps._tcp.example.com. SRV 0 1 993 imap.example.com.'],
    );
  });

  it('reads the debug mode of nslookup, with its TTL', () => {
    checkImport(
      `------------
    QUESTIONS:
\tbundestag.de, type = MX, class = IN
    ANSWERS:
    ->  bundestag.de
\tmail exchanger = 50 mail1.dbtg.de.
\tttl = 300
    ->  bundestag.de
        MX preference = 500, mail exchanger = mail3.dbtg.de
        ttl = 299 (4 mins 59 secs)
    AUTHORITY RECORDS:
------------`,
      ['bundestag.de. 300 MX 50 mail1.dbtg.de.', 'bundestag.de. 299 MX 500 mail3.dbtg.de.'],
    );
  });

  it('reads host', () => {
    checkImport(
      { all: true },
      `Trying "example.com"
example.com has address 192.0.2.1
example.com has IPv6 address 2001:db8::1
example.com mail is handled by 10 mail.example.com.
www.example.com is an alias for example.com.
example.com name server ns1.example.com.
example.com descriptive text "v=spf1 -all"
example.com has CAA record 0 issue "letsencrypt.org"
1.2.0.192.in-addr.arpa domain name pointer example.com.
other.example.com has no MX record
Host no.example.com not found: 3(NXDOMAIN)`,
      ['example.com. A 192.0.2.1', 'example.com. AAAA 2001:db8::1'],
      ['example.com. MX 10 mail.example.com.', 'www.example.com. CNAME example.com.'],
      ['example.com. NS ns1.example.com.', 'example.com. TXT "v=spf1 -all"'],
      ['example.com. CAA 0 issue "letsencrypt.org"'],
      ['1.2.0.192.in-addr.arpa. PTR example.com.'],
    );
  });

  it('reads dig, drill and delv', () => {
    checkImport(
      `; <<>> DiG 9.18.28 <<>> mx bundestag.de
;; global options: +cmd
;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 4711
;; flags: qr rd ra; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 3

;; OPT PSEUDOSECTION:
; EDNS: version: 0, flags:; udp: 1232
;; QUESTION SECTION:
;bundestag.de.\t\t\tIN\tMX

;; ANSWER SECTION:
bundestag.de.\t\t287\tIN\tMX\t50 mail1.dbtg.de.
Bundestag.de.\t\t287\tIN\tMX\t50 MAIL1.dbtg.de.

;; ADDITIONAL SECTION:
mail1.dbtg.de.\t\t1d\tIN\tA\t192.0.2.1
version.bind.\t0\tCH\tTXT\t"9.18"

;; Query time: 12 msec
;; SERVER: 192.168.178.1#53(192.168.178.1) (UDP)
;; WHEN: Sun Nov 22 08:37:21 UTC 2026
`,
      ['bundestag.de. 287 MX 50 mail1.dbtg.de.', 'mail1.dbtg.de. 86400 A 192.0.2.1'],
    );
  });

  it('reads a record that dig spreads over lines', () => {
    checkImport(
      { all: true },
      `example.com.\t3600 IN SOA ns1.example.com. hostmaster.example.com. (
\t\t\t\t2026112201 ; serial (of today)
\t\t\t\t7200       ; refresh (2 hours)
\t\t\t\t3600       ; retry (1 hour)
\t\t\t\t1209600    ; expire (2 weeks)
\t\t\t\t300        ; minimum (5 minutes)
\t\t\t\t)
mail.example.com. IN A 192.0.2.1`,
      [
        'example.com. 3600 SOA ns1.example.com. hostmaster.example.com. 2026112201 7200 3600 1209600 300',
      ],
      ['mail.example.com. A 192.0.2.1'],
    );
  });

  it('reads bare answers of dig +short where the owner is said', () => {
    const text = '$ dig +short mx example.com\n10 mail.example.com.\n0 .\n192.0.2.1\n2001:db8::1\n';
    checkImport(
      { owner: 'example.com' },
      text,
      ['example.com. MX 10 mail.example.com.', 'example.com. MX 0 .'],
      ['example.com. A 192.0.2.1', 'example.com. AAAA 2001:db8::1'],
    );
    checkImport({ needsOwner: true }, text);
  });

  it('reads the answers of PowerShell', () => {
    checkImport(
      `
Name                                     Type   TTL   Section    NameExchange                              Preference
----                                     ----   ---   -------    ------------                              ----------
bundestag.de                             MX     300   Answer     mail1.dbtg.de                             50

Name       : mail1.dbtg.de
QueryType  : A
TTL        : 86400
Section    : Additional
IP4Address : 192.0.2.1

`,
      ['bundestag.de. 300 MX 50 mail1.dbtg.de.', 'mail1.dbtg.de. 86400 A 192.0.2.1'],
    );
  });

  it('reads what was quoted in a mail, and what was redirected as UTF-16', () => {
    const line = 'bundestag.de\tmail exchanger = 50 mail1.dbtg.de.\r\n';
    checkImport(`> ${line}`, ['bundestag.de. MX 50 mail1.dbtg.de.']);
    checkImport(`\ufffd\ufffd${line.replace(/./gs, '$&\0')}`, [
      'bundestag.de. MX 50 mail1.dbtg.de.',
    ]);
    checkImport('müller.example has address 192.0.2.1', ['xn--mller-kva.example. A 192.0.2.1']);
  });

  it('takes nothing for a record that merely looks like one', () => {
    for (const line of [
      '# example.com mail exchanger = 10 mail.example.com.',
      ';example.com. 300 IN MX 10 mail.example.com.',
      'Our mail is handled by 10 mail.example.com.',
      'mail exchanger = 10 mail.example.com',
      'example.com mail exchanger = 10 mail.example.com. (an old one)',
      'example.com mail is handled by 70000 mail.example.com.',
      'example.com has address 192.0.2.256',
      'user@example.com has address 192.0.2.1',
      '192.0.2.1 A 192.0.2.1',
      'example.com. IN MX 10 mail',
      '@ IN MX 10 mail',
      'example.com. IN a 192.0.2.1',
      "** server can't find example.com: NXDOMAIN",
      '*** Keine internen Typen für (Root) verfügbar',
      'example.com. 300 IN A 192.0.2.1 192.0.2.2',
      'The MX 10 mail.example.com. was removed',
      'example.com\tmail exchanger = 10 "mail.example.com"',
      'set type=mx',
      '',
    ])
      checkImport({ all: true }, line);
  });
});
