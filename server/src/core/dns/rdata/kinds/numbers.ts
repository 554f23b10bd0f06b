import { TokenKind } from '../../../syntax/syntax';
import { say } from '../../../text/message';
import { parseTtl } from '../../ttl';
import type { FieldKind } from '../field';
import { parseInteger } from '../validate';

/** An unsigned integer of one, two or four octets. */
function integer(octets: 1 | 2 | 4, maximum = 256 ** octets - 1): FieldKind {
  return {
    holds: say('A number from {0} to {1}.', 0, maximum),
    read: (input, output, field) => {
      const value =
        input.take() && input.kind === TokenKind.word
          ? parseInteger(input.text, input.start, input.end)
          : Number.POSITIVE_INFINITY;
      if (value > maximum) {
        return say(
          'The {0} is a number from 0 to {1}; “{2}” is none.',
          field.name,
          maximum,
          input.word(),
        );
      }
      if (octets === 1) output.u8(value);
      else if (octets === 2) output.u16(value);
      else output.u32(value);
      return undefined;
    },
    present: (wire) => {
      const value = wire.number(octets);
      return value === undefined || value > maximum ? undefined : String(value);
    },
  };
}

export const u8 = integer(1);
export const u16 = integer(2);
export const u32 = integer(4);

/** One octet of which only the numbers up to `maximum` mean something. */
export function upTo(maximum: number): FieldKind {
  return integer(1, maximum);
}

/** A time in seconds, or with units as a TTL has them; name servers write it in seconds. */
export const duration: FieldKind = {
  holds: say('A time in seconds, or with units, such as 1h30m.'),
  read: (input, output, field) => {
    const seconds =
      input.take() && input.kind === TokenKind.word
        ? parseTtl(input.text, input.start, input.end)
        : -1;
    if (seconds < 0 || seconds > 0xffff_ffff) {
      return say(
        'The {0} is a time in seconds or such as 1h30m; “{1}” is none.',
        field.name,
        input.word(),
      );
    }
    output.u32(seconds);
    return undefined;
  },
  present: u32.present,
};
