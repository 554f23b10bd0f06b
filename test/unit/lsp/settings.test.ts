import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { defaultFormat, formatChoices } from '../../../server/src/core/features/format/options';
import { hintChoices } from '../../../server/src/core/features/inlayHints';
import { rules } from '../../../server/src/core/rules/registry';
import { levels } from '../../../server/src/core/rules/rule';
import { readSettings, timeoutBounds } from '../../../server/src/lsp/settings';

interface Property {
  readonly default: unknown;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly scope?: string;
}

const manifest: {
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
  readonly contributes: {
    readonly configuration: { readonly properties: Readonly<Record<string, Property>> };
  };
} = JSON.parse(readFileSync('package.json', 'utf8'));
const { properties } = manifest.contributes.configuration;

describe('the settings', () => {
  it('in package.json are exactly those that the server reads', () => {
    const live = Object.keys(readSettings(undefined).live).map((key) => `zoneMx.live.${key}`);
    const ruleKeys = rules.map(({ id }) => `zoneMx.rules.${id}`);
    const format = Object.keys(readSettings(undefined).format).map((key) => `zoneMx.format.${key}`);
    const serial = Object.keys(readSettings(undefined).serial).map((key) => `zoneMx.serial.${key}`);
    const { inlayHints, codeLens } = readSettings(undefined);
    const hints = Object.keys(inlayHints).map((key) => `zoneMx.inlayHints.${key}`);
    const lenses = Object.keys(codeLens).map((key) => `zoneMx.codeLens.${key}`);
    // The client's own: the server is not told of documents of other languages.
    const single = [
      'zoneMx.zones',
      'zoneMx.otherZones',
      'zoneMx.languages',
      'zoneMx.probe.enabled',
    ];
    const keys = [...single, ...live, ...format, ...serial, ...hints, ...lenses, ...ruleKeys];
    assert.deepEqual(Object.keys(properties).sort(), keys.sort());
  });

  it('can’t be set by a workspace that is not trusted where they have anything leave the machine', () => {
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    const asking = Object.keys(properties).filter((key) => /^zoneMx\.(?:live|probe)\./.test(key));
    assert.deepEqual([...restrictedConfigurations].sort(), asking.sort());
  });

  it('have the same defaults and bounds in both places', () => {
    const { live } = readSettings({});
    assert.deepEqual(properties['zoneMx.live.mode']?.default, live.mode);
    assert.deepEqual(properties['zoneMx.live.servers']?.default, live.servers);
    assert.deepEqual(properties['zoneMx.live.timeout']?.default, timeoutBounds.default);
    assert.deepEqual(properties['zoneMx.live.timeout']?.minimum, timeoutBounds.least);
    assert.deepEqual(properties['zoneMx.live.timeout']?.maximum, timeoutBounds.most);
    assert.equal(properties['zoneMx.probe.enabled']?.default, readSettings({}).probe.enabled);
    for (const [key, values] of Object.entries(formatChoices)) {
      assert.equal(properties[`zoneMx.format.${key}`]?.default, values[0]);
      assert.deepEqual(properties[`zoneMx.format.${key}`]?.enum, values);
    }
    const bump = properties['zoneMx.serial.bumpOnSave'];
    assert.equal(bump?.default, readSettings({}).serial.bumpOnSave);
    for (const bumpOnSave of bump?.enum ?? [])
      assert.deepEqual(readSettings({ serial: { bumpOnSave } }).serial, { bumpOnSave });
    for (const section of ['inlayHints', 'codeLens'] as const)
      for (const [key, value] of Object.entries(readSettings({})[section]))
        assert.equal(properties[`zoneMx.${section}.${key}`]?.default, value, key);
    for (const [key, values] of Object.entries(hintChoices))
      assert.deepEqual(properties[`zoneMx.inlayHints.${key}`]?.enum, values);
    assert.equal(properties['zoneMx.otherZones']?.default, readSettings({}).otherZones);
    const { fallback, tabSize } = defaultFormat;
    assert.deepEqual({ ...readSettings({}).format, fallback, tabSize }, defaultFormat);
    for (const { id, level } of rules) {
      assert.equal(properties[`zoneMx.rules.${id}`]?.default, level);
      assert.deepEqual(properties[`zoneMx.rules.${id}`]?.enum, levels);
    }
  });

  it('that are no sound ones count as not set', () => {
    const unset = readSettings(undefined);
    for (const value of [
      null,
      7,
      'x',
      [],
      { live: 3, rules: [] },
      { live: { mode: 'loud' }, serial: [], otherZones: 1 },
    ]) {
      assert.deepEqual(readSettings(value), unset);
    }
    const { live, rules: set } = readSettings({
      live: { mode: 'off', servers: ['192.0.2.53', 7], nameServers: '192.0.2.1', timeout: 1 },
      rules: { 'mx-equal-preference': 'off', 'no-such-rule': 'error', syntax: 'loud' },
    });
    assert.deepEqual(live, {
      mode: 'off',
      servers: ['192.0.2.53'],
      nameServers: [],
      timeout: timeoutBounds.least,
    });
    const { format } = readSettings({ format: { soa: 'one-line', class: 'loud', ttl: ['omit'] } });
    assert.deepEqual(format, { ...readSettings({}).format, soa: 'one-line' });
    assert.deepEqual(set, { 'mx-equal-preference': 'off' });
  });

  it('are none of a single folder or language: the server asks for them once', () => {
    const ofOne = ['resource', 'language-overridable'];
    for (const [key, { scope = 'window' }] of Object.entries(properties))
      assert.ok(!ofOne.includes(scope), `${key} is of the scope ${scope}.`);
  });
});
