import type { AbsoluteName } from '../dns/name';
import { ownerSpan } from '../rules/records';
import type { Span } from '../text/span';
import type { Steps } from '../text/steps';
import type { Zone } from '../zone/zone';
import { anyType } from './completion/names';

/** An owner whose name holds what is searched for. */
export interface FoundOwner {
  readonly name: string;
  readonly span: Span;
}

/** So many owners of a zone are looked at. */
const mostLookedAt = 200_000;

/** So many are looked at between two pauses. */
const ownersPerStep = 1000;

/** The owners of a zone whose names hold a text, so many at most. */
export function* findOwners(
  zone: Zone,
  searched: string,
  most: number,
): Steps<readonly FoundOwner[]> {
  const wanted = searched.toLowerCase();
  const found: FoundOwner[] = [];
  let count = 0;
  for (const owner of zone.ownersWith(anyType)) {
    if (found.length >= most || ++count > mostLookedAt) break;
    if (count % ownersPerStep === 0) yield;
    const name = zone.names.prose(owner);
    const span = name.includes(wanted) ? placeOf(zone, owner) : undefined;
    if (span !== undefined) found.push({ name, span });
  }
  return found;
}

/** What could not be read has no record to show. */
function placeOf(zone: Zone, owner: AbsoluteName): Span | undefined {
  const record = zone.firstOf(owner);
  return record < 0 ? undefined : ownerSpan(zone, record);
}
