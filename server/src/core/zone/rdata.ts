import { numberOfIPv4 } from '../dns/address';
import { type AbsoluteName, isName, type NameTable } from '../dns/name';
import type { Field, RdataFormat } from '../dns/rdata/field';
import { findRdataFormat, isMetaType } from '../dns/rdata/formats';
import { isGeneric, readerAtTarget, readGeneric } from '../dns/rdata/generic';
import { RdataInput } from '../dns/rdata/input';
import { describeName } from '../dns/rdata/validate';
import { maximumRdata, RdataWriter } from '../dns/rdata/wire';
import { readTextFacts } from '../policy/textFacts';
import { RRType, typeMnemonic } from '../syntax/mnemonics';
import {
  type ErrorList,
  nextField,
  type Syntax,
  TokenKind,
  tokenSpan,
  tokenText,
} from '../syntax/syntax';
import { type Message, say } from '../text/message';
import type { Header } from './header';

/** What the zone keeps of RDATA; one object, filled anew for each record. */
export interface RdataTarget {
  /** The name that the zone indexes, -1 for none. */
  name: number;
  token: number;
  /** As in the table of records. */
  facts: number;
  /** Seconds, of a sound SOA record; else -1. */
  minimum: number;
}

const target: RdataTarget = { name: -1, token: -1, facts: -1, minimum: -1 };
const output = new RdataWriter();
let lastInput: RdataInput | undefined;

/** Checks the RDATA of one record against its type's format and reports each flaw at its field. */
export function readRdata(
  syntax: Syntax,
  header: Header,
  end: number,
  names: NameTable,
  origin: AbsoluteName,
  errors: ErrorList,
): Readonly<RdataTarget> {
  target.name = -1;
  target.token = -1;
  target.facts = -1;
  target.minimum = -1;
  const { type } = header;
  const format = findRdataFormat(type);
  const input = openInput(syntax, header.rdataToken, end, names, origin);
  const isWrittenGeneric = isGeneric(syntax, header.rdataToken, end, type);
  const refusal = refuse(format, type, isWrittenGeneric);
  if (refusal !== undefined) errors.add(tokenSpan(syntax, header.typeToken), refusal);
  else if (isWrittenGeneric) readGenericRecord(syntax, header, input, format, errors);
  else if (format !== undefined) readFields(syntax, header, end, input, format, errors);
  return target;
}

/** The input that reads a record's RDATA; there is one as long as the zone's names are the same. */
export function openInput(
  syntax: Syntax,
  token: number,
  end: number,
  names: NameTable,
  origin: AbsoluteName,
): RdataInput {
  if (lastInput?.names !== names) lastInput = new RdataInput(names);
  lastInput.open(syntax, token, end, origin);
  return lastInput;
}

/** Why no record of the type can be loaded, or written without `\#`. */
function refuse(
  format: RdataFormat | undefined,
  type: number,
  isWrittenGeneric: boolean,
): Message | undefined {
  const isPlain = format !== undefined && !format.isGenericOnly && !format.isObsolete;
  if (isPlain) return undefined;
  const mnemonic = typeMnemonic(type);
  if (isMetaType(type)) return say('{0} is no type that a zone has.', mnemonic);
  if (format?.isObsolete)
    return say('{0} is obsolete, and name servers refuse it: MX took its place.', mnemonic);
  if (isWrittenGeneric) return undefined;
  return say(
    'The RDATA of {0} has no text of its own: write {1}, its length and hexadecimal digits.',
    mnemonic,
    '\\#',
  );
}

function readGenericRecord(
  syntax: Syntax,
  header: Header,
  input: RdataInput,
  format: RdataFormat | undefined,
  errors: ErrorList,
): void {
  output.length = 0;
  const flaw = readGeneric(input, output, header.type);
  if (flaw !== undefined) addFlaw(syntax, input, flaw, errors);
  else if (input.hasMore) extraField(syntax, input.next, header, errors);
  else if (format !== undefined) {
    const octets = output.written();
    target.name = readerAtTarget(format, octets)?.intern(input.names) ?? -1;
    // The name has no token of its own: the last one stands for it.
    if (target.name >= 0) target.token = input.token;
    target.facts = readFacts(header.type);
    if (header.type === RRType.SOA) target.minimum = lastNumber(octets);
  }
}

