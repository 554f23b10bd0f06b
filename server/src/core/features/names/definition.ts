import type { AbsoluteName } from '../../dns/name';
import { spfRecords } from '../../rules/policies';
import { RRType } from '../../syntax/mnemonics';
import type { Span } from '../../text/span';
import { addressTypes } from '../../zone/hostAddresses';
import { lookUp } from '../../zone/lookup';
import type { RecordIndex, Zone } from '../../zone/zone';

/** So many records of a name are shown as where it is defined. */
const mostRecords = 100;

/**
 * Where a zone says what a name is: its alias; else the records that it is used for, by the term of
 * an SPF record; else its addresses, else all its records. Empty where the zone has none.
 */
export function findDefinition(zone: Zone, name: AbsoluteName, term?: string): readonly Span[] {
  return definingRecords(zone, name, term)
    .slice(0, mostRecords)
    .map((record) => zone.recordSpan(record));
}

function definingRecords(
  zone: Zone,
  name: AbsoluteName,
  term: string | undefined,
): readonly RecordIndex[] {
  const answer = lookUp(zone, name);
  if (answer.kind === 'alias') return [answer.record];
  const owner = answer.kind === 'node' ? answer.owner : name;
  const wanted =
    term === 'include' || term === 'redirect'
      ? spfRecords(zone, owner)
      : term === 'mx'
        ? zone.recordsOf(owner, RRType.MX)
        : [];
  if (wanted.length > 0) return wanted;
  const addresses = addressTypes.flatMap((type) => zone.recordsOf(owner, type));
  return addresses.length > 0 ? addresses : recordsOfOwner(zone, owner);
}

/** The records of an owner in file order, so many at most. */
function recordsOfOwner(zone: Zone, owner: AbsoluteName): readonly RecordIndex[] {
  const found: RecordIndex[] = [];
  let record = zone.firstOf(owner);
  for (; record >= 0 && found.length < mostRecords; record = zone.nextOf(record))
    found.push(record);
  return found;
}
