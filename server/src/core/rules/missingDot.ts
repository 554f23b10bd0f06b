import type { AbsoluteName } from '../dns/name';
import { isBelowPublicSuffix } from '../dns/publicSuffix';
import { TokenKind } from '../syntax/syntax';
import { say } from '../text/message';
import type { Span } from '../text/span';
import { lookUp } from '../zone/lookup';
import type { RecordIndex, Zone } from '../zone/zone';
import { isTextInZone } from './names';
import type { Fix } from './rule';

/** A name that is relative by a slip. */
export interface Slip {
  readonly written: string;
  /** What it means without its final dot. */
  readonly means: AbsoluteName;
  /** What was meant. */
  readonly intended: AbsoluteName;
}

/**
 * The slip of a name that lacks its final dot: it repeats the zone or the origin in force, or ends in
 * a public suffix while no such name is in the zone. A single label is relative on purpose.
 */
export function findSlip(
  zone: Zone,
  record: RecordIndex,
  written: string,
  means: AbsoluteName,
): Slip | undefined {
  const { names, apex } = zone;
  if (written.endsWith('.') || !written.includes('.')) return undefined;
  const origin = zone.originOf(record);
  if (origin === names.root) return undefined;
  const repeats =
    isTextInZone(zone, written) || (origin !== apex && isBelow(zone, written, origin));
  if (!repeats && !endsInSuffix(zone, written, means)) return undefined;
  const intended = names.parse(written);
  return intended === undefined ? undefined : { written, means, intended };
}

/** The slip of the name that a record points to. Nearly all are passed over without a look-up. */
export function findTargetSlip(zone: Zone, record: RecordIndex): Slip | undefined {
  const token = zone.records.targetTokens.get(record);
  const target = zone.targetOf(record);
  if (target === undefined || !isRelative(zone, record, token)) return undefined;
  // Nearly all are names of the zone, and written without its own.
  const { text, tokenStarts, tokenEnds } = zone.syntaxOf(record);
  const mayRepeat = isTextInZone(zone, text, tokenStarts.get(token), tokenEnds.get(token));
  if (!mayRepeat && zone.typesOf(target) !== 0 && zone.originOf(record) === zone.apex)
    return undefined;
  return findSlip(zone, record, zone.targetText(record), target);
}

/** True for a name of several labels without a final dot; nothing is made of the others. */
export function isRelative(zone: Zone, record: RecordIndex, token: number): boolean {
  const { text, tokenKinds, tokenStarts, tokenEnds } = zone.syntaxOf(record);
  const last = tokenEnds.get(token) - 1;
  if (text.charCodeAt(last) === 0x2e || tokenKinds.get(token) !== TokenKind.word) return false;
  for (let i = tokenStarts.get(token); i < last; i++) if (text.charCodeAt(i) === 0x2e) return true;
  return false;
}

function isBelow(zone: Zone, written: string, origin: AbsoluteName): boolean {
  const intended = zone.names.parse(written);
  return intended !== undefined && zone.names.isAtOrBelow(intended, origin);
}

function endsInSuffix(zone: Zone, written: string, means: AbsoluteName): boolean {
  return lookUp(zone, means).kind === 'nxdomain' && isBelowPublicSuffix(written.toLowerCase());
}

/** Adding the dot, and leaving out the origin where that means the same. */
export function fixSlip(zone: Zone, record: RecordIndex, slip: Slip, span: Span): readonly Fix[] {
  const { start, end, file } = span;
  const addDot: Fix = {
    title: say('Add the final dot: {0}.', slip.written),
    grade: 'unsafe',
    edits: [{ span: { file, start: end, end }, text: '.' }],
  };
  const origin = zone.originOf(record);
  if (!zone.names.isAtOrBelow(slip.intended, origin)) return [addDot];
  const relative = zone.names.written(slip.intended, origin);
  const makeRelative: Fix = {
    title: say('Make it relative: {0}', relative),
    grade: 'unsafe',
    edits: [{ span: { file, start, end }, text: relative }],
  };
  return [addDot, makeRelative];
}
