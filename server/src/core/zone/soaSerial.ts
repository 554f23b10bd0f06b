import { RRType } from '../syntax/mnemonics';
import { nextField, tokenSpan } from '../syntax/syntax';
import type { Span } from '../text/span';
import { canonicalRdata, isGenericRecord } from './canonical';
import type { RecordIndex, Zone } from './zone';

/** The serial of a zone. */
export interface SoaSerial {
  readonly value: number;
  /** The serial itself; where it has no token of its own, what stands for it. */
  readonly span: Span;
  /** True where the span is a number that can be written anew. */
  readonly isWritten: boolean;
}

/** The serial of the SOA record at the apex; undefined where there is none that can be read. */
export function findSerial(zone: Zone): SoaSerial | undefined {
  if (!zone.names.isKnown(zone.apex)) return undefined;
  const [record] = zone.recordsOf(zone.apex, RRType.SOA);
  if (record === undefined || zone.isFlawed(record)) return undefined;
  const value = Number(canonicalRdata(zone, record).split(' ')[2]);
  if (!Number.isInteger(value)) return undefined;
  const isWritten =
    zone.syntaxOf(record).generatedBy === undefined && !isGenericRecord(zone, record);
  return { value, span: isWritten ? serialSpan(zone, record) : zone.rdataSpan(record), isWritten };
}

/** The third field of RDATA (RFC 1035 3.3.13). */
function serialSpan(zone: Zone, record: RecordIndex): Span {
  const syntax = zone.syntaxOf(record);
  const end = syntax.entryTokens.get(zone.records.entries.get(record) + 1);
  const mailbox = nextField(syntax, zone.records.rdataTokens.get(record) + 1, end);
  return tokenSpan(syntax, nextField(syntax, mailbox + 1, end));
}
