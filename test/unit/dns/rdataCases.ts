// One table in one file, however long: what is missing is seen at once.
/** RDATA of one type as zone files have it, and what becomes of it. */
export interface RdataCases {
  readonly type: string;
  /** What is written and its canonical text; one text where both are the same. */
  readonly accepted: readonly (string | readonly [written: string, canonical: string])[];
  /** What is refused, with the place that is blamed between « and »; none for the type itself. */
  readonly refused: readonly string[];
  /** True where the name server that the table is compared with does not know the type. */
  readonly isNewer?: true;
}

const sha1 = '00112233445566778899AABBCCDDEEFF00112233';
const sha256 = `${sha1}445566778899AABBCCDDEEFF`;
const sha384 = `${sha256}${'0F'.repeat(16)}`;
const sha512 = `${sha384}${'F0'.repeat(16)}`;
const hash = '2VPTU5TIMAMQTTGL4LUU9KG21E0AOR3S';
const long = 'x'.repeat(255);

/** A type whose RDATA is one name; `fold` gives the case that it has in canonical text. */
function ofName(type: string, fold: (name: string) => string): RdataCases {
  return {
    type,
    accepted: [
      ['a', 'a.example.com.'],
      ['@', 'example.com.'],
      '.',
      'a.example.net.',
      ['a\\.b\\046\\@.C.', fold('a\\.b\\.\\@.C.')],
      ['\\# 3 014100', fold('A.')],
    ],
    refused: [
      '',
      '«a..b»',
      `«${'x'.repeat(64)}»`,
      'a. «b.»',
      '«"a"»',
      '«a\\30»',
      '\\# 3 «014161»',
      '\\# 4 «01410000»',
      '\\# «4» 014100',
    ],
  };
}

/** A type whose RDATA is a preference and a name; `fold` gives the case that canonical names have. */
function ofPreference(type: string, fold: (name: string) => string): RdataCases {
  return {
    type,
    accepted: [
      ['0 a', '0 a.example.com.'],
      ['0065535 Mail.Example.ORG.', `65535 ${fold('Mail.Example.ORG.')}`],
      ['\\# 8 000a 046d61 696c00', '10 mail.'],
    ],
    refused: [
      '',
      '«10»',
      '«65536» a',
      '«-1» a',
      '«"1"» a',
      '1 a «b»',
      '1 «a..»',
      '1 «"a"»',
      '\\# 7 «000a046d61696c»',
      '\\# 2 «000a»',
    ],
  };
}

function ofStrings(type: string): RdataCases {
  return {
    type,
    accepted: [
      ['a', '"a"'],
      ['"a b" c', '"a b" "c"'],
      ['a"b"c', '"a" "b" "c"'],
      '""',
      ['"\\"\\;\\@\\065\\200" \\\\', '"\\";@A\\200" "\\\\"'],
      ['ü', '"\\195\\188"'],
      [`"${long}" ${long}`, `"${long}" "${long}"`],
      ['\\# 4 0161 0162', '"a" "b"'],
      ['\\# 1 00', '""'],
    ],
    refused: [
      '',
      `«"${long}x"»`,
      '«"\\256"»',
      '«a\\25»',
      ...(type === 'TXT' ? [] : ['«\\#»', '\\# «a»']),
      '\\# «0»',
      '\\# 1 «01»',
      '\\# 3 «016101»',
      '\\# «2» 00',
    ],
  };
}

function ofDigest(type: string): RdataCases {
  return {
    type,
    accepted: [
      [`1 8 1 ${sha1.toLowerCase()}`, `1 8 1 ${sha1}`],
      [`65535 RSASHA256 SHA-256 ${sha256.slice(0, 10)} ${sha256.slice(10)}`, `65535 8 2 ${sha256}`],
      [`1 ecdsap384sha384 4 (${sha384})`, `1 14 4 ${sha384}`],
      '1 253 9 00',
      ['0 0 0 00', '0 0 0 00'],
      ['\\# 5 0001 0d 09 ff', '1 13 9 FF'],
    ],
    refused: [
      '',
      '«1»',
      '1 8 «1»',
      `«65536» 8 2 ${sha256}`,
      `1 «256» 2 ${sha256}`,
      `1 «RSA» 2 ${sha256}`,
      `1 8 «256» ${sha256}`,
      `1 8 «MD5» ${sha256}`,
      `1 8 2 «${sha1}»`,
      `1 8 1 «${sha1} 00»`,
      '1 8 9 «0»',
      '1 8 9 «0g»',
      '1 8 «"1"» 00',
      '\\# 4 «00010d09»',
      '\\# 5 «00010d01ff»',
    ],
  };
}

