import { canonicalAddress } from '../../dns/address';
import type { AbsoluteName } from '../../dns/name';
import { type Message, say } from '../../text/message';
import type { Span } from '../../text/span';
import { lookUpCanonical } from '../../zone/lookup';
import { addressBits } from '../../zone/typeBits';
import type { Zone } from '../../zone/zone';
import type { Cursor } from '../cursor';
import type { Item } from './item';
import { anyType, findNames, isHost, NameForm } from './names';
import { fieldTexts } from './value';

export interface Found {
  readonly items: readonly Item[];
  /** True where there are more than are given. */
  readonly isCut?: boolean;
  /** What is replaced; the word under the cursor where it does not say. */
  readonly span?: Span;
}

/** Hosts of the zone, for what must name one: NS, SRV and their kin. */
export function completeHost(zone: Zone, cursor: Cursor): Found {
  const taken = targetsOf(zone, cursor);
  return nameItems(zone, cursor, addressBits, (name) => !taken.has(name) && isHost(zone, name));
}

/** Names of the zone that an alias may stand for. */
export function completeCanonical(zone: Zone, cursor: Cursor): Found {
  const { owner } = cursor;
  return nameItems(zone, cursor, anyType, (name) => {
    if (name === owner || zone.names.isWildcard(name)) return false;
    if (zone.names.hasUnderscore(name)) return false;
    const end = lookUpCanonical(zone, name);
    return end !== undefined && end.name === name && end.answer.kind === 'node';
  });
}

/** The items of names that own one of the types. */
function nameItems(
  zone: Zone,
  cursor: Cursor,
  bits: number,
  isWanted: (name: AbsoluteName) => boolean,
): Found {
  const form = new NameForm(zone, cursor);
  const { names, isCut } = findNames(zone, cursor.typed, bits, isWanted);
  return { items: names.map((name) => hostItem(zone, form, name)), isCut };
}

export function hostItem(zone: Zone, form: NameForm, name: AbsoluteName): Item {
  const label = form.write(name);
  const detail = sayAddresses(zone, name);
  return {
    label,
    kind: 'host',
    insert: [label],
    group: 1,
    documentation: [say('{0} is a name of this zone.', zone.names.prose(name))],
    ...(detail === undefined ? {} : { detail }),
  };
}

function sayAddresses(zone: Zone, name: AbsoluteName): Message | undefined {
  const addresses = zone.addressesOf(name).flatMap((text) => canonicalAddress(text) ?? []);
  const [first, ...others] = addresses;
  if (first === undefined) return undefined;
  return others.length === 0 ? say('{0}', first) : say('{0} and {1} more', first, others.length);
}

/** What the owner's other records of the type name already, with the same fields before the name. */
function targetsOf(zone: Zone, cursor: Cursor): ReadonlySet<AbsoluteName> {
  const { owner, record, position } = cursor;
  if (owner === undefined || position.kind !== 'rdata') return new Set();
  const before = fieldTexts(cursor).join(' ');
  const others = zone.recordsOf(owner, position.type).filter((each) => each !== record);
  return new Set(
    others.flatMap((each) => {
      const { text, base } = zone.syntaxOf(each);
      const start = zone.rdataSpan(each).start - base;
      const fields = text.slice(start, zone.targetSpan(each).start - base);
      return fields.trim().split(/\s+/).join(' ') === before ? (zone.targetOf(each) ?? []) : [];
    }),
  );
}
