import assert from 'node:assert/strict';
import { askPublished } from '../../../server/src/core/features/askPublished';
import {
  type ComparedTexts,
  questionFor,
  writeComparison,
} from '../../../server/src/core/features/compare';
import { findCompared } from '../../../server/src/core/features/compareQuestions';
import { neverCancelled } from '../../../server/src/core/resolve/cancel';
import type { Inquiry } from '../../../server/src/core/resolve/ledger';
import type { Answer } from '../../../server/src/core/resolve/resolver';
import { scan } from '../../../server/src/core/syntax/scanner';
import { wordMessage } from '../../../server/src/core/text/message';
import { buildZone } from '../../../server/src/core/zone/build';
import type { Zone } from '../../../server/src/core/zone/zone';
import { failure, nodata, rrset } from '../../support/answers';

const head = '$TTL 60\n@ SOA ns host 1 1h 15m 30d 1h\n@ NS ns.example.net.\n';
const zoneOf = (text: string): Zone => buildZone(scan(head + text), { origin: 'example.com.' });
const soa = rrset('example.com.', 'SOA', [
  'ns.example.com. host.example.com. 1 3600 900 2592000 3600',
]);

/** A world by `@SERVER TYPE name`, or `TYPE name` for any resolver; all else fails. */
function worldOf(answers: Readonly<Record<string, Answer>>) {
  const asked: string[] = [];
  const resolve = async ({ server, type, name }: Inquiry): Promise<Answer> => {
    const key = `${server === undefined ? '' : `@${server} `}${type} ${name}`;
    asked.push(key);
    return answers[key] ?? failure('timeout');
  };
  return { asked, resolve };
}

async function compare(
  zone: Zone,
  answers: Readonly<Record<string, Answer>>,
  given: readonly string[] = ['192.0.2.53'],
): Promise<ComparedTexts & { readonly asked: readonly string[] }> {
  const world = worldOf(answers);
  const comparison = findCompared(zone);
  const questions = comparison.sets.map((set) => questionFor(zone, set));
  const published = await askPublished(world, 'example.com.', given, questions, neverCancelled);
  const texts = writeComparison(zone, comparison, published, {
    word: (message) => wordMessage(message),
    formatTime: () => 'noon',
    timeout: 1000,
  });
  return { ...texts, asked: world.asked };
}

const questionsOf = (text: string): readonly string[] => {
  const zone = zoneOf(text);
  return findCompared(zone).sets.map((set) => {
    const { name, type } = questionFor(zone, set);
    return `${name} ${type}`;
  });
};

describe('what of a zone is compared', () => {
  it('is what it has to do with mail, in canonical order, and nothing of other zones', () => {
    const text = `
@ MX 10 mail
@ MX 20 mx.example.net.
sub NS ns.example.net.
x.sub MX 10 mail
mail A 192.0.2.1
www A 192.0.2.2
_dmarc.www TXT "v=DMARC1; p=none"
s._domainkey TXT "p="
`;
    assert.deepEqual(questionsOf(text), [
      ...['example.com. SOA', 'example.com. MX', 'example.com. TXT', '_dmarc.example.com. TXT'],
      ...[
        's._domainkey.example.com. TXT',
        '_mta-sts.example.com. TXT',
        '_smtp._tls.example.com. TXT',
      ],
      ...['mail.example.com. A', 'mail.example.com. AAAA', '_25._tcp.mail.example.com. TLSA'],
      '_dmarc.www.example.com. TXT',
    ]);
  });

  it('is bounded, and that is said', async () => {
    const many = Array.from({ length: 2000 }, (_, i) => `h${i} MX 10 m${i}\n`).join('');
    assert.ok(questionsOf(many).length <= 1500);
    const answers = { '@192.0.2.53 SOA example.com.': soa };
    const { file } = await compare(zoneOf(many), answers);
    assert.match(file, /^; The zone has more names than are compared\.$/m);
    assert.match(file, /^; \d+ more questions got no answer\.$/m);
    assert.ok(file.split('\n').length < 40);
  });
});