function ofKey(type: string, flags: string): RdataCases {
  return {
    type,
    accepted: [
      `${flags} 3 8 AwEAAQ==`,
      [`${flags} DNSSEC RSASHA256 AwEA AQ ==`, `${flags} 3 8 AwEAAQ==`],
      [`\\# 5 ${Number(flags).toString(16).padStart(4, '0')} 03 08 00`, `${flags} 3 8 AA==`],
    ],
    refused: [
      '',
      `«${flags}»`,
      `${flags} 3 «8»`,
      '«65536» 3 8 AwEAAQ==',
      '«ZONES» 3 8 AwEAAQ==',
      `${flags} «SSL» 8 AwEAAQ==`,
      `${flags} 3 «256» AwEAAQ==`,
      `${flags} 3 8 «AwEAA»`,
      `${flags} 3 8 «Aw=A»`,
      `${flags} 3 8 «AwEAAR==»`,
      `${flags} 3 8 «Aw-_»`,
      `\\# 4 «${Number(flags).toString(16).padStart(4, '0')}0308»`,
    ],
  };
}

function ofSignature(type: string): RdataCases {
  const times = '20301231235959 20300101000000';
  const seconds = type === 'SIG' ? times : '1924991999 1893456000';
  return {
    type,
    accepted: [
      `A 8 2 3600 ${times} 12345 example.com. AwEAAQ==`,
      [
        `TYPE65400 RSASHA256 2 3600 ${seconds} 1 @ AwEA AQ==`,
        `${type === 'SIG' ? '' : 'TYPE'}65400 8 2 3600 ${times} 1 example.com. AwEAAQ==`,
      ],
      [
        `15 8 2 3600 ${times} 1 EXAMPLE.org. AwEAAQ==`,
        `MX 8 2 3600 ${times} 1 example.org. AwEAAQ==`,
      ],
      [
        '\\# 20 0001 08 00 00000e10 00000000 00000001 0001 00 ff',
        'A 8 0 3600 19700101000000 19700101000001 1 . /w==',
      ],
    ],
    refused: [
      '',
      '«A»',
      `«NOTYPE» 8 2 3600 ${times} 1 @ AwEAAQ==`,
      `A «x» 2 3600 ${times} 1 @ AwEAAQ==`,
      `A 8 «256» 3600 ${times} 1 @ AwEAAQ==`,
      `A 8 2 «1h» ${times} 1 @ AwEAAQ==`,
      'A 8 2 3600 «20301331235959» 20300101000000 1 @ AwEAAQ==',
      'A 8 2 3600 «20300230000000» 20300101000000 1 @ AwEAAQ==',
      'A 8 2 3600 20301231235959 «2030010100000» 1 @ AwEAAQ==',
      'A 8 2 3600 20301231235959 «4294967296» 1 @ AwEAAQ==',
      ...(type === 'SIG' ? [] : [`A 8 1 3600 ${times} 1 «example.com.» AwEAAQ==`]),
      `A 8 2 3600 ${times} «65536» @ AwEAAQ==`,
      `A 8 2 3600 ${times} 1 «a..» AwEAAQ==`,
      `A 8 2 3600 ${times} 1 «@»`,
      `A 8 2 3600 ${times} 1 @ «AwEAA»`,
      '\\# 19 «00010800 00000e100000000000000001000100»',
    ],
  };
}

function ofCertificate(type: string): RdataCases {
  return {
    type,
    accepted: [
      ['3 1 1 aaBB cc', '3 1 1 AABBCC'],
      ['\\# 4 00ff00ff', '0 255 0 FF'],
    ],
    refused: [
      '',
      '3 1 «1»',
      '«256» 1 1 00',
      '3 «256» 1 00',
      '3 1 «x» 00',
      '3 1 1 «000»',
      '3 1 1 «xx»',
      '3 1 1 «"00"»',
      '\\# 3 «030101»',
    ],
  };
}

function ofServiceBinding(type: string): RdataCases {
  return {
    type,
    accepted: [
      ['0 Svc', '0 Svc.example.com.'],
      ['1 "svc"', '1 svc.example.com.'],
      '1 . alpn="h2,h3"',
      ['1 . port="53" alpn=h2', '1 . alpn="h2" port=53'],
      [
        '1 . key65333="a b" ipv6hint=2001:DB8::1,::1 ech=AEX+DQ== ipv4hint="192.0.2.1,192.0.2.2" port=53 no-default-alpn alpn=h2 mandatory=port,alpn',
        '1 . mandatory=alpn,port alpn="h2" no-default-alpn port=53 ipv4hint=192.0.2.1,192.0.2.2 ech=AEX+DQ== ipv6hint=2001:db8::1,::1 key65333="a b"',
      ],
      ['1 . alpn="f\\\\\\\\oo\\\\,bar,h2"', '1 . alpn="f\\\\\\\\oo\\\\,bar,h2"'],
      ['1 . alpn=h2\\,h3', '1 . alpn="h2,h3"'],
      ['1 . alpn="h2"port=1', '1 . alpn="h2" port=1'],
      ['1 . dohpath=/q{?dns}', '1 . key7="/q{?dns}"'],
      ['1 . key7="/%41{+a,dns}"', '1 . key7="/%41{+a,dns}"'],
      ['1 . key65000=', '1 . key65000'],
      ['1 . key65000=""', '1 . key65000'],
      ['1 . key1="\\002h2"', '1 . alpn="h2"'],
      ['1 . key5=abc', '1 . ech=YWJj'],
      ['1 . key0="\\000\\001" alpn=h2', '1 . mandatory=alpn alpn="h2"'],
      ['1 . ech=', '1 . ech'],
      ['0 . port=1', '0 . port=1'],
      ['1 . key65000=a\\"b\\;c', '1 . key65000="a\\"b;c"'],
      ['\\# 9 0001 00 0003 0002 0035', '1 . port=53'],
    ],
    refused: [
      '',
      '«1»',
      '«65536» .',
      '1 «a..»',
      '1 . «bogus=1»',
      '1 . «key65536=1»',
      '1 . «key01=1»',
      '1 . «KEY9=1»',
      '1 . «alpn»',
      '1 . «alpn=»',
      '1 . «alpn=h2,,h3»',
      '1 . «alpn="h2,"»',
      '1 . «no-default-alpn»',
      '1 . alpn=h2 «no-default-alpn=x»',
      '1 . port=1 «port=2»',
      '1 . «port=65536»',
      '1 . «port=+1»',
      '1 . «port»',
      '1 . «ipv4hint=192.0.2»',
      '1 . «ipv4hint=192.0.2.1,»',
      '1 . «ipv6hint=192.0.2.1»',
      '1 . «ech=A»',
      '1 . «mandatory=port»',
      '1 . «mandatory=mandatory»',
      '1 . «mandatory=alpn,alpn» alpn=h2',
      '1 . «mandatory=KEY3» port=1',
      '1 . «dohpath=/q»',
      '1 . «dohpath=q{?dns}»',
      '1 . «dohpath=/%zz{?dns}»',
      '1 . «key3=x»',
      '1 . port=1 «"x"»',
      '1 . key65000=a«"b"»',
      '\\# 10 «00010000030002003500»',
      '\\# 15 «000100000300020035000300020035»',
      '\\# 8 «0001000003000135»',
    ],
  };
}

