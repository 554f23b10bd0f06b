import assert from 'node:assert/strict';
import { complete } from '../../../server/src/core/features/completion/complete';
import { snippetText } from '../../../server/src/core/features/completion/item';
import { scan } from '../../../server/src/core/syntax/scanner';
import { buildZone } from '../../../server/src/core/zone/build';
import {
  acceptLabel,
  completeAt,
  itemsAt,
  labelsAt,
  readCursor,
  today,
} from '../../support/completing';
import { withHead } from '../../support/marked';

const mail = `mail  A 192.0.2.25
mx2   A 198.51.100.25
www   CNAME mail
*.any A 192.0.2.99
`;
const at = (line: string): readonly string[] => labelsAt(withHead(mail + line));
const accepted = (line: string, label: string): string => {
  const text = acceptLabel(withHead(mail + line), label);
  return text.slice(text.indexOf(mail) + mail.length);
};

describe('completion in an MX record', () => {
  it('offers the hosts of the zone with an address, and no alias or wildcard', () => {
    assert.deepEqual(at('@ MX 10 |'), ['mail', 'mx2']);
  });

  it('leaves out what the owner has already', () => {
    assert.deepEqual(at('@ MX 10 mail\n  MX 20 |'), ['mx2']);
  });

  it('narrows names by what is typed, in any case', () => {
    assert.deepEqual(at('@ MX 10 MA|'), ['mail']);
    assert.deepEqual(at('@ MX 10 nothing|'), []);
  });

  it('replaces the whole word under the cursor', () => {
    assert.equal(accepted('@ MX 10 ma|lbox ; c', 'mail'), '@ MX 10 mail ; c');
  });

  it('writes a name as it was begun: absolute, with its final dot', () => {
    assert.deepEqual(at('@ MX 10 mail.exam|'), ['mail.example.com.']);
  });

  it('writes names in full where the records around do', () => {
    const head = 'a MX 10 mail.example.com.\nb MX 10 mx2.example.com.\n';
    assert.equal(at(`${head}@ MX 10 m|`)[0], 'mail.example.com.');
  });

  it('writes names relative to the origin in force', () => {
    assert.equal(at('$ORIGIN sub.example.com.\nhost A 192.0.2.7\n@ MX 10 h|')[0], 'host');
    assert.equal(
      at('$ORIGIN sub.example.com.\nhost A 192.0.2.7\n@ MX 10 m|')[0],
      'mail.example.com.',
    );
  });

  it('offers the next preference in the step in use', () => {
    assert.equal(at('@ MX |')[0], '10');
    assert.equal(at('@ MX 10 mail\n  MX |')[0], '20');
    assert.equal(at('@ MX 5 mail\n  MX 10 mx2\n  MX |')[0], '15');
    assert.deepEqual(at('@ MX 65535 mail\n  MX |'), []);
  });

  it('puts in all exchanges of a provider, with their preferences', () => {
    assert.equal(
      accepted('@   IN MX 10 |', 'mail.protonmail.ch.'),
      '@   IN MX 10 mail.protonmail.ch.\n    IN MX 20 mailsec.protonmail.ch.',
    );
    assert.equal(accepted('@ MX 10 sm|', 'smtp.google.com.'), '@ MX 1 smtp.google.com.');
    assert.equal(
      accepted('@\tMX\t|\n', '10 mail.protonmail.ch.'),
      '@\tMX\t10 mail.protonmail.ch.\n \tMX\t20 mailsec.protonmail.ch.\n',
    );
  });

  it('offers the rest of a provider’s set, and nobody else beside it', () => {
    const items = itemsAt(withHead(`${mail}@ MX 10 mail.protonmail.ch.\n  MX 20 |`));
    assert.deepEqual(
      items.map(({ label }) => label),
      ['mailsec.protonmail.ch.'],
    );
  });

  it('has a place to fill in where each customer has another host', () => {
    const found = completeAt(withHead('@ MX 0 |'));
    const item = found?.items.find(({ detail }) => detail?.args[0] === 'Microsoft 365');
    assert.ok(item);
    assert.equal(snippetText(item.insert), '${1:example-com}.mail.protection.outlook.com.');
  });
});

