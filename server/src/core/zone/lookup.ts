import type { AbsoluteName } from '../dns/name';
import { RRType } from '../syntax/mnemonics';
import type { OtherAnswer } from './otherZones';
import { addressBits, TypeBit, typeBit } from './typeBits';
import type { RecordIndex, Zone } from './zone';

/** What this zone answers for a name (RFC 1034 4.3.2, RFC 4592). */
export type ZoneAnswer =
  /** Not this zone's to say: out of zone, below a cut without glue, or the zone is not all here. */
  | { readonly kind: 'unknown' }
  /** Not this zone's to say, but the file of another zone does. */
  | { readonly kind: 'elsewhere'; readonly said: OtherAnswer }
  /** An alias; `record` is the CNAME, or the DNAME that the name lies below. */
  | { readonly kind: 'alias'; readonly record: RecordIndex; readonly byDname: boolean }
  /** The owner that answers, perhaps a wildcard, and its types; 0 for an empty non-terminal. */
  | { readonly kind: 'node'; readonly owner: AbsoluteName; readonly types: number }
  | { readonly kind: 'nxdomain' };

const unknown: ZoneAnswer = { kind: 'unknown' };

/** A chain of aliases longer than this is a loop to every resolver. */
const maximumAliases = 16;

/** Looks a name up as a name server that has this zone would, and the other zones that are known. */
export function lookUp(zone: Zone, name: AbsoluteName): ZoneAnswer {
  const { apex, names } = zone;
  if (!names.isAtOrBelow(name, apex)) return lookElsewhere(zone, name);
  const above = findAbove(zone, name, apex);
  if (above !== undefined) return above;
  const types = zone.typesOf(name);
  if (types !== 0) return answerFrom(zone, name);
  if (!zone.isComplete) return unknown;
  if (zone.exists(name)) return { kind: 'node', owner: name, types: 0 };
  const wildcard = findWildcard(zone, name, apex);
  return wildcard === undefined ? { kind: 'nxdomain' } : answerFrom(zone, wildcard);
}

/** The end of a chain of aliases. */
export interface CanonicalAnswer {
  readonly name: AbsoluteName;
  readonly answer: ZoneAnswer;
  /** What the files of other zones say of the aliases on the way. */
  readonly said: readonly OtherAnswer[];
}

/** Follows aliases as far as they are known; undefined where they loop. */
export function lookUpCanonical(zone: Zone, name: AbsoluteName): CanonicalAnswer | undefined {
  let current = name;
  let said: readonly OtherAnswer[] = [];
  for (let step = 0; step < maximumAliases; step++) {
    const answer = lookUp(zone, current);
    if (!isAlias(answer)) return { name: current, answer, said };
    const target = nextOfAlias(zone, current, answer);
    if (target === undefined) return { name: current, answer: unknown, said };
    if (answer.kind === 'elsewhere') said = [...said, answer.said];
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

/** Asks for the names in other zones that most checks ask for, so that they can be looked for at once. */
export function askAhead(zone: Zone): void {
  const { types, targets, length } = zone.records;
  for (let record = 0; record < length; record++) {
    const target = targets.get(record);
    if (target < 0 || (typeBit(types.get(record)) & targetBits) === 0) continue;
    if (!zone.names.isAtOrBelow(target as AbsoluteName, zone.apex))
      zone.elsewhere(target as AbsoluteName);
  }
}

/** The types whose targets are looked up. */
const targetBits = TypeBit.mx | TypeBit.ns | TypeBit.srv | TypeBit.cname;

/** True for an alias, whichever zone's. */
export function isAlias(answer: ZoneAnswer): boolean {
  return answer.kind === 'alias' || (answer.kind === 'elsewhere' && answer.said.kind === 'alias');
}

/** The name that an alias stands for. */
export function nextOfAlias(
  zone: Zone,
  alias: AbsoluteName,
  answer: ZoneAnswer,
): AbsoluteName | undefined {
  if (answer.kind === 'alias') return targetOfAlias(zone, alias, answer.record, answer.byDname);
  if (answer.kind !== 'elsewhere' || answer.said.target === undefined) return undefined;
  return zone.names.parse(answer.said.target);
}

/** The types of the name that answers, whichever zone's; undefined for an alias and where none is known. */
export function typesIn(answer: ZoneAnswer): number | undefined {
  if (answer.kind === 'node') return answer.types;
  return answer.kind === 'elsewhere' && answer.said.kind === 'node' ? answer.said.types : undefined;
}

/** True where a zone says that the name has an address. */
export function hasAddress(answer: ZoneAnswer): boolean {
  return ((typesIn(answer) ?? 0) & addressBits) !== 0;
}

/** True where a zone says that the name is not there. */
export function isMissing(answer: ZoneAnswer): boolean {
  return (
    answer.kind === 'nxdomain' || (answer.kind === 'elsewhere' && answer.said.kind === 'nxdomain')
  );
}

/** True for a name below a zone cut: of such a name only its glue is known here. */
export function isBelowCut(zone: Zone, name: AbsoluteName): boolean {
  for (let at = name; at !== zone.apex && at !== zone.names.root; at = zone.names.parent(at)) {
    if ((zone.cutsAt(at) & TypeBit.ns) !== 0) return true;
  }
  return false;
}

function lookElsewhere(zone: Zone, name: AbsoluteName): ZoneAnswer {
  const said = zone.elsewhere(name);
  return said === undefined ? unknown : { kind: 'elsewhere', said };
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
    return types === 0 ? lookElsewhere(zone, name) : { kind: 'node', owner: name, types };
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