const keep = (name: string): string => name;
const fold = (name: string): string => name.toLowerCase();

/** One entry for each type that has text of its own. */
export const rdataCases: readonly RdataCases[] = [
  {
    type: 'A',
    accepted: [
      '192.0.2.1',
      '0.0.0.0',
      ['\\# 4 c0000201', '192.0.2.1'],
      ['\\# 4 c000 ( 0201 )', '192.0.2.1'],
    ],
    refused: [
      '',
      '«192.0.2»',
      '«192.0.2.256»',
      '«192.0.2.01»',
      '«"192.0.2.1"»',
      '«2001:db8::1»',
      '192.0.2.1 «192.0.2.2»',
      '\\# «5» c0000201',
      '\\# 3 «c00002»',
      '\\# 4 «c000020»',
      '\\# 4 «c000020g»',
      '\\# 4 «"c0000201"»',
      '\\# «65536» 00',
      '\\# 0 «00»',
    ],
  },
  {
    type: 'AAAA',
    accepted: [
      ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
      '::',
      '::2',
      '2001:db8:0:1:1:1:1:1',
      ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
      ['::2:3:4:5:6:7:8', '0:2:3:4:5:6:7:8'],
      '::ffff:192.0.2.1',
      '::0.1.0.2',
      ['2001:db8::192.0.2.1', '2001:db8::c000:201'],
      [`\\# 16 ${'00'.repeat(15)}01`, '::1'],
    ],
    refused: [
      '',
      '«192.0.2.1»',
      '«2001:db8::1::2»',
      '«fe80::1%eth0»',
      '«1:2:3:4:5:6:7»',
      '«1:2:3:4:5:6:7:8:9»',
      '«1:2:3:4:5:6:7:8::»',
      '«:1::2»',
      '«12345::»',
      '«1::2:»',
      '«2001:db8::/32»',
      '\\# 15 «000000000000000000000000000000»',
    ],
  },
  { type: 'MD', accepted: [], refused: ['a'] },
  { type: 'MF', accepted: [], refused: ['a'] },
  ...['NS', 'CNAME', 'MB', 'MG', 'MR', 'PTR', 'DNAME'].map((type) => ofName(type, fold)),
  ofName('NSAP-PTR', keep),
  {
    type: 'SOA',
    accepted: [
      [
        'NS1 Host.Master 1 1h 15M 30d 1h',
        'ns1.example.com. host.master.example.com. 1 3600 900 2592000 3600',
      ],
      ['. . 4294967295 4294967295 0 0 0', '. . 4294967295 4294967295 0 0 0'],
    ],
    refused: [
      '',
      '«ns1»',
      'ns1 host 1 2 3 «4»',
      'ns1 host «4294967296» 1 1 1 1',
      'ns1 host «1h» 1 1 1 1',
      'ns1 host 1 «1h30» 1 1 1',
      'ns1 host 1 «x» 1 1 1',
      'ns1 «h..» 1 1 1 1 1',
      'ns1 host 1 1 1 1 1 «1»',
      '\\# 21 «000000000001000000010000000100000001000000»',
    ],
  },
  {
    type: 'NULL',
    accepted: ['\\# 0', ['\\# 2 ab cd', '\\# 2 ABCD']],
    refused: ['', 'a', '\\# «1»'],
  },
  {
    type: 'WKS',
    accepted: [
      ['192.0.2.1 TCP telnet smtp 80', '192.0.2.1 6 23 25 80'],
      ['192.0.2.1 udp', '192.0.2.1 17'],
      ['192.0.2.1 6 65535', '192.0.2.1 6 65535'],
      ['\\# 6 c0000201 06 01', '192.0.2.1 6 7'],
    ],
    refused: [
      '',
      '«192.0.2.1»',
      '«a» 6',
      '192.0.2.1 «NOPROTO»',
      '192.0.2.1 «256»',
      '192.0.2.1 6 «65536»',
      '192.0.2.1 6 «no-such-service»',
      '\\# 6 «c00002010600»',
      '\\# 4 «c0000201»',
    ],
  },
  {
    type: 'HINFO',
    accepted: [
      ['a "b c"', '"a" "b c"'],
      ['"" ""', '"" ""'],
      ['\\# 2 0000', '"" ""'],
    ],
    refused: ['', '«a»', 'a b «c»', `«"${long}x"» a`, '\\# 1 «00»', '\\# 3 «000000»'],
  },
  {
    type: 'MINFO',
    accepted: [
      ['A b.', 'a.example.com. b.'],
      ['\\# 2 0000', '. .'],
    ],
    refused: ['', '«a»', 'a «b..»', 'a b «c»', '\\# 1 «00»'],
  },
  ofPreference('MX', fold),
  {
    ...ofStrings('TXT'),
    accepted: [...ofStrings('TXT').accepted, ['\\#', '"#"'], ['\\# a "1"', '"#" "a" "1"']],
  },
  ...['NINFO', 'SPF', 'AVC', 'RESINFO', 'WALLET'].map(ofStrings),
  { ...ofStrings('CLA'), isNewer: true },
  {
    type: 'RP',
    accepted: [['Host .', 'host.example.com. .']],
    refused: ['', '«a»', '«a..» b', 'a «"b"»', 'a b «c»', '\\# 3 «000000»'],
  },
  ofPreference('AFSDB', fold),
  {
    type: 'X25',
    accepted: [
      ['311061700956', '"311061700956"'],
      ['\\# 5 0431323334', '"1234"'],
    ],
    refused: ['', '«123»', '«12a4»', '1234 «5»', '\\# 4 «03313233»'],
  },
  {
    type: 'ISDN',
    accepted: [
      ['150862028003217 004', '"150862028003217" "004"'],
      ['a', '"a"'],
      ['\\# 2 0131', '"1"'],
    ],
    refused: ['', 'a b «c»', `«"${long}x"»`, '\\# 1 «01»'],
  },
  ofPreference('RT', fold),
  {
    type: 'NSAP',
    accepted: [
      ['0x47.0005.80.005A', '0x47000580005a'],
      ['0X4700', '0x4700'],
      ['\\# 1 AB', '0xab'],
    ],
    refused: ['', '«4700»', '«0x»', '«0x470»', '«0x4g»', '0x47 «00»', '\\# «0»'],
  },
  ...['SIG', 'RRSIG'].map(ofSignature),
  {
    ...ofKey('KEY', '256'),
    accepted: [
      ...ofKey('KEY', '256').accepted,
      ['NOKEY 3 8', '49152 3 8'],
      ['\\# 4 c0000308', '49152 3 8'],
      ['zone|KSK|SIG2 3 8 AA==', '259 3 8 AA=='],
      ['EXT 3 8 AA==', '4096 3 8 AA=='],
      ['0x101 3 8 AA==', '257 3 8 AA=='],
    ],
    refused: [...ofKey('KEY', '256').refused, 'NOKEY 3 8 «AAAA»', '«ZONE|X|KSK» 3 8 AA=='],
  },
  {
    type: 'PX',
    accepted: [
      ['10 A b', '10 a.example.com. b.example.com.'],
      ['\\# 4 00010000', '1 . .'],
    ],
    refused: ['', '«10»', '10 «a»', '«x» a b', '10 a «b..»', '10 a b «c»', '\\# 3 «000100»'],
  },
  {
    type: 'GPOS',
    accepted: [['-32.6882 116.8652 10.0', '"-32.6882" "116.8652" "10.0"']],
    refused: ['', '«1»', '1 «2»', '1 2 3 «4»', '\\# 2 «0000»'],
  },
  {
    type: 'LOC',
    accepted: [
      ['42 21 54 N 71 06 18 W -24m 30m', '42 21 54.000 N 71 6 18.000 W -24.00m 30m 10000m 10m'],
      ['1 N 2 E 0', '1 0 0.000 N 2 0 0.000 E 0.00m 1m 10000m 10m'],
      [
        '90 N 180 W 42849672.95m 90000000m 0 0.5',
        '90 0 0.000 N 180 0 0.000 W 42849672.95m 90000000m 0.00m 0.50m',
      ],
      [
        '42 21 43.952 S 71 5 6.3 E -100000 0.05m 200.99m 10',
        '42 21 43.952 S 71 5 6.300 E -100000.00m 0.05m 200m 10m',
      ],
      ['1 2 N 3 4 .5 E 1', '1 2 0.000 N 3 4 0.500 E 1.00m 1m 10000m 10m'],
      ['\\# 16 00121613 80000000 80000000 00989680', '0 0 0.000 N 0 0 0.000 E 0.00m 1m 10000m 10m'],
      ['\\# 1 01', '\\# 1 01'],
    ],
    refused: [
      '',
      '«42»',
      '42 21 54 «N»',
      '42 21 54 N 71 06 18 «W»',
      '«91» N 1 E 1m',
      '90 0 0.001 «N» 1 E 1m',
      '1 «60» N 1 E 1m',
      '1 2 «60» N 1 E 1m',
      '1 2 «3.0001» N 1 E 1m',
      '1 2 3 «n» 1 E 1m',
      '1 2 3 «4» N 1 E 1m',
      '1 N «181» E 1m',
      '1 N 1 E «-100001»',
      '1 N 1 E «1km»',
      '1 N 1 E 1 «90000001»',
      '1 N 1 E 1 1 «x»',
      '1 N 1 E 1 1 1 1 «1»',
      '\\# 15 «001216138000000080000000009896»',
      '\\# 16 «001a1613800000008000000000989680»',
      '\\# 16 «00121613000000008000000000989680»',
    ],
  },
  {
    type: 'NXT',
    accepted: [
      ['B A MX 30', 'b.example.com. A MX NXT'],
      ['b', 'b.example.com.'],
      ['b 127 TYPE126', 'b.example.com. 126 127'],
      ['\\# 2 0040', '. A'],
    ],
    refused: ['', '«a..» A', 'a «NOTYPE»', 'a «CAA»', 'a «128»', '\\# 2 «0000»'],
  },
  ...['EID', 'NIMLOC'].map(
    (type): RdataCases => ({
      type,
      accepted: [
        ['00 fF', '00FF'],
        ['\\# 1 0a', '0A'],
      ],
      refused: ['', '«0»', '«0x»', '00 «"00"»', '\\# «0»'],
    }),
  ),
  {
    type: 'SRV',
    accepted: [
      ['0 5 5060 Sip', '0 5 5060 sip.example.com.'],
      '1 2 3 .',
      ['\\# 9 0001 0002 0003 014100', '1 2 3 a.'],
    ],
    refused: [
      '',
      '«1»',
      '1 «2»',
      '1 2 «3»',
      '«65536» 2 3 a',
      '1 «x» 3 a',
      '1 2 «"3"» a',
      '1 2 3 «a..»',
      '1 2 3 a «b»',
      '\\# 6 «000100020003»',
    ],
  },
  {
    type: 'ATMA',
    accepted: [
      '+123',
      ['47.0005.80', '47000580'],
      ['\\# 2 0131', '+1'],
      ['\\# 2 0201', '\\# 2 0201'],
    ],
    refused: [
      '',
      '«+12a»',
      '«470»',
      '«47..00»',
      '«+.1»',
      '«.47»',
      '«47.»',
      '«zz»',
      '+1 «2»',
      '\\# 1 «01»',
      '\\# 2 «0141»',
    ],
  },
  {
    type: 'NAPTR',
    accepted: [
      [
        '100 10 u E2U+sip "!^.*$!sip:info@example.com!i" .',
        '100 10 "u" "E2U+sip" "!^.*$!sip:info@example.com!i" .',
      ],
      [
        '100 10 "S" "SIP+D2U" "" _sip._udp.Example.com.',
        '100 10 "S" "SIP+D2U" "" _sip._udp.example.com.',
      ],
      ['1 1 "u" "x" "!^(a)(b)$!\\\\2\\\\1!" .', '1 1 "u" "x" "!^(a)(b)$!\\\\2\\\\1!" .'],
      ...[
        'a)',
        '()',
        '(a|b)?c+',
        '[]a]',
        '[^]a-z[:digit:]]*',
        'a{2}',
        'a{1,2}$',
        'a{,2}',
        '(a)\\\\1',
        'a\\\\*',
      ].map((expression) => `1 1 "u" "x" "!${expression}!b!" .`),
      ['\\# 8 0001 0002 00 00 00 00', '1 2 "" "" "" .'],
    ],
    refused: [
      '',
      '«1»',
      '1 1 u x «""»',
      '«65536» 1 u x "" .',
      '1 1 u x «"!a!b"» .',
      '1 1 u x «"!a!b!x"» .',
      '1 1 u x «"!!b!"» .',
      '1 1 u x «"1a1b1"» .',
      '1 1 u x «"!(a)!\\\\2!"» .',
      '1 1 u x «"!a!b!i!"» .',
      '1 1 u x «"!*!b!"» .',
      '1 1 u x «"!a**!b!"» .',
      '1 1 u x «"!(a!b!"» .',
      '1 1 u x «"![a!b!"» .',
      '1 1 u x «"![b-a]!b!"» .',
      '1 1 u x «"![^]a!b!"» .',
      '1 1 u x «"![]!b!"» .',
      '1 1 u x «"![[:abc:]]!b!"» .',
      '1 1 u x «"!a|!b!"» .',
      '1 1 u x «"!a{2!b!"» .',
      '1 1 u x «"!a{2,1}!b!"» .',
      '1 1 u x «"!(a|)!b!"» .',
      '1 1 u x «"!(a)\\\\2!b!"» .',
      '1 1 u x "" «a..»',
      '1 1 u x "" . «a»',
      '\\# 7 «00010002000000»',
    ],
  },
  ofPreference('KX', fold),
  {
    type: 'CERT',
    accepted: [
      'PKIX 1 RSASHA1 AAAA',
      ['3 65535 0 AA AA', 'PGP 65535 0 AAAA'],
      ['oid 1 8 AAAA', 'OID 1 RSASHA256 AAAA'],
      '65534 1 77 AAAA',
      ['\\# 6 0001 0002 05 00', 'PKIX 2 RSASHA1 AA=='],
    ],
    refused: [
      '',
      'PKIX 1 «8»',
      '«X509» 1 8 AAAA',
      '«65536» 1 8 AAAA',
      'PKIX «x» 8 AAAA',
      'PKIX 1 «256» AAAA',
      'PKIX 1 8 «AAA»',
      '\\# 4 «00010002»',
    ],
  },
  {
    type: 'A6',
    accepted: [
      '0 2001:db8::1',
      ['64 2001:db8::1 Sub', '64 ::1 sub.example.com.'],
      ['128 a.b', '128 a.b.example.com.'],
      ['61 ::7:0:0:1:1 a', '61 ::7:0:0:1:1 a.example.com.'],
      ['\\# 2 8000', '128 .'],
    ],
    refused: [
      '',
      '«0»',
      '«129» ::1 a',
      '64 «x» a',
      '64 «::1»',
      '64 ::1 «a..»',
      '0 ::1 «a»',
      '\\# 1 «80»',
    ],
  },
  {
    type: 'SINK',
    accepted: [
      ['1 2 3 AA AA', '1 2 3 AAAA'],
      ['1 2 3', '1 2 3'],
      ['\\# 3 010203', '1 2 3'],
    ],
    refused: ['', '1 «2»', '«256» 2 3', '1 2 «x»', '1 2 3 «A»', '\\# 2 «0102»'],
  },
  {
    type: 'APL',
    accepted: [
      '1:192.0.2.0/24 !2:2001:db8::/32',
      '',
      ['1:0.0.0.0/0', '1:0.0.0.0/0'],
      ['\\# 7 0001 18 83 c00002', '!1:192.0.2.0/24'],
      ['\\# 5 0003 10 01 ff', '\\# 5 00031001FF'],
    ],
    refused: [
      '«3:00/8»',
      '«1:192.0.2.0/33»',
      '«1:192.0.2.0»',
      '«2:192.0.2.0/24»',
      '«2:2001:db8::/129»',
      '1:192.0.2.0/24 «192.0.2.0/24»',
      '\\# 7 «00011883c00000»',
      '\\# 3 «000118»',
      '\\# 5 «0003100100»',
      '\\# 4 «00031001»',
      '\\# 5 «000110057f»',
    ],
  },
  ...['DS', 'CDS', 'TA', 'DLV'].map(ofDigest),
  {
    type: 'SSHFP',
    accepted: [
      [`1 1 ${sha1.toLowerCase()}`, `1 1 ${sha1}`],
      [`4 2 ${sha256.slice(0, 8)} ${sha256.slice(8)}`, `4 2 ${sha256}`],
      ['1 9 aa', '1 9 AA'],
      ['\\# 3 0109aa', '1 9 AA'],
      '1 9',
    ],
    refused: [
      '',
      '«1»',
      '1 «1»',
      '«256» 1 00',
      '1 «x» 00',
      '1 1 «00»',
      `1 2 «${sha1}»`,
      '1 9 «a»',
      '\\# 3 «010100»',
    ],
  },
  {
    type: 'IPSECKEY',
    accepted: [
      ['10 1 2 192.0.2.38 AA AA', '10 1 2 192.0.2.38 AAAA'],
      '10 0 2 . AAAA',
      ['10 3 2 My.gw AAAA', '10 3 2 My.gw.example.com. AAAA'],
      ['10 2 2 2001:DB8::1 AA==', '10 2 2 2001:db8::1 AA=='],
      ['\\# 4 0a 00 02 ff', '10 0 2 . /w=='],
    ],
    refused: [
      '',
      '10 «1»',
      '10 1 «2»',
      '10 1 2 «192.0.2.1»',
      '«256» 1 2 192.0.2.1 AAAA',
      '10 «4» 2 a AAAA',
      '10 0 2 «a» AAAA',
      '10 1 2 «2001:db8::1» AAAA',
      '10 2 2 «192.0.2.1» AAAA',
      '10 3 2 «a..» AAAA',
      '10 1 2 192.0.2.1 «AAA»',
      '\\# 3 «0a0002»',
    ],
  },
  {
    type: 'NSEC',
    accepted: [
      ['A. MX A TYPE65280 NSEC TYPE1', 'A. A MX NSEC TYPE65280'],
      ['b CAA', 'b.example.com. CAA'],
      ['b ANY', 'b.example.com. ANY'],
      ['\\# 4 00 00 01 40', '. A'],
    ],
    refused: [
      '',
      '«a.»',
      '«a..» A',
      'a «NOTYPE»',
      'a A «1»',
      '\\# 1 «00»',
      '\\# 5 «0000024000»',
      '\\# 7 «00000140000140»',
    ],
  },
  ofKey('DNSKEY', '257'),
  ofKey('CDNSKEY', '256'),
  {
    ...ofKey('RKEY', '0'),
    refused: [...ofKey('RKEY', '0').refused, '«256» 3 8 AAAA', '\\# 5 «0001030800»'],
  },
  {
    type: 'DHCID',
    accepted: ['AAIBY2/AuCccgoJbsaxcQc9TUapptP69lOjxfNuVAA2kjEA=', ['\\# 1 ff', '/w==']],
    refused: ['', '«AAA»', '«=AAA»', 'AA== «AA==»', '\\# «0»'],
  },
  {
    type: 'NSEC3',
    accepted: [
      [`1 0 10 aBcD ${hash.toLowerCase()} A TYPE1234`, `1 0 10 ABCD ${hash} A TYPE1234`],
      '2 0 10 - 00 A',
      [`SHA-1 1 0 - ${hash}`, `1 1 0 - ${hash}`],
    ],
    refused: [
      '',
      '1 0 10 «-»',
      `«SHA1» 0 10 - ${hash}`,
      `1 «256» 10 - ${hash}`,
      `1 0 «65536» - ${hash}`,
      `1 0 10 «abc» ${hash}`,
      `1 0 10 «xy» ${hash}`,
      `1 0 10 «${'ab'.repeat(256)}» ${hash}`,
      '1 0 10 - «2VPTU5TIMAMQTTGL4LUU9KG21E0AOR3W»',
      '1 0 10 - «1»',
      `1 0 10 - ${hash} «NOTYPE»`,
      '1 0 10 - «00»',
      '\\# 6 «010000000000»',
    ],
  },
  {
    type: 'NSEC3PARAM',
    accepted: [['1 0 10 aBcD', '1 0 10 ABCD'], '1 0 10 -', ['\\# 5 0100000a00', '1 0 10 -']],
    refused: [
      '',
      '1 0 «10»',
      '«x» 0 10 -',
      '1 0 10 «a»',
      '1 0 10 - «-»',
      '\\# 5 «0100000a01»',
      '\\# 6 «0100000a0001»',
    ],
  },
  ...['TLSA', 'SMIMEA'].map(ofCertificate),
  {
    type: 'HIP',
    accepted: [
      ['2 2001aA AwEAAQ== rvs.Example.com. b', '2 2001AA AwEAAQ== rvs.Example.com. b.example.com.'],
      '2 2001 AAAA',
      ['\\# 6 01 02 0001 ff 00', '2 FF AA=='],
    ],
    refused: [
      '',
      '2 «2001»',
      '«256» 2001 AAAA',
      '2 «200» AAAA',
      '2 «xy» AAAA',
      '2 2001 «AAA»',
      '2 2001 AAAA «a..»',
      '\\# 4 «00020000»',
      '\\# 5 «01020001ff»',
    ],
  },
  {
    type: 'TALINK',
    accepted: [
      ['A.b c', 'A.b.example.com. c.example.com.'],
      ['\\# 2 0000', '. .'],
    ],
    refused: ['', '«a»', 'a «b..»', 'a b «c»', '\\# 1 «00»'],
  },
  {
    type: 'OPENPGPKEY',
    accepted: [
      ['AA AA', 'AAAA'],
      ['\\# 1 00', 'AA=='],
    ],
    refused: ['', '«AAA»', '«AA-A»', '«"AAAA"»', '\\# «0»'],
  },
  {
    type: 'CSYNC',
    accepted: [['66 3 NS A', '66 3 A NS'], '66 3', ['\\# 6 000000010002', '1 2']],
    refused: ['', '«66»', '«x» 3', '66 «65536»', '66 3 «NOTYPE»', '\\# 5 «0000000100»'],
  },
  {
    type: 'ZONEMD',
    accepted: [
      [`1 1 1 ${sha384.toLowerCase()}`, `1 1 1 ${sha384}`],
      [`1 1 2 ${sha512}`, `1 1 2 ${sha512}`],
      [`1 2 200 ${sha1}`, `1 2 200 ${sha1}`],
    ],
    refused: [
      '',
      '1 1 «1»',
      '«x» 1 1 00',
      '1 «256» 1 00',
      '1 1 «256» 00',
      '1 1 1 «00»',
      '1 1 200 «0000»',
      '1 1 200 «xx»',
      '\\# 7 «00000001010100»',
    ],
  },
  ...['SVCB', 'HTTPS'].map(ofServiceBinding),
  {
    type: 'DSYNC',
    accepted: [
      'CDS NOTIFY 53 a.b.',
      ['TYPE65400 1 65535 A', 'TYPE65400 NOTIFY 65535 A.example.com.'],
      ['\\# 6 003b 01 0035 00', 'CDS NOTIFY 53 .'],
    ],
    refused: [
      '',
      'CDS NOTIFY «53»',
      '«NOTYPE» 1 53 a',
      'CDS «SEND» 53 a',
      'CDS 1 «65536» a',
      'CDS 1 53 «a..»',
      '\\# 5 «003b010035»',
    ],
  },
  ...['HHIT', 'BRID'].map(
    (type): RdataCases => ({ type, accepted: [['AA AA', 'AAAA']], refused: ['', '«AAA»', '«*»'] }),
  ),
  ...['NID', 'L64'].map(
    (type): RdataCases => ({
      type,
      accepted: [
        ['10 0014:4FFF:ff20:ee64', '10 14:4fff:ff20:ee64'],
        ['\\# 10 000a 0001000200030004', '10 1:2:3:4'],
      ],
      refused: [
        '',
        '«10»',
        '«x» 1:2:3:4',
        '10 «1:2:3»',
        '10 «1:2:3:4:5»',
        '10 «1:2:3:45678»',
        '10 «1::4»',
        '10 1:2:3:4 «5»',
        '\\# 9 «000a00010002000300»',
      ],
    }),
  ),
  {
    type: 'L32',
    accepted: ['10 192.0.2.1', ['\\# 6 000ac0000201', '10 192.0.2.1']],
    refused: ['', '«10»', '«x» 192.0.2.1', '10 «192.0.2»', '10 «1:2:3:4»', '\\# 5 «000ac00002»'],
  },
  ofPreference('LP', keep),
  {
    type: 'EUI48',
    accepted: [
      ['00-00-5E-00-53-2a', '00-00-5e-00-53-2a'],
      ['\\# 6 00005e00532a', '00-00-5e-00-53-2a'],
    ],
    refused: [
      '',
      '«00:00:5e:00:53:2a»',
      '«00-00-5e-00-53»',
      '«00-00-5e-00-53-2g»',
      '00-00-5e-00-53-2a «00»',
      '\\# 5 «00005e0053»',
    ],
  },
  {
    type: 'EUI64',
    accepted: ['00-00-5e-ef-10-00-00-2a', ['0-0-5E-ef-10-0-0-a', '00-00-5e-ef-10-00-00-0a']],
    refused: [
      '',
      '«00-00-5e-ef-10-00-00»',
      '«000-00-5e-ef-10-00-00-2a»',
      '\\# 9 «00005eef1000002a00»',
    ],
  },
  {
    type: 'URI',
    accepted: [
      '10 1 "ftp://a\\"/"',
      '1 2 ""',
      [`1 2 "${long}${long}"`, `1 2 "${long}${long}"`],
      ['\\# 5 0001000261', '1 2 "a"'],
    ],
    refused: [
      '',
      '«10»',
      '10 «1»',
      '«x» 1 "a"',
      '10 «65536» "a"',
      '10 1 «a»',
      '10 1 "a" «b»',
      '10 1 «"\\400"»',
      '\\# 3 «000100»',
    ],
  },
  {
    type: 'CAA',
    accepted: [
      ['0 Issue ca.example', '0 Issue "ca.example"'],
      '128 issue "ca;x=\\\\"',
      `0 iodef "${long}${long}"`,
      ['\\# 3 000161', '0 a ""'],
    ],
    refused: [
      '',
      '«0»',
      '0 «issue»',
      '«256» issue x',
      '0 «iss-ue» x',
      '0 «"issue"» x',
      '0 issue a «b»',
      '0 issue «"\\25"»',
      '\\# 2 «0000»',
      '\\# 3 «00012d»',
    ],
  },
  {
    type: 'DOA',
    accepted: [
      '1 2 3 "text/plain" AAAA',
      ['4294967295 0 0 "" AA AA', '4294967295 0 0 "" AAAA'],
      '1 2 3 "x" -',
      ['\\# 10 00000001000000020300', '1 2 3 "" -'],
    ],
    refused: [
      '',
      '1 2 3 «""»',
      '«4294967296» 2 3 "" -',
      '1 2 «256» "" -',
      `1 2 3 «"${long}x"» -`,
      '1 2 3 "" «AAA»',
      '\\# 9 «000000010000000203»',
    ],
  },
  {
    type: 'AMTRELAY',
    accepted: [
      '10 0 1 192.0.2.1',
      ['10 1 3 a.B', '10 1 3 a.B.example.com.'],
      '10 0 0 .',
      ['10 1 2 2001:DB8::1', '10 1 2 2001:db8::1'],
      ['\\# 2 0a80', '10 1 0 .'],
      ['\\# 3 0a0900', '\\# 3 0A0900'],
    ],
    refused: [
      '',
      '10 0 «0»',
      '10 «2» 0 .',
      '«256» 0 0 .',
      '10 0 «4» .',
      '10 0 0 «a»',
      '10 0 1 «a»',
      '10 0 2 «192.0.2.1»',
      '10 0 3 «a..»',
      '10 0 0 . «a»',
      '\\# 3 «0a0000»',
    ],
  },
  {
    type: 'TYPE65400',
    accepted: ['\\# 0', ['\\# 03 00 ( ab ) Cd', '\\# 3 00ABCD']],
    refused: ['', 'abc', '\\# «2» aa', '\\# 1 «a»', '\\# 1 «zz»', '\\# 0 «aa»', '«\\#»'],
  },
  ...['TYPE0', 'TYPE41', 'TYPE128', 'TYPE255'].map(
    (type): RdataCases => ({ type, accepted: [], refused: ['\\# 0'] }),
  ),
];
