import assert from 'node:assert/strict';
import { findCursor } from '../../../server/src/core/features/cursor';
import type { Finding } from '../../../server/src/core/rules/rule';
import { wordMessage } from '../../../server/src/core/text/message';
import { accept, completeAt, readCursor } from '../../support/completing';
import { findingsIn, lineOf, withHead, zoneOf } from '../../support/marked';

/** What only the next record mends, and what the user decides: a written preference, where hosts stand. */
const excepted: ReadonlySet<string> = new Set([
  'spf-missing',
  'dmarc-missing',
  'null-mx-posture',
  'mx-equal-preference',
  'mx-same-network',
]);

const hosts = `
mail  A 192.0.2.25
mx2   A 198.51.100.25
      AAAA 2001:db8::25
web   A 203.0.113.80
six   AAAA 2001:db8::6
inner A 10.0.0.1
twin  A 192.0.2.25
www   CNAME web
*.any A 192.0.2.99
sub   NS ns.sub
ns.sub A 192.0.2.54
`;

/** Positions of the cursor, each below the hosts unless it has a zone of its own. */
const positions: readonly string[] = [
  '@ MX |',
  '@ MX 10 |',
  '@ MX 10 m|',
  '@ MX 10 mail.ex|',
  '@ IN MX 10 |',
  '@ 3600 IN MX 10 | ; a comment',
  '@ MX 10 mail\n@ MX |',
  '@ MX 10 mail\n  MX 20 |',
  '@ MX 10 mail\n  MX 20 mx2\n  MX |',
  '@ MX 1 aspmx.l.google.com.\n  MX |',
  '@ MX 10 mx00.ionos.de.\n  MX 10 |',
  'new MX 10 |',
  'www MX 10 |',
  'x.sub MX 10 |',
  'a.example.net. MX 10 |',
  'mail MX 10 |',
  '|',
  'ma|',
  '_d|',
  '$|',
  '$ORIGIN |',
  '$TTL |\n',
  '| A 192.0.2.1',
  '| MX 10 mail',
  'new |',
  'new I|',
  'new IN |',
  'new 1h |',
  ' |',
  'new | A 192.0.2.1',
  'mail | A 192.0.2.26',
  'new A |',
  'mail A |',
  '@ MX 10 mail\n@ MX 20 other\nother A |',
  'new AAAA |',
  'new CNAME |',
  'new CNAME w|',
  'web CNAME |',
  'new NS |',
  '@ NS |',
  '_sip._tcp SRV |',
  '_sip._tcp SRV 0 |',
  '_sip._tcp SRV 0 5 |',
  '_sip._tcp SRV 0 5 5060 |',
  '_sip._tcp SRV 0 5 5060 mail\n SRV 0 5 5060 |',
  'new PTR |',
  '@ CAA |',
  '@ CAA 0 |',
  '@ CAA 0 issue |',
  '@ CAA 0 issue "letsencrypt.org"\n@ CAA 0 issue |',
  '@ CAA 0 iodef |',
  'new HTTPS |',
  'new HTTPS 1 |',
  'new HTTPS 1 . |',
  'new HTTPS 1 . alpn=h2 |',
  'new SVCB 0 |',
  '_25._tcp.mail TLSA |',
  '_443._tcp.web TLSA 3 |',
  '_443._tcp.web TLSA 3 1 |',
  '@ TXT |',
  '@ TXT v|',
  '@ TXT "|"',
  '@ TXT "v=sp|"',
  '@ MX 10 mail\n@ TXT |',
  '@ MX 1 smtp.google.com.\n@ TXT |',
  '@ MX 10 mail\n@ TXT "v=spf1 |"',
  '@ MX 10 mail\n@ TXT "v=spf1 mx |"',
  '@ MX 10 mail\n@ TXT "v=spf1 mx | -all"',
  '@ MX 10 mail\n@ TXT "v=spf1 mx inc|"',
  '@ TXT "v=spf1 | ip4:192.0.2.1 -all"',
  '@ TXT "v=spf1 -all |"',
  '@ TXT "v=spf1 redirect=_spf.example.net |"',
  '@ TXT "v=spf1 a:a.example a:b.example a:c.example a:d.example a:e.example a:f.example a:g.example a:h.example a:i.example a:j.example |"',
  '@ TXT "v=spf1 " "|"',
  '@ TXT "v=spf1 -all"\n@ TXT |',
  '_dmarc TXT |',
  '_dmarc TXT "v=DMARC1; |"',
  '_dmarc TXT "v=DMARC1;|"',
  '_dmarc TXT "v=DMARC1; p=|"',
  '_dmarc TXT "v=DMARC1; p=none; |"',
  '_dmarc TXT "v=DMARC1; |; p=none"',
  '_dmarc TXT "v=DMARC1; p=none; adkim=|"',
  '_dmarc TXT "v=DMARC1; p=none; rua=|; fo=1"',
  'a._domainkey TXT |',
  'a._domainkey TXT "v=DKIM1; |"',
  'a._domainkey TXT "v=DKIM1; k=|; p="',
  'a._domainkey TXT "v=DKIM1; p=; k=|"',
  '_mta-sts TXT |',
  'mta-sts A 192.0.2.80\n_mta-sts TXT |',
  'mta-sts A 192.0.2.80\n_mta-sts TXT "v=STSv1; |"',
  '_smtp._tls TXT |',
  '_smtp._tls TXT "v=TLSRPTv1; |"',
];

