import { RRType, typeMnemonic } from '../../syntax/mnemonics';
import { nextField, type Syntax, TokenKind } from '../../syntax/syntax';
import { type Message, say } from '../../text/message';
import type { Field, RdataFormat } from './field';
import { findRdataFormat } from './formats';
import type { RdataInput } from './input';
import { presentHex, readHex } from './kinds/encodings';
import { parseInteger } from './validate';
import { maximumRdata, RdataReader, type RdataWriter } from './wire';

/**
 * True where RDATA is written as RFC 3597 5 has it: `\\#`, a length and hexadecimal digits. In TXT
 * alone name servers take a `\\#` that no number follows for text.
 */
export function isGeneric(syntax: Syntax, token: number, end: number, type: number): boolean {
  if (token >= end) return false;
  const { text, tokenKinds, tokenStarts, tokenEnds } = syntax;
  const start = tokenStarts.get(token);
  if (text.charCodeAt(start) !== 0x5c || text.charCodeAt(start + 1) !== 0x23) return false;
  if (tokenEnds.get(token) !== start + 2) return false;
  if (type !== RRType.TXT) return true;
  const length = nextField(syntax, token + 1, end);
  return (
    length < end &&
    tokenKinds.get(length) === TokenKind.word &&
    parseInteger(text, tokenStarts.get(length), tokenEnds.get(length)) <= 0xffff_ffff
  );
}

const octetsField: Field = {
  name: 'RDATA',
  kind: {
    holds: say('A length, then hexadecimal digits.'),
    read: () => undefined,
    present: () => undefined,
  },
};

/** Writes the octets of generic RDATA and checks them against the type's format, if it has one. */
export function readGeneric(
  input: RdataInput,
  output: RdataWriter,
  type: number,
): Message | undefined {
  input.take();
  if (!input.take()) return say('{0} needs a length and hexadecimal digits after it.', '\\#');
  const lengthToken = input.token;
  const length = parseInteger(input.text, input.start, input.end);
  if (length > maximumRdata)
    return say(
      'The {0} is a number from 0 to {1}; “{2}” is none.',
      'length',
      maximumRdata,
      input.word(),
    );
  const first = input.next;
  const flaw = readHex(input, output, octetsField, length === 0 ? 0 : Number.POSITIVE_INFINITY);
  if (flaw !== undefined) return flaw;
  if (output.length !== length) {
    input.point(lengthToken);
    return say('The RDATA has {0} octets, not {1}.', output.length, length);
  }
  if (input.hasMore) return undefined;
  const text = presentRdata(type, output.written(), false);
  if (typeof text === 'string') return undefined;
  if (length > 0) input.flawToken = first;
  return text;
}

/**
 * The text of RDATA in wire format, as name servers write it: fields separated by one blank, octets
 * of a type that is not known as RFC 3597 5 has it. Names are in lower case where `foldsNames` says
 * so. Gives what is wrong where the octets are no RDATA of the type.
 */
export function presentRdata(
  type: number,
  octets: Uint8Array,
  foldsNames: boolean,
): string | Message {
  const format = findRdataFormat(type);
  if (format === undefined || format.isGenericOnly || format.isForeign?.(octets))
    return presentGeneric(octets);
  const wire = new RdataReader(octets, foldsNames);
  let text = '';
  for (const field of format.fields) {
    const part = field.kind.present(wire);
    if (part === undefined)
      return say('These octets are no {0}: its {1} is not right.', typeMnemonic(type), field.name);
    if (part !== '') text += text === '' ? part : ` ${part}`;
  }
  if (wire.left === 0) return text;
  return say('These octets are no {0}: {1} are left over.', typeMnemonic(type), wire.left);
}

function presentGeneric(octets: Uint8Array): string {
  return octets.length === 0 ? '\\# 0' : `\\# ${octets.length} ${presentHex(octets)}`;
}

/** A reader at the format's target in sound octets; undefined for a format without one. */
export function readerAtTarget(format: RdataFormat, octets: Uint8Array): RdataReader | undefined {
  if (format.target === undefined) return undefined;
  const wire = new RdataReader(octets);
  for (const field of format.fields.slice(0, format.target)) field.kind.present(wire);
  return wire;
}