describe('whom a comparison asks', () => {
  const ns = rrset('example.com.', 'NS', ['a.example.net.', 'b.example.net.', 'c.example.net.']);
  const world = {
    'NS example.com.': ns,
    'A a.example.net.': rrset('a.example.net.', 'A', ['10.0.0.1']),
    'AAAA a.example.net.': rrset('a.example.net.', 'AAAA', ['::ffff:127.0.0.1']),
    'A b.example.net.': rrset('b.example.net.', 'A', ['198.51.100.1']),
    'AAAA c.example.net.': rrset('c.example.net.', 'AAAA', ['2001:db8:1::1']),
    '@2001:db8:1::1 SOA example.com.': soa,
    '@2001:db8:1::1 MX example.com.': rrset('example.com.', 'MX', ['10 MAIL.example.com.']),
    '@2001:db8:1::1 A mail.example.com.': nodata(),
  };

  it('are all public addresses that NS records lead to, and whoever says nothing is told', async () => {
    const { asked, file } = await compare(zoneOf('@ MX 10 mail\n'), world, []);
    assert.ok(asked.every((key) => !/@(10\.|::ffff)/.test(key)));
    assert.ok(asked.indexOf('@198.51.100.1 SOA example.com.') >= 0);
    assert.ok(!asked.includes('@198.51.100.1 MX example.com.'));
    assert.match(file, /IN MX +10 mail\.example\.com\./);
    assert.match(file, /^; a\.example\.net is not asked: it has no public address$/m);
    assert.match(file, /^; b\.example\.net is not compared: .* did not answer within 1 s$/m);
  });

  it('are eight at most, and the others are counted', async () => {
    const given = Array.from({ length: 11 }, (_, index) => `192.0.2.${index}`);
    const answers = Object.fromEntries(given.map((each) => [`@${each} SOA example.com.`, soa]));
    const { asked, file } = await compare(zoneOf('@ MX 10 mail\n'), answers, given);
    const servers = new Set(asked.map((key) => key.split(' ')[0]));
    assert.deepEqual(
      [...servers],
      given.slice(0, 8).map((each) => `@${each}`),
    );
    assert.match(file, /^; 3 more name servers are not asked$/m);
  });

  it('are those that are given, and then nobody else', async () => {
    const { asked } = await compare(zoneOf('@ MX 10 mail\n'), world, ['203.0.113.1']);
    assert.deepEqual(asked, ['@203.0.113.1 SOA example.com.']);
  });
});

