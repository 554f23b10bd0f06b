import { findRdataFormat } from '../dns/rdata/formats';
import { isGeneric, presentRdata, readGeneric } from '../dns/rdata/generic';
import { RdataInput } from '../dns/rdata/input';
import { RdataWriter } from '../dns/rdata/wire';
import { nextField, type Syntax, tokenText } from '../syntax/syntax';
import type { RecordIndex, Zone } from './zone';

/**
 * The types whose names in RDATA are in lower case in canonical form (RFC 4034 6.2; NSEC was taken
 * off the list by RFC 6840 5.1).
 */
const foldedTypes: ReadonlySet<number> = new Set([
  2, 3, 4, 5, 6, 7, 8, 9, 12, 14, 15, 17, 18, 21, 24, 26, 30, 33, 35, 36, 38, 39, 46,
]);

/** True for a type whose names in RDATA are in lower case in canonical form. */
export function isFolded(type: number): boolean {
  return foldedTypes.has(type);
}

const output = new RdataWriter();

/**
 * The RDATA of a record in one notation, so that equal RDATA is equal text: fields separated by one
 * blank; names absolute, and in lower case in the types that RFC 4034 6.2 lists; numbers without
 * leading zeros, times in seconds or as YYYYMMDDHHmmSS; base64 and hexadecimal digits unbroken;
 * strings quoted; addresses as in RFC 5952; generic (RFC 3597 5) only where the type is not known.
 *
 * The zone's origin must be known. RDATA that is not sound is given as it is written.
 */
export function canonicalRdata(zone: Zone, record: RecordIndex): string {
  const syntax = zone.syntaxOf(record);
  const end = syntax.entryTokens.get(zone.records.entries.get(record) + 1);
  const token = nextField(syntax, zone.records.typeTokens.get(record) + 1, end);
  const type = zone.records.types.get(record);
  const input = new RdataInput(zone.names);
  input.open(syntax, token, end, zone.originOf(record));
  const sound = canonicalFields(input, syntax, end, type);
  if (sound !== undefined) return sound;
  const written: string[] = [];
  for (let next = token; next < end; next = nextField(syntax, next + 1, end))
    written.push(tokenText(syntax, next));
  return written.join(' ');
}

/** The same for the RDATA tokens that an input was opened at, up to `end`; undefined where they are not sound. */
export function canonicalFields(
  input: RdataInput,
  syntax: Syntax,
  end: number,
  type: number,
): string | undefined {
  output.length = 0;
  const flaw = isGeneric(syntax, input.next, end, type)
    ? readGeneric(input, output, type)
    : readPlain(input, type);
  if (flaw !== undefined || input.hasMore) return undefined;
  const text = presentRdata(type, output.written(), isFolded(type));
  return typeof text === 'string' ? text : undefined;
}

/** True for a record whose RDATA is written as RFC 3597 5 has it. */
export function isGenericRecord(zone: Zone, record: RecordIndex): boolean {
  const syntax = zone.syntaxOf(record);
  const end = syntax.entryTokens.get(zone.records.entries.get(record) + 1);
  const token = nextField(syntax, zone.records.typeTokens.get(record) + 1, end);
  return isGeneric(syntax, token, end, zone.records.types.get(record));
}

/** Writes the octets of every field; gives what is not undefined where there are none. */
function readPlain(input: RdataInput, type: number): unknown {
  for (const field of findRdataFormat(type)?.fields ?? []) {
    if (!input.hasMore && field.kind.isOptional !== true) return field;
    const flaw = field.kind.read(input, output, field);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}
