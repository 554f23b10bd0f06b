import type { AbsoluteName } from '../../dns/name';
import { startsBlank } from '../../syntax/syntax';
import type { Span } from '../../text/span';
import type { Steps } from '../../text/steps';
import type { Zone } from '../../zone/zone';
import { findUseAt, findUsesOf } from './uses';

/** The name at an offset; where none is written, the owner of the record there. */
export function findNameAt(zone: Zone, offset: number): AbsoluteName | undefined {
  const use = findUseAt(zone, offset);
  if (use !== undefined) return use.name;
  const place = zone.entryAt(0, offset);
  const record = place && zone.recordIn(place);
  return record === undefined ? undefined : zone.ownerOf(record);
}

/**
 * Where a name is written in a zone’s files, and its records that inherit it; without those that are
 * its own where `withOwn` is false.
 */
export function* findReferences(
  zone: Zone,
  name: AbsoluteName,
  withOwn: boolean,
): Steps<readonly Span[]> {
  const uses = yield* findUsesOf(zone, name);
  const written = uses.filter(({ kind }) => withOwn || kind !== 'owner').map(({ span }) => span);
  const spans = withOwn ? [...written, ...inheritingRecords(zone, name)] : written;
  const seen = new Set<string>();
  return spans.filter(({ file, start }) => {
    const key = `${file} ${start}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** The records of an owner that do not say it. */
function inheritingRecords(zone: Zone, owner: AbsoluteName): readonly Span[] {
  const found: Span[] = [];
  for (let record = zone.firstOf(owner); record >= 0; record = zone.nextOf(record)) {
    const { syntax, entry } = zone.placeOf(record);
    if (startsBlank(syntax, entry)) found.push(zone.recordSpan(record));
  }
  return found;
}
