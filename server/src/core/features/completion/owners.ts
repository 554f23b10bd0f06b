import type { AbsoluteName } from '../../dns/name';
import { RRType } from '../../syntax/mnemonics';
import { type Message, say } from '../../text/message';
import { TypeBit, typeBit } from '../../zone/typeBits';
import type { Zone } from '../../zone/zone';
import type { Cursor } from '../cursor';
import type { Item } from './item';
import { anyType, findNames, isOwner, NameForm } from './names';
import type { Found } from './targets';

/** Names that mean something, below the apex. */
const wellKnown: readonly (readonly [string, Message])[] = [
  ['_dmarc', say('The DMARC policy, a TXT record.')],
  ['_mta-sts', say('The MTA-STS policy, a TXT record.')],
  ['_smtp._tls', say('Where TLS reports go, a TXT record.')],
  ['www', say('The web server.')],
];

/** Owners of this zone, and names that mean something. */
export function completeOwner(zone: Zone, cursor: Cursor): Found {
  const { typed, record } = cursor;
  const form = new NameForm(zone, cursor);
  const isWanted = ownerFilter(zone, cursor);
  const { names, isCut } = findNames(zone, typed === '@' ? '' : typed, anyType, isWanted);
  const items = names.map((name): Item => ownerItem(zone, form, name));
  if (typed === '@' || typed === '') addApex(zone, cursor, items);
  if (record === undefined) addWellKnown(zone, cursor, items);
  return { items, isCut };
}

/**
 * A name that takes further records. Where the entry is a record already, it would be another one's
 * of the same type: then only names without one.
 */
function ownerFilter(zone: Zone, { record }: Cursor): (name: AbsoluteName) => boolean {
  const type = record === undefined ? -1 : zone.records.types.get(record);
  const bit = type < 0 ? 0 : typeBit(type);
  return (name) => type !== RRType.CNAME && (zone.typesOf(name) & bit) === 0 && isOwner(zone, name);
}

function ownerItem(zone: Zone, form: NameForm, name: AbsoluteName): Item {
  const label = form.write(name);
  return {
    ...{ label, kind: 'name', insert: [label] },
    group: name === zone.apex ? 0 : 1,
    detail: say('an owner name of this zone'),
  };
}

function addApex(zone: Zone, { origin, record }: Cursor, items: Item[]): void {
  const isThere = items.some(({ label }) => label === '@');
  if (origin !== zone.apex || isThere || record !== undefined) return;
  items.push({ label: '@', kind: 'name', insert: ['@'], group: 0, detail: say('the origin') });
}

function addWellKnown(zone: Zone, cursor: Cursor, items: Item[]): void {
  if (!zone.names.isKnown(zone.apex) || (zone.typesOf(zone.apex) & TypeBit.soa) === 0) return;
  const form = new NameForm(zone, cursor);
  for (const [text, words] of wellKnown) {
    const name = zone.names.parse(text, zone.apex);
    if (name === undefined || zone.typesOf(name) !== 0) continue;
    if (!zone.names.hasPrefix(name, cursor.typed.toLowerCase())) continue;
    const label = form.write(name);
    items.push({ label, kind: 'name', insert: [label], group: 2, detail: words });
  }
}
