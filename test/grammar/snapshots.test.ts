import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IGrammar } from 'vscode-textmate';
import { writeSnapshot } from './snapshot';
import { loadGrammar, tokenize } from './tokenize';

const folder = 'test/grammar/fixtures';
const fixtures = readdirSync(folder).filter((name) => name.endsWith('.zone'));
const update = process.env['UPDATE_SNAPSHOTS'] === '1' && process.env['CI'] === undefined;

describe('grammar snapshots', () => {
  let grammar: IGrammar;

  before(async () => {
    grammar = await loadGrammar();
  });

  it('are there', () => {
    assert.notEqual(fixtures.length, 0);
  });

  it('belong to a fixture each', () => {
    const snapshots = readdirSync(folder).filter((name) => name.endsWith('.snap'));
    const expected = update ? snapshots : fixtures.map((name) => `${name}.snap`);
    assert.deepEqual(snapshots.toSorted(), expected.toSorted());
  });

  for (const fixture of fixtures) {
    it(`hold for ${fixture}`, () => {
      const text = readFileSync(join(folder, fixture), 'utf8');
      const actual = writeSnapshot(tokenize(grammar, text));
      const snapshotPath = join(folder, `${fixture}.snap`);
      if (update) {
        writeFileSync(snapshotPath, actual);
      }
      assert.ok(
        existsSync(snapshotPath),
        `${snapshotPath} is missing: run with UPDATE_SNAPSHOTS=1`,
      );
      assert.equal(actual, readFileSync(snapshotPath, 'utf8'));
    });
  }
});
