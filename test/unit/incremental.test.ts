import assert from 'node:assert/strict';
import { lint } from '../../server/src/core/lint';
import { rules } from '../../server/src/core/rules/registry';
import { scan } from '../../server/src/core/syntax/scanner';
import { WorkingZone } from '../../server/src/core/workingZone';
import { buildZone } from '../../server/src/core/zone/build';
import type { FindInclusion } from '../../server/src/core/zone/includes';
import { describeWhole } from '../support/describeZone';
import { Dice } from '../support/dice';
import { historyOf, includeExample } from '../support/marked';
import { note } from '../support/note';
import { OtherTexts } from '../support/otherTexts';
import { randomEdit } from '../support/randomEdit';
import { generateMutant, generateZone } from '../support/zoneGenerator';

/** A few thousand here; `ZONE_MX_EDITS=1000000` is what a night is for. */
const totalEdits = Number(process.env['ZONE_MX_EDITS'] ?? 4000);
/** Where to go on: a long run may be cut into parts. */
const firstSeed = Number(process.env['ZONE_MX_SEED'] ?? 1);
const editsPerZone = 40;

const self = scan('mail A 192.0.2.1\n', 0);
const include: FindInclusion = (_from, path) => includeExample(self, path);

/** Every rule at a level of its own, so that all findings count. */
const everything = Object.fromEntries(rules.map(({ id }) => [id, 'warning' as const]));

/** What a weak reference was asked for is kept until others had a turn: a night's run needs its memory. */
const letGo = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a zone that is edited', () => {
  it('tells a wildcard of names that come and go below it', () => {
    const text =
      '@ SOA ns.example.net. h 1 1h 15m 30d 1h\n@ NS ns.example.net.\n* MX 10 mx.b.org.\n';
    const working = new WorkingZone(text, { origin: 'example.com.', include }, 64);
    const found = (): readonly string[] =>
      working
        .settle()
        .findings.gravest({}, 10)
        .shown.flatMap(({ finding }) => (finding.rule === 'mx-wildcard' ? finding.rule : []));
    assert.deepEqual(found(), []);
    working.edit(text.length, text.length, 'www.sub A 192.0.2.1\n');
    assert.deepEqual(found(), ['mx-wildcard']);
    working.edit(text.length, text.length + 20, '');
    assert.deepEqual(found(), []);
  });

  it('is, after every edit of it and of its neighbours, what reading all of them gives', async () => {
    for (let seed = firstSeed; seed < firstSeed + totalEdits / 100; seed++) {
      await letGo();
      const dice = new Dice(seed);
      const others = new OtherTexts();
      const options = { fallbackOrigin: 'example.com.', include };
      let { text } = generateZone(seed, dice.below(20));
      const working = new WorkingZone(text, { ...options, others: others.zones }, 64);
      for (let count = 0; count < 20; count++) {
        const edit = randomEdit(text, dice);
        text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
        working.edit(edit.start, edit.end, edit.text);
        if (dice.once(2)) working.recheckOthers(others.change(dice));
        let { zone, findings } = working.settle();
        for (let apexes = others.answer(); apexes.length > 0; apexes = others.answer()) {
          working.recheckOthers(apexes);
          ({ zone, findings } = working.settle());
        }
        const { shown } = findings.gravest(everything, 1_000_000);
        const found = shown.map(({ finding }) => finding);
        const anew = others.copy();
        const whole = buildZone(scan(text), { ...options, others: anew.zones });
        const all = anew.lint(whole);
        const what = `seed ${seed}, edit ${count} gives\n${text}\nbeside\n${others.describe()}`;
        assert.deepEqual(describeWhole(zone, found, false), describeWhole(whole, all, false), what);
      }
    }
  }).timeout(0);

  it('is after every edit what reading the whole text gives', async function () {
    this.timeout(0);
    let edits = 0;
    for (let seed = firstSeed; edits < totalEdits; seed++) {
      await letGo();
      const dice = new Dice(seed);
      const generated = dice.once(3) ? generateMutant(seed) : generateZone(seed, dice.below(40));
      const options = { fallbackOrigin: 'example.com.', include };
      let { text } = generated;
      const committed = buildZone(scan(text), options);
      const working = new WorkingZone(text, options, 16 + dice.below(200));
      for (let count = 0; count < editsPerZone && edits < totalEdits; count++, edits++) {
        const edit = randomEdit(text, dice);
        text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
        working.edit(edit.start, edit.end, edit.text);
        // Now and then the next edit comes before all is done.
        if (dice.once(6)) {
          for (let steps = dice.below(4); steps > 0; steps--) working.step();
          continue;
        }
        const { zone, findings } = working.settle();
        const whole = buildZone(scan(text), options);
        const history = historyOf(whole, committed);
        findings.history = historyOf(zone, committed);
        const withFixes = dice.once(10);
        const { shown, left } = findings.gravest(everything, 1_000_000);
        const what = `seed ${seed}, edit ${count}: ${JSON.stringify(edit)} gives\n${text}`;
        assert.deepEqual(
          describeWhole(
            zone,
            shown.map(({ finding }) => finding),
            withFixes,
          ),
          describeWhole(whole, lint(whole, undefined, history), withFixes),
          what,
        );
        assert.equal(left, whole.omittedErrors, what);
      }
    }
    note(`${edits} edits: incremental and whole readings agree`);
  });
});
