import { readIPv4, readIPv6 } from '../dns/address';
import type { AbsoluteName } from '../dns/name';
import { RRType } from '../syntax/mnemonics';
import { canonicalRdata, isGenericRecord } from './canonical';
import { hasAddress, isAlias, lookUp, lookUpCanonical } from './lookup';
import { firstOfType, nextOfType } from './ofType';
import type { OtherAnswer } from './otherZones';
import type { RecordIndex, Zone } from './zone';

/** The types of address records, in the order in which addresses are listed. */
export const addressTypes: readonly number[] = [RRType.A, RRType.AAAA];

/**
 * Writes the octets of an A or AAAA record, of which there are 4 or 16; gives how many, 0 where the
 * record is not sound. No string is made for an address in its usual notation.
 */
export function readAddress(zone: Zone, record: RecordIndex, bytes: Uint8Array): number {
  const isIPv4 = zone.records.types.get(record) === RRType.A;
  const known = isIPv4 ? zone.records.facts.get(record) : -1;
  if (known !== -1) {
    for (let i = 0; i < 4; i++) bytes[i] = known >>> (24 - 8 * i);
    return 4;
  }
  const read = isIPv4 ? readIPv4 : readIPv6;
  const { text, tokenStarts, tokenEnds } = zone.syntaxOf(record);
  const token = zone.records.rdataTokens.get(record);
  const start = tokenStarts.get(token);
  const isSound =
    read(text, start, tokenEnds.get(token), bytes, 0) || readGeneric(zone, record, bytes);
  return isSound ? (isIPv4 ? 4 : 16) : 0;
}

function readGeneric(zone: Zone, record: RecordIndex, bytes: Uint8Array): boolean {
  if (!isGenericRecord(zone, record)) return false;
  const text = canonicalRdata(zone, record);
  const read = zone.records.types.get(record) === RRType.A ? readIPv4 : readIPv6;
  return read(text, 0, text.length, bytes, 0);
}

/** Who has the addresses of a name: an owner in the zone, or what the file of another zone says. */
export type AddressSource = AbsoluteName | OtherAnswer;

/** The source of a name’s addresses, aliases followed, where there are any that are known. */
export function addressSource(zone: Zone, name: AbsoluteName): AddressSource | undefined {
  const direct = lookUp(zone, name);
  const answer = isAlias(direct) ? lookUpCanonical(zone, name)?.answer : direct;
  if (answer === undefined || !hasAddress(answer)) return undefined;
  if (answer.kind === 'node') return answer.owner;
  return answer.kind === 'elsewhere' ? answer.said : undefined;
}

const scratch = new Uint8Array(16);

/** The addresses of one host, each a string of its octets; undefined where one is not sound. */
export function addressKeys(zone: Zone, source: AddressSource): readonly string[] | undefined {
  if (typeof source === 'object') return source.addresses;
  const keys: string[] = [];
  for (const type of addressTypes) {
    let record = firstOfType(zone, source, type);
    for (; record >= 0; record = nextOfType(zone, record)) {
      const length = readAddress(zone, record, scratch);
      if (length === 0) return undefined;
      keys.push(String.fromCharCode(...scratch.subarray(0, length)));
    }
  }
  return keys;
}

/** Writes the octets of an address that is a string of them; gives how many. */
export function readKey(key: string, bytes: Uint8Array): number {
  for (let i = 0; i < key.length; i++) bytes[i] = key.charCodeAt(i);
  return key.length;
}

/** The network of a host’s first address in a family: a /24 of IPv4, a /48 of IPv6; -1 for none. */
export function firstNetwork(zone: Zone, source: AddressSource, type: number): number {
  const length = readFirst(zone, source, type);
  if (length === 0) return -1;
  let network = 0;
  const octets = length === 4 ? 3 : 6;
  for (let i = 0; i < octets; i++) network = network * 256 + (scratch[i] ?? 0);
  return network;
}

/** Reads a host’s first address in a family into the scratch; gives how many octets it has. */
function readFirst(zone: Zone, source: AddressSource, type: number): number {
  if (typeof source === 'object') {
    const length = type === RRType.A ? 4 : 16;
    const key = source.addresses?.find((each) => each.length === length);
    return key === undefined ? 0 : readKey(key, scratch);
  }
  const record = firstOfType(zone, source, type);
  return record < 0 ? 0 : readAddress(zone, record, scratch);
}

/**
 * A number that two hosts with the same IPv4 addresses have in common, whatever their order; hosts
 * with other addresses hardly ever do.
 */
export function sumOfIPv4(zone: Zone, source: AddressSource): number {
  let sum = 0;
  if (typeof source === 'object') {
    for (const key of source.addresses ?? [])
      if (key.length === 4) sum = (sum + hashOf(readKey(key, scratch))) | 0;
    return sum;
  }
  let record = firstOfType(zone, source, RRType.A);
  for (; record >= 0; record = nextOfType(zone, record))
    sum = (sum + hashOf(readAddress(zone, record, scratch))) | 0;
  return sum;
}

/** A number for the address in the scratch. */
function hashOf(length: number): number {
  let hash = length;
  for (let i = 0; i < length; i++) hash = Math.imul(hash ^ (scratch[i] ?? 0), 0x01000193);
  return hash;
}
