import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { buildHover } from '../../server/src/core/features/hover/page';
import { levelOf } from '../../server/src/core/lint';
import type { Finding } from '../../server/src/core/rules/rule';
import { scan } from '../../server/src/core/syntax/scanner';
import { wordMessage } from '../../server/src/core/text/message';
import { buildZone } from '../../server/src/core/zone/build';
import { hoverOptions, unaskedHover, unescaped } from '../support/hovering';
import { findingsIn, withHead, zoneOf } from '../support/marked';
import { OtherTexts } from '../support/otherTexts';

type Texts = Readonly<Record<string, string>>;

const head = `$TTL 1h
@ SOA ns hostmaster 1 1h 15m 30d 1h
@ NS ns
ns A 192.0.2.53
`;

function othersOf(texts: Texts): OtherTexts {
  const others = new OtherTexts();
  for (const [file, text] of Object.entries(texts)) others.put(file, text);
  return others;
}

/** The findings of errors and warnings, and of what is information on hosts, in a zone example.com. */
function findingsBeside(texts: Texts, zone: string): readonly Finding[] {
  const others = othersOf(texts);
  const built = buildZone(scan(withHead(zone)), { others: others.zones });
  const advice = ['spf-missing', 'dmarc-missing', 'mx-backup-elsewhere', 'mx-equal-preference'];
  return others
    .lint(built)
    .filter(({ rule }) => levelOf(rule, {}) !== 'off' && !advice.includes(rule));
}

/** Each finding as `rule: what is underlined`. */
function found(texts: Texts, zone: string): readonly string[] {
  const text = withHead(zone);
  return findingsBeside(texts, zone)
    .map(({ rule, span }) => `${rule}: ${text.slice(span.start, span.end)}`)
    .sort();
}

const net = 'example.net.zone';

