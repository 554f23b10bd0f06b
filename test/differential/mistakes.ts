/** A zone with one mistake that name servers or their checkers may speak of. */
export interface Mistake {
  readonly title: string;
  /** The rule that speaks of it here. */
  readonly rule: string;
  /** What stands behind `head`; `«…»` marks what is to be found. */
  readonly zone: string;
  /** Where the zone has a head of its own. */
  readonly isWhole?: true;
}

/** A zone that is in order as far as it goes. */
export const head = `$ORIGIN example.com.
$TTL 1h
@ SOA ns1.example.net. hostmaster.example.net. 2024010101 3h 1h 2w 1h
@ NS ns1.example.net.
@ NS ns2.example.net.
`;

const soa = '@ SOA ns1.example.net. hostmaster.example.net. 2024010101 3h 1h 2w 1h';

const mail: readonly Mistake[] = [
  {
    title: 'An exchange that is an alias',
    rule: 'mx-exchange-is-alias',
    zone: '@ MX 10 «mail»\nmail CNAME host\nhost A 192.0.2.1\n',
  },
  {
    title: 'An exchange that does not exist',
    rule: 'mx-exchange-has-no-address',
    zone: '@ MX 10 «mail»\n',
  },
  {
    title: 'An exchange without an address',
    rule: 'mx-exchange-has-no-address',
    zone: '@ MX 10 «mail»\nmail TXT "no address"\n',
  },
  {
    title: 'An exchange that is an address',
    rule: 'mx-exchange-is-address',
    zone: '@ MX 10 «192.0.2.1»\n',
  },
  {
    title: 'An exchange without its final dot',
    rule: 'mx-exchange-missing-dot',
    zone: '@ MX 10 «mail.example.com»\nmail A 192.0.2.1\n',
  },
  {
    title: 'An exchange with an underscore',
    rule: 'mx-exchange-not-hostname',
    zone: '@ MX 10 «mail_1»\nmail_1 A 192.0.2.1\n',
  },
  {
    title: 'A null MX beside another MX record',
    rule: 'mx-null-with-others',
    zone: '@ MX 0 «.»\n@ MX 10 mail\nmail A 192.0.2.1\n',
  },
  {
    title: 'One exchange under two preferences',
    rule: 'mx-duplicate-exchange',
    zone: '@ MX 10 mail\n@ MX 20 «mail»\nmail A 192.0.2.1\n',
  },
  {
    title: 'Two exchanges with one address',
    rule: 'mx-same-addresses',
    zone: '@ MX 10 mx1\n@ MX 20 «mx2»\nmx1 A 192.0.2.1\nmx2 A 192.0.2.1\n',
  },
  {
    title: 'A preference that is missing',
    rule: 'syntax',
    zone: '@ MX «mail»\nmail A 192.0.2.1\n',
  },
  {
    title: 'A preference above 65535',
    rule: 'syntax',
    zone: '@ MX «65536» mail\nmail A 192.0.2.1\n',
  },
  {
    title: 'Two SPF records',
    rule: 'spf-multiple',
    zone: '@ TXT "v=spf1 a -all"\n@ TXT "«v=spf1 -all»"\n',
  },
  {
    title: 'A term of SPF that does not exist',
    rule: 'spf-syntax',
    zone: '@ TXT "v=spf1 «ipv4:192.0.2.1» -all"\n',
  },
  { title: 'The type SPF alone', rule: 'spf-obsolete-type', zone: 'a «SPF» "v=spf1 -all"\n' },
  {
    title: 'A text that a semicolon cuts short',
    rule: 'text-cut-by-semicolon',
    zone: '_dmarc TXT v=DMARC1«; p=reject»\n',
  },
];

