import type { AbsoluteName } from '../dns/name';
import { isBelowPublicSuffix } from '../dns/publicSuffix';
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
