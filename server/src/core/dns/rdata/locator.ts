import { say } from '../../text/message';
import type { FieldKind, RdataFormat } from './field';
import { ipv4 } from './kinds/addresses';
import { u16 } from './kinds/numbers';

/** 64 bits as four groups of hexadecimal digits (RFC 6742 2.1.2). */
const locator: FieldKind = {
  holds: say('Four groups of hexadecimal digits, such as 2001:db8:0:1.'),
  read: (input, output, field) => {
    input.take();
    const word = input.word();
    if (!/^([0-9a-f]{1,4}:){3}[0-9a-f]{1,4}$/i.test(word))
      return say(
        'The {0} is four groups of hexadecimal digits such as 2001:db8:1140:1000; “{1}” is none.',
        field.name,
        word,
      );
    for (const group of word.split(':')) output.u16(Number.parseInt(group, 16));
    return undefined;
  },
  present: (wire) => {
    const groups = Array.from({ length: 4 }, () => wire.number(2));
    return groups.includes(undefined)
      ? undefined
      : groups.map((group) => group?.toString(16)).join(':');
  },
};

/**
 * Octets as pairs of hexadecimal digits with hyphens (RFC 7043 3.2, 4.2); name servers read a single
 * digit, too.
 */
function extendedIdentifier(octets: number): FieldKind {
  const pattern = new RegExp(`^([0-9a-f]{1,2}-){${octets - 1}}[0-9a-f]{1,2}$`, 'i');
  return {
    holds: say('{0} octets as pairs of hexadecimal digits, with hyphens between them.', octets),
    read: (input, output, field) => {
      input.take();
      const word = input.word();
      if (!pattern.test(word))
        return say(
          'The {0} is {1} pairs of hexadecimal digits with hyphens between them; “{2}” is not.',
          field.name,
          octets,
          word,
        );
      for (const pair of word.split('-')) output.u8(Number.parseInt(pair, 16));
      return undefined;
    },
    present: (wire) => {
      const taken = wire.take(octets);
      if (taken === undefined) return undefined;
      return Array.from(taken, (octet) => octet.toString(16).padStart(2, '0')).join('-');
    },
  };
}

/** Types of the Identifier-Locator Network Protocol and of hardware addresses. */
export const locators: readonly RdataFormat[] = [
  /** NID, RFC 6742 2.1 */
  {
    type: 104,
    fields: [
      { name: 'preference', kind: u16 },
      { name: 'node identifier', kind: locator },
    ],
  },
  /** L32, RFC 6742 2.2 */
  {
    type: 105,
    fields: [
      { name: 'preference', kind: u16 },
      { name: 'locator', kind: ipv4 },
    ],
  },
  /** L64, RFC 6742 2.3 */
  {
    type: 106,
    fields: [
      { name: 'preference', kind: u16 },
      { name: 'locator', kind: locator },
    ],
  },
  /** EUI48, RFC 7043 3 */
  { type: 108, fields: [{ name: 'address', kind: extendedIdentifier(6) }] },
  /** EUI64, RFC 7043 4 */
  { type: 109, fields: [{ name: 'address', kind: extendedIdentifier(8) }] },
];
