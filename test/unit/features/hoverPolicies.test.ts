import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { hover } from '../../support/hovering';

describe('the hover of an SPF record', () => {
  const zone = `@ TXT "v=spf1 mx include:_spf.example.net a:sub.example.com ip4:192.0.2.0/24 -all"
@ MX 10 mail
mail A 192.0.2.25
sub A 198.51.100.1
`;
  const dns = {
    '_spf.example.net. TXT': ['"v=spf1 ip4:203.0.113.0/24 " "include:more.example.net ?all"'],
    'more.example.net. TXT': ['"other"', '"v=spf1 ip6:2001:db8::/32 exists:%{i}.x.example -all"'],
    'example.com. TXT': ['"v=spf1 mx -all"'],
    'example.com. MX': ['10 mail.example.com.'],
    'mail.example.com. A': ['192.0.2.26'],
  };
  const at = (term: string): string => zone.replace(term, `|${term}`);

  it('says of each term what it is and what becomes of whom it matches', async () => {
    assert.match(
      await hover(at('ip4:192')),
      /^\*\*ip4:192\.0\.2\.0\/24\*\* · SPF\n\nAn IPv4 address or network\. Whom it matches may send: pass\.$/,
    );
    assert.match(await hover(at('-all')), /Others are not allowed: fail\.$/);
    assert.match(await hover('@ TXT "v=spf1 ~a -all |a"'), /Here it has no effect\./);
    assert.match(
      await hover('@ TXT "v=spf1 ~|a -all"'),
      /Whom it matches is suspicious: softfail\./,
    );
    assert.match(await hover('@ TXT "v=spf1 zz|z -all"'), /no term of SPF that receivers know/);
  });

  it('counts what the file knows when nothing is asked', async () => {
    const words = await hover(at('v=spf1'));
    assert.match(
      words,
      /\*\*example\.com\*\* · SPF\n\nWho may send mail .* Others are not allowed: fail\./,
    );
    assert.match(words, /\| Look-ups \| at least 3 of 10 \|/);
    assert.match(words, /\| Networks \| 3: 192\.0\.2\.25, 198\.51\.100\.1, 192\.0\.2\.0\/24 \|/);
    assert.match(words, /\| Not known \| _spf\.example\.net \|/);
    assert.match(words, /Live answers are off$/);
  });

  it('follows includes, and sets what is published beside the file', async () => {
    const words = await hover(at('v=spf1'), dns);
    assert.match(
      words,
      /\| Record \| \d+ characters \| \*\*differs: v=spf1 mx -all\*\* · TTL 1 h \|/,
    );
    assert.match(words, /\| Look-ups \| 5 of 10 \| 1 of 10 \|/);
    assert.match(
      words,
      /\| Networks \| 5: 192\.0\.2\.25, 203\.0\.113\.0\/24, 2001:db8::\/32, 198\.51\.100\.1, 192\.0\.2\.0\/24; some depend on the sender \| 1: 192\.0\.2\.26 \|/,
    );
    assert.match(words, /Asked 127\.0\.0\.1 at 14:02:11/);
  });

  for (const [reason, words] of [
    ['timeout', '127\\.0\\.0\\.1 did not answer within 2 s'],
    ['servfail', '127\\.0\\.0\\.1 could not find out \\(SERVFAIL\\)'],
    ['refused', '127\\.0\\.0\\.1 refuses to answer \\(REFUSED\\)'],
    ['malformed', '127\\.0\\.0\\.1 answered, but not with a DNS answer'],
  ] as const)
    it(`says why a name is not known: ${reason}`, async () => {
      const world = { ...dns, '_spf.example.net. TXT': reason };
      assert.match(
        await hover(at('v=spf1'), world),
        new RegExp(`\\| Not known \\| _spf\\.example\\.net \\(${words}\\) \\| +\\|`),
      );
      assert.match(
        await hover('@ TXT "v=spf1 |mx:x.example.net a:y.example.net -all"', {
          'x.example.net. MX': reason,
        }),
        new RegExp(`Not known \\| x\\.example\\.net \\(${words}\\) \\| x\\.example`),
      );
      assert.match(
        await hover('@ TXT "v=spf1 |a:y.example.net -all"', {
          'y.example.net. A': 'nodata',
          'y.example.net. AAAA': reason,
        }),
        new RegExp(`Not known \\| y\\.example\\.net \\(${words}\\) \\|`),
      );
    });

  it('shows what an include allows, and whom an mx does, here and in the world', async () => {
    assert.match(
      await hover(at('include:'), dns),
      /\| Networks \| 2: 203\.0\.113\.0\/24, 2001:db8::\/32; some depend on the sender \| the same \|/,
    );
    assert.match(
      await hover(at('mx incl'), dns),
      /\| Networks \| 1: 192\.0\.2\.25 \| 1: 192\.0\.2\.26 \|/,
    );
    assert.match(
      await hover('@ TXT "v=spf1 |a:h.example.net/24//64 -all"', {
        'h.example.net. A': ['192.0.2.1'],
        'h.example.net. AAAA': ['2001:db8::1'],
      }),
      /2: 192\.0\.2\.1\/24, 2001:db8::1\/64 \| the same/,
    );
  });

  it('says where receivers give up: too many look-ups, none found, an include without a record', async () => {
    const many = Array.from({ length: 11 }, (_, i) => `a:h${i}.example.net`).join(' ');
    const words = await hover(`@ TXT "|v=spf1 ${many} -all"`, {});
    assert.match(words, /\*\*11\*\*: receivers stop after 10 and use nothing of the record/);
    assert.match(words, /\| Void look-ups \| \*\*11\*\*: receivers may stop after 2 \|/);
    assert.match(
      await hover('@ TXT "v=spf1 |include:x.example.net -all"', { 'x.example.net. TXT': ['"x"'] }),
      /\| Without one SPF record \| x\.example\.net \| x\.example\.net \|/,
    );
  });

  it('comes to an end where records include each other, or have many branches', async () => {
    const loop = { 'example.com. TXT': ['"v=spf1 include:example.com -all"'] };
    assert.match(await hover('@ TXT "|v=spf1 include:example.com -all"', loop), /at least 1 of 10/);
    const branches = Array.from({ length: 200 }, () => 'include:b.example.net').join(' ');
    const wide = { 'b.example.net. TXT': [`"v=spf1 ${branches}"`] };
    assert.match(
      await hover('@ TXT "|v=spf1 include:b.example.net -all"', wide),
      /\*\*at least 20\*\*: receivers stop after 10/,
    );
  });

  it('is short and quick whatever stands in the file or in DNS', async () => {
    const long = 'x'.repeat(7000);
    const many = 'exp=a.b '.repeat(1000);
    const started = performance.now();
    const words = await hover(
      `@ TXT "|v=spf1 include:${long}.example.net include:b.example.net -all"`,
      {
        'example.com. TXT': [`"v=spf1 ${many.repeat(8)}"`],
        'b.example.net. TXT': [`"v=spf1 ${many} ${'include:b.example.net '.repeat(100)}"`],
      },
    );
    assert.ok(words.length < 3000, String(words.length));
    assert.ok(performance.now() - started < 1000);
    assert.equal(await hover(`@ TXT "|v=spf1 ${'a '.repeat(5000)}"`), '');
  });

  it('lets nothing that DNS says mean anything in Markdown', async () => {
    const words = await hover('@ TXT "|v=spf1 -all"', {
      'example.com. TXT': ['"v=spf1 [x](command:evil)\\010| <b> -all"'],
    });
    assert.doesNotMatch(words, /\n\| <b>/);
  });
});

