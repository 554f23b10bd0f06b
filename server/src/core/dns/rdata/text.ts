import { RRType } from '../../syntax/mnemonics';
import { say } from '../../text/message';
import type { FieldKind, RdataFormat } from './field';
import { optionalString, string, strings } from './kinds/strings';

/** A type whose RDATA is character-strings. */
function ofStrings(type: number): RdataFormat {
  return { type, fields: [{ name: 'text', kind: strings }] };
}

/** The address of an X.25 network: at least four digits (RFC 1183 3.1). */
const psdnAddress: FieldKind = {
  holds: say('At least four digits.'),
  read: (input, output, field) => {
    const flaw = string.read(input, output, field);
    if (flaw !== undefined || /^\d{4,}$/.test(input.unquoted())) return flaw;
    return say('The {0} has at least four digits; “{1}” has not.', field.name, input.word());
  },
  present: (wire) => {
    const text = string.present(wire);
    return text !== undefined && /^"\d{4,}"$/.test(text) ? text : undefined;
  },
};

/** Types whose RDATA is text. */
export const texts: readonly RdataFormat[] = [
  /** HINFO, RFC 1035 3.3.2 */
  {
    type: 13,
    fields: [
      { name: 'CPU', kind: string },
      { name: 'operating system', kind: string },
    ],
  },
  /** RFC 1035 3.3.14 */
  ofStrings(RRType.TXT),
  /** X25, RFC 1183 3.1 */
  { type: 19, fields: [{ name: 'PSDN address', kind: psdnAddress }] },
  /** ISDN, RFC 1183 3.2 */
  {
    type: 20,
    fields: [
      { name: 'ISDN address', kind: string },
      { name: 'subaddress', kind: optionalString },
    ],
  },
  /** GPOS, RFC 1712 3; name servers don't look into the strings */
  {
    type: 27,
    fields: [
      { name: 'longitude', kind: string },
      { name: 'latitude', kind: string },
      { name: 'altitude', kind: string },
    ],
  },
  /** NINFO, draft-reid-dnsext-zs-01 */
  ofStrings(56),
  /** SPF, RFC 7208 3.1: obsolete, a TXT record says the same */
  ofStrings(99),
  /** AVC, IANA: the format of TXT */
  ofStrings(258),
  /** RESINFO, RFC 9606 4 */
  ofStrings(261),
  /** WALLET, IANA: the format of TXT */
  ofStrings(262),
  /** CLA, IANA: the format of TXT */
  ofStrings(263),
];
