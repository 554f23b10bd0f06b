import type { AbsoluteName } from '../../dns/name';
import { RRType } from '../../syntax/mnemonics';
import { isAlias, isOwnName, lookUp } from '../../zone/lookup';
import { addressBits, TypeBit } from '../../zone/typeBits';
import type { Zone } from '../../zone/zone';
import { type Cursor, recordsAround } from '../cursor';

/** More names are not offered at once: what is typed next narrows them. */
const mostNames = 100;

/** How many records around the cursor tell how names are written here. */
const mostNeighbours = 200;

export interface FoundNames {
  readonly names: readonly AbsoluteName[];
  /** True where there are more. */
  readonly isCut: boolean;
}

/** More names are not looked at closely: what is typed next narrows them. */
const mostCandidates = 400;

/**
 * The names that own one of the types, start with what is typed and are wanted, in the order in
 * which they first occur. Integers are compared for each name of the zone, and no string is made.
 */
export function findNames(
  zone: Zone,
  typed: string,
  bits: number,
  isWanted: (name: AbsoluteName) => boolean,
): FoundNames {
  const { names } = zone;
  const prefix = typed.toLowerCase();
  const found: AbsoluteName[] = [];
  if (/[^!-~]|[\\"@]/.test(prefix)) return { names: found, isCut: false };
  // What is asked meanwhile may add names, which own nothing.
  const { size } = names;
  let candidates = 0;
  let at = names.findPrefix(prefix, 0);
  for (; at >= 0 && at < size; at = names.findPrefix(prefix, at + 1)) {
    const name = at as AbsoluteName;
    if ((zone.typesOf(name) & bits) === 0) continue;
    if (++candidates > mostCandidates || found.length >= mostNames)
      return { names: found, isCut: true };
    if (isWanted(name)) found.push(name);
  }
  return { names: found, isCut: false };
}

/** All TypeBits. */
export const anyType = 0x7fff;

/** True for a name of this zone that has an address of its own, as exchanges and name servers need it. */
export function isHost(zone: Zone, name: AbsoluteName): boolean {
  if (zone.names.isWildcard(name) || !zone.names.isHostName(name)) return false;
  const answer = lookUp(zone, name);
  return answer.kind === 'node' && answer.owner === name && (answer.types & addressBits) !== 0;
}

/** True for an owner that this zone answers for and that is no alias: it can take further records. */
export function isOwner(zone: Zone, name: AbsoluteName): boolean {
  // What is half typed owns nothing yet.
  if (zone.firstOf(name) < 0) return false;
  return isOwnName(zone, name) && !isAlias(lookUp(zone, name));
}

/**
 * True where a name can have a record of the type besides those that it has: not out of the zone, at
 * a cut only what belongs there, below it only addresses of name servers, beside an alias nothing.
 */
export function canHave(zone: Zone, owner: AbsoluteName, type: number): boolean {
  if (!zone.names.isAtOrBelow(owner, zone.apex)) return false;
  const types = zone.typesOf(owner);
  if (!isOwnName(zone, owner)) {
    if ((types & TypeBit.ns) !== 0) return type === RRType.NS || type === RRType.DS;
    const isServer = (zone.namedBy(owner) & TypeBit.ns) !== 0;
    return isServer && (type === RRType.A || type === RRType.AAAA);
  }
  if ((types & TypeBit.cname) !== 0 || type === RRType.DS) return false;
  if (type === RRType.SOA) return owner === zone.apex && (types & TypeBit.soa) === 0;
  return type !== RRType.CNAME || (owner !== zone.apex && zone.firstOf(owner) < 0);
}

/** How names are written at the cursor: as they are in the records around it, and as far as it is typed. */
export class NameForm {
  readonly #zone: Zone;
  readonly #cursor: Cursor;
  readonly #isAbsolute: boolean;

  constructor(zone: Zone, cursor: Cursor) {
    this.#zone = zone;
    this.#cursor = cursor;
    this.#isAbsolute = cursor.position.kind === 'rdata' && areTargetsAbsolute(zone, cursor);
  }

  write(name: AbsoluteName): string {
    const { names } = this.#zone;
    const { origin, typed } = this.#cursor;
    const relative = names.written(name, origin);
    const absolute = names.text(name);
    const [usual, other] = this.#isAbsolute ? [absolute, relative] : [relative, absolute];
    const wanted = typed.toLowerCase();
    return usual.startsWith(wanted) || !other.startsWith(wanted) ? usual : other;
  }
}

/** True where most of the targets around that lie in the zone are written with their final dot. */
function areTargetsAbsolute(zone: Zone, { place, record: own }: Cursor): boolean {
  let balance = 0;
  for (const record of recordsAround(zone, place, mostNeighbours)) {
    const target = zone.targetOf(record);
    if (record === own || target === undefined) continue;
    if (!zone.names.isAtOrBelow(target, zone.apex) || !zone.names.isKnown(target)) continue;
    balance += zone.targetText(record).endsWith('.') ? 1 : -1;
  }
  return balance > 0;
}
