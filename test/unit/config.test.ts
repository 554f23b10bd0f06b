import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { failChoices, parseConfig } from '../../server/src/core/config/config';
import { rules } from '../../server/src/core/rules/registry';
import { levels } from '../../server/src/core/rules/rule';

const schema = JSON.parse(readFileSync('schemas/zone-mx.schema.json', 'utf8'));
const validate = new Ajv({ strictTypes: false }).addKeyword('markdownDescription').compile(schema);

/** Whether the schema and the reader agree that a text is sound, and what they say. */
function isSound(text: string): boolean {
  const { problems } = parseConfig(text);
  assert.equal(validate(JSON.parse(text)), problems.length === 0, text);
  return problems.length === 0;
}

describe('zone-mx.json and its schema', () => {
  it('know the same settings', () => {
    const every = (level: string) => Object.fromEntries(rules.map(({ id }) => [id, level]));
    for (const level of levels) assert.ok(isSound(JSON.stringify({ rules: every(level) })));
    for (const failOn of failChoices) assert.ok(isSound(JSON.stringify({ failOn })));
    assert.ok(isSound('{ "$schema": "x", "zones": { "a/*": "b.example", "c": "d.example." } }'));
    assert.ok(isSound('{ "otherZones": false }'));
    assert.ok(isSound('{}'));
  });

  it('refuse the same', () => {
    const cases = [
      '[]',
      '{ "rule": {} }',
      '{ "rules": { "x": "off" } }',
      '{ "rules": { "syntax": "loud" } }',
      '{ "rules": { "syntax": 2 } }',
      '{ "failOn": "off" }',
      '{ "zones": { "": "a.example" } }',
      '{ "zones": { "a": "" } }',
      '{ "zones": [] }',
      '{ "otherZones": "no" }',
      '{ "$schema": 1 }',
    ];
    for (const text of cases) assert.ok(!isSound(text), text);
  });

  it('count what is set twice once, the last one', () => {
    const { config, problems } = parseConfig('{ "failOn": "hint", "failOn": "never" }');
    assert.equal(config.failOn, 'never');
    assert.deepEqual(
      problems.map(({ span }) => [span.start, span.end]),
      [[20, 28]],
    );
  });
});
