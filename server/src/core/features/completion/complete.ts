import { findRdataFormat } from '../../dns/rdata/formats';
import { name as domainName } from '../../dns/rdata/kinds/names';
import { RRType } from '../../syntax/mnemonics';
import type { Span } from '../../text/span';
import type { Zone } from '../../zone/zone';
import { type Cursor, cursorSpan, findCursor } from '../cursor';
import { completeAddress } from './addresses';
import { bindingTypes, completeBinding } from './binding';
import { caaType, completeCaa } from './caa';
import { completeArgument, completeDirective } from './directives';
import { completeExchange, completePreference } from './exchanges';
import { completeHeader } from './header';
import type { Item } from './item';
import { canHave } from './names';
import { completeSoa, completeSrvNumber, completeTlsa, tlsaTypes } from './numbers';
import { completeOwner } from './owners';
import { completeSetup } from './setups';
import { completeCanonical, completeHost, type Found } from './targets';
import { completeText } from './text';

export interface Completion {
  readonly items: readonly Item[];
  /** What an item's text replaces. */
  readonly span: Span;
  /** True where there is more than was given, so that the editor should ask again. */
  readonly isCut: boolean;
}

export interface CompletionOptions {
  /** The date where the user is, as the number YYYYMMDD. */
  readonly date: number;
  /** True where the user only typed a blank: only what must follow is offered. */
  readonly isUnasked?: boolean;
}

/** What may be written where the cursor is, in the file that was opened. */
export function complete(
  zone: Zone,
  offset: number,
  { date, isUnasked = false }: CompletionOptions,
): Completion | undefined {
  const cursor = findCursor(zone, offset);
  if (cursor === undefined) return undefined;
  const { kind } = cursor.position;
  if (isUnasked && kind !== 'rdata' && kind !== 'argument') return undefined;
  const { items: all, span = cursorSpan(cursor), isCut = false } = find(zone, cursor, date);
  const { base, text } = cursor.place.syntax;
  const typed = text.slice(span.start - base, cursor.offset).toLowerCase();
  const items = all.filter(({ label, filter = label }) => isWithin(typed, filter.toLowerCase()));
  return items.length === 0 && !isCut ? undefined : { items, span, isCut };
}

/** True where the characters stand in a text in this order, others between them: as editors filter. */
function isWithin(characters: string, text: string): boolean {
  let at = 0;
  for (let i = 0; i < characters.length; i++) {
    at = text.indexOf(characters.charAt(i), at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function find(zone: Zone, cursor: Cursor, date: number): Found {
  const { position, isQuoted } = cursor;
  if (position.kind === 'rdata') return findInRdata(zone, cursor, date);
  if (isQuoted) return { items: [] };
  if (position.kind === 'directive') return completeDirective();
  if (position.kind === 'argument') return completeArgument(zone, cursor);
  if (position.kind === 'header') return completeHeader(zone, cursor);
  const owners = completeOwner(zone, cursor);
  const directives = cursor.typed === '' && cursor.isLast ? completeDirective().items : [];
  const setups = completeSetup(zone, cursor, date).items;
  return { ...owners, items: [...owners.items, ...directives, ...setups] };
}

function findInRdata(zone: Zone, cursor: Cursor, date: number): Found {
  const { position, owner } = cursor;
  if (position.kind !== 'rdata' || !mayStand(zone, cursor, position.type)) return { items: [] };
  const { type, field } = position;
  if (type === RRType.TXT) return completeText(zone, cursor, date);
  if (type === caaType) return completeCaa(zone, cursor, field);
  if (bindingTypes.has(type)) return completeBinding(cursor, field);
  if (cursor.isQuoted) return { items: [] };
  if (type === RRType.MX)
    return field === 0 ? completePreference(zone, cursor) : completeExchange(zone, cursor);
  if (type === RRType.A || type === RRType.AAAA) return completeAddress(zone, cursor, type);
  if (type === RRType.CNAME) return completeCanonical(zone, cursor);
  if (tlsaTypes.has(type)) return completeTlsa(zone, cursor, field);
  if (type === RRType.SRV && field < 3) return completeSrvNumber(zone, cursor, field);
  if (type === RRType.SOA && field > 0) return completeSoa(zone, cursor, field, date);
  // Below a DNAME all names are elsewhere: none of this zone is meant.
  const isName = findRdataFormat(type)?.fields[field]?.kind === domainName;
  return isName && owner !== undefined && type !== RRType.DNAME
    ? completeHost(zone, cursor)
    : { items: [] };
}

/** True for a record that is there as a whole, and for one that its owner could have. */
function mayStand(zone: Zone, { owner, record }: Cursor, type: number): boolean {
  if (owner === undefined) return true;
  if (record === undefined) return canHave(zone, owner, type);
  if (!zone.names.isAtOrBelow(owner, zone.apex)) return false;
  const isAlias = type === RRType.CNAME;
  const aliases = zone.recordsOf(owner, RRType.CNAME).filter((each) => each !== record);
  return aliases.length === 0 && (!isAlias || zone.nextOf(zone.firstOf(owner)) < 0);
}
