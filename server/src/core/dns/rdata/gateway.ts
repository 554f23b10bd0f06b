import { say } from '../../text/message';
import { presentIPv6 } from '../address';
import type { FieldKind, RdataFormat } from './field';
import { ipv4, ipv6 } from './kinds/addresses';
import { base64, presentBase64, presentHex, readBase64, readHex } from './kinds/encodings';
import { name, optionalNames } from './kinds/names';
import { u8, upTo } from './kinds/numbers';

/** No gateway: `.`, and no octet. */
const none: FieldKind = {
  holds: say('A single dot.'),
  read: (input, _output, field) => {
    input.take();
    return input.word() === '.'
      ? undefined
      : say('The {0} is “.” where its type is 0; “{1}” is not.', field.name, input.word());
  },
  present: () => '.',
};

/** What a gateway is, by its type (RFC 4025 2.5, RFC 8777 4.2.3). */
const gatewayKinds = [none, ipv4, ipv6, name];

/** A gateway or relay; its type is in the second octet. */
const gateway: FieldKind = {
  holds: say(
    'What its type says: 0 a single dot, 1 an IPv4 address, 2 an IPv6 address, 3 a domain name.',
  ),
  read: (input, output, field) =>
    (gatewayKinds[(output.bytes[1] ?? 0) & 0x7f] ?? none).read(input, output, field),
  present: (wire) => gatewayKinds[(wire.bytes[1] ?? 0) & 0x7f]?.present(wire),
};

/** The upper bit of the octet that holds the relay's type. */
const discoveryOptional: FieldKind = {
  holds: upTo(1).holds,
  read: (input, output, field) => {
    const flaw = upTo(1).read(input, output, field);
    output.length--;
    const at = output.length;
    output.bytes[at] = (output.bytes[at] ?? 0) << 7;
    return flaw;
  },
  present: (wire) => String((wire.bytes[wire.position] ?? 0) >> 7),
};

/** The lower bits of the same octet. */
const relayType: FieldKind = {
  holds: upTo(3).holds,
  read: (input, output, field) => {
    const discovery = output.bytes[output.length] ?? 0;
    const flaw = upTo(3).read(input, output, field);
    const at = output.length - 1;
    output.bytes[at] = (output.bytes[at] ?? 0) | discovery;
    return flaw;
  },
  present: (wire) => {
    const type = wire.number(1);
    return type === undefined ? undefined : String(type & 0x7f);
  },
};

/** Lengths and algorithm stand before the tag and the key in wire format (RFC 8005 5). */
const hipAlgorithm: FieldKind = {
  holds: u8.holds,
  read: (input, output, field) => {
    output.u8(0);
    const flaw = u8.read(input, output, field);
    output.u16(0);
    return flaw;
  },
  present: (wire) => {
    const head = wire.take(4);
    return head === undefined ? undefined : String(head[1]);
  },
};

const hostIdentityTag: FieldKind = {
  holds: say('Hexadecimal digits without blanks.'),
  read: (input, output, field) => {
    const flaw = readHex(input, output, field, 1);
    if (flaw !== undefined) return flaw;
    const length = output.length - 4;
    output.bytes[0] = length;
    return length > 255 ? say('The {0} has more than 255 octets.', field.name) : undefined;
  },
  present: (wire) => {
    const octets = wire.take(wire.bytes[0] ?? 0);
    return octets === undefined || octets.length === 0 ? undefined : presentHex(octets);
  },
};

const hipKey: FieldKind = {
  holds: say('Base64 without blanks.'),
  read: (input, output, field) => {
    const start = output.length;
    const flaw = readBase64(input, output, field, 1);
    const length = output.length - start;
    output.bytes[2] = length >> 8;
    output.bytes[3] = length & 0xff;
    return flaw;
  },
  present: (wire) => {
    const octets = wire.take((wire.bytes[2] ?? 0) * 256 + (wire.bytes[3] ?? 0));
    return octets === undefined || octets.length === 0 ? undefined : presentBase64(octets);
  },
};

/** The bits of an address behind those that come from another name (RFC 2874 3.1). */
const addressSuffix: FieldKind = {
  holds: ipv6.holds,
  isOptional: true,
  read: (input, output, field) => {
    const prefix = output.bytes[0] ?? 0;
    if (prefix === 128) return undefined;
    if (!input.hasMore) return say('The {0} is missing.', field.name);
    const start = output.length;
    const flaw = ipv6.read(input, output, field);
    if (flaw !== undefined) return flaw;
    output.bytes.copyWithin(start, start + (prefix >> 3), start + 16);
    output.length -= prefix >> 3;
    output.bytes[start] = (output.bytes[start] ?? 0) & (0xff >> (prefix & 7));
    return undefined;
  },
  present: (wire) => {
    const prefix = wire.bytes[0] ?? 0;
    if (prefix === 128) return '';
    const octets = wire.take(16 - (prefix >> 3));
    if (octets === undefined || ((octets[0] ?? 0) & ~(0xff >> (prefix & 7))) !== 0)
      return undefined;
    const address = new Uint8Array(16);
    address.set(octets, prefix >> 3);
    return presentIPv6(address);
  },
};

const prefixName: FieldKind = {
  holds: name.holds,
  isOptional: true,
  read: (input, output, field) => {
    if (output.bytes[0] === 0) return undefined;
    return input.hasMore ? name.read(input, output, field) : say('The {0} is missing.', field.name);
  },
  present: (wire) => (wire.bytes[0] === 0 ? '' : name.present(wire)),
};

/** Types whose later fields depend on what earlier ones say. */
export const dependents: readonly RdataFormat[] = [
  /** A6, RFC 2874 3.1: historic since RFC 6563 */
  {
    type: 38,
    fields: [
      { name: 'prefix length', kind: upTo(128) },
      { name: 'address suffix', kind: addressSuffix },
      { name: 'prefix name', kind: prefixName },
    ],
  },
  /** IPSECKEY, RFC 4025 2.1 */
  {
    type: 45,
    fields: [
      { name: 'precedence', kind: u8 },
      { name: 'gateway type', kind: upTo(3) },
      { name: 'algorithm type', kind: u8 },
      { name: 'gateway', kind: gateway },
      { name: 'public key', kind: base64 },
    ],
  },
  /** HIP, RFC 8005 5 */
  {
    type: 55,
    fields: [
      { name: 'public key algorithm', kind: hipAlgorithm },
      { name: 'host identity tag', kind: hostIdentityTag },
      { name: 'public key', kind: hipKey },
      { name: 'rendezvous server', kind: optionalNames },
    ],
  },
  /** AMTRELAY, RFC 8777 4.1 */
  {
    type: 260,
    isForeign: (octets) => ((octets[1] ?? 0) & 0x7f) >= gatewayKinds.length,
    fields: [
      { name: 'precedence', kind: u8 },
      { name: 'discovery optional', kind: discoveryOptional },
      { name: 'relay type', kind: relayType },
      { name: 'relay', kind: gateway },
    ],
  },
];
