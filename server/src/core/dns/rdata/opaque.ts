import { say } from '../../text/message';
import type { FieldKind, RdataFormat } from './field';
import { hex, hexValue, optionalBase64, presentHex } from './kinds/encodings';
import { u8, u32 } from './kinds/numbers';
import { string } from './kinds/strings';

/** Hexadecimal digits after `0x`, with periods anywhere (RFC 1706 7). */
const nsapAddress: FieldKind = {
  holds: say('Hexadecimal digits after 0x; periods may stand in them.'),
  read: (input, output, field) => {
    input.take();
    const digits = /^0x([0-9a-f.]*)$/i.exec(input.word())?.[1]?.replaceAll('.', '') ?? '';
    if (digits === '' || digits.length % 2 !== 0)
      return say(
        'The {0} is 0x and pairs of hexadecimal digits, such as 0x47.0005; “{1}” is none.',
        field.name,
        input.word(),
      );
    for (let i = 0; i < digits.length; i += 2)
      output.u8(Number.parseInt(digits.slice(i, i + 2), 16));
    return undefined;
  },
  present: (wire) => (wire.left === 0 ? undefined : `0x${presentHex(wire.rest()).toLowerCase()}`),
};

/** A format octet and an address: hexadecimal digits, or digits after a plus sign. */
const atmAddress: FieldKind = {
  holds: say('Hexadecimal digits, or digits after a plus sign.'),
  read: (input, output, field) => {
    input.take();
    const word = input.word();
    const isPhone = word.startsWith('+');
    const digits = (isPhone ? word.slice(1) : word).replaceAll('.', '');
    const isSound = isPhone ? /^\d+$/.test(digits) : /^([0-9a-f]{2})+$/i.test(digits);
    if (!isSound || /^\+?\.|\.\.|\.$/.test(word))
      return say(
        'The {0} is pairs of hexadecimal digits, or digits after a plus sign; “{1}” is neither.',
        field.name,
        word,
      );
    output.u8(isPhone ? 1 : 0);
    const step = isPhone ? 1 : 2;
    for (let i = 0; i < digits.length; i += step)
      output.u8(
        isPhone
          ? digits.charCodeAt(i)
          : (hexValue(digits.charCodeAt(i)) << 4) | hexValue(digits.charCodeAt(i + 1)),
      );
    return undefined;
  },
  present: (wire) => {
    const format = wire.number(1);
    const octets = wire.rest();
    if (octets.length === 0) return undefined;
    if (format === 0) return presentHex(octets).toLowerCase();
    const digits = String.fromCharCode(...octets);
    return format === 1 && /^\d+$/.test(digits) ? `+${digits}` : undefined;
  },
};

/** The data of a DOA record in base64, `-` for none. */
const objectData: FieldKind = {
  holds: say('Base64, or - for none.'),
  read: (input, output, field) => {
    if (input.isDash) {
      input.take();
      return undefined;
    }
    return optionalBase64.read(input, output, field);
  },
  present: (wire) => optionalBase64.present(wire) || '-',
};

/** Types whose RDATA is mostly octets that only their users understand. */
export const opaques: readonly RdataFormat[] = [
  /** NULL, RFC 1035 3.3.10 */
  { type: 10, fields: [], isGenericOnly: true },
  /** NSAP, RFC 1706 5 */
  { type: 22, fields: [{ name: 'NSAP address', kind: nsapAddress }] },
  /** EID, draft-ietf-nimrod-dns-01 */
  { type: 31, fields: [{ name: 'end point identifier', kind: hex() }] },
  /** NIMLOC, draft-ietf-nimrod-dns-01 */
  { type: 32, fields: [{ name: 'locator', kind: hex() }] },
  /** ATMA, ATM Forum af-dans-0152.000 */
  {
    type: 34,
    fields: [{ name: 'ATM address', kind: atmAddress }],
    isForeign: (octets) => octets.length > 1 && (octets[0] ?? 0) > 1,
  },
  /** SINK, draft-eastlake-kitchen-sink-02 */
  {
    type: 40,
    fields: [
      { name: 'meaning', kind: u8 },
      { name: 'coding', kind: u8 },
      { name: 'subcoding', kind: u8 },
      { name: 'data', kind: optionalBase64 },
    ],
  },
  /** DOA, draft-durand-doa-over-dns-02 */
  {
    type: 259,
    fields: [
      { name: 'enterprise', kind: u32 },
      { name: 'type', kind: u32 },
      { name: 'location', kind: u8 },
      { name: 'media type', kind: string },
      { name: 'data', kind: objectData },
    ],
  },
];