describe('what the files of other zones know', () => {
  it('is said of exchanges, name servers and services', () => {
    const other = `${head}mail A 192.0.2.1
alias CNAME mail
six AAAA 2001:db8::1
private A 10.0.0.1
text TXT "no address"
`;
    const zone = `
@ NS gone.example.net.
@ NS alias.example.net.
_sip._tcp SRV 0 0 5060 text.example.net.
          SRV 1 0 5060 alias.example.net.
a MX 10 gone.example.net.
b MX 10 alias.example.net.
c MX 10 six.example.net.
d MX 10 private.example.net.
e MX 10 text.example.net.
f MX 10 mail.example.net.
`;
    assert.deepEqual(
      found({ [net]: other }, zone),
      [
        'mx-exchange-has-no-address: gone.example.net.',
        'mx-exchange-has-no-address: text.example.net.',
        'mx-exchange-ipv6-only: six.example.net.',
        'mx-exchange-is-alias: alias.example.net.',
        'mx-exchange-private-address: private.example.net.',
        'ns-has-no-address: gone.example.net.',
        'ns-is-alias: alias.example.net.',
        'srv-has-no-address: text.example.net.',
        'srv-is-alias: alias.example.net.',
      ].sort(),
    );
  });

  it('is said with the file, and leads to the record there', () => {
    const [finding] = findingsBeside(
      { [net]: `${head}mail CNAME ns\n` },
      '@ MX 10 mail.example.net.',
    );
    assert.ok(finding);
    assert.match(wordMessage(finding.message), /This is known from example\.net\.zone\.$/);
    const [related] = finding.related ?? [];
    assert.deepEqual(related?.span.file, net);
    assert.deepEqual(related?.span.start, { line: 4, character: 0, offset: head.length });
    const [fix] = finding.fixes?.() ?? [];
    assert.deepEqual([fix?.grade, fix?.edits[0]?.text], ['unsafe', 'ns.example.net.']);
    const none = findingsBeside({ [net]: head }, '@ MX 10 mail.example.net.')[0];
    assert.deepEqual(none?.fixes?.(), [], 'nothing is to be written into this zone');
  });

  it('is compared with what the zone itself knows', () => {
    const other = `${head}mx1 A 192.0.2.1\nmx2 A 192.0.2.2\n`;
    const same = '@ MX 10 mail\n@ MX 20 mx1.example.net.\nmail A 192.0.2.1\n';
    assert.deepEqual(found({ [net]: other }, same), ['mx-same-addresses: mx1.example.net.']);
    const near = '@ MX 10 mx1.example.net.\n@ MX 20 mx2.example.net.\n';
    assert.deepEqual(found({ [net]: other }, near), ['mx-same-network: mx1.example.net.']);
  });

  it('counts for SPF: mechanisms and included records', () => {
    const include = Array.from({ length: 10 }, (_, i) => `a:h${i}.example.org`).join(' ');
    const other = `${head}@ TXT "v=spf1 ${include} -all"\n`;
    const zone = '@ TXT "v=spf1 mx:example.net include:example.net -all"\n@ MX 10 a.example.org.';
    assert.deepEqual(found({ [net]: other }, zone), [
      'spf-mx-without-mx: mx:example.net',
      'spf-too-many-lookups: include:example.net',
    ]);
  });

  it('follows aliases from zone to zone, and finds loops', () => {
    const texts = {
      [net]: `${head}a CNAME a.example.org.\nloop CNAME loop.example.org.\nback CNAME host.example.com.\n`,
      'example.org.zone': `${head}a A 192.0.2.1\nloop CNAME loop.example.com.\n`,
    };
    const zone = `
@    MX 10 a.example.net.
x    MX 10 loop.example.net.
y    MX 10 back.example.net.
loop CNAME loop.example.net.
host A 192.0.2.7
`;
    const said = findingsBeside(texts, zone).map(
      ({ rule, message }) => `${rule} ${wordMessage(message)}`,
    );
    assert.equal(said.length, 4);
    assert.match(said[0] ?? '', /is-alias a\.example\.net is an alias of a\.example\.org/);
    assert.match(said[1] ?? '', /is-alias loop\.example\.net is an alias in a loop/);
    assert.match(said[2] ?? '', /is-alias back\.example\.net is an alias of host\.example\.com/);
    assert.match(said[3] ?? '', /^cname-loop .* example\.net\.zone\. .* example\.org\.zone\.$/);
  });

  it('is what the most specific zone says, also below a cut of this one', () => {
    const texts = {
      [net]: `${head}sub NS ns\n`,
      'sub.example.net.zone': `${head}mail A 192.0.2.1\n`,
      'child.example.com.zone': head,
    };
    const zone = `
child NS ns.child
ns.child A 192.0.2.1
@ MX 10 mail.sub.example.net.
@ MX 20 gone.child
`;
    assert.deepEqual(found(texts, zone), ['mx-exchange-has-no-address: gone.child']);
  });

  it('counts wildcards, empty non-terminals and the apex', () => {
    const other = `${head}*.web A 192.0.2.1\na.b A 192.0.2.2\n`;
    const zone =
      '@ MX 10 any.web.example.net.\na MX 20 b.example.net.\nb MX 30 example.net.\nc MX 10 web.example.net.\n';
    assert.deepEqual(found({ [net]: other }, zone), [
      'mx-exchange-has-no-address: b.example.net.',
      'mx-exchange-has-no-address: example.net.',
      'mx-exchange-has-no-address: web.example.net.',
    ]);
  });
});

