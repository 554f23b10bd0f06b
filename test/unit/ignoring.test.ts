import assert from 'node:assert/strict';
import { ignoreHere, ignoreInFile, isIgnorable } from '../../server/src/core/features/ignoring';
import { lint } from '../../server/src/core/lint';
import { scan } from '../../server/src/core/syntax/scanner';
import { applyEdits } from '../../server/src/core/text/span';
import { WorkingZone } from '../../server/src/core/workingZone';
import { readIgnores } from '../../server/src/core/zone/ignoreComment';
import { withHead, zoneOf } from '../support/marked';

const only = (rule: string): ((each: { readonly rule: string }) => boolean) => {
  return (each) => each.rule === rule;
};

/** How often a rule finds something in the rest of a zone. */
const count = (rule: string, zone: string): number =>
  lint(zoneOf(withHead(zone))).filter(only(rule)).length;

/** A zone after the first finding of a rule was ignored in its entry, or in the file. */
function ignore(rule: string, zone: string, isForFile = false): string {
  const text = withHead(zone);
  const read = zoneOf(text);
  const finding = lint(read).find(only(rule));
  assert.ok(finding);
  const edit = isForFile ? ignoreInFile(read, rule, 0) : ignoreHere(read, finding);
  assert.ok(edit);
  const after = applyEdits(text, [edit]);
  const [before, now] = [text, after].map((each) => lint(zoneOf(each)).filter(only(rule)).length);
  assert.ok((now ?? 0) < (before ?? 0), after);
  return after;
}

describe('comments that ignore rules', () => {
  it('are read in all notations, and nothing else is', () => {
    const rulesIn = (comment: string): readonly string[] | undefined =>
      readIgnores(scan(`a A 192.0.2.1 ${comment}\n`))[0]?.rules.map(({ id }) => id);
    assert.deepEqual(rulesIn('; zone-mx-ignore a-b'), ['a-b']);
    assert.deepEqual(rulesIn(';zone-mx-ignore a,b , c'), ['a', 'b', 'c']);
    assert.deepEqual(rulesIn(';;\tzone-mx-ignore-file a b'), ['a', 'b']);
    assert.deepEqual(rulesIn('; zone-mx-ignore a -- b c'), ['a']);
    assert.deepEqual(rulesIn('; zone-mx-ignore a: b c'), ['a']);
    assert.deepEqual(rulesIn('; zone-mx-ignore a ; b -- c'), ['a']);
    assert.deepEqual(rulesIn('; zone-mx-ignore'), []);
    assert.equal(rulesIn('; zone-mx-ignored a'), undefined);
    assert.equal(rulesIn('; see zone-mx-ignore a'), undefined);
    assert.equal(rulesIn('TXT "; zone-mx-ignore a"'), undefined);
  });

  it('speak for their entry alone, or for the one that follows', () => {
    const zone = (before: string, end: string): string =>
      `${before}\n@ MX 10 gone1${end}\n@ MX 20 gone2\n`;
    const rule = 'mx-exchange-has-no-address';
    const comment = `; zone-mx-ignore ${rule}`;
    assert.equal(count(rule, zone('', '')), 2);
    assert.equal(count(rule, zone('', ` ${comment}`)), 1);
    assert.equal(count(rule, zone(comment, '')), 1);
    assert.equal(count(rule, zone(`${comment}\n; more`, '')), 1);
    assert.equal(count(rule, zone(`${comment}\n`, '')), 2);
    assert.equal(count(rule, `; zone-mx-ignore-file ${rule}\n${zone('', '')}`), 2);
    const text = `; zone-mx-ignore-file ${rule}\n${withHead(zone('', ''))}`;
    assert.equal(lint(zoneOf(text)).filter(only(rule)).length, 0);
  });

  it('speak for all records of a $GENERATE, and for an error of syntax', () => {
    const rule = 'mx-exchange-has-no-address';
    const directive = '$GENERATE 1-3 g$ MX "10 h$"';
    assert.equal(count(rule, `${directive}\n`), 3);
    assert.equal(count(rule, `${directive} ; zone-mx-ignore ${rule}\n`), 0);
    assert.equal(count('syntax', 'a A 1\n'), 1);
    assert.equal(count('syntax', 'a A 1 ; zone-mx-ignore syntax\n'), 0);
    assert.ok(!isIgnorable('syntax'));
  });

  it('that hide nothing are not blamed where the zone is not here as a whole', () => {
    const comment = 'a A 192.0.2.1 ; zone-mx-ignore mx-single-exchange\n';
    assert.equal(count('unused-ignore', comment), 1);
    assert.equal(lint(zoneOf(`$ORIGIN example.com.\n${comment}`)).length, 0);
    const settings = { 'mx-single-exchange': 'off' } as const;
    const found = lint(zoneOf(withHead(comment)), settings);
    assert.equal(found.filter(only('unused-ignore')).length, 0);
  });

  it('count nothing in an editor, and come and go with an edit', () => {
    const text = withHead('@ MX 10 gone1\n@ MX 20 gone2\n');
    const working = new WorkingZone(text, {}, 64);
    const found = (): readonly string[] => {
      const { shown, left } = working.settle().findings.gravest({ 'spf-missing': 'off' }, 100);
      assert.equal(left, 0);
      return shown.map(({ finding }) => finding.rule);
    };
    const rule = 'mx-exchange-has-no-address';
    assert.equal(found().filter((each) => each === rule).length, 2);
    const comment = `; zone-mx-ignore ${rule}\n`;
    const at = text.indexOf('@ MX 20');
    working.edit(at, at, comment);
    assert.equal(found().filter((each) => each === rule).length, 1);
    // An empty line between: the comment speaks for nothing.
    working.edit(at + comment.length, at + comment.length, '\n');
    assert.equal(found().filter((each) => each === rule).length, 2);
    assert.ok(found().includes('unused-ignore'));
    working.edit(at, at + comment.length + 1, '');
    assert.ok(!found().includes('unused-ignore'));
  });
});

