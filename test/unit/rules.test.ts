import assert from 'node:assert/strict';
import { byPlace, lint } from '../../server/src/core/lint';
import { rules } from '../../server/src/core/rules/registry';
import type { Example, Finding } from '../../server/src/core/rules/rule';
import { applyEdits } from '../../server/src/core/text/span';
import { hasAddress, lookUpCanonical } from '../../server/src/core/zone/lookup';
import { isNullMx, mxSetOf } from '../../server/src/core/zone/mxSet';
import { TypeBit } from '../../server/src/core/zone/typeBits';
import { liveFindings } from '../support/exampleDns';
import { historyOf, readMarks, withHead, withoutHead, zoneOf } from '../support/marked';

const advice = new Set(
  rules.filter(({ level }) => level !== 'error' && level !== 'warning').map(({ id }) => id),
);

/** All findings but the advice of other rules: it is given where it fits, in most examples too. */
function foundBy(rule: string, text: string, { committed, dns }: Example): readonly Finding[] {
  const zone = zoneOf(text);
  const before = committed === undefined ? undefined : zoneOf(withHead(committed));
  const live = dns === undefined ? [] : liveFindings(zone, dns);
  return [...lint(zone, undefined, before && historyOf(zone, before)), ...live]
    .sort(byPlace)
    .filter((finding) => finding.rule === rule || !advice.has(finding.rule));
}
const place = ({ rule, span }: Finding, text: string): string =>
  `${rule} ${span.start}-${span.end} ${text.slice(span.start, span.end)}`;

/** For each MX owner the addresses that mail reaches under each preference, as the zone has them. */
function reached(text: string): readonly string[] {
  const zone = zoneOf(text);
  const found = [...zone.ownersWith(TypeBit.mx)].flatMap((owner) =>
    mxSetOf(zone, owner).records.map((mx) => {
      const { exchange, preference } = mx;
      if (isNullMx(zone, mx)) return `${zone.names.text(owner)} takes no mail`;
      const canonical = lookUpCanonical(zone, exchange);
      const addresses =
        canonical !== undefined && hasAddress(canonical.answer) && canonical.answer.kind === 'node'
          ? zone.addressesOf(canonical.answer.owner)
          : [canonical === undefined ? 'loop' : zone.names.text(canonical.name)];
      return `${zone.names.text(owner)} ${preference} ${addresses.join(' ')}`;
    }),
  );
  // A record that is there twice is one record.
  return [...new Set(found)];
}

describe('rules', () => {
  for (const rule of rules) {
    describe(rule.id, () => {
      it('has an example that is found and one that is not', () => {
        const marked = rule.examples.map(({ zone }) => readMarks(zone).marks.length);
        assert.ok(marked.some((count) => count > 0));
        assert.ok(marked.some((count) => count === 0));
      });

      for (const example of rule.examples) {
        const { text, marks } = readMarks(withHead(example.zone));

        it(`finds exactly what is marked: ${example.title}`, () => {
          const findings = foundBy(rule.id, text, example);
          const expected = marks.map(([start, end]) => `${rule.id} ${start}-${end}`);
          const own = findings.filter((finding) => finding.rule === rule.id);
          assert.deepEqual(
            own.map(({ span }) => `${rule.id} ${span.start}-${span.end}`),
            expected,
            findings.map((finding) => place(finding, text)).join('\n'),
          );
          const others = findings.filter((finding) => finding.rule !== rule.id);
          assert.deepEqual(
            others.map((finding) => finding.rule).sort(),
            [...(example.also ?? [])].sort(),
            others.map((finding) => place(finding, text)).join('\n'),
          );
        });

        const { fixed } = example;
        if (fixed !== undefined) {
          it(`is repaired by its first fix: ${example.title}`, () => {
            const fix = foundBy(rule.id, text, example)
              .find((finding) => finding.rule === rule.id)
              ?.fixes?.()[0];
            assert.ok(fix);
            assert.equal(
              withoutHead(applyEdits(text, fix.edits)).trim(),
              withoutHead(withHead(fixed)).trim(),
            );
          });
        }

        it(`has fixes that apply, converge and keep their grade: ${example.title}`, () => {
          const before = foundBy(rule.id, text, example);
          const reachedBefore = reached(text);
          for (const finding of before.filter((each) => each.rule === rule.id)) {
            for (const fix of finding.fixes?.() ?? []) {
              const after = applyEdits(text, fix.edits);
              const findings = foundBy(rule.id, after, example);
              const message = `${fix.title.template}\n${withoutHead(after)}`;
              assert.ok(findings.length < before.length, message);
              const rulesBefore = new Set(before.map((each) => each.rule));
              for (const each of findings) assert.ok(rulesBefore.has(each.rule), message);
              if (fix.grade === 'safe' && rule.id !== 'mx-exchange-is-address')
                assert.deepEqual(reached(after), reachedBefore, message);
            }
          }
        });
      }
    });
  }
});
