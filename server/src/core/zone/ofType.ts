import type { AbsoluteName } from '../dns/name';
import type { RecordIndex, Zone } from './zone';

/** The first record of an owner and type, -1 for none. */
export function firstOfType(zone: Zone, owner: AbsoluteName, type: number): RecordIndex {
  return ofType(zone, zone.firstOf(owner), type);
}

/** The next record of the same owner and type, -1 for none. */
export function nextOfType(zone: Zone, record: RecordIndex): RecordIndex {
  return ofType(zone, zone.nextOf(record), zone.records.types.get(record));
}

function ofType(zone: Zone, from: RecordIndex, type: number): RecordIndex {
  let record = from;
  while (record >= 0 && zone.records.types.get(record) !== type) record = zone.nextOf(record);
  return record;
}