describe('the hover of a DMARC record', () => {
  it('says of each tag what it is, and of a policy what receivers do', async () => {
    assert.match(
      await hover('_dmarc TXT "v=DMARC1; p|=reject; rua=mailto:a@example.com"'),
      /^\*\*p=reject\*\* · DMARC\n\nWhat to do with mail that fails\. reject: receivers refuse it\.$/,
    );
    assert.match(
      await hover('_dmarc TXT "v=DMARC1; p=none; ru|a=mailto:a@b.c"'),
      /Where daily reports go\.$/,
    );
    assert.match(
      await hover('_dmarc TXT "v=DMARC1; p=none; x|y=1"'),
      /Whoever does not know this tag/,
    );
  });

  it('says what the whole record comes to, and what is published', async () => {
    const zone = '_dmarc| TXT "v=DMARC1; p=quarantine; t=y"';
    assert.match(
      await hover(zone, { '_dmarc.example.com. TXT': ['"v=DMARC1; " "p=quarantine; t=y"'] }),
      /quarantine: receivers treat it as suspicious\. The same holds for names below\. A test: the next milder policy counts\. Nobody gets reports\.\n\n[\s\S]*\| Record \| \d+ characters \| the same · TTL 1 h \|/,
    );
    assert.match(
      await hover(zone, { '_dmarc.example.com. TXT': ['"v=DMARC1; p=none"'] }),
      /\*\*differs: v=DMARC1; p=none\*\* · TTL 1 h/,
    );
    assert.match(
      await hover(zone, { '_dmarc.example.com. TXT': ['"other"'] }),
      /\*\*not published\*\*/,
    );
    assert.match(await hover(zone, { '_dmarc.example.com. TXT': 'servfail' }), /\(SERVFAIL\)/);
  });

  it('says what would hold for a name below without a record of its own', async () => {
    const zone =
      '_dmarc.news TXT "v=DMARC1;| p=none"\n_dmarc TXT "v=DMARC1; p=reject; sp=quarantine"';
    const words = await hover(zone, { '_dmarc.example.com. TXT': ['"v=DMARC1; p=reject"'] });
    assert.match(words, /\| Without it: the policy of example\.com \| quarantine \| reject \|/);
  });
});