function readFields(
  syntax: Syntax,
  header: Header,
  end: number,
  input: RdataInput,
  format: RdataFormat,
  errors: ErrorList,
): void {
  output.length = 0;
  let isSound = true;
  for (let index = 0; index < format.fields.length; index++) {
    const field = format.fields[index];
    if (field === undefined) break;
    const hadMore = input.hasMore;
    if (!hadMore && field.kind.isOptional !== true) {
      missingField(syntax, header, end, format, field.name, errors);
      return;
    }
    const flaw =
      index === format.target ? readTarget(input, field) : field.kind.read(input, output, field);
    if (flaw === undefined) continue;
    isSound = false;
    const better = format.explain?.(rdataTexts(syntax, header.rdataToken, end));
    if (hadMore) addFlaw(syntax, input, better ?? flaw, errors);
    else missingField(syntax, header, end, format, field.name, errors);
    // A name that is none does not make the fields behind it unreadable.
    if (index !== format.target) return;
  }
  if (!isSound) return;
  target.facts = readFacts(header.type);
  if (header.type === RRType.SOA) target.minimum = lastNumber(output.written());
  if (input.hasMore) extraField(syntax, input.next, header, errors);
  else if (output.length > maximumRdata)
    errors.add(
      tokenSpan(syntax, input.token),
      say('RDATA has at most {0} octets, this has {1}.', maximumRdata, output.length),
    );
}

/** What the table of records keeps of the octets that were just read. */
function readFacts(type: number): number {
  const { bytes, length } = output;
  if (type === RRType.MX) return ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  if (type === RRType.A) return numberOfIPv4(bytes);
  return type === RRType.TXT && length <= maximumRdata ? readTextFacts(bytes, length) : -1;
}

/** What the last four octets say. */
function lastNumber(octets: Uint8Array): number {
  return octets.subarray(-4).reduce((number, octet) => number * 256 + octet, 0);
}

/** Reads the name that the zone indexes: it is interned, and no octets are kept. */
function readTarget(input: RdataInput, field: Field): Message | undefined {
  input.take();
  const { names, text, start, end, origin, kind } = input;
  if (kind === TokenKind.quoted)
    return say('The {0} is a domain name; it takes no quotes.', field.name);
  const name = names.read(text, start, end, origin);
  if (!isName(name)) return describeName(name);
  target.name = name;
  target.token = input.token;
  return undefined;
}

function addFlaw(syntax: Syntax, input: RdataInput, flaw: Message, errors: ErrorList): void {
  const last = tokenSpan(syntax, input.token);
  const first = input.flawToken < 0 ? last : tokenSpan(syntax, input.flawToken);
  errors.add({ ...last, start: Math.min(first.start, last.start) }, flaw);
}

function missingField(
  syntax: Syntax,
  header: Header,
  end: number,
  format: RdataFormat,
  field: string,
  errors: ErrorList,
): void {
  let last = header.typeToken;
  for (let token = header.rdataToken; token < end; token = nextField(syntax, token + 1, end))
    last = token;
  errors.add(
    tokenSpan(syntax, last),
    format.explain?.(rdataTexts(syntax, header.rdataToken, end)) ??
      say('{0} is incomplete: the {1} is missing.', typeMnemonic(format.type), field),
  );
}

function extraField(syntax: Syntax, token: number, header: Header, errors: ErrorList): void {
  errors.add(
    tokenSpan(syntax, token),
    say(
      '“{0}” is one field too many for {1}.',
      tokenText(syntax, token),
      typeMnemonic(header.type),
    ),
  );
}

function rdataTexts(syntax: Syntax, from: number, end: number): readonly string[] {
  const texts: string[] = [];
  for (
    let token = from;
    token < end && texts.length < 16;
    token = nextField(syntax, token + 1, end)
  )
    texts.push(tokenText(syntax, token));
  return texts;
}
