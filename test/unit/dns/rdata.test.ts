import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findRdataFormat, knownTypes } from '../../../server/src/core/dns/rdata/formats';
import { findType, RRType, typeMnemonic } from '../../../server/src/core/syntax/mnemonics';
import { wordMessage } from '../../../server/src/core/text/message';
import { canonicalRdata } from '../../../server/src/core/zone/canonical';
import type { Zone } from '../../../server/src/core/zone/zone';
import { readMarks, zoneOf } from '../../support/marked';
import { rdataCases } from './rdataCases';

/** A zone with one record of the given type and RDATA. */
function withRecord(type: string, rdata: string): { readonly zone: Zone; readonly text: string } {
  const text = `$ORIGIN example.com.\n$TTL 1h\nowner IN ${type} ${rdata}\n`;
  return { zone: zoneOf(text), text };
}

function errorsOf({
  zone,
  text,
}: {
  readonly zone: Zone;
  readonly text: string;
}): readonly string[] {
  return zone.errors.map(
    ({ span, message }) => `${text.slice(span.start, span.end)}: ${wordMessage(message)}`,
  );
}

describe('RDATA', () => {
  it('is in the table for every type whose format is known', () => {
    const inTable = new Set(rdataCases.map(({ type }) => findType(type, 0, type.length)));
    assert.deepEqual(
      knownTypes()
        .filter((type) => !inTable.has(type))
        .map(typeMnemonic),
      [],
    );
  });

  for (const { type, accepted, refused } of rdataCases) {
    describe(type, () => {
      for (const each of accepted) {
        const [written, canonical] = typeof each === 'string' ? [each, each] : each;

        it(`accepts ${written.slice(0, 100)}`, () => {
          const record = withRecord(type, written);
          assert.deepEqual(errorsOf(record), []);
          assert.equal(canonicalRdata(record.zone, 0), canonical);
        });

        it(`has a canonical text that stays as it is: ${canonical.slice(0, 100)}`, () => {
          const { zone } = withRecord(type, canonical);
          assert.equal(canonicalRdata(zone, 0), canonical);
        });
      }

      for (const marked of refused) {
        it(`refuses ${marked.slice(0, 100)}`, () => {
          const { text: rdata, marks } = readMarks(marked);
          const [[start, end] = [0, 0]] = marks;
          const record = withRecord(type, rdata);
          const [error, ...others] = errorsOf(record);
          assert.ok(error !== undefined, 'nothing is found');
          assert.deepEqual(others, []);
          const blamed = marks.length === 0 ? type : rdata.slice(start, end);
          assert.ok(error.startsWith(`${blamed}: `), error);
        });
      }
    });
  }

  it('in generic form is what it says to every rule (RFC 3597 5)', () => {
    const { zone } = withRecord('TYPE15', '\\# 8 000a 046d61 696c00');
    assert.equal(zone.records.types.get(0), RRType.MX);
    assert.equal(zone.records.facts.get(0), 10);
    const target = zone.targetOf(0);
    assert.ok(target !== undefined);
    assert.equal(zone.names.text(target), 'mail.');
    for (const [type, octets] of [
      ['NS', '3 014100'],
      ['CNAME', '3 014100'],
      ['PTR', '3 014100'],
      ['DNAME', '3 014100'],
      ['SRV', '9 000100020003014100'],
    ] as const) {
      const record = withRecord(type, `\\# ${octets}`);
      const name = record.zone.targetOf(0);
      assert.ok(name !== undefined, type);
      assert.equal(record.zone.names.text(name), 'a.', type);
    }
  });

  it('of any octets is refused, or has a text that stands for the same octets', () => {
    const octets = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.array(fc.constantFrom(0, 0, 1, 1, 2, 3, 4, 8, 16, 48, 97, 255), { maxLength: 24 }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...knownTypes()), octets, (type, bytes) => {
        const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
        const { zone } = withRecord(`TYPE${type}`, `\\# ${bytes.length} ${hex}`);
        if (zone.errors.length > 0) return;
        const text = canonicalRdata(zone, 0);
        const again = withRecord(typeMnemonic(type), text);
        assert.deepEqual(errorsOf(again), [], text);
        assert.equal(canonicalRdata(again.zone, 0), text);
      }),
      { numRuns: 5_000 },
    );
  });

  it('of any tokens is judged without failing, each error lying in it', () => {
    const written = rdataCases.flatMap(({ accepted }) =>
      accepted.flatMap((each) => (typeof each === 'string' ? each : each[0]).split(' ')),
    );
    const word = fc.oneof(fc.constantFrom(...written), fc.string({ maxLength: 6 }));
    fc.assert(
      fc.property(
        fc.constantFrom(...knownTypes()),
        fc.array(word, { maxLength: 10 }),
        (type, words) => {
          const { zone, text } = withRecord(typeMnemonic(type), words.join(' '));
          for (const { span } of zone.errors)
            assert.ok(span.start <= span.end && span.end <= text.length);
          if (zone.errors.length === 0 && zone.records.length > 0)
            assert.equal(typeof canonicalRdata(zone, 0), 'string');
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('names a format for what has a target', () => {
    for (const type of [RRType.NS, RRType.CNAME, RRType.MX, RRType.PTR, RRType.SRV, RRType.DNAME])
      assert.ok(findRdataFormat(type)?.target !== undefined);
  });
});
