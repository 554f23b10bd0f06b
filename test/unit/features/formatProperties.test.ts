import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { formatEdits } from '../../../server/src/core/features/format/format';
import { scan } from '../../../server/src/core/syntax/scanner';
import { applyEdits } from '../../../server/src/core/text/span';
import { checkFormat, checkGaps, checkMeaning, formatOptionSets } from '../../support/formatChecks';
import { hostileText, zoneText } from '../../support/zoneTexts';

/** More runs where the environment asks for a long one. */
const runs = Number(process.env['ZONE_MX_FORMAT_RUNS'] ?? 1500);

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
      fc.assert(fc.property(texts, formatOptionSets, checkFormat), { numRuns: runs });
    }).timeout(runs * 50);

    it(`keeps every word of ${name} where only gaps may change`, () => {
      fc.assert(
        fc.property(texts, formatOptionSets, (text, options) => checkGaps(text, options)),
        { numRuns: runs },
      );
    }).timeout(runs * 50);

    it(`keeps what ${name} says where a part of it is formatted`, () => {
      fc.assert(
        fc.property(texts, formatOptionSets, fc.nat(), fc.nat(), (text, options, a, b) => {
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
          fc.property(formatOptionSets, (options) => {
            checkFormat(zone, options);
            checkGaps(zone, options);
          }),
          { numRuns: 20 },
        );
      }
    }
  }).timeout(60_000);
});