describe('completion elsewhere', () => {
  it('offers directives at the dollar sign', () => {
    const directives = ['$ORIGIN', '$TTL', '$INCLUDE', '$GENERATE'];
    assert.deepEqual(labelsAt('$|'), directives);
    assert.equal(acceptLabel('$o|\n', '$ORIGIN'), '$ORIGIN\n');
  });

  it('offers owners as the file writes them', () => {
    assert.deepEqual(at('m|'), ['mail', 'mx2']);
    assert.ok(at('|').includes('@'));
    assert.ok(at('_|').includes('_dmarc'));
  });

  it('offers types in use first, with what they are for and their RFC', () => {
    const labels = at('new |');
    assert.deepEqual(labels.slice(0, 4), ['A', 'CNAME', 'NS', 'AAAA']);
    const item = completeAt(withHead('new |'))?.items.find(({ label }) => label === 'MX');
    assert.deepEqual(
      item?.documentation?.map(({ template, args }) => args[0] ?? template),
      ['A host that takes mail for this name.', 'RFC 1035 3.3.9'],
    );
  });

  it('offers no type that the owner can’t have', () => {
    assert.ok(!at('mail |').includes('CNAME'));
    assert.ok(!at('www |').includes('A'));
    assert.ok(!at('new |').includes('SPF'));
  });

  it('writes types in lower case where that is begun', () => {
    assert.ok(at('new a|').includes('aaaa'));
  });

  it('offers TTLs in words, those in use first', () => {
    const found = completeAt(withHead('a 1h30m A 192.0.2.1\nnew |'));
    const ttls = found?.items.filter(({ kind }) => kind === 'number') ?? [];
    assert.deepEqual(
      ttls.map(({ label }) => label),
      ['1h30m', '5m', '1h', '1d'],
    );
  });

  it('offers only the TTL of the RRset to a record that is one of it', () => {
    const labels = at('a 300 A 192.0.2.1\na | A 192.0.2.2');
    assert.deepEqual(labels, ['IN', '300']);
  });

  it('offers nothing in comments, behind closed quotes and in generic RDATA', () => {
    for (const line of ['; |', '@ MX 10 mail ; |', '@ TXT "a"|', '@ TYPE15 \\# |'])
      assert.deepEqual(at(line), [], line);
  });

  it('offers nothing after a blank but what must follow', () => {
    const blank = (line: string) => completeAt(withHead(mail + line), { isUnasked: true });
    assert.equal(blank('new |'), undefined);
    assert.equal(blank(' |'), undefined);
    assert.notEqual(blank('@ MX |'), undefined);
  });

  it('goes on within parentheses', () => {
    assert.ok(at('@ MX ( 10\n  m|\n )').includes('mail'));
    assert.ok(at('@ MX ( 10\n  m|').includes('mail'));
  });

  it('offers whole policies where they belong', () => {
    assert.deepEqual(at('@ TXT |'), ['v=spf1 -all']);
    assert.deepEqual(at('@ MX 10 mail\n@ TXT |'), ['v=spf1 mx -all', 'v=spf1 -all']);
    assert.equal(at('_dmarc TXT "|"').length, 3);
    assert.equal(
      accepted('_dmarc TXT "v=D|"', at('_dmarc TXT |')[2] ?? ''),
      '_dmarc TXT "v=DMARC1; p=reject; rua=mailto:postmaster@example.com"',
    );
    assert.deepEqual(at('a._sip._tcp TXT |'), []);
  });

  it('offers SPF terms that have an effect', () => {
    const terms = at('@ MX 10 mail\n@ TXT "v=spf1 |"');
    assert.deepEqual(terms.slice(0, 3), ['-all', '~all', 'mx']);
    assert.ok(terms.includes('include:_spf.google.com'));
    assert.ok(terms.includes('ip4:192.0.2.25'));
    assert.ok(!at('@ TXT "v=spf1 |"').includes('mx'));
    assert.equal(
      accepted('@ TXT "v=spf1 inc|lude -all"', 'include:_spf.google.com'),
      '@ TXT "v=spf1 include:_spf.google.com -all"',
    );
  });

  it('offers tags that are missing, and the values of one', () => {
    const tags = at('_dmarc TXT "v=DMARC1; p=none; |"');
    assert.ok(tags.includes('rua=') && !tags.includes('p='));
    assert.deepEqual(at('_dmarc TXT "v=DMARC1; p=|"'), ['none', 'quarantine', 'reject']);
    assert.equal(
      accepted('_dmarc TXT "v=DMARC1; p=|none; fo=1"', 'reject'),
      '_dmarc TXT "v=DMARC1; p=reject; fo=1"',
    );
  });

  it('writes a whole zone into an empty file, named as the file is', () => {
    assert.match(acceptLabel('|', 'zone'), /^\$ORIGIN example\.com\.\n\$TTL 1h\n@ {3}SOA ns /);
  });

  it('sets up mail in the layout of the file, where there is none', () => {
    const text = acceptLabel(withHead('www\tIN\tA\t192.0.2.80\n|'), 'mail: own server');
    assert.equal(
      text.slice(text.indexOf('www')),
      `www\tIN\tA\t192.0.2.80
@\tIN\tMX\t10 mail
mail\tIN\tA\t192.0.2.25
@\tIN\tTXT\t"v=spf1 mx -all"
_dmarc\tIN\tTXT\t"v=DMARC1; p=none; rua=mailto:postmaster@example.com"`,
    );
    const items = itemsAt(withHead(`${mail}@ MX 10 mail\n|`));
    assert.ok(!items.some(({ kind }) => kind === 'setup'));
  });

  it('is bounded, and says so, in a large zone', () => {
    const hosts = Array.from({ length: 5000 }, (_, number) => `h${number} A 192.0.2.1\n`);
    const { text, offset } = readCursor(withHead(`${hosts.join('')}@ MX 10 h|`));
    const found = complete(buildZone(scan(text)), offset, { date: today });
    assert.equal(found?.isCut, true);
    assert.ok((found?.items.length ?? 0) <= 200);
    assert.ok(labelsAt(withHead(`${hosts.join('')}@ MX 10 h4999|`)).includes('h4999'));
  });
});