describe('the hover of a DKIM key', () => {
  const key = (bits: number): string => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: bits });
    return publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  };
  const record = (tags: string): string =>
    `s1._domainkey| TXT ${(tags.match(/.{1,200}/g) ?? []).map((each) => `"${each}"`).join(' ')}`;

  it('says what kind of key it is, and how long', async () => {
    for (const bits of [1024, 2048, 4096])
      assert.match(
        await hover(record(`v=DKIM1; k=rsa; p=${key(bits)}`)),
        new RegExp(`An RSA key of ${bits} bits\\.`),
      );
    assert.match(await hover(record(`p=${key(512)}`)), /512 bits: receivers take none below 1024/);
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const bare = publicKey.export({ type: 'pkcs1', format: 'der' }).toString('base64');
    assert.match(await hover(record(`v=DKIM1; p=${bare}`)), /An RSA key of 2048 bits\./);
    assert.match(await hover(record('v=DKIM1; k=ed25519; p=AAAA')), /An Ed25519 key\./);
    assert.match(await hover(record('v=DKIM1; p=MIIB')), /A key of the type rsa\./);
  });

  it('says that it was revoked, or is a test', async () => {
    assert.match(await hover(record('v=DKIM1; p=')), /The key was revoked/);
    assert.match(
      await hover(record(`v=DKIM1; t=y:s; p=${key(1024)}`)),
      /1024 bits\. Test mode: .* Not for names below the domain\./,
    );
  });
});

describe('the hover of MTA-STS and TLSRPT records', () => {
  const zone =
    '@ MX 10 mail\n@ MX 20 mx.other.example.\nmail A 192.0.2.1\n_mta-sts TXT "v=|STSv1; id=1"';
  const host = { 'mta-sts.example.com. A': ['198.51.100.80'] };

  it('shows the policy that is served, and which exchanges it does not cover', async () => {
    const policy = ['version: STSv1', 'mode: enforce', 'max_age: 86400', 'mx: *.example.com'];
    const words = await hover(zone, { ...host, 'policy example.com.': policy });
    assert.match(
      words,
      /\| Policy \| mail\.example\.com, mx\.other\.example \| enforce: \*\.example\.com \|/,
    );
    assert.match(words, /\| Not covered \| mx\.other\.example \| {2}\|/);
  });

  it('says why there is no policy', async () => {
    assert.match(await hover(zone, host), /the web server can’t be reached/);
    assert.match(
      await hover(zone, { ...host, 'policy example.com.': ['x'] }),
      /none that senders understand/,
    );
    assert.match(await hover(zone, {}), /mta-sts\.example\.com: none \(NODATA\)/);
    const inside = { 'mta-sts.example.com. A': ['10.0.0.1'], 'policy example.com.': ['secret'] };
    assert.match(
      await hover(zone, inside),
      /not fetched: mta-sts\.example\.com has no public address/,
    );
  });

  it('says where TLS reports go', async () => {
    assert.match(
      await hover('_smtp._tls| TXT "v=TLSRPTv1; rua=mailto:tls@example.com"'),
      /\*\* · TLSRPT\n\nWhere reports on TLS go\. mailto:tls@example\.com/,
    );
  });
});

describe('the hover of a TLSA record', () => {
  const zone = '@ MX 10 mail\nmail A 192.0.2.1\n_25._tcp.mail TLSA 3 1 1 (AB| CD)';

  it('says for whom it is and what it pins, and whether DNSSEC vouches for it', async () => {
    const words = await hover(zone, { '_25._tcp.mail.example.com. TLSA': ['3 1 1 abcd'] });
    assert.match(
      words,
      /\*\*mail\.example\.com\*\* · TLSA · an exchange of this zone\n\nIt pins the certificate of the server itself \(DANE-EE\); what is compared: its public key, its SHA-256\./,
    );
    assert.match(
      words,
      /\| Record \| 3 1 1 abcd \| the same · TTL 1 h \|\n\| DNSSEC \| {2}\| \*\*not authenticated: /,
    );
    assert.match(
      await hover(zone, { '_25._tcp.mail.example.com. TLSA': ['2 0 1 ff'] }),
      /\*\*differs: 2 0 1 ff\*\*/,
    );
  });

  it('says when senders of mail pass over it', async () => {
    assert.match(await hover('_25._tcp.mail TLSA 1| 1 1 ab'), /for SMTP only 2 and 3 count/);
    assert.match(await hover('_443._tcp.www TLSA 3| 1 1 ab'), /Not for mail/);
  });
});
