import { canonicalAddress } from '../dns/address';
import type { AbsoluteName } from '../dns/name';
import { RRType } from '../syntax/mnemonics';
import { canonicalRdata } from '../zone/canonical';
import type { RecordIndex, Zone } from '../zone/zone';

/** From so many records of one owner on they are told apart by a map. */
const many = 12;

/**
 * The records of an owner that an earlier one says already, each with that earlier one. Compared is
 * the meaning: the case of names, the notation of addresses and escapes do not matter, nor do TTLs.
 */
export function findDuplicates(
  zone: Zone,
  owner: AbsoluteName,
): ReadonlyMap<RecordIndex, RecordIndex> | undefined {
  const first = zone.firstOf(owner);
  let count = 0;
  for (let record = first; record >= 0 && count <= many; record = zone.nextOf(record)) count++;
  if (count < 2) return undefined;
  return count > many ? findByText(zone, first) : findByPairs(zone, first);
}

function findByPairs(zone: Zone, first: RecordIndex): Map<RecordIndex, RecordIndex> | undefined {
  let found: Map<RecordIndex, RecordIndex> | undefined;
  const { types } = zone.records;
  for (let record = zone.nextOf(first); record >= 0; record = zone.nextOf(record)) {
    const type = types.get(record);
    for (let other = first; other !== record; other = zone.nextOf(other)) {
      if (types.get(other) !== type || !isSameRecord(zone, other, record)) continue;
      found ??= new Map();
      found.set(record, other);
      break;
    }
  }
  return found;
}

function findByText(zone: Zone, first: RecordIndex): Map<RecordIndex, RecordIndex> | undefined {
  const seen = new Map<string, RecordIndex>();
  let found: Map<RecordIndex, RecordIndex> | undefined;
  for (let record = first; record >= 0; record = zone.nextOf(record)) {
    const text = `${zone.records.types.get(record)} ${canonicalRdata(zone, record)}`;
    const other = seen.get(text);
    if (other === undefined) seen.set(text, record);
    else {
      found ??= new Map();
      found.set(record, other);
    }
  }
  return found;
}

/** Records but those that are the same as an earlier one: name servers send them once. */
export function differentRecords(
  zone: Zone,
  records: readonly RecordIndex[],
): readonly RecordIndex[] {
  if (records.length < 2) return records;
  const found: RecordIndex[] = [];
  for (const record of records) {
    // Nobody has so many by mistake, and each is compared with all before it.
    const isNew = found.length >= 100 || !found.some((other) => isSameRecord(zone, other, record));
    if (isNew) found.push(record);
  }
  return found;
}

/** True for two records of one owner and type with the same RDATA. */
export function isSameRecord(zone: Zone, a: RecordIndex, b: RecordIndex): boolean {
  const { targets, facts, types } = zone.records;
  if (targets.get(a) !== targets.get(b) || facts.get(a) !== facts.get(b)) return false;
  if (targets.get(a) < 0 && isPlainlyOther(zone, a, b)) {
    if (types.get(a) !== RRType.AAAA || !(holdsDot(zone, a) || holdsDot(zone, b))) return false;
    return canonicalAddress(zone.rdataText(a)) === canonicalAddress(zone.rdataText(b));
  }
  return canonicalRdata(zone, a) === canonicalRdata(zone, b);
}

/** True for an IPv6 address that ends in the notation of IPv4: no digit of it can be compared. */
function holdsDot(zone: Zone, record: RecordIndex): boolean {
  const { text, tokenStarts, tokenEnds } = zone.syntaxOf(record);
  const token = zone.records.rdataTokens.get(record);
  const end = Math.min(tokenEnds.get(token), tokenStarts.get(token) + 64);
  for (let i = tokenStarts.get(token); i < end; i++) if (text.charCodeAt(i) === 0x2e) return true;
  return false;
}

/**
 * True where the first difference of two RDATA, as they are written, is one between two letters or
 * digits that no notation makes equal. Nearly all records are told apart by that.
 */
function isPlainlyOther(zone: Zone, a: RecordIndex, b: RecordIndex): boolean {
  const left = zone.syntaxOf(a);
  const right = zone.syntaxOf(b);
  let i = left.tokenStarts.get(zone.records.rdataTokens.get(a));
  let j = right.tokenStarts.get(zone.records.rdataTokens.get(b));
  // The first field of a signature is a type, and as a whole the same or not.
  let isFirstType = zone.records.types.get(a) === RRType.RRSIG;
  for (; ; i++, j++) {
    const one = fold(left.text.charCodeAt(i));
    const other = fold(right.text.charCodeAt(j));
    if (one !== other)
      return (isFirstType || isWordCharacter(one)) && (isFirstType || isWordCharacter(other));
    if (one === 0x20 || one === 0x09) isFirstType = false;
    if (!isWordCharacter(one) && !isBetween(one)) return false;
  }
}

function fold(code: number): number {
  return code >= 0x41 && code <= 0x5a ? code + 32 : code;
}

/** A letter or a digit, but no zero: that is the same number with and without it. */
function isWordCharacter(code: number): boolean {
  return (code >= 0x31 && code <= 0x39) || (code >= 0x61 && code <= 0x7a);
}

/** What may stand between two words and mean the same in both. */
function isBetween(code: number): boolean {
  return (
    code === 0x20 ||
    code === 0x09 ||
    code === 0x22 ||
    (code >= 0x2b && code <= 0x30) ||
    code === 0x3a ||
    code === 0x3d ||
    code === 0x5f
  );
}
