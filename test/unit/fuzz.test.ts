import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { checksOfAnyText } from '../support/anyText';

describe('texts that something once stumbled over', () => {
  const folder = 'test/fixtures/fuzz';
  const names = readdirSync(folder).filter((name) => name.endsWith('.zone'));

  it('are there', () => {
    assert.notEqual(names.length, 0);
  });

  for (const name of names) {
    it(`hold what any text does: ${name}`, () => {
      const text = readFileSync(`${folder}/${name}`, 'utf8');
      for (const check of Object.values(checksOfAnyText)) check(text);
    });
  }
});