/** Whole files. */
const files: readonly string[] = [
  '|',
  '$TTL 1h\n@ NS ns.example.net.\n@ TXT "a"\n|',
  '$TTL 1h\n@ SOA |',
  '$TTL 1h\n@ NS ns.example.net.\n@ SOA ns.example.net. |',
  '$TTL 1h\n@ NS ns.example.net.\n@ SOA ns.example.net. hostmaster |',
  '$TTL 1h\n@ NS ns.example.net.\n@ SOA ns.example.net. hostmaster 1 |',
  '$TTL 1h\n@ SOA ns.example.net. h 1 1h 1h 1d 1h\n@ NS ns.example.net.\n|',
  '$TTL 1h\n@ IN SOA ns.example.net. h 1 1h 1h 1d 1h\n\tIN NS ns.example.net.\n\tIN TXT "v=spf1 mx -all"\n_dmarc IN TXT "v=DMARC1; p=none"\n|',
  '@ 300 IN SOA ns.example.net. h 1 1h 1h 1d 1h\r\n@ 300 IN NS ns.example.net.\r\nmail 300 IN A 192.0.2.25\r\n|\r\n',
  '$TTL 1h\n@ SOA ns.example.net. h 1 1h 1h 1d 1h\n@ NS ns.example.net.\nmail CNAME www\nmx A 10.0.0.1\nwww A 192.0.2.80\n|',
];

const keyOf = ({ rule, message }: Finding): string => `${rule}: ${wordMessage(message)}`;

/** What is found more than before; what is unfinished at the cursor may stay so. */
function newFindings(
  before: string,
  offset: number,
  after: string,
  isBeginning: boolean,
): readonly string[] {
  const old = findingsIn(zoneOf(before, 'example.com.zone'));
  const known = new Set(old.map(keyOf));
  const line = lineOf(before, offset);
  const isUnfinished =
    isBeginning ||
    old.some(({ rule, span }) => rule === 'syntax' && lineOf(before, span.start) === line);
  return findingsIn(zoneOf(after, 'example.com.zone'))
    .filter(
      ({ rule, span }) =>
        !(isUnfinished && rule === 'syntax' && lineOf(after, span.start) === line),
    )
    .filter(({ rule }) => !excepted.has(rule))
    .map(keyOf)
    .filter((key) => !known.has(key));
}

function isInRdata(text: string, offset: number): boolean {
  return findCursor(zoneOf(text, 'example.com.zone'), offset)?.position.kind === 'rdata';
}

describe('what is offered', () => {
  const all = [
    ...positions.map((position) => [position, withHead(`${hosts}${position}\n`)] as const),
    ...files.map((file) => [file, file] as const),
  ];
  let items = 0;
  for (const [name, marked] of all) {
    it(`leads to no finding: ${JSON.stringify(name)}`, () => {
      const { text, offset } = readCursor(marked);
      const offered = completeAt(marked);
      for (const item of offered?.items ?? []) {
        items++;
        assert.ok(offered);
        const after = accept(text, offered, item);
        // What begins an entry is no whole one.
        const isBeginning = item.kind !== 'setup' && !isInRdata(text, offset);
        const found = newFindings(text, offset, after, isBeginning);
        assert.deepEqual(found, [], `${item.label}\n${after}`);
      }
    });
  }

  it('is nothing only where nothing can be', () => {
    const empty = all.filter(([, marked]) => completeAt(marked) === undefined);
    assert.deepEqual(
      empty.map(([name]) => name),
      [
        // An alias has no other records, and another zone’s are not here.
        ...['www MX 10 |', 'a.example.net. MX 10 |'],
        ...['web CNAME |', 'new SVCB 0 |'],
        // Nothing behind “all” counts, and a second policy neither.
        ...['@ TXT "v=spf1 -all |"', '@ TXT "v=spf1 -all"\n@ TXT |'],
        // The type is that of the key.
        ...['a._domainkey TXT "v=DKIM1; k=|; p="', 'a._domainkey TXT "v=DKIM1; p=; k=|"'],
        // No host serves the policy.
        '_mta-sts TXT |',
        '$TTL 1h\n@ SOA |',
      ],
    );
    assert.ok(items > 1000, String(items));
  });
});
