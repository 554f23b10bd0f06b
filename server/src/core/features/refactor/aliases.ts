import type { AbsoluteName } from '../../dns/name';
import { removeRecords, replaceRdata } from '../../rules/edits';
import { RRType } from '../../syntax/mnemonics';
import { say } from '../../text/message';
import { finish } from '../../text/steps';
import { canonicalRdata } from '../../zone/canonical';
import { addressTypes } from '../../zone/hostAddresses';
import { isOwnName } from '../../zone/lookup';
import { addressBits, TypeBit } from '../../zone/typeBits';
import type { RecordIndex, Zone } from '../../zone/zone';
import { findUsesOf } from '../names/uses';
import type { FindRefactorings, Refactoring } from './refactoring';

/** Owners with the same addresses that are offered as the canonical name. */
const mostNames = 3;

/** Owners that are compared. */
const mostOwners = 50_000;

/**
 * The addresses of a host as an alias of another one that has the same; whatever its TTLs. Never where
 * a record names the host: exchanges, name servers and services must not be aliases (RFC 2181 10.3,
 * RFC 2782), and an alias of an alias is asked for twice.
 */
export const makeAlias: FindRefactorings = (zone, { start }) => {
  const record = recordAt(zone, start);
  const owner = record === undefined ? undefined : zone.ownerOf(record);
  if (owner === undefined || !isOnlyHost(zone, owner)) return [];
  const records = addressRecords(zone, owner);
  const [first, ...others] = records;
  if (first === undefined || !records.every((each) => isPlain(zone, each))) return [];
  const canonicals = findEqual(zone, owner);
  const isNamed = canonicals.length > 0 && hasNamers(zone, owner);
  return canonicals.flatMap((canonical): readonly Refactoring[] => {
    const title = say('Make it an alias of {0}', zone.names.prose(canonical));
    const base = { name: 'makeAlias', title };
    if (isNamed) {
      const reason = say('Other records name it: what they name must not be an alias.');
      return [{ ...base, edits: [], reason }];
    }
    const rdata = zone.names.written(canonical, zone.originOf(first));
    const edit = replaceRdata(zone, first, [{ type: RRType.CNAME, rdata }]);
    return edit === undefined ? [] : [{ ...base, edits: [edit, ...removeRecords(zone, others)] }];
  });
};

/** An alias of a host in the zone as a host with the same addresses. */
export const resolveAlias: FindRefactorings = (zone, { start }) => {
  const record = recordAt(zone, start);
  if (record === undefined || zone.records.types.get(record) !== RRType.CNAME) return [];
  const target = zone.targetOf(record);
  if (target === undefined || target === zone.ownerOf(record) || !isPlain(zone, record)) return [];
  const owner = zone.ownerOf(record);
  if (!isOwnName(zone, target) || !isOwnName(zone, owner) || losesMail(zone, owner)) return [];
  const addresses = addressRecords(zone, target).filter((each) => !zone.isFlawed(each));
  const edit = replaceRdata(
    zone,
    record,
    addresses.map((each) => ({
      type: zone.records.types.get(each),
      rdata: canonicalRdata(zone, each),
    })),
  );
  if (addresses.length === 0 || edit === undefined) return [];
  const title = say('Give it the addresses of {0} instead', zone.names.prose(target));
  return [{ name: 'resolveAlias', title, edits: [edit] }];
};

/** True below a wildcard with MX records: it would not stand for a host, while mail to an alias is its host's. */
function losesMail(zone: Zone, owner: AbsoluteName): boolean {
  const { names, apex } = zone;
  for (let above = owner; above !== apex && above !== names.root; ) {
    above = names.parent(above);
    const wildcard = names.parse('*', above);
    if (wildcard !== undefined && (zone.typesOf(wildcard) & TypeBit.mx) !== 0) return true;
  }
  return false;
}

function recordAt(zone: Zone, offset: number): RecordIndex | undefined {
  const place = zone.entryAt(0, offset);
  return place === undefined ? undefined : zone.recordIn(place);
}

/** True for a record of the file itself without a flaw. */
function isPlain(zone: Zone, record: RecordIndex): boolean {
  const { file, generatedBy } = zone.syntaxOf(record);
  return file === 0 && generatedBy === undefined && !zone.isFlawed(record);
}

/** True for a name of the zone's own that has addresses and nothing else. */
function isOnlyHost(zone: Zone, owner: AbsoluteName): boolean {
  const types = zone.typesOf(owner);
  const isOnly = (types & addressBits) !== 0 && (types & ~addressBits) === 0;
  return isOnly && owner !== zone.apex && isOwnName(zone, owner) && !zone.names.isWildcard(owner);
}

function addressRecords(zone: Zone, owner: AbsoluteName): readonly RecordIndex[] {
  return addressTypes
    .flatMap((type) => zone.recordsOf(owner, type))
    .toSorted((a, b) => zone.entrySpan(a).start - zone.entrySpan(b).start);
}

/** The addresses of an owner, in a form that is equal where they are. */
function addressKey(zone: Zone, owner: AbsoluteName): string {
  const written = addressRecords(zone, owner).map((record) => canonicalRdata(zone, record));
  return [...new Set(written)].sort().join(' ');
}

/** Other hosts of the zone with the same addresses: those first that can't be aliases themselves. */
function findEqual(zone: Zone, owner: AbsoluteName): readonly AbsoluteName[] {
  const key = addressKey(zone, owner);
  const types = zone.typesOf(owner);
  const found: AbsoluteName[] = [];
  let count = 0;
  for (const other of zone.ownersWith(addressBits)) {
    if (++count > mostOwners) break;
    if (other === owner || (zone.typesOf(other) & addressBits) !== types) continue;
    if (zone.names.isWildcard(other) || !isOwnName(zone, other)) continue;
    if (addressKey(zone, other) === key) found.push(other);
  }
  const rank = (name: AbsoluteName): number => (isOnlyHost(zone, name) ? 1 : 0);
  return found.sort((a, b) => rank(a) - rank(b)).slice(0, mostNames);
}

function hasNamers(zone: Zone, name: AbsoluteName): boolean {
  return finish(findUsesOf(zone, name)).some(({ kind }) => kind === 'rdata');
}
