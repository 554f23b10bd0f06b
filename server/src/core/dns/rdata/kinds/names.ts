import { TokenKind } from '../../../syntax/syntax';
import { type Message, say } from '../../../text/message';
import type { FieldKind } from '../field';
import type { RdataInput } from '../input';
import { describeName } from '../validate';
import type { RdataWriter } from '../wire';

/** A domain name, relative to the origin where it has no final dot. */
export const name: FieldKind = {
  holds: say('A domain name: with its final dot, or relative to the origin.'),
  read: (input, output, field) => {
    input.take();
    if (input.kind === TokenKind.quoted)
      return say('The {0} is a domain name; it takes no quotes.', field.name);
    return readName(input, output, input.start, input.end);
  },
  present: (wire) => wire.name(),
};

/** Reads what stands between two offsets as a name. */
export function readName(
  input: RdataInput,
  output: RdataWriter,
  start: number,
  end: number,
): Message | undefined {
  const { text, names, origin } = input;
  const length = names.write(text, start, end, origin, output.bytes, output.length);
  if (length < 0) return describeName(length);
  output.length += length;
  return undefined;
}

/** Domain names up to the end, perhaps none. */
export const optionalNames: FieldKind = {
  holds: say('Domain names, as many as there are; there may be none.'),
  isOptional: true,
  read: (input, output, field) => {
    while (input.hasMore) {
      const flaw = name.read(input, output, field);
      if (flaw !== undefined) return flaw;
    }
    return undefined;
  },
  present: (wire) => {
    const names: string[] = [];
    while (wire.left > 0) {
      const text = wire.name();
      if (text === undefined) return undefined;
      names.push(text);
    }
    return names.join(' ');
  },
};