const names: readonly Mistake[] = [
  { title: 'A name server without an address', rule: 'ns-has-no-address', zone: '@ NS «ns3»\n' },
  {
    title: 'A name server that is an alias',
    rule: 'ns-is-alias',
    zone: '@ NS «ns3»\nns3 CNAME a\na A 192.0.2.1\n',
  },
  { title: 'A delegation without glue', rule: 'ns-has-no-address', zone: 'sub NS «ns.sub»\n' },
  {
    title: 'A service at an alias',
    rule: 'srv-is-alias',
    zone: '_imaps._tcp SRV 0 1 993 «mail»\nmail CNAME host\nhost A 192.0.2.1\n',
  },
  {
    title: 'A service at a host without an address',
    rule: 'srv-has-no-address',
    zone: '_imaps._tcp SRV 0 1 993 «mail»\n',
  },
  {
    title: 'A CNAME record beside other records',
    rule: 'cname-and-other-data',
    zone: 'a A 192.0.2.1\n«a CNAME b»\nb A 192.0.2.2\n',
  },
  {
    title: 'A CNAME record at the apex',
    rule: 'cname-and-other-data',
    zone: '«@ CNAME b»\nb A 192.0.2.2\n',
  },
  {
    title: 'Two CNAME records',
    rule: 'cname-multiple',
    zone: 'a CNAME b\n«a CNAME c»\nb A 192.0.2.1\nc A 192.0.2.2\n',
  },
  {
    title: 'Two DNAME records',
    rule: 'cname-multiple',
    zone: 'a DNAME example.net.\n«a DNAME example.org.»\n',
  },
  { title: 'Aliases in a circle', rule: 'cname-loop', zone: 'a CNAME «b»\nb CNAME «a»\n' },
  {
    title: 'A record below a DNAME',
    rule: 'rr-occluded',
    zone: 'a DNAME example.net.\n«b.a» A 192.0.2.1\n',
  },
  {
    title: 'A record below a delegation',
    rule: 'rr-occluded',
    zone: 'sub NS ns1.example.net.\n«www.sub» A 192.0.2.1\n',
  },
  {
    title: 'A record beside a delegation',
    rule: 'rr-occluded',
    zone: 'sub NS ns1.example.net.\n«sub» TXT "x"\n',
  },
  {
    title: 'An owner out of the zone',
    rule: 'rr-out-of-zone',
    zone: '«www.example.net.» A 192.0.2.1\n',
  },
  {
    title: 'The same record twice',
    rule: 'rr-duplicate',
    zone: 'a A 192.0.2.1\n«a A 192.0.2.1»\n',
  },
  {
    title: 'Several TTLs in one RRset',
    rule: 'rrset-ttl-mismatch',
    zone: 'a 300 A 192.0.2.1\na «600» A 192.0.2.2\n',
  },
  { title: 'Another class', rule: 'class-mismatch', zone: 'a «CH» TXT "x"\n' },
  {
    title: 'An owner name twice as long',
    rule: 'name-missing-dot',
    zone: '«www.example.com» A 192.0.2.1\n',
  },
];

const zones: readonly Mistake[] = [
  {
    title: 'No SOA record',
    rule: 'soa-missing',
    isWhole: true,
    zone: '$ORIGIN example.com.\n$TTL 1h\n«@» NS ns1.example.net.\n@ MX 10 mx.example.net.\n',
  },
  {
    title: 'Two SOA records',
    rule: 'soa-multiple',
    zone: '@ «SOA» ns1.example.net. hostmaster.example.net. 2 3h 1h 2w 1h\n',
  },
  {
    title: 'An SOA record below the apex',
    rule: 'soa-multiple',
    zone: 'a «SOA» ns1.example.net. hostmaster.example.net. 2 3h 1h 2w 1h\n',
  },
  {
    title: 'No NS record',
    rule: 'ns-missing',
    isWhole: true,
    zone: `$ORIGIN example.com.\n$TTL 1h\n«${soa.slice(0, 1)}»${soa.slice(1)}\n`,
  },
  {
    title: 'No TTL anywhere',
    rule: 'ttl-missing',
    isWhole: true,
    zone: '$ORIGIN example.com.\n«@» NS ns1.example.net.\n@ SOA ns1.example.net. hostmaster.example.net. 1 3h 1h 2w 1h\n',
  },
  {
    title: 'A first record without an owner',
    rule: 'owner-missing',
    isWhole: true,
    zone: '$ORIGIN example.com.\n$TTL 1h\n «A» 192.0.2.1\n',
  },
  {
    title: 'An included file that is not there',
    rule: 'include-not-found',
    zone: '$INCLUDE «missing.zone»\n',
  },
  {
    title: 'Too many records of one $GENERATE',
    rule: 'generate-too-large',
    zone: '$GENERATE «1-2000000» h$ A 192.0.2.1\n',
  },
  { title: 'A byte order mark', rule: 'byte-order-mark', isWhole: true, zone: `«\u{feff}»${head}` },
];