describe('what no other file is believed', () => {
  const gone = '@ MX 10 mail.example.net.\n';
  const silent: Readonly<Record<string, Texts>> = {
    'a delegated name, with glue and without': {
      [net]: `${head}mail NS ns.mail\nns.mail AAAA 2001:db8::1\n`,
    },
    'a name below a cut': { 'net.zone': `$ORIGIN net.\n${head}example NS ns.example.org.\n` },
    'a zone that has parts nobody read': { [net]: `${head}$INCLUDE hosts\n` },
    'a zone with an error': { [net]: `${head}mail A 192.0.2.300\n` },
    'a part of a zone': { [net]: 'www A 192.0.2.1\n' },
    'a zone without an SOA record': { [net]: '@ NS ns.example.org.\n' },
    'a zone of another class': { [net]: head.replaceAll(' SOA', ' CH SOA') },
    'a file of which nobody knows the zone': { 'zone.zone': head },
    'two views that disagree': {
      [net]: head,
      'internal.zone': `$ORIGIN example.net.\n${head}mail A 10.0.0.1\n`,
    },
    'a copy that is broken': { [net]: head, 'copy.zone': `$ORIGIN example.net.\n${head}"\n` },
    'an alias beside other records': { [net]: `${head}mail CNAME ns\nmail TXT "x"\n` },
    'the root’s own file': { 'root.zone': `$ORIGIN .\n${head}` },
    'another file of the zone itself': { 'example.com.zone': head },
  };
  for (const [what, texts] of Object.entries(silent)) {
    it(what, () => assert.deepEqual(found(texts, gone), []));
  }

  it('another zone’s where a file’s own origin is not known: the name may be in it', () => {
    const others = othersOf({ [net]: head });
    const zone = zoneOf(
      '@ SOA ns h 1 1h 15m 30d 1h\n@ MX 10 mail.example.net.\n',
      '',
      others.zones,
    );
    const rules = others.lint(zone).map(({ rule }) => rule);
    assert.ok(!rules.includes('mx-exchange-has-no-address'), rules.join(' '));
  });

  it('a zone above that does not delegate this one', () => {
    const own =
      '$ORIGIN corp.example.net.\n@ SOA ns.corp h 1 1h 15m 30d 1h\n@ MX 10 ad.example.net.\n';
    assert.deepEqual(
      found({ [net]: head }, own).filter((each) => each.startsWith('mx-')),
      [],
    );
    assert.deepEqual(
      found({ [net]: `${head}corp NS ns\n` }, own).filter((each) => each.startsWith('mx-')),
      ['mx-exchange-has-no-address: ad.example.net.'],
    );
  });

  it('views that agree are believed, whatever else is in them', () => {
    const texts = { [net]: head, 'view.zone': `$ORIGIN example.net.\n${head}www A 10.0.0.1\n` };
    assert.deepEqual(found(texts, gone), ['mx-exchange-has-no-address: mail.example.net.']);
  });
});

describe('the hover on an exchange in another zone', () => {
  const hoverBeside = (text: string): string => {
    const others = othersOf({ [net]: text });
    const own = withHead('@ MX 10 mail.example.net.');
    const zone = buildZone(scan(own), { others: others.zones });
    others.lint(zone);
    const hovered = unaskedHover(zone, own.indexOf('mail.example.net'));
    assert.ok(hovered);
    return unescaped(buildHover(hovered, hoverOptions));
  };

  it('says what that zone’s file has', () => {
    const text = `${head}mail A 192.0.2.1\nmail AAAA 2001:db8::1\n`;
    assert.match(hoverBeside(text), /192\.0\.2\.1, 2001:db8::1, in example\.net\.zone/);
    assert.match(hoverBeside(head), /none in example\.net\.zone/);
  });
});

describe('the quiet zones, all of them in one run', () => {
  it('know each other and stay as quiet', () => {
    const folder = 'test/fixtures/quiet';
    const texts = readdirSync(folder)
      .filter((name) => name.endsWith('.zone'))
      .map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')] as const);
    const others = othersOf(Object.fromEntries(texts));
    const further = texts.flatMap(([name, text]) => {
      const alone = findingsIn(zoneOf(text, name)).map(({ message }) => wordMessage(message));
      return others
        .lint(zoneOf(text, name, others.zones))
        .filter(({ rule }) => levelOf(rule, {}) !== 'off')
        .map(({ message }) => wordMessage(message))
        .filter((said) => !alone.includes(said))
        .map((said) => `${name}: ${said}`);
    });
    assert.deepEqual(further, []);
  });
});
