import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import type { Log, Region, Result } from 'sarif';
import { rules } from '../../server/src/core/rules/registry';
import { aliasZone, makeFolder, soundZone, zoneMx } from './command';

// Of SchemaStore, as @microsoft/jest-sarif has it; its dialect names things otherwise than Ajv.
const {
  $schema: _dialect,
  id: _id,
  ...schema
} = JSON.parse(readFileSync('test/fixtures/sarif-2.1.0-rtm.5.json', 'utf8'));
const validate = new Ajv({
  strict: false,
  validateFormats: false,
  unicodeRegExp: false,
}).compile<Log>(schema);

async function sarifOf(args: readonly string[], cwd: string, input = ''): Promise<Log> {
  const { stdout, stderr } = await zoneMx(['check', '--format=sarif', ...args], { cwd, input });
  assert.equal(stderr, '');
  const log: unknown = JSON.parse(stdout);
  assert.ok(validate(log), JSON.stringify(validate.errors));
  return log;
}

function resultsOf({ runs: [run] }: Log): readonly Result[] {
  return run?.results ?? [];
}

/** What a region covers, lines and columns counted from 1, columns in UTF-16 units. */
function textAt(text: string, region: Region | undefined): string {
  const lines = text.split('\n');
  assert.equal(region?.startLine, region?.endLine);
  const line = lines[(region?.startLine ?? 0) - 1] ?? '';
  return line.slice((region?.startColumn ?? 0) - 1, (region?.endColumn ?? 0) - 1);
}

describe('zone-mx check --format sarif', function () {
  this.timeout(30_000);

  it('is SARIF 2.1.0, with every rule and its help', async () => {
    const cwd = await makeFolder({ 'a.zone': soundZone });
    const log = await sarifOf(['a.zone'], cwd);
    assert.equal(log.version, '2.1.0');
    const [run] = log.runs;
    assert.deepEqual([run?.results, run?.columnKind], [[], 'utf16CodeUnits']);
    const described = run?.tool.driver.rules ?? [];
    assert.deepEqual(
      described.map(({ id }) => id),
      rules.map(({ id }) => id),
    );
    for (const { helpUri, help, shortDescription } of described)
      assert.ok(helpUri?.startsWith('https://') && help?.text && shortDescription?.text);
  });

  it('tells each finding with its place, what belongs to it, and its fixes', async () => {
    const cwd = await makeFolder({ 'zones/a.zone': aliasZone });
    const [result] = resultsOf(await sarifOf(['zones'], cwd));
    assert.ok(result);
    assert.equal(rules[result.ruleIndex ?? -1]?.id, result.ruleId);
    assert.deepEqual([result.ruleId, result.level], ['mx-exchange-is-alias', 'error']);
    const place = result.locations?.[0]?.physicalLocation;
    assert.equal(place?.artifactLocation?.uri, 'zones/a.zone');
    assert.equal(textAt(aliasZone, place?.region), 'mail');
    const [related] = result.relatedLocations ?? [];
    assert.equal(textAt(aliasZone, related?.physicalLocation?.region), 'CNAME');
    const [fix] = result.fixes ?? [];
    assert.equal(fix?.description?.text, 'Name host.example.com instead');
    const [change] = fix?.artifactChanges ?? [];
    assert.equal(change?.artifactLocation.uri, 'zones/a.zone');
    assert.equal(change?.replacements[0]?.insertedContent?.text, 'host');
    assert.equal(textAt(aliasZone, change?.replacements[0]?.deletedRegion), 'mail');
  });

  it('has a level for each severity, and a note for the two least', async () => {
    const cwd = await makeFolder({ 'a.zone': aliasZone });
    const wanted = { error: 'error', warning: 'warning', information: 'note', hint: 'note' };
    for (const [level, expected] of Object.entries(wanted)) {
      const rule = `--rule=mx-exchange-is-alias=${level}`;
      assert.equal(resultsOf(await sarifOf([rule, 'a.zone'], cwd))[0]?.level, expected);
    }
  });

  it('names files by relative references that are percent-encoded', async () => {
    const names = ['a b.zone', 'ä#%41.zone', 'c:d.zone', 'e?.zone', 'f\x1b.zone'];
    const cwd = await makeFolder(Object.fromEntries(names.map((name) => [name, aliasZone])));
    const uris = resultsOf(await sarifOf(['.'], cwd)).map(
      ({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? '',
    );
    assert.deepEqual(uris.map((uri) => decodeURIComponent(uri)).sort(), [...names].sort());
    for (const uri of uris) {
      assert.match(uri, /^[\w.~%-]+$/);
      assert.equal(new URL(uri, 'file:///base/').protocol, 'file:');
    }
  });

  it('takes any text', async () => {
    const cwd = await makeFolder({});
    const hostile = ['\ufeff)\n', '"\n(', '\0\x1b[31m', '\u{1f600} MX 10 192.0.2.1 \u2028\n', ''];
    for (const input of hostile) await sarifOf(['-'], cwd, `${aliasZone}${input}`);
    await sarifOf(['-'], cwd, readFileSync('samples/mistakes.zone', 'utf8'));
  });
});
