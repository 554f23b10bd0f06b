import { say } from '../../text/message';
import type { RdataFormat } from './field';
import { hex } from './kinds/encodings';
import { algorithm, mnemonic } from './kinds/mnemonics';
import { u8, u16, u32 } from './kinds/numbers';

/** Octets of the digests whose length is known, by their number (IANA, DS RR Type Digest Algorithms). */
const digestLengths = new Map([
  [1, 20],
  [2, 32],
  [4, 48],
]);

const digestType = mnemonic(
  { 'SHA-1': 1, SHA1: 1, 'SHA-256': 2, SHA256: 2, GOST: 3, 'SHA-384': 4, SHA384: 4 },
  1,
);

/** RFC 4034 5.1 and what shares its format. */
function ofDigest(type: number): RdataFormat {
  return {
    type,
    fields: [
      { name: 'key tag', kind: u16 },
      { name: 'algorithm', kind: algorithm },
      { name: 'digest type', kind: digestType },
      { name: 'digest', kind: hex((before) => digestLengths.get(before[3] ?? 0)) },
    ],
  };
}

/** Types that hold the digest of a key, a certificate or a zone. */
export const digests: readonly RdataFormat[] = [
  /** DS, RFC 4034 5.1 */
  ofDigest(43),
  /** CDS, RFC 7344 3.1 */
  ofDigest(59),
  /** TA, IANA: the format of DS */
  ofDigest(32768),
  /** DLV, RFC 4431 2 */
  ofDigest(32769),
  /** SSHFP, RFC 4255 3.1, RFC 6594 */
  {
    type: 44,
    fields: [
      { name: 'algorithm', kind: u8 },
      { name: 'fingerprint type', kind: u8 },
      {
        name: 'fingerprint',
        // Of other types name servers load it even where there is none.
        kind: hex((before) => (before[1] === 1 ? 20 : before[1] === 2 ? 32 : undefined), 0),
      },
    ],
  },
  /** TLSA, RFC 6698 2.2 */
  ofCertificate(52),
  /** SMIMEA, RFC 8162 2 */
  ofCertificate(53),
  /** ZONEMD, RFC 8976 2.2 */
  {
    type: 63,
    fields: [
      { name: 'serial', kind: u32 },
      { name: 'scheme', kind: u8 },
      { name: 'hash algorithm', kind: u8 },
      {
        name: 'digest',
        kind: hex((before) => (before[5] === 1 ? 48 : before[5] === 2 ? 64 : undefined), 12),
      },
    ],
  },
];

function ofCertificate(type: number): RdataFormat {
  return {
    type,
    fields: [
      {
        name: 'certificate usage',
        kind: u8,
        meaning: say(
          '2 a certification authority of one’s own, 3 the certificate itself; for SMTP only these two.',
        ),
      },
      { name: 'selector', kind: u8, meaning: say('0 the whole certificate, 1 its public key.') },
      {
        name: 'matching type',
        kind: u8,
        meaning: say('0 all of it, 1 its SHA-256, 2 its SHA-512.'),
      },
      { name: 'certificate association data', kind: hex() },
    ],
  };
}