describe('name servers that differ', () => {
  const servers = ['192.0.2.1', '192.0.2.2', '192.0.2.3'];
  /** What a server says, by its serial and its MX records. */
  const says = (server: string, serial: number, ...mx: readonly string[]) => ({
    [`@${server} SOA example.com.`]: {
      ...rrset('example.com.', 'SOA', [`ns.example.com. host.example.com. ${serial} 1 1 1 1`]),
      server,
    },
    [`@${server} MX example.com.`]:
      mx.length === 0 ? nodata() : rrset('example.com.', 'MX', mx, { ttl: 60 }),
    [`@${server} TXT example.com.`]: nodata(),
    ...Object.fromEntries(
      ['_dmarc', '_mta-sts', '_smtp._tls'].map((label) => [
        `@${server} TXT ${label}.example.com.`,
        nodata(),
      ]),
    ),
  });
  const zone = zoneOf('@ MX 10 a.example.net.\n');

  it('are told apart: the newest is compared, and in what the others differ', async () => {
    const world = {
      ...says('192.0.2.1', 4, '10 a.example.net.'),
      ...says('192.0.2.2', 5, '20 a.example.net.'),
      ...says('192.0.2.3', 4),
    };
    const { published, file } = await compare(zone, world, servers);
    const head = [
      '; example.com: what 192.0.2.2 published at noon, and what the file says',
      '; 192.0.2.2 has the serial 5',
      '; 192.0.2.1 has the serial 4; differs in SOA example.com, MX example.com',
      '; 192.0.2.3 has the serial 4; differs in SOA example.com, MX example.com',
    ];
    assert.deepEqual(file.split('\n').slice(0, 4), head);
    const lines = published.split('\n').map((line) => line.replaceAll(/ +/g, ' '));
    assert.deepEqual(lines, [
      ...head,
      'example.com. 300 IN SOA ns.example.com. host.example.com. 5 1 1 1 1',
      '; 192.0.2.1: example.com. 300 IN SOA ns.example.com. host.example.com. 4 1 1 1 1',
      '; 192.0.2.3: example.com. 300 IN SOA ns.example.com. host.example.com. 4 1 1 1 1',
      'example.com. 60 IN MX 20 a.example.net.',
      '; 192.0.2.1: example.com. 60 IN MX 10 a.example.net.',
      '; 192.0.2.3 has no MX of example.com',
      '',
    ]);
    assert.doesNotMatch(file, /192\.0\.2\.1: /);
  });

  it('are not there where all agree: then nothing stands between the records', async () => {
    const world = Object.assign({}, ...servers.map((each) => says(each, 5, '10 a.example.net.')));
    const { published } = await compare(zone, world, servers);
    const comments = published.split('\n').filter((line) => line.startsWith(';'));
    assert.deepEqual(comments.slice(1), ['; all say the same: 192.0.2.1, 192.0.2.2, 192.0.2.3']);
  });

  it('may not answer all questions, and are not said to differ in those', async () => {
    const world = {
      ...says('192.0.2.1', 5, '10 a.example.net.'),
      ...says('192.0.2.2', 5, '10 a.example.net.'),
      '@192.0.2.2 MX example.com.': failure('servfail'),
    };
    const { published } = await compare(zone, world, servers.slice(0, 2));
    assert.match(published, /^; 192\.0\.2\.2 has the serial 5; questions without an answer: 1$/m);
    assert.doesNotMatch(published, /differs|192\.0\.2\.2: /);
  });

  it('may say a lot, and it is bounded and on lines of its own', async () => {
    const many = Array.from({ length: 3000 }, (_, index) => `${index} x\n@ MX 0 evil.`);
    const world = {
      ...says('192.0.2.1', 5, '10 a.example.net.'),
      ...says('192.0.2.2', 4, ...many),
      ...says('192.0.2.3', 4, ...many),
    };
    const { published } = await compare(zone, world, servers);
    assert.ok(published.split('\n').length < 100);
    assert.doesNotMatch(published, /^@/m);
  });
});

describe('a comparison', () => {
  it('shows an alias as such, and not what it leads to', async () => {
    const alias = {
      name: 'mail.example.com.',
      type: 'CNAME' as const,
      ttl: 60,
      data: 'x.example.net.',
    };
    const aliased = rrset('x.example.net.', 'A', ['192.0.2.9'], { aliases: [alias] });
    const world = {
      '@192.0.2.53 SOA example.com.': soa,
      '@192.0.2.53 A mail.example.com.': aliased,
      '@192.0.2.53 AAAA mail.example.com.': { ...failure('refused'), aliases: [alias] },
    };
    const { published, file } = await compare(zoneOf('@ MX 10 mail\nmail A 192.0.2.1\n'), world);
    assert.equal(published.match(/CNAME +x\.example\.net\.$/gm)?.length, 1);
    assert.doesNotMatch(published, /192\.0\.2\.9/);
    assert.match(file, / A +192\.0\.2\.1$/m);
  });

  it('keeps every line a line, whatever a server says', async () => {
    const hostile = [
      '"a\\"b" "c"',
      '"\\010; x"',
      '"\u202e\nexample.com. 60 IN MX 0 evil."',
      '(',
      '',
    ];
    const world = {
      '@192.0.2.53 SOA example.com.': { ...soa, server: '192.0.2.53\n@ MX 0 evil.' },
      '@192.0.2.53 TXT example.com.': rrset('example.com.', 'TXT', hostile),
    };
    const { published, file } = await compare(zoneOf(''), world);
    assert.doesNotMatch(published, /^(@|[^;"]* IN MX .*evil)/m);
    assert.doesNotMatch(published, /[\u202e\r]/);
    assert.doesNotMatch(file, /^@/m);
    assert.equal(published.match(/ IN TXT /g)?.length, hostile.length);
  });
});
