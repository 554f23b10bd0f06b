import assert from 'node:assert/strict';
import type { Refactoring } from '../../server/src/core/features/refactor/refactoring';
import {
  refactorings,
  wholeRefactorings,
} from '../../server/src/core/features/refactor/refactorings';
import type { Finding } from '../../server/src/core/rules/rule';
import { wordMessage } from '../../server/src/core/text/message';
import { applyEdits } from '../../server/src/core/text/span';
import { CanonicalZone } from '../../server/src/core/zone/canonicalZone';
import type { Zone } from '../../server/src/core/zone/zone';
import { findingsIn, readMarks, zoneOf } from './marked';

/** What name servers load, for a zone that says its origin. */
export function canonical(zone: Zone): string {
  return [...new CanonicalZone(zone).blocks()].join('');
}

/** All that is offered for a stretch. */
export function refactoringsAt(zone: Zone, start: number, end = start): readonly Refactoring[] {
  return [...refactorings, ...wholeRefactorings].flatMap((find) => find(zone, { start, end }));
}

function offeredAt(marked: string) {
  const { text, marks } = readMarks(marked);
  const [start, end] = marks[0] ?? [0, 0];
  const zone = zoneOf(text);
  return { text, zone, offered: refactoringsAt(zone, start, end) };
}

/**
 * The text after the first refactoring of a name at the mark, which says the same unless it is to say
 * something else; undefined where there is none.
 */
export function rewrittenAt(marked: string, wanted: string, isSame = true): string | undefined {
  const { text, zone, offered } = offeredAt(marked);
  const found = offered.find(({ name, reason }) => name === wanted && reason === undefined);
  if (found === undefined) return undefined;
  const after = applyEdits(text, found.edits);
  assert.deepEqual(zoneOf(after).errors, zone.errors);
  if (isSame) assert.equal(canonical(zoneOf(after)), canonical(zone));
  checkFindings(zone, zoneOf(after), wanted);
  return after;
}

/** Why the refactoring of a name is not possible at the mark; undefined where it is, or is not offered. */
export function refusedAt(marked: string, wanted: string): string | undefined {
  const found = offeredAt(marked).offered.find(({ name }) => name === wanted);
  return found?.reason && wordMessage(found.reason);
}

/** Nothing is found that was not found before. */
export function checkFindings(before: Zone, after: Zone, what: string): void {
  const key = ({ rule, message }: Finding): string => `${rule}: ${wordMessage(message)}`;
  const known = findingsIn(before).map(key);
  const added = findingsIn(after)
    .map(key)
    .filter((each) => !known.includes(each));
  assert.deepEqual(added, [], what);
}
