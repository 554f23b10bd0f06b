import type { AbsoluteName } from '../dns/name';
import { RRType } from '../syntax/mnemonics';
import { addressBits, TypeBit } from './typeBits';
import type { RecordIndex, Zone } from './zone';

/** What this zone answers for a name (RFC 1034 4.3.2, RFC 4592). */
export type ZoneAnswer =
  /** Not this zone's to say: out of zone, below a cut without glue, or the zone is not all here. */
  | { readonly kind: 'unknown' }
  /** An alias; `record` is the CNAME, or the DNAME that the name lies below. */
  | { readonly kind: 'alias'; readonly record: RecordIndex; readonly byDname: boolean }
  /** The owner that answers, perhaps a wildcard, and its types; 0 for an empty non-terminal. */
  | { readonly kind: 'node'; readonly owner: AbsoluteName; readonly types: number }
  | { readonly kind: 'nxdomain' };

const unknown: ZoneAnswer = { kind: 'unknown' };

/** A chain of aliases longer than this is a loop to every resolver. */
const maximumAliases = 16;

/** Looks a name up as a name server that has this zone alone would. */
export function lookUp(zone: Zone, name: AbsoluteName): ZoneAnswer {
  const { apex, names } = zone;
  if (!names.isAtOrBelow(name, apex)) return unknown;
  const above = findAbove(zone, name, apex);
  if (above !== undefined) return above;
  const types = zone.typesOf(name);
  if (types !== 0) return answerFrom(zone, name);
  if (!zone.isComplete) return unknown;
  if (zone.exists(name)) return { kind: 'node', owner: name, types: 0 };
  const wildcard = findWildcard(zone, name, apex);
  return wildcard === undefined ? { kind: 'nxdomain' } : answerFrom(zone, wildcard);
}

/** Follows aliases as far as the zone knows them; undefined where they loop. */
export function lookUpCanonical(
  zone: Zone,
  name: AbsoluteName,
): { readonly name: AbsoluteName; readonly answer: ZoneAnswer } | undefined {
  let current = name;
  for (let step = 0; step < maximumAliases; step++) {
    const answer = lookUp(zone, current);
    if (answer.kind !== 'alias') return { name: current, answer };
    const target = targetOfAlias(zone, current, answer.record, answer.byDname);
    if (target === undefined) return { name: current, answer: unknown };
    current = target;
  }
  return undefined;
}

/** True for a name that this zone answers for: in it, at no cut and not below one, nor below a DNAME. */
export function isOwnName(zone: Zone, name: AbsoluteName): boolean {
  const { apex, names } = zone;
  if (!names.isAtOrBelow(name, apex)) return false;
  return name === apex || findAbove(zone, name, apex) === undefined;
}

/** True where the zone says that the name has an address. */
export function hasAddress(answer: ZoneAnswer): boolean {
  return answer.kind === 'node' && (answer.types & addressBits) !== 0;
}

/** The canonical name of an alias; below a DNAME its owner is replaced by its target (RFC 6672 2.2). */
function targetOfAlias(
  zone: Zone,
  alias: AbsoluteName,
  record: RecordIndex,
  byDname: boolean,
): AbsoluteName | undefined {
  const target = zone.targetOf(record);
  if (!byDname || target === undefined) return target;
  return zone.names.parse(zone.names.written(alias, zone.ownerOf(record)), target);
}

/** What lies between the apex and the name, or at it: a zone cut, or a DNAME above it. */
function findAbove(zone: Zone, name: AbsoluteName, apex: AbsoluteName): ZoneAnswer | undefined {
  let cut = false;
  let dname: RecordIndex | undefined;
  for (let current = name; current !== apex; current = zone.names.parent(current)) {
    const types = zone.cutsAt(current);
    if ((types & TypeBit.ns) !== 0) cut = true;
    if (current !== name && (types & TypeBit.dname) !== 0)
      dname = zone.recordsOf(current, RRType.DNAME)[0];
  }
  if (zone.isApexDname && name !== apex) dname = zone.recordsOf(apex, RRType.DNAME)[0];
  if (cut) {
    const types = zone.typesOf(name) & addressBits;
    return types === 0 ? unknown : { kind: 'node', owner: name, types };
  }
  return dname === undefined ? undefined : { kind: 'alias', record: dname, byDname: true };
}

function answerFrom(zone: Zone, owner: AbsoluteName): ZoneAnswer {
  const types = zone.typesOf(owner);
  const alias = (types & TypeBit.cname) !== 0 ? zone.recordsOf(owner, RRType.CNAME)[0] : undefined;
  return alias === undefined
    ? { kind: 'node', owner, types }
    : { kind: 'alias', record: alias, byDname: false };
}

/** The wildcard below the closest ancestor that exists (RFC 4592 3.3.1), if it owns anything. */
function findWildcard(
  zone: Zone,
  name: AbsoluteName,
  apex: AbsoluteName,
): AbsoluteName | undefined {
  let encloser = name;
  while (encloser !== apex && !zone.exists(encloser)) encloser = zone.names.parent(encloser);
  const wildcard = zone.names.parse('*', encloser);
  return wildcard !== undefined && zone.typesOf(wildcard) !== 0 ? wildcard : undefined;
}
