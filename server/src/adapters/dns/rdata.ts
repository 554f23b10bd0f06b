import { formatAddress } from '../../core/dns/address';
import type { QuestionType } from '../../core/resolve/resolver';
import { RRType } from '../../core/syntax/mnemonics';
import { presentString, readName } from './names';

/** Reads RDATA from `start` to `end`. Throws a RangeError for what its type does not allow. */
type ReadRdata = (message: Uint8Array, start: number, end: number) => string;

interface KnownType {
  readonly type: QuestionType;
  /** The RDATA in presentation form. */
  readonly read: ReadRdata;
}

const knownTypes: ReadonlyMap<number, KnownType> = new Map(
  (
    [
      ['A', readAddress(4)],
      ['NS', readOneName],
      ['CNAME', readOneName],
      ['SOA', (message, start, end) => readSoa(message, start, end).text],
      ['PTR', readOneName],
      ['MX', readMx],
      ['TXT', readStrings],
      ['AAAA', readAddress(6)],
      ['TLSA', readTlsa],
    ] satisfies readonly (readonly [QuestionType, ReadRdata])[]
  ).map(([type, read]) => [RRType[type], { type, read }]),
);

/** How to read the RDATA of a type; undefined for one that is never asked for. */
export function knownType(number: number): KnownType | undefined {
  return knownTypes.get(number);
}

/** The RDATA of an SOA record (RFC 1035 3.3.13). */
export function readSoa(
  message: Uint8Array,
  start: number,
  end: number,
): { readonly text: string; readonly minimum: number } {
  const primary = readName(message, start);
  const mailbox = readName(message, start + primary.size);
  const numbers = start + primary.size + mailbox.size;
  expectEnd(numbers + 20, end);
  const view = new DataView(message.buffer, message.byteOffset + numbers, 20);
  const five = [0, 4, 8, 12, 16].map((offset) => view.getUint32(offset));
  return { text: [primary.name, mailbox.name, ...five].join(' '), minimum: view.getUint32(16) };
}

function readAddress(family: 4 | 6): ReadRdata {
  const size = family === 4 ? 4 : 16;
  return (message, start, end) => {
    expectEnd(start + size, end);
    const octets: number[] = [];
    for (let index = start; index < end; index += 1) octets.push(message[index] ?? 0);
    return formatAddress({ family, octets });
  };
}

function readOneName(message: Uint8Array, start: number, end: number): string {
  const { name, size } = readName(message, start);
  expectEnd(start + size, end);
  return name;
}

function readMx(message: Uint8Array, start: number, end: number): string {
  const [high = 0, low = 0] = message.subarray(start, end);
  return `${(high << 8) | low} ${readOneName(message, start + 2, end)}`;
}

/** Character strings in quotes, one after the other (RFC 1035 3.3.14, 5.1); at least one. */
function readStrings(message: Uint8Array, start: number, end: number): string {
  const strings: string[] = [];
  let offset = start;
  do {
    const next = offset + 1 + (message[offset] ?? 0);
    if (next > end) throw new RangeError('A string is longer than its RDATA');
    strings.push(`"${presentString(message, offset + 1, next)}"`);
    offset = next;
  } while (offset < end);
  return strings.join(' ');
}

function readTlsa(message: Uint8Array, start: number, end: number): string {
  if (end - start < 3) throw new RangeError('TLSA is cut off');
  const [usage, selector, matchingType, ...association] = message.subarray(start, end);
  const hex = association.map((octet) => octet.toString(16).padStart(2, '0')).join('');
  return `${usage} ${selector} ${matchingType} ${hex}`;
}

function expectEnd(offset: number, end: number): void {
  if (offset !== end) throw new RangeError('RDATA has another length than its type');
}
