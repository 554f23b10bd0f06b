import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { complete } from '../../../server/src/core/features/completion/complete';
import { findFolds } from '../../../server/src/core/features/folding';
import { findHoverTarget } from '../../../server/src/core/features/hover/find';
import { buildHover } from '../../../server/src/core/features/hover/page';
import { findDefinition } from '../../../server/src/core/features/names/definition';
import { findReferences } from '../../../server/src/core/features/names/references';
import { findRenameTarget } from '../../../server/src/core/features/names/rename';
import { findUseAt, findUsesAround } from '../../../server/src/core/features/names/uses';
import { buildOutline, type OutlineItem } from '../../../server/src/core/features/outline';
import { rewriteNames } from '../../../server/src/core/features/refactor/names';
import { findSelections } from '../../../server/src/core/features/selection';
import { findSignature } from '../../../server/src/core/features/signature';
import { applyEdits, type Span } from '../../../server/src/core/text/span';
import { finish } from '../../../server/src/core/text/steps';
import type { Zone } from '../../../server/src/core/zone/zone';
import { accept, today } from '../../support/completing';
import { Dice } from '../../support/dice';
import { hoverOptions, moment } from '../../support/hovering';
import { zoneOf } from '../../support/marked';
import { randomEdit } from '../../support/randomEdit';
import { canonical, refactoringsAt } from '../../support/refactoring';
import { renameAt } from '../../support/renaming';

/**
 * What answers at an offset of the file, whatever stands there; each throws where its answer can’t
 * be one. Another feature joins by a line.
 */
const features: Readonly<Record<string, (zone: Zone, text: string, offset: number) => void>> = {
  completion: checkCompletion,
  signature: checkSignature,
  hover: checkHover,
  definition: checkDefinition,
  references: checkReferences,
  selection: checkSelection,
  rename: checkRename,
  refactorings: checkRefactorings,
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

function checkHover(zone: Zone, text: string, offset: number): void {
  const target = findHoverTarget(zone, 0, offset, moment);
  if (target === undefined) return;
  const { start, end, file } = target.span;
  assert.equal(file, 0);
  assert.ok(start <= offset && offset <= end && end <= text.length);
  const markdown = buildHover({ page: target.page(), live: { kind: 'off' } }, hoverOptions);
  assert.doesNotMatch(markdown, /undefined|NaN|\{\d\}/);
  assert.ok(markdown.length < 20_000);
}

function checkDefinition(zone: Zone, text: string, offset: number): void {
  const use = findUseAt(zone, offset);
  if (use === undefined) return;
  assert.ok(use.span.start <= offset && offset <= use.span.end);
  assert.doesNotMatch(text.slice(use.span.start, use.span.end), /^$|[\r\n]/);
  for (const { file, start, end } of findDefinition(zone, use.name, use.term))
    if (file === 0) assert.ok(start < end && end <= text.length);
}

function checkReferences(zone: Zone, _text: string, offset: number): void {
  const use = findUseAt(zone, offset);
  if (use === undefined || use.span.start !== offset) return;
  const isHere = ({ start }: Span): boolean => start === offset;
  assert.ok(finish(findReferences(zone, use.name, true)).some(isHere));
  assert.ok(findUsesAround(zone, offset, use.name).some((each) => isHere(each.span)));
}

function checkSelection(zone: Zone, text: string, offset: number): void {
  let [from, to] = [offset, offset];
  for (const { start, end } of findSelections(zone, offset, text.length)) {
    assert.ok(start <= from && to <= end && end - start > to - from);
    [from, to] = [start, end];
  }
  assert.deepEqual([from, to], [0, text.length]);
}

/** Outline and folds lie in the text. */
function checkStructure(zone: Zone, text: string): void {
  const visit = ({ span, selection, children }: OutlineItem): void => {
    assert.ok(span.start <= selection.start && selection.end <= span.end);
    assert.ok(span.end <= text.length);
    children.forEach(visit);
  };
  finish(buildOutline(zone)).forEach(visit);
  for (const { start, end } of finish(findFolds(zone, 1000)))
    assert.ok(start < end && end <= text.length);
}

/** What is renamed and renamed back is what it was. */
function checkRename(zone: Zone, text: string, offset: number): void {
  const target = findRenameTarget(zone, offset);
  if (target === undefined || 'template' in target || target.span.start !== offset) return;
  const { names } = zone;
  // A name that is none of a host is not given to one.
  if (!names.isHostName(target.name)) return;
  const parent = names.parent(target.name);
  const label = names.written(target.name, parent);
  const above = parent === names.root ? '' : names.text(parent);
  const there = renameAt(text, offset, `fr3sh.${above}`);
  if (typeof there !== 'string') return;
  assert.notEqual(there, text);
  const back = renameAt(there, findTarget(there, 'fr3sh'), `${label.replace(/\.$/, '')}.${above}`);
  assert.equal(typeof back === 'string' && plain(back), plain(text));
}

/** Where a name begins with a label and can be renamed. */
function findTarget(text: string, label: string): number {
  const zone = zoneOf(text, 'example.com.zone');
  for (let at = text.indexOf(label); at >= 0; at = text.indexOf(label, at + 1)) {
    const target = findRenameTarget(zone, at);
    if (target !== undefined && 'span' in target && target.span.start === at) return at;
  }
  return -1;
}

/** Without what renaming does not keep: the letters’ case, escapes, and how an SPF record is cut. */
function plain(text: string): string {
  return text.toLowerCase().replaceAll('" "', '').replaceAll('\\', '');
}

/** Whatever is offered applies; where all was sound, all is sound afterwards, and most says the same. */
function checkRefactorings(zone: Zone, text: string, offset: number): void {
  // Between line starts, the same is offered, but for names.
  const isLineStart = offset === 0 || text.charAt(offset - 1) === '\n';
  const offered = isLineStart
    ? refactoringsAt(zone, offset)
    : rewriteNames(zone, { start: offset, end: offset });
  for (const { name, edits, reason } of offered) {
    assert.equal(edits.length === 0, reason !== undefined);
    const after = applyEdits(text, edits);
    if (zone.errors.length > 0 || reason !== undefined) continue;
    const now = zoneOf(after, 'example.com.zone');
    assert.deepEqual(now.errors, [], `${name}:\n${after}`);
    if (name !== 'makeAlias' && name !== 'resolveAlias' && zone.names.isKnown(zone.apex))
      assert.equal(canonical(now), canonical(zone), `${name}:\n${after}`);
  }
}

function askEverywhere(text: string): void {
  const zone = zoneOf(text, 'example.com.zone');
  checkStructure(zone, text);
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
