import type { Moment } from '../../dns/serial';
import type { FileIndex } from '../../text/span';
import type { Zone } from '../../zone/zone';
import { findAddressHover, findPointerHover } from './address';
import { findMx } from './mx';
import { findMxOwner } from './mxOwner';
import type { HoverProvider, HoverTarget } from './page';
import { findPolicyHover } from './policies';
import { findSerialHover } from './serial';
import { findSpfHover } from './spf';
import { findTlsaHover } from './tlsa';

/** The first that knows a place has the word. */
const providers: readonly HoverProvider[] = [
  findMxOwner,
  findMx,
  findAddressHover,
  findSpfHover,
  findPolicyHover,
  findTlsaHover,
  findPointerHover,
  findSerialHover,
];

/** What a hover at an offset is about; undefined where there is nothing to say. */
export function findHoverTarget(
  zone: Zone,
  file: FileIndex,
  offset: number,
  moment: Moment,
): HoverTarget | undefined {
  const place = zone.entryAt(file, offset);
  const record = place === undefined ? undefined : zone.recordIn(place);
  if (record === undefined) return undefined;
  const span = zone.recordSpan(record);
  if (offset < span.start || offset > span.end) return undefined;
  for (const find of providers) {
    const target = find({ zone, file, offset, record, moment });
    if (target !== undefined) return target;
  }
  return undefined;
}
