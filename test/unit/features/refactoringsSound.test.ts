import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { applyEdits } from '../../../server/src/core/text/span';
import type { Zone } from '../../../server/src/core/zone/zone';
import { zoneOf } from '../../support/marked';
import { canonical, checkFindings, refactoringsAt } from '../../support/refactoring';

/** What is meant to change the records: addresses stay the same all the same. */
const changes: ReadonlySet<string> = new Set(['makeAlias', 'resolveAlias']);

/** What leaves nothing to do, wherever the cursor is. */
const atOnce = ['sortZone'];

/** So many places of a file are asked at. */
const mostPlaces = 60;

/** The starts of some entries, spread over the file. */
function places(text: string): readonly number[] {
  const starts = [...text.matchAll(/^/gm)].map(({ index }) => index);
  const step = Math.max(1, Math.floor(starts.length / mostPlaces));
  return starts.filter((_, at) => at % step === 0);
}

function checkAt(text: string, name: string, zone: Zone, offset: number): void {
  for (const refactoring of refactoringsAt(zone, offset)) {
    const { name: what, edits, reason } = refactoring;
    assert.equal(edits.length === 0, reason !== undefined, what);
    if (reason !== undefined) continue;
    const after = applyEdits(text, edits);
    const now = zoneOf(after, name);
    assert.deepEqual(now.errors.length, zone.errors.length, what);
    if (!changes.has(what) && zone.names.isKnown(zone.apex))
      assert.equal(canonical(now), canonical(zone), what);
    checkFindings(zone, now, `${what} at ${offset}:\n${after}`);
    if (!atOnce.includes(what)) continue;
    const again = refactoringsAt(now, 0).filter((each) => each.name === what);
    assert.deepEqual(again, [], `${what} converges`);
  }
}

describe('refactorings of the quiet zones keep what they say, and find nothing new', () => {
  const folder = 'test/fixtures/quiet';
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.zone'))) {
    it(name, () => {
      const text = readFileSync(`${folder}/${name}`, 'utf8');
      const zone = zoneOf(text, name);
      for (const offset of places(text)) checkAt(text, name, zone, offset);
    }).timeout(30_000);
  }
});
