import { type AbsoluteName, isName, type NameTable } from '../dns/name';
import type { Field, RdataFormat } from '../dns/rdata/field';
import { findRdataFormat } from '../dns/rdata/formats';
import { describeField, describeName, isValidField, parseInteger } from '../dns/rdata/validate';
import { RRType, typeMnemonic } from '../syntax/mnemonics';
import { type ErrorList, nextField, type Syntax, tokenSpan, tokenText } from '../syntax/syntax';
import { say } from '../text/message';
import type { Header } from './header';

/** What the zone keeps of RDATA; one object, filled anew for each record. */
export interface RdataTarget {
  /** The name that the zone indexes, -1 for none. */
  name: number;
  token: number;
  /** Of an MX record, -1 where it is not valid. */
  preference: number;
}

const target: RdataTarget = { name: -1, token: -1, preference: -1 };

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
  target.preference = -1;
  const format = findRdataFormat(header.type);
  if (format === undefined || isGeneric(syntax, header.rdataToken, end)) return target;
  const flawsBefore = errors.errors.length + errors.omitted;
  let token = header.rdataToken;
  for (let index = 0; index < format.fields.length; index++) {
    const field = format.fields[index];
    if (field === undefined) break;
    if (token >= end) {
      missingField(syntax, header, end, format, field, errors);
      break;
    }
    if (field.kind === 'name') {
      readTargetName(syntax, token, names, origin, errors, index === format.target);
    } else if (!readPlainField(syntax, token, header, end, format, field, errors)) break;
    token = nextField(syntax, token + 1, end);
    while (field.kind === 'strings' && token < end) {
      if (!readPlainField(syntax, token, header, end, format, field, errors)) break;
      token = nextField(syntax, token + 1, end);
    }
  }
  const isSound = errors.errors.length + errors.omitted === flawsBefore;
  if (isSound && token < end) extraField(syntax, token, header, errors);
  if (isSound && header.type === RRType.MX) target.preference = readPreference(syntax, header);
  return target;
}

/** RFC 3597 5: `\#`, a length and hexadecimal digits. */
function isGeneric(syntax: Syntax, token: number, end: number): boolean {
  if (token >= end) return false;
  const start = syntax.tokenStarts.get(token);
  return syntax.tokenEnds.get(token) === start + 2 && syntax.text.startsWith('\\#', start);
}

function readPreference(syntax: Syntax, { rdataToken }: Header): number {
  const { text, tokenStarts, tokenEnds } = syntax;
  return parseInteger(text, tokenStarts.get(rdataToken), tokenEnds.get(rdataToken));
}

function readTargetName(
  syntax: Syntax,
  token: number,
  names: NameTable,
  origin: AbsoluteName,
  errors: ErrorList,
  isTarget: boolean,
): void {
  const { text, tokenStarts, tokenEnds } = syntax;
  const name = names.read(text, tokenStarts.get(token), tokenEnds.get(token), origin);
  if (isName(name)) {
    if (!isTarget) return;
    target.name = name;
    target.token = token;
  } else errors.add(tokenSpan(syntax, token), describeName(name));
}

function readPlainField(
  syntax: Syntax,
  token: number,
  header: Header,
  end: number,
  format: RdataFormat,
  field: Field,
  errors: ErrorList,
): boolean {
  const kind = syntax.tokenKinds.get(token);
  const start = syntax.tokenStarts.get(token);
  if (isValidField(field.kind, syntax.text, kind, start, syntax.tokenEnds.get(token))) return true;
  const text = tokenText(syntax, token);
  const message =
    format.explain?.(rdataTexts(syntax, header.rdataToken, end)) ??
    describeField(typeMnemonic(format.type), field, text, kind);
  errors.add(tokenSpan(syntax, token), message);
  return field.kind === 'strings';
}

function missingField(
  syntax: Syntax,
  header: Header,
  end: number,
  format: RdataFormat,
  field: Field,
  errors: ErrorList,
): void {
  const texts = rdataTexts(syntax, header.rdataToken, end);
  let last = header.typeToken;
  for (let token = header.rdataToken; token < end; token = nextField(syntax, token + 1, end))
    last = token;
  errors.add(
    tokenSpan(syntax, last),
    format.explain?.(texts) ??
      say('{0} is incomplete: the {1} is missing.', typeMnemonic(format.type), field.name),
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
