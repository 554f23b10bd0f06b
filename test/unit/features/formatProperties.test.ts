import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { formatEdits, formatText } from '../../../server/src/core/features/format/format';
import {
  defaultFormat,
  type FormatOptions,
} from '../../../server/src/core/features/format/options';
import { scan } from '../../../server/src/core/syntax/scanner';
import { applyEdits } from '../../../server/src/core/text/span';
import {
  commentsOf,
  errorsOf,
  flawedEntriesOf,
  recordsOf,
  wordsOf,
} from '../../support/zoneMeaning';
import { hostileText, zoneText } from '../../support/zoneTexts';

/** More runs where the environment asks for a long one. */
const runs = Number(process.env['ZONE_MX_FORMAT_RUNS'] ?? 1500);

const optionSets: fc.Arbitrary<FormatOptions> = fc.record({
  indentation: fc.constantFrom('auto', 'auto', 'spaces', 'tabs'),
  fallback: fc.constantFrom('spaces', 'tabs'),
  tabSize: fc.constantFrom(8, 8, 4, 3, 1),
  repeatedOwners: fc.constantFrom('keep', 'omit', 'write'),
  ttl: fc.constantFrom('keep', 'omit', 'write'),
  class: fc.constantFrom('keep', 'omit', 'write'),
  soa: fc.constantFrom('keep', 'one-line', 'multi-line'),
  mnemonics: fc.constantFrom('keep', 'upper'),
});

function checkMeaning(text: string, formatted: string): void {
  assert.deepEqual(recordsOf(formatted), recordsOf(text));
  assert.deepEqual(commentsOf(formatted), commentsOf(text));
  assert.deepEqual(flawedEntriesOf(formatted), flawedEntriesOf(text));
}

/** What holds of any text and any options. */
function check(text: string, options: FormatOptions): void {
  const formatted = formatText(text, options);
  checkMeaning(text, formatted);
  assert.equal(formatText(formatted, options), formatted);
}

/** What holds where nothing but gaps may change. */
function checkGaps(text: string, options: FormatOptions): void {
  const formatted = formatText(text, options);
  assert.deepEqual(wordsOf(formatted), wordsOf(text));
  assert.deepEqual(errorsOf(formatted), errorsOf(text));
}

function onlyGaps({ indentation, fallback, tabSize }: FormatOptions): FormatOptions {
  return { ...defaultFormat, indentation, fallback, tabSize };
}

function zonesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.zone'))
    .map((name) => `${folder}/${name}`);
}

describe('formatting', () => {
  for (const [name, texts] of [
    ['a zone', zoneText],
    ['hostile text', hostileText],
  ] as const) {
    it(`keeps what ${name} says, and changes nothing the second time`, () => {
      fc.assert(fc.property(texts, optionSets, check), { numRuns: runs });
    }).timeout(runs * 50);

    it(`keeps every word of ${name} where only gaps may change`, () => {
      fc.assert(
        fc.property(texts, optionSets, (text, options) => checkGaps(text, onlyGaps(options))),
        { numRuns: runs },
      );
    }).timeout(runs * 50);

    it(`keeps what ${name} says where a part of it is formatted`, () => {
      fc.assert(
        fc.property(texts, optionSets, fc.nat(), fc.nat(), (text, options, a, b) => {
          const [start, end] = [a, b]
            .map((each) => each % (text.length + 1))
            .toSorted((x, y) => x - y);
          const stretch = { start: start ?? 0, end: end ?? 0 };
          checkMeaning(text, applyEdits(text, formatEdits(scan(text), options, stretch)));
        }),
        { numRuns: runs },
      );
    }).timeout(runs * 50);
  }

  it('keeps what the fixtures and samples say, whatever the options', () => {
    for (const path of [...zonesIn('test/fixtures'), ...zonesIn('samples')]) {
      const text = readFileSync(path, 'utf8');
      for (const lineEnd of ['\n', '\r\n']) {
        const zone = text.replaceAll('\n', lineEnd);
        fc.assert(
          fc.property(optionSets, (options) => {
            check(zone, options);
            checkGaps(zone, onlyGaps(options));
          }),
          { numRuns: 20 },
        );
      }
    }
  }).timeout(60_000);
});
