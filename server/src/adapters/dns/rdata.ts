import type { TxtData, Answer as WireRecord } from 'dns-packet';
import { formatAddress, parseAddress } from '../../core/dns/address';
import type { AnswerRecord } from '../../core/resolve/resolver';
import { escapeOctets } from './names';

/** TTLs have 31 bits; with the 32nd set it counts as 0 (RFC 2181 8). */
const longestTtl = 2 ** 31 - 1;

/** A record in presentation form; undefined for a class or type that is never asked for. */
export function toAnswerRecord(record: WireRecord): AnswerRecord | undefined {
  if (record.type === 'OPT' || record.class !== 'IN' || record.flush === true) return undefined;
  const presented = presentRdata(record);
  if (presented === undefined) return undefined;
  return { name: record.name, ttl: saneTtl(record.ttl), ...presented };
}

export function saneTtl(ttl: number | undefined): number {
  return ttl === undefined || ttl > longestTtl ? 0 : ttl;
}

function presentRdata(record: WireRecord): Pick<AnswerRecord, 'type' | 'data'> | undefined {
  const { type } = record;
  switch (type) {
    case 'A':
    case 'AAAA':
      return { type, data: presentAddress(record.data) };
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return { type, data: record.data };
    case 'MX':
      return { type, data: `${record.data.preference ?? 0} ${record.data.exchange}` };
    case 'SOA': {
      const { mname, rname, serial, refresh, retry, expire, minimum } = record.data;
      return { type, data: [mname, rname, serial, refresh, retry, expire, minimum].join(' ') };
    }
    case 'TXT':
      return { type, data: presentStrings(record.data) };
    case 'TLSA': {
      const { usage, selector, matchingType, certificate } = record.data;
      return { type, data: `${usage} ${selector} ${matchingType} ${certificate.toString('hex')}` };
    }
    default:
      return undefined;
  }
}

function presentAddress(text: string): string {
  const address = parseAddress(text);
  if (address === undefined) throw new RangeError('An address cannot be read');
  return formatAddress(address);
}

/** Character strings in quotes, one after the other (RFC 1035 5.1). */
function presentStrings(data: TxtData): string {
  const strings = Array.isArray(data) ? data : [data];
  return strings
    .map((string) => (typeof string === 'string' ? Buffer.from(string) : string))
    .map((octets) => `"${escapeOctets(octets, '"\\', 0x20)}"`)
    .join(' ');
}
