import { canonicalAddress } from '../../dns/address';
import type { AbsoluteName } from '../../dns/name';
import { isPrivateAddress } from '../../dns/specialUse';
import { RRType } from '../../syntax/mnemonics';
import { say } from '../../text/message';
import { readAddress } from '../../zone/hostAddresses';
import { TypeBit } from '../../zone/typeBits';
import type { RecordIndex, Zone } from '../../zone/zone';
import { type Cursor, recordsAround } from '../cursor';
import type { Item } from './item';
import type { Found } from './targets';

/** How many records around the cursor are looked at for addresses. */
const mostNeighbours = 2000;

const mostAddresses = 50;

/** Addresses in use around the cursor that the owner does not have yet. */
export function completeAddress(zone: Zone, cursor: Cursor, type: number): Found {
  const { owner, record: own } = cursor;
  const inUse = recordsAround(zone, cursor.place, mostNeighbours).filter(
    (record) => zone.records.types.get(record) === type && record !== own,
  );
  const forExchange = owner !== undefined && isExchange(zone, owner);
  const isTaken = (user: AbsoluteName): boolean =>
    user === owner || (forExchange && isExchange(zone, user));
  const taken = new Set(
    inUse
      .filter((record) => isTaken(zone.ownerOf(record)))
      .map((record) => addressOf(zone, record)),
  );
  const items: Item[] = [];
  for (const record of inUse) {
    const address = addressOf(zone, record);
    if (address === undefined || taken.has(address)) continue;
    taken.add(address);
    if (forExchange && isPrivate(zone, record)) continue;
    const label = zone.rdataText(record);
    items.push({
      ...{ label, kind: 'value', insert: [label], group: 1 },
      detail: say('the address of {0}', zone.names.prose(zone.ownerOf(record))),
    });
    if (items.length >= mostAddresses) return { items, isCut: true };
  }
  return { items };
}

/** An exchange with the addresses of another one is no redundancy. */
function isExchange(zone: Zone, name: AbsoluteName): boolean {
  return (zone.namedBy(name) & TypeBit.mx) !== 0;
}

function isPrivate(zone: Zone, record: RecordIndex): boolean {
  return isPrivateAddress(octets, readAddress(zone, record, octets));
}

const octets = new Uint8Array(16);

function addressOf(zone: Zone, record: RecordIndex): string | undefined {
  return canonicalAddress(zone.rdataText(record));
}

/** IPv4 addresses that are in use around the cursor, such as for SPF. */
export function addressesInUse(zone: Zone, cursor: Cursor, most: number): readonly string[] {
  const found = new Set<string>();
  for (const record of recordsAround(zone, cursor.place, mostNeighbours)) {
    if (zone.records.types.get(record) !== RRType.A) continue;
    const address = addressOf(zone, record);
    if (address !== undefined) found.add(address);
    if (found.size >= most) break;
  }
  return [...found];
}
