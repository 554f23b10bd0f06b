import assert from 'node:assert/strict';
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
      /\| Record \| \d+ characters \| \*\*differs:\*\* v=spf1 mx -all · TTL 1 h \|/,
    );
    assert.match(words, /\| Look-ups \| 5 of 10 \| 1 of 10 \|/);
    assert.match(
      words,
      /\| Networks \| 5: 192\.0\.2\.25, 203\.0\.113\.0\/24, 2001:db8::\/32, 198\.51\.100\.1, 192\.0\.2\.0\/24; some depend on the sender \| 1: 192\.0\.2\.26 \|/,
    );
    assert.match(words, /Asked 127\.0\.0\.1 at 14:02:11/);
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

  it('lets nothing that DNS says mean anything in Markdown', async () => {
    const words = await hover('@ TXT "|v=spf1 -all"', {
      'example.com. TXT': ['"v=spf1 [x](command:evil)\\010| <b> -all"'],
    });
    assert.doesNotMatch(words, /\n\| <b>/);
  });
});
