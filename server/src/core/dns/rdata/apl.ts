import { say } from '../../text/message';
import { presentIPv4, presentIPv6, readIPv4, readIPv6 } from '../address';
import type { FieldKind, RdataFormat } from './field';
import type { RdataInput } from './input';
import { RdataReader, type RdataWriter } from './wire';

/** Address prefixes such as `1:192.0.2.0/24`, `!` before those that are excluded. */
const prefixes: FieldKind = {
  holds: say('Address prefixes such as {0}, a ! before those that are excluded.', '1:192.0.2.0/24'),
  isOptional: true,
  read: (input, output, field) => {
    while (input.take()) {
      if (!readPrefix(input, output))
        return say(
          'In the {0}, a prefix such as 1:192.0.2.0/24 or !2:2001:db8::/32 is expected; “{1}” is none.',
          field.name,
          input.word(),
        );
    }
    return undefined;
  },
  present: (wire) => {
    const texts: string[] = [];
    while (wire.left > 0) {
      const text = presentPrefix(wire);
      if (text === undefined) return undefined;
      texts.push(text);
    }
    return texts.join(' ');
  },
};

function readPrefix(input: RdataInput, output: RdataWriter): boolean {
  const match = /^(!?)\+?0*([12]):([^/]+)\/(\d{1,10})$/.exec(input.word());
  if (match === null) return false;
  const [, not, family, address = '', bits] = match;
  const isIPv4 = family === '1';
  const start = output.length + 4;
  const read = isIPv4 ? readIPv4 : readIPv6;
  if (!read(address, 0, address.length, output.bytes, start)) return false;
  if (Number(bits) > (isIPv4 ? 32 : 128)) return false;
  // Trailing octets of zero are left out (RFC 3123 4).
  let length = isIPv4 ? 4 : 16;
  while (length > 0 && output.bytes[start + length - 1] === 0) length--;
  output.u16(Number(family));
  output.u8(Number(bits));
  output.u8(length | (not === '' ? 0 : 0x80));
  output.length += length;
  return true;
}

function presentPrefix(wire: RdataReader): string | undefined {
  const family = wire.number(2);
  const bits = wire.number(1);
  const length = wire.number(1);
  if (length === undefined || bits === undefined || (family !== 1 && family !== 2))
    return undefined;
  const octets = wire.take(length & 0x7f);
  const size = family === 1 ? 4 : 16;
  if (octets === undefined || octets.length > size || bits > size * 8 || octets.at(-1) === 0)
    return undefined;
  const address = new Uint8Array(size);
  address.set(octets);
  const text = family === 1 ? presentIPv4(address) : presentIPv6(address);
  return `${length >= 0x80 ? '!' : ''}${family}:${text}/${bits}`;
}

/** True for sound items of which one is of a family that has no text. */
function hasForeignFamily(octets: Uint8Array): boolean {
  const wire = new RdataReader(octets);
  let isForeign = false;
  while (wire.left > 0) {
    const item = wire.position;
    if (presentPrefix(wire) !== undefined) continue;
    wire.position = item;
    const family = wire.number(2);
    const length = (wire.take(2)?.[1] ?? 0) & 0x7f;
    const address = wire.take(length);
    if (family === undefined || wire.position < item + 4) return false;
    if (family === 1 || family === 2 || address === undefined || address.at(-1) === 0) return false;
    isForeign = true;
  }
  return isForeign;
}

/** RFC 3123 4, 5 */
export const apl: RdataFormat = {
  type: 42,
  isForeign: hasForeignFamily,
  fields: [{ name: 'address prefixes', kind: prefixes }],
};
