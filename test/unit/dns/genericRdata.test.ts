import assert from 'node:assert/strict';
import { lint } from '../../../server/src/core/lint';
import { rules } from '../../../server/src/core/rules/registry';
import type { Finding } from '../../../server/src/core/rules/rule';
import { RRType } from '../../../server/src/core/syntax/mnemonics';
import { applyEdits } from '../../../server/src/core/text/span';
import type { Zone } from '../../../server/src/core/zone/zone';
import { readMarks, withHead, zoneOf } from '../../support/marked';

/** What only text can get wrong: octets have no final dot to miss. */
const ofTextOnly = new Set(['syntax', 'mx-exchange-missing-dot']);

/** What an exchange that is an address may be found as. */
const ofAddresses = new Set([
  'mx-exchange-is-address',
  'mx-exchange-not-hostname',
  'mx-exchange-has-no-address',
]);

/** The octets of an MX record as RFC 3597 has them. */
function toGeneric(preference: number, exchange: string): string {
  const labels = exchange
    .split('.')
    .filter((label) => label !== '')
    .map((label) => Buffer.from(withoutEscapes(label), 'latin1'));
  const octets = [
    preference >> 8,
    preference & 0xff,
    ...labels.flatMap((label) => [label.length, ...label]),
    0,
  ];
  return `TYPE15 \\# ${octets.length} ${Buffer.from(octets).toString('hex')}`;
}

/** A label without its escapes; none of the examples has an escaped dot. */
function withoutEscapes(label: string): string {
  return label.replace(/\\(\d{3}|.)/g, (_, escaped: string) =>
    escaped.length === 3 ? String.fromCharCode(Number(escaped)) : escaped,
  );
}

/** The zone with every MX record in generic form. */
function withGenericMx(zone: Zone, text: string): string {
  const edits = Array.from({ length: zone.records.length }, (_, record) => record)
    .filter((record) => zone.records.types.get(record) === RRType.MX)
    .flatMap((record) => {
      const target = zone.targetOf(record);
      const preference = zone.records.facts.get(record);
      if (target === undefined || preference < 0) return [];
      const syntax = zone.syntaxOf(record);
      const start = syntax.tokenStarts.get(zone.records.typeTokens.get(record));
      const span = { file: 0, start, end: zone.targetSpan(record).end };
      return [{ span, text: toGeneric(preference, zone.names.text(target)) }];
    });
  return applyEdits(text, edits);
}

const ids = (findings: readonly Finding[]): readonly string[] =>
  findings
    .map(({ rule }) => rule)
    .filter((rule) => !ofTextOnly.has(rule))
    // An address is one in text only; the name that it stands for is no host or has no address.
    .map((rule) => (ofAddresses.has(rule) ? 'mx-exchange-is-address' : rule))
    .sort();

describe('rules on generic RDATA', () => {
  for (const rule of rules.filter(({ id }) => !ofTextOnly.has(id))) {
    for (const example of rule.examples) {
      const { text } = readMarks(withHead(example.zone));
      const plain = zoneOf(text);
      const generic = withGenericMx(plain, text);

      it(`find the same: ${rule.id}, ${example.title}`, () => {
        assert.deepEqual(ids(lint(zoneOf(generic))), ids(lint(plain)), generic);
      });

      it(`have no fix that breaks it: ${rule.id}, ${example.title}`, () => {
        const before = zoneOf(generic);
        for (const finding of lint(before)) {
          for (const fix of finding.fixes?.() ?? [])
            assert.deepEqual(zoneOf(applyEdits(generic, fix.edits)).errors, before.errors);
        }
      });
    }
  }
});