const syntax: readonly Mistake[] = (
  [
    ['A type that does not exist', 'a «MXX» 10 mail\n'],
    ['A directive that does not exist', '«$ORIGN» example.com.\n'],
    ['A parenthesis that is not closed', 'a TXT «(» "x"\n'],
    ['A closing parenthesis too many', 'a TXT "x" «)»\n'],
    ['A quote that is not closed', 'a TXT «"x»\n'],
    ['An IPv4 address out of range', 'a A «192.0.2.256»\n'],
    ['An IPv4 address that is too short', 'a A «192.0.2»\n'],
    ['An IPv6 address with a second ::', 'a AAAA «2001::db8::1»\n'],
    ['An IPv6 address in an A record', 'a A «2001:db8::1»\n'],
    ['A host name in an A record', 'a A «www»\n'],
    ['A field too many', 'a A 192.0.2.1 «192.0.2.2»\n'],
    ['RDATA that is missing', 'a «A»\n'],
    ['A label of more than 63 octets', `«${'a'.repeat(64)}» A 192.0.2.1\n`],
    ['A name of more than 255 octets', `«${`${'a'.repeat(60)}.`.repeat(5)}» A 192.0.2.1\n`],
    ['Two dots in a row', '«a..b» A 192.0.2.1\n'],
    ['An escape above 255', '«a\\999b» A 192.0.2.1\n'],
    ['A TTL above 2147483647', 'a «2147483648» A 192.0.2.1\n'],
    ['A $TTL that is no time', '$TTL «soon»\n'],
    ['An $ORIGIN that is no name', '$ORIGIN «a..b.»\n'],
    ['A string of more than 255 octets', `a TXT «"${'x'.repeat(256)}"»\n`],
    ['A serial above 4294967295', ''],
    ['A port above 65535', '_imaps._tcp SRV 0 1 «70000» a\na A 192.0.2.1\n'],
    ['A CAA tag with a sign', 'a CAA 0 «is-sue» "ca.example.net"\n'],
    ['Hexadecimal digits that are none', 'a DS 1 8 2 «xyz»\n'],
    ['A digest of the wrong length', 'a DS 1 8 2 «0123456789abcdef»\n'],
    ['Base64 that is none', 'a DNSKEY 256 3 8 «A*==»\n'],
    ['A latitude beyond the pole', 'a LOC «91» 0 0 N 0 0 0 E 0m\n'],
    ['A TLSA record without its data', '_25._tcp.a TLSA 3 1 «1»\n'],
    ['A parameter of HTTPS twice', 'a HTTPS 1 . port=1 «port=2»\n'],
    ['Generic RDATA of the wrong length', 'a TYPE65280 \\# «3» 0102\n'],
    ['A $GENERATE without an end', '$GENERATE «1» h$ A 192.0.2.$\n'],
  ] as const
).map(([title, zone]) => ({ title, zone, rule: 'syntax' }));

export const mistakes: readonly Mistake[] = [...mail, ...names, ...zones, ...syntax].map(
  (mistake) =>
    mistake.title.startsWith('A serial above')
      ? { ...mistake, isWhole: true, zone: head.replace('2024010101', '«4294967296»') }
      : mistake,
);
