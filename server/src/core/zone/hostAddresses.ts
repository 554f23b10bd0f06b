import { readIPv4, readIPv6 } from '../dns/address';
import type { AbsoluteName } from '../dns/name';
import { RRType } from '../syntax/mnemonics';
import { canonicalRdata, isGenericRecord } from './canonical';
import { hasAddress, lookUp, lookUpCanonical } from './lookup';
import type { RecordIndex, Zone } from './zone';

/** The types of address records, in the order in which addresses are listed. */
export const addressTypes: readonly number[] = [RRType.A, RRType.AAAA];

/**
 * Writes the octets of an A or AAAA record, of which there are 4 or 16; gives how many, 0 where the
 * record is not sound. No string is made for an address in its usual notation.
 */
export function readAddress(zone: Zone, record: RecordIndex, bytes: Uint8Array): number {
  const isIPv4 = zone.records.types.get(record) === RRType.A;
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

/** The owner that has the addresses of a name, aliases followed, where the zone knows it. */
export function addressOwner(zone: Zone, name: AbsoluteName): AbsoluteName | undefined {
  const direct = lookUp(zone, name);
  const answer = direct.kind === 'alias' ? lookUpCanonical(zone, name)?.answer : direct;
  return answer?.kind === 'node' && hasAddress(answer) ? answer.owner : undefined;
}

const scratch = new Uint8Array(16);

/** The addresses of one owner, each a string of its octets; undefined where one is not sound. */
export function addressKeys(zone: Zone, owner: AbsoluteName): readonly string[] | undefined {
  const keys: string[] = [];
  for (const type of addressTypes) {
    for (const record of zone.recordsOf(owner, type)) {
      const length = readAddress(zone, record, scratch);
      if (length === 0) return undefined;
      keys.push(String.fromCharCode(...scratch.subarray(0, length)));
    }
  }
  return keys;
}

/** The network of a host’s first address in a family: a /24 of IPv4, a /48 of IPv6; -1 for none. */
export function firstNetwork(zone: Zone, owner: AbsoluteName, type: number): number {
  const [record] = zone.recordsOf(owner, type);
  if (record === undefined) return -1;
  const length = readAddress(zone, record, scratch);
  let network = 0;
  const octets = length === 4 ? 3 : 6;
  for (let i = 0; i < octets; i++) network = network * 256 + (scratch[i] ?? 0);
  return length === 0 ? -1 : network;
}

/**
 * A number that two hosts with the same IPv4 addresses have in common, whatever their order; hosts
 * with other addresses hardly ever do.
 */
export function sumOfIPv4(zone: Zone, owner: AbsoluteName): number {
  let sum = 0;
  for (const record of zone.recordsOf(owner, RRType.A)) {
    const length = readAddress(zone, record, scratch);
    let hash = length;
    for (let i = 0; i < length; i++) hash = Math.imul(hash ^ (scratch[i] ?? 0), 0x01000193);
    sum = (sum + hash) | 0;
  }
  return sum;
}