describe('ignoring a finding', () => {
  const rule = 'mx-exchange-has-no-address';
  const comment = `; zone-mx-ignore ${rule}`;

  it('writes a comment at the end of the entry, before the one that is there', () => {
    assert.ok(ignore(rule, '@ MX 10 gone  \n').endsWith(`@ MX 10 gone ${comment}\n`));
    assert.ok(ignore(rule, '@ MX 10 gone').endsWith(`@ MX 10 gone ${comment}`));
    assert.ok(ignore(rule, '@ MX 10 gone ; x\r\n').endsWith(`@ MX 10 gone ${comment} ; x\r\n`));
  });

  it('keeps to the column that comments have', () => {
    const after = ignore(rule, 'mail A 192.0.2.1   ; x\n@ MX 10 gone\n');
    assert.ok(after.endsWith(`\n@ MX 10 gone       ${comment}\n`), after);
    const tabs = ignore(rule, 'mail\tA\t192.0.2.1\t; x\n@\tMX\t10 gone\n');
    assert.ok(tabs.endsWith(`\n@\tMX\t10 gone\t${comment}\n`), tabs);
  });

  it('extends a comment that speaks for the entry', () => {
    const inline = ignore(rule, '@ MX 10 gone ; zone-mx-ignore mx-single-exchange -- why\n');
    assert.ok(inline.endsWith(`mx-single-exchange, ${rule} -- why\n`), inline);
    const above = ignore(rule, '; zone-mx-ignore mx-single-exchange\n@ MX 10 gone\n');
    assert.ok(
      above.endsWith(`; zone-mx-ignore mx-single-exchange, ${rule}\n@ MX 10 gone\n`),
      above,
    );
  });

  it('writes a line before an entry of several lines', () => {
    const after = ignore(rule, '@ MX (\n 10 gone )\n');
    assert.ok(after.endsWith(`\n${comment}\n@ MX (\n 10 gone )\n`), after);
  });

  it('in a file writes a line above the first record, and extends it', () => {
    const once = ignore(rule, '@ MX 10 gone\n', true);
    assert.match(once, /\$TTL 1h\n; zone-mx-ignore-file mx-exchange-has-no-address\n@ SOA/);
    const twice = ignore('mx-single-exchange', once, true);
    assert.match(twice, /-file mx-exchange-has-no-address, mx-single-exchange\n@ SOA/);
  });
});
