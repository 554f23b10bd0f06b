import { TokenKind } from '../../../syntax/syntax';
import { type Message, say } from '../../../text/message';
import { NameFlaw, needlessEscape, readEscape, writeUtf8 } from '../../labels';
import type { FieldKind } from '../field';
import type { RdataInput } from '../input';
import { describeName } from '../validate';
import type { RdataReader, RdataWriter } from '../wire';

/** The most octets that one character-string holds (RFC 1035 3.3). */
const maximumString = 255;

/** One character-string (RFC 1035 5.1), quoted or not. */
export const string: FieldKind = {
  holds: say('Text of up to 255 octets; in quotes where it has blanks.'),
  read: (input, output) => {
    input.take();
    const lengthAt = output.length++;
    const flaw = readToken(input, output);
    if (flaw !== undefined) return flaw;
    const length = output.length - lengthAt - 1;
    output.bytes[lengthAt] = length;
    if (length <= maximumString) return undefined;
    return say('One string holds up to 255 octets, this one has {0}: split it in several.', length);
  },
  present: presentString,
};

/** Character-strings up to the end, at least one. */
export const strings: FieldKind = {
  holds: say('Texts of up to 255 octets each, in quotes; they are joined as they are.'),
  read: (input, output, field) => {
    while (input.hasMore) {
      const flaw = string.read(input, output, field);
      if (flaw !== undefined) return flaw;
    }
    return undefined;
  },
  present: (wire) => {
    const texts: string[] = [];
    do {
      const text = presentString(wire);
      if (text === undefined) return undefined;
      texts.push(text);
    } while (wire.left > 0);
    return texts.join(' ');
  },
};

/** One character-string that may be missing. */
export const optionalString: FieldKind = {
  holds: say('Text of up to 255 octets; it may be missing.'),
  isOptional: true,
  read: (input, output, field) => (input.hasMore ? string.read(input, output, field) : undefined),
  present: (wire) => (wire.left === 0 ? '' : presentString(wire)),
};

/** Text of any length, as one token; it reaches to the end and no length is stored. */
export const longText: FieldKind = {
  holds: say('Text; in quotes where it has blanks.'),
  read: (input, output) => {
    input.take();
    return readToken(input, output);
  },
  present: (wire) => presentText(wire.rest()),
};

/** The same, quotes needed. */
export const quotedText: FieldKind = {
  holds: say('Text in quotes.'),
  read: (input, output, field) => {
    const flaw = longText.read(input, output, field);
    if (flaw !== undefined || input.kind === TokenKind.quoted) return flaw;
    return say('The {0} stands in quotes; “{1}” does not.', field.name, input.word());
  },
  present: longText.present,
};

/** Writes the octets of the token that was taken, without its quotes. */
function readToken(input: RdataInput, output: RdataWriter): Message | undefined {
  const { text, start, end } = input;
  if (input.kind !== TokenKind.quoted) return readText(text, start, end, output);
  // An opening quote without a closing one has been reported by the scanner.
  return readText(text, start + 1, end, output);
}

/** Writes the octets of text up to a quote or the end, with escapes undone (RFC 1035 5.1). */
export function readText(
  text: string,
  start: number,
  end: number,
  output: RdataWriter,
): Message | undefined {
  for (let i = start; i < end; ) {
    const code = text.charCodeAt(i);
    if (code === 0x5c) {
      const byte = readEscape(text, i, end);
      if (byte < 0) return describeName(NameFlaw.badEscape);
      if (byte === needlessEscape) i++;
      else {
        output.u8(byte & 0xff);
        i += byte > 0xff ? 4 : 2;
      }
    } else if (code < 0x80) {
      if (code === 0x22) break;
      output.u8(code);
      i++;
    } else {
      const point = text.codePointAt(i) ?? 0;
      output.length = writeUtf8(output.bytes, output.length, point);
      i += point > 0xffff ? 2 : 1;
    }
  }
  return undefined;
}

function presentString(wire: RdataReader): string | undefined {
  const length = wire.number(1);
  const octets = length === undefined ? undefined : wire.take(length);
  return octets === undefined ? undefined : presentText(octets);
}

/** Quoted; the quote and the backslash escaped, what is not printable ASCII as `\DDD`. */
export function presentText(octets: Uint8Array): string {
  let text = '"';
  for (const octet of octets) {
    if (octet < 0x20 || octet >= 0x7f) text += `\\${String(octet).padStart(3, '0')}`;
    else if (octet === 0x22 || octet === 0x5c) text += `\\${String.fromCharCode(octet)}`;
    else text += String.fromCharCode(octet);
  }
  return `${text}"`;
}
