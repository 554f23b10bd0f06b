import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { buildHover } from '../../../server/src/core/features/hover/page';
import { hover, hoverOptions, unaskedHover } from '../../support/hovering';
import { withHead, zoneOf } from '../../support/marked';

function sample(name: string, at: string): string {
  const text = readFileSync(`samples/${name}`, 'utf8');
  const offset = text.search(new RegExp(`(?<=MX\\s+\\d+\\s+)${at}`));
  assert.ok(offset > 0);
  return `${text.slice(0, offset)}|${text.slice(offset)}`;
}

describe('the hover of an MX record', () => {
  it('says that mail3 of bundestag.de comes last and a rejection does not lead there', async () => {
    const words = await hover(sample('bundestag.de.zone', 'mail3'));
    assert.match(words, /\*\*mail3\.dbtg\.de\*\* · preference \*\*500\*\* · tried last/);
    assert.match(
      words,
      /Senders try mail1, mail2 and mail4 first \(preference 50, in random order\) and come here only when none of them accepts a connection\./,
    );
    assert.match(words, /A rejection by one of them is final/);
    assert.match(words, /\| IPv4 \| out of zone \|/);
    assert.match(words, /\| MX records \| 50, 50, 50, 500 \|/);
  });

  it('says what the least preferred exchanges need, and nothing of it to the others', async () => {
    const need = /It needs the same filtering and the same list of recipients as the first/;
    assert.match(await hover(sample('bundestag.de.zone', 'mail3')), need);
    assert.doesNotMatch(await hover(sample('bundestag.de.zone', 'mail2')), need);
    const two = '@ MX 10 mx1.example.net.\n@ MX 20 |mx2.example.net.\n@ MX 20 mx3.example.net.';
    assert.match(await hover(two), need);
    assert.doesNotMatch(await hover('@ MX 10 |mx1.example.net.'), need);
    assert.doesNotMatch(await hover('@ MX 10 |mx1.example.net.\n@ MX 10 mx2.example.net.'), need);
  });

  it('says whose host it is, where that is known', async () => {
    assert.match(await hover(sample('msxfaq.de.zone', 'mx00')), /at random · hosted by IONOS\n/);
    assert.match(
      await hover('@ MX 0 |example-com.mail.protection.outlook.com.'),
      /the only exchange · hosted by Microsoft 365\n/,
    );
    for (const other of ['mx.example.net.', 'abc.mx-verification.google.com.'])
      assert.doesNotMatch(await hover(`@ MX 10 |${other}`), /hosted by/);
  });

  it('says that the first ones share the load', async () => {
    const words = await hover(sample('bundestag.de.zone', 'mail2'));
    assert.match(words, /tried first, the load shared with mail1 and mail4 at random/);
    assert.match(
      words,
      /Only when no connection comes about, they go on to mail3 \(preference 500\); a rejection is final/,
    );
  });

  it('has sentences of its own for one exchange, a null MX and a place in the middle', async () => {
    assert.match(
      await hover('@ MX 10 |mx.example.net.'),
      /the only exchange\n\nSenders deliver to this host alone\./,
    );
    assert.match(
      await hover('@ MX 0 |.'),
      /\*\*example\.com\*\* · preference \*\*0\*\* · null MX\n\nexample\.com takes no mail/,
    );
    const middle = await hover(
      '@ MX 10 a.example.net.\n MX 20 |b.example.net.\n MX 30 c.example.net.',
    );
    assert.match(middle, /tried as number 2/);
    assert.match(
      middle,
      /Senders try a first \(preference 10\) and come here only when it accepts no connection\./,
    );
    assert.match(middle, /they go on to c \(preference 30\)/);
  });

  it('puts the published addresses beside those of the file and marks what differs', async () => {
    const words = await hover('@ MX 10 |mail\nmail A 192.0.2.1\n A 192.0.2.2\n', {
      'mail.example.com. A': ['192.0.2.1', '192.0.2.9'],
      'mail.example.com. AAAA': ['2001:db8::1'],
      '1.2.0.192.in-addr.arpa. PTR': ['mail.example.com.'],
      '9.2.0.192.in-addr.arpa. PTR': ['host.example.net.'],
      'example.com. MX': ['20 mail.example.com.'],
    });
    assert.match(
      words,
      /\| IPv4 \| 192\.0\.2\.1 \| 192\.0\.2\.1 · TTL 1 h · reverse mail\.example\.com ✓ \|/,
    );
    assert.match(
      words,
      /\| {2}\| {2}\| 192\.0\.2\.9 · reverse host\.example\.net, another name · \*\*only published\*\* \|/,
    );
    assert.match(words, /\| {2}\| 192\.0\.2\.2 \| \*\*not published\*\* \|/);
    assert.match(
      words,
      /\| IPv6 \| none \| 2001:db8::1 · TTL 1 h · no reverse name · \*\*only published\*\* \|/,
    );
    assert.match(words, /\| MX records \| 10 \| differs: 20 mail\.example\.com · TTL 1 h \|/);
    assert.match(words, /Asked 127\.0\.0\.1 at 14:02:11, 12 ms, not authenticated/);
  });

  it('says when the published MX records are the same', async () => {
    const words = await hover('@ MX 10 |mx.example.net.', {
      'example.com. MX': ['10 MX.example.net.'],
    });
    assert.match(words, /\| MX records \| 10 \| the same · TTL 1 h \|/);
    assert.match(words, /\| IPv6 \| {2}\| none \(NODATA\) \|/);
  });

  for (const [outcome, words] of [
    ['nxdomain', 'the name does not exist (NXDOMAIN)'],
    ['nodata', 'none (NODATA)'],
    ['timeout', '127.0.0.1 did not answer within 2 s'],
    ['servfail', '127.0.0.1 could not find out (SERVFAIL)'],
    ['refused', '127.0.0.1 refuses to answer (REFUSED)'],
    ['malformed', '127.0.0.1 answered, but not with a DNS answer'],
    ['unreachable', '127.0.0.1 can’t be reached: offline, or no resolver there'],
    ['no-server', 'there is no resolver to ask: see the setting zoneMx.live.servers'],
    ['alias-loop', 'its aliases lead in a circle'],
  ] as const) {
    it(`says in plain words: ${outcome}`, async () => {
      const all = await hover('@ MX 10 |mx.example.net.', {
        'mx.example.net. A': outcome,
        'mx.example.net. AAAA': outcome,
        'example.com. MX': outcome,
      });
      assert.ok(all.includes(`| IPv4 | out of zone | ${words} |`), all);
      assert.ok(all.includes('Senders deliver to this host alone.'), all);
    });
  }

  it('offers to turn live answers on, and names the reason why they are off', async () => {
    assert.match(await hover('@ MX 10 |mail'), /Live answers are off$/);
    assert.match(
      await hover('@ MX 10 |mail', 'off', true),
      /off · \[Turn on\]\(command:zone-mx\.openLiveSettings\)/,
    );
    assert.match(await hover('@ MX 10 |mail', 'untrusted', true), /not trusted · \[Manage trust\]/);
    assert.doesNotMatch(await hover('@ MX 10 |mail'), /published/);
  });

  it('shows an alias of the file', async () => {
    const words = await hover('@ MX 10 |mail\nmail CNAME host\nhost A 192.0.2.1\n');
    assert.match(words, /\| Alias of \| host\.example\.com \|/);
    assert.match(words, /\| IPv4 \| 192\.0\.2\.1 \|/);
  });

  it('shows the Unicode form of names beside the one in the file', async () => {
    const words = await hover(
      '@ MX 10 |mail.xn--mller-kva.example.\n@ MX 10 mx.xn--bcher-kva.example.\n',
      {
        'mail.xn--mller-kva.example. A': ['192.0.2.1'],
        '1.2.0.192.in-addr.arpa. PTR': ['xn--post-0ra.example.'],
      },
    );
    const isolated = (name: string): string => `(\u2068${name}\u2069)`;
    assert.ok(
      words.startsWith(`**mail.xn--mller-kva.example ${isolated('mail.müller.example')}** ·`),
      words,
    );
    assert.ok(words.includes(`mx.xn--bcher-kva.example ${isolated('mx.bücher.example')}`), words);
    assert.ok(
      words.includes(`xn--post-0ra.example ${isolated('püost.example')}, another name`),
      words,
    );
  });

  it('is there for the whole record and for nothing else', async () => {
    assert.notEqual(await hover('sub| 1h IN MX 10 mx.example.net. ; comment'), '');
    assert.notEqual(await hover('sub 1h IN M|X 10 mx.example.net. ; comment'), '');
    assert.equal(await hover('sub 1h IN MX 10 mx.example.net. ; com|ment'), '');
    assert.equal(await hover('sub HINFO "a" "|b"'), '');
    assert.equal(await hover('sub MX 10|'), '');
  });

  it('lets nothing from a file or from the network mean anything in Markdown', () => {
    const text = withHead('@ MX 10 [x](command:evil)<b>`*_!|.\\013.\n');
    const zone = zoneOf(text);
    const hovered = unaskedHover(zone, text.indexOf('MX 10'));
    assert.ok(hovered);
    const markdown = buildHover(hovered, hoverOptions);
    const [title = ''] = markdown.split('\n');
    for (const special of '[]()<>`*_!|') {
      const bare = new RegExp(`(?<!\\\\)\\${special}`, 'g');
      const ours = special === '*' ? 8 : 0;
      assert.equal([...title.matchAll(bare)].length, ours, `${special} in ${title}`);
    }
    assert.ok(!markdown.includes('\r'));
  });
});
