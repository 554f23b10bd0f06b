import { TokenKind } from '../../../syntax/syntax';
import { type Message, say } from '../../../text/message';
import { presentIPv4, presentIPv6, readIPv4, readIPv6 } from '../../address';
import type { Field, FieldKind } from '../field';
import type { RdataInput } from '../input';
import type { RdataWriter } from '../wire';

/** Four octets in dotted decimal (RFC 1035 3.4.1). */
export const ipv4: FieldKind = {
  holds: say('An IPv4 address, such as 192.0.2.1.'),
  read: (input, output, field) => {
    input.take();
    return readAddress(input, output, field, 4);
  },
  present: (wire) => {
    const octets = wire.take(4);
    return octets === undefined ? undefined : presentIPv4(octets);
  },
};

/** Sixteen octets (RFC 4291 2.2). */
export const ipv6: FieldKind = {
  holds: say('An IPv6 address, such as 2001:db8::1.'),
  read: (input, output, field) => {
    input.take();
    return readAddress(input, output, field, 16);
  },
  present: (wire) => {
    const octets = wire.take(16);
    return octets === undefined ? undefined : presentIPv6(octets);
  },
};

/** Reads the token that was taken as an address of that many octets. */
export function readAddress(
  input: RdataInput,
  output: RdataWriter,
  field: Field,
  octets: 4 | 16,
): Message | undefined {
  const read = octets === 4 ? readIPv4 : readIPv6;
  if (
    input.kind === TokenKind.word &&
    read(input.text, input.start, input.end, output.bytes, output.length)
  ) {
    output.length += octets;
    return undefined;
  }
  return octets === 4
    ? say(
        'An IPv4 address such as 192.0.2.1 is expected for the {0}; “{1}” is none.',
        field.name,
        input.word(),
      )
    : say(
        'An IPv6 address such as 2001:db8::1 is expected for the {0}; “{1}” is none.',
        field.name,
        input.word(),
      );
}
