import type { TextEdit } from '../text/span';
import { isGenericRecord } from '../zone/canonical';
import type { Zone } from '../zone/zone';
import type { Fix } from './rule';

/**
 * True for a fix that leaves RDATA in generic form (RFC 3597 5) as it is, or takes all of it away: a
 * name or a number can't be put among its octets.
 */
export function sparesGenericRdata(zone: Zone, fix: Fix): boolean {
  return !fix.edits.some((edit) => cutsGenericRdata(zone, edit));
}

function cutsGenericRdata(zone: Zone, { span }: TextEdit): boolean {
  const place = zone.entryAt(span.file, span.start);
  const record = place === undefined ? undefined : zone.recordIn(place);
  return (
    record !== undefined &&
    isGenericRecord(zone, record) &&
    span.start >= zone.rdataSpan(record).start &&
    span.start < zone.recordSpan(record).end
  );
}
