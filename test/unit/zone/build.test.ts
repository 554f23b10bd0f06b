import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lint } from '../../../server/src/core/lint';
import { typeMnemonic } from '../../../server/src/core/syntax/mnemonics';
import { wordMessage } from '../../../server/src/core/text/message';
import { isOwnSpan } from '../../../server/src/core/text/span';
import { lookUp } from '../../../server/src/core/zone/lookup';
import { originFromFileName } from '../../../server/src/core/zone/origin';
import type { Zone } from '../../../server/src/core/zone/zone';
import { findingsIn, withHead, zoneOf } from '../../support/marked';

function records(zone: Zone): readonly string[] {
  return Array.from({ length: zone.records.length }, (_, record) =>
    [
      zone.names.text(zone.ownerOf(record)),
      zone.records.ttls.get(record),
      typeMnemonic(zone.records.types.get(record)),
    ].join(' '),
  );
}

function errors(text: string, fileName = ''): readonly string[] {
  return zoneOf(text, fileName).errors.map(
    ({ span, message }) => `${text.slice(span.start, span.end)}: ${wordMessage(message)}`,
  );
}

describe('buildZone', () => {
  it('attributes blank owners, relative owners and @ (RFC 1035 5.1)', () => {
    const zone = zoneOf(`$ORIGIN example.com.
$TTL 1h
@ IN SOA ns host 1 1h 15m 30d 1h
  NS ns
ns 300 IN A 192.0.2.1
   IN 600 AAAA 2001:db8::1
$ORIGIN sub
@ MX 10 mail.example.com.
\tTXT "x"
in IN A 192.0.2.2
mx MX 10 mx
`);
    assert.deepEqual(zone.errors, []);
    assert.deepEqual(records(zone), [
      'example.com. 3600 SOA',
      'example.com. 3600 NS',
      'ns.example.com. 300 A',
      'ns.example.com. 600 AAAA',
      'sub.example.com. 3600 MX',
      'sub.example.com. 3600 TXT',
      'in.sub.example.com. 3600 A',
      'mx.sub.example.com. 3600 MX',
    ]);
  });

  it('finds the origin as the command documents it', () => {
    const apex = (text: string, fileName = ''): string => {
      const zone = zoneOf(text, fileName);
      return zone.names.text(zone.apex);
    };
    assert.equal(apex('$ORIGIN com.\nexample SOA a b 1 1 1 1 1\n'), 'example.com.');
    assert.equal(apex('example.org. SOA a b 1 1 1 1 1\n', 'example.com.zone'), 'example.org.');
    assert.equal(apex('@ SOA a b 1 1 1 1 1\n', 'example.com.zone'), 'example.com.');
    assert.equal(apex('$ORIGIN example.net.\n@ NS a\n', 'example.com.zone'), 'example.net.');
    assert.equal(apex('www A 192.0.2.1\n', 'db.example.com'), 'example.com.');
    assert.equal(apex('www A 192.0.2.1\n'), '@');
  });

  it('takes the origin out of a file name only where it carries one', () => {
    assert.equal(originFromFileName('example.com.zone'), 'example.com.');
    assert.equal(originFromFileName('db.example.com'), 'example.com.');
    assert.equal(originFromFileName('2.0.192.in-addr.arpa.db'), '2.0.192.in-addr.arpa.');
    for (const name of ['mistakes.zone', 'db.192', 'db.10.1.2', 'zone', '', '..', 'a b.com']) {
      assert.equal(originFromFileName(name), undefined, name);
    }
  });

  it('says once that the origin is not known, and for records with a final dot not at all', () => {
    assert.equal(errors('www A 192.0.2.1\nmail A 192.0.2.2\n').length, 1);
    assert.deepEqual(errors('www.example.com. A 192.0.2.1\n'), []);
  });

  it('checks a zone all the same whose origin is not known', () => {
    const text = '@ SOA ns1 host 1 1h 15m 30d 1h\n NS ns1\n MX 10 mail\nns1 A 192.0.2.1\n';
    assert.deepEqual(
      findingsIn(zoneOf(text)).map(
        ({ rule, span }) => `${rule} ${text.slice(span.start, span.end)}`,
      ),
      ['syntax @', 'spf-missing MX', 'mx-exchange-has-no-address mail'],
    );
  });

  it('words what is wrong with the preference or the exchange of an MX record', () => {
    const error = (line: string): string => errors(withHead(line)).join('|');
    assert.equal(error('@ MX'), 'MX: MX needs a preference and an exchange.');
    assert.equal(error('@ MX mail'), 'mail: MX needs a preference before the exchange.');
    assert.equal(error('@ MX 10'), '10: MX needs an exchange after the preference.');
    assert.equal(
      error('@ MX mail 10'),
      'mail: The preference stands before the exchange: 10 mail.',
    );
    assert.equal(
      error('@ MX 65536 mail'),
      '65536: The preference is a number from 0 to 65535; “65536” is none.',
    );
    assert.equal(error('@ MX 10 mail extra'), 'extra: “extra” is one field too many for MX.');
    assert.match(error('@ MX 10 a..b'), /^a\.\.b: A label is empty/);
  });

  it('names the field that is missing or wrong in every known type', () => {
    const error = (line: string): string => errors(withHead(line)).join('|');
    assert.equal(
      error('@ SRV 0 0 x host'),
      'x: The port is a number from 0 to 65535; “x” is none.',
    );
    assert.equal(error('@ A'), 'A: A is incomplete: the address is missing.');
    assert.equal(error('@ SRV 0 0'), '0: SRV is incomplete: the port is missing.');
    assert.equal(error('@ TXT'), 'TXT: TXT is incomplete: the text is missing.');
    assert.match(error('@ AAAA 192.0.2.1'), /^192\.0\.2\.1: An IPv6 address such as/);
    assert.match(error('a CNAME "b'), /^"b: The closing quote is missing/);
    assert.match(error(`a TXT "${'x'.repeat(256)}"`), /has 256: split it/);
    assert.match(error(`a TXT ${'ü'.repeat(128)}`), /has 256: split it/);
    assert.equal(error(`a TXT "${'x'.repeat(255)}" "${'\\255'.repeat(255)}"`), '');
    assert.match(error('a TXT "\\300"'), /A backslash takes/);
    assert.equal(error('a CAA 0 issue "ca.example"'), '');
    assert.equal(error('a TYPE1 \\# 4 c0000201'), '');
  });

  it('reports directives that are none, and those that lack something', () => {
    assert.match(errors('$ORIGN example.com.\n')[0] ?? '', /^\$ORIGN: “\$ORIGN” is no directive/);
    assert.match(errors('$ORIGIN\n')[0] ?? '', /^\$ORIGIN: \$ORIGIN needs something/);
    assert.match(errors('$TTL soon\n')[0] ?? '', /^soon: A TTL is a time/);
    assert.match(errors('$TTL 1h 2h\n')[0] ?? '', /^2h: “2h” is one field too many/);
    assert.match(errors('$DATE\n')[0] ?? '', /^\$DATE: \$DATE needs something/);
    assert.match(errors('$DATE 3\n')[0] ?? '', /^3: A date is written as YYYYMMDDHHmmSS/);
    assert.deepEqual(errors('$DATE 20300101000000\n'), []);
    assert.match(errors('$ORIGIN "a."\n')[0] ?? '', /^"a\.": A domain name takes no quotes/);
  });

  it('takes no quotes around an owner', () => {
    assert.deepEqual(errors(withHead('"a" A 192.0.2.1\n')), [
      '"a": A domain name takes no quotes.',
    ]);
  });

  it('takes the SOA minimum for a TTL where nothing before it says one', () => {
    const soa = 'SOA ns host 1 1h 15m 30d 7\n';
    const ttls = (text: string): readonly number[] => {
      const zone = zoneOf(`$ORIGIN example.com.\n${text}`);
      return Array.from({ length: zone.records.length }, (_, at) => zone.records.ttls.get(at));
    };
    const rest = 'b 9 A 192.0.2.1\nc A 192.0.2.1\n';
    assert.deepEqual(ttls(`@ ${soa}a A 192.0.2.1\n${rest}`), [-1, 7, 9, 7]);
    assert.deepEqual(ttls(`@ 5 ${soa}a A 192.0.2.1\n${rest}`), [5, 5, 9, 9]);
    assert.deepEqual(ttls(`$TTL 6\n@ ${soa}${rest}`), [6, 9, 6]);
    const generic = '@ TYPE6 \\# 22 0000 00000001 00000001 00000001 00000001 00000008\n';
    assert.deepEqual(ttls(`${generic}${rest}`), [-1, 9, 8]);
  });

  it('wants one class throughout', () => {
    assert.match(errors(withHead('a CH TXT x\n'))[0] ?? '', /^CH: The class is CH, but .* IN\.$/);
    assert.deepEqual(errors('a.x. CLASS3 TXT x\nb.x. CH TXT x\nc.x. TXT x\n'), []);
    assert.match(errors('a.x. CH TXT x\nb.x. IN TXT x\n')[0] ?? '', /^IN: .* the class CH\.$/);
  });

  it('answers as a name server does: cuts, glue, wildcards and empty non-terminals', () => {
    const zone = zoneOf(
      withHead(`
a.b   A 192.0.2.1
*.w   A 192.0.2.2
x.w   TXT "x"
sub   NS ns.sub
ns.sub A 192.0.2.3
alias CNAME a.b
dn    DNAME a
`),
    );
    const kind = (name: string): string => {
      const parsed = zone.names.parse(name, zone.apex);
      assert.ok(parsed !== undefined);
      const answer = lookUp(zone, parsed);
      return answer.kind === 'node'
        ? `${zone.names.text(answer.owner)} ${answer.types}`
        : answer.kind;
    };
    assert.equal(kind('a.b'), 'a.b.example.com. 1');
    assert.equal(kind('b'), 'b.example.com. 0');
    assert.equal(kind('nowhere'), 'nxdomain');
    assert.equal(kind('any.w'), '*.w.example.com. 1');
    assert.equal(kind('deep.any.w'), '*.w.example.com. 1');
    assert.equal(kind('below.x.w'), 'nxdomain');
    assert.equal(kind('ns.sub'), 'ns.sub.example.com. 1');
    assert.equal(kind('other.sub'), 'unknown');
    assert.equal(kind('example.net.'), 'unknown');
    assert.equal(kind('alias'), 'alias');
    assert.equal(kind('x.dn'), 'alias');
  });

  it('blames no name for being missing in a fragment or where parts are not read', () => {
    const fragment = '$ORIGIN example.com.\n@ MX 10 mail\n';
    assert.deepEqual(findingsIn(zoneOf(fragment)), []);
    const generated = withHead('$GENERATE 1-4 mx$ A 192.0.2.$\n@ MX 10 mx1\n@ MX 20 mx5\n');
    assert.deepEqual(
      findingsIn(zoneOf(generated)).map(({ rule }) => rule),
      ['dmarc-missing', 'spf-missing', 'mx-exchange-has-no-address'],
    );
  });

  it('reads any text without failing, and every finding lies in it', () => {
    const word = fc.constantFrom(
      '@',
      'mail',
      'IN',
      'MX',
      'A',
      'CNAME',
      'SOA',
      'NS',
      'TXT',
      '10',
      '.',
      '$ORIGIN',
      '$TTL',
      'example.com.',
      '192.0.2.1',
      '(',
      ')',
      '"',
      ';',
      '\\',
      '\n',
      '\n',
      ' ',
      ' ',
      '\t',
      '*',
      'a..b',
      '\u{1f4e7}',
    );
    const text = fc.array(word, { maxLength: 80 }).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), (any) => {
        for (const { span, fixes, related = [] } of lint(zoneOf(any))) {
          assert.ok(span.start <= span.end && span.end <= any.length);
          for (const each of related)
            assert.ok(isOwnSpan(each.span) && each.span.end <= any.length);
          for (const fix of fixes?.() ?? []) assert.ok(fix.edits.length > 0);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
