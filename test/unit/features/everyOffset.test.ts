import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { complete } from '../../../server/src/core/features/completion/complete';
import { findSignature } from '../../../server/src/core/features/signature';
import type { Zone } from '../../../server/src/core/zone/zone';
import { accept, today } from '../../support/completing';
import { Dice } from '../../support/dice';
import { zoneOf } from '../../support/marked';
import { randomEdit } from '../../support/randomEdit';

/**
 * What answers at an offset of the file, whatever stands there; each throws where its answer can’t
 * be one. Another feature joins by a line.
 */
const features: Readonly<Record<string, (zone: Zone, text: string, offset: number) => void>> = {
  completion: checkCompletion,
  signature: checkSignature,
};

/** How many texts a few edits make of the samples. */
const mutated = 200;

/** Characters of a sample that are mutated, and asked about, at once. */
const stretch = 400;

function checkCompletion(zone: Zone, text: string, offset: number): void {
  const found = complete(zone, offset, { date: today });
  if (found === undefined) return;
  const { start, end, file } = found.span;
  assert.equal(file, 0);
  assert.ok(start <= offset && offset <= end && end <= text.length);
  // What an editor can’t do: its ranges are of one line.
  assert.doesNotMatch(text.slice(start, end), /[\r\n]/);
  assert.ok(found.items.length <= 300);
  for (const item of found.items.slice(0, 2)) accept(text, found, item);
}

function checkSignature(zone: Zone, _text: string, offset: number): void {
  const found = findSignature(zone, offset);
  if (found !== undefined) assert.ok(found.active < found.fields.length);
}

function askEverywhere(text: string): void {
  const zone = zoneOf(text, 'example.com.zone');
  for (let offset = 0; offset <= text.length; offset++) {
    for (const [name, check] of Object.entries(features)) {
      try {
        check(zone, text, offset);
      } catch (error) {
        const around = `${text.slice(0, offset)}|${text.slice(offset)}`;
        throw new Error(`${name} at ${offset} of:\n${around}`, { cause: error });
      }
    }
  }
}

describe('features that answer at an offset', () => {
  const samples = readdirSync('samples').filter((name) => name.endsWith('.zone'));
  const broken = readdirSync('test/fixtures/broken').filter((name) => name.endsWith('.zone'));
  const texts = [
    ...samples.map((name) => [name, readFileSync(`samples/${name}`, 'utf8')] as const),
    ...broken.map((name) => [name, readFileSync(`test/fixtures/broken/${name}`, 'utf8')] as const),
  ];

  for (const [name, text] of texts) {
    it(`answer everywhere in ${name}`, () => askEverywhere(text.slice(0, 4000)));
  }

  it(`answer everywhere in ${mutated} texts that edits have made of them`, () => {
    const dice = new Dice(7);
    for (let count = 0; count < mutated; count++) {
      const [, text = ''] = texts[dice.below(texts.length)] ?? [];
      const from = dice.below(Math.max(1, text.length - stretch));
      let part = text.slice(from, from + stretch);
      for (let edits = 1 + dice.below(4); edits > 0; edits--) {
        const { start, end, text: added } = randomEdit(part, dice);
        part = part.slice(0, start) + added + part.slice(end);
      }
      askEverywhere(part);
    }
  }).timeout(60_000);
});
