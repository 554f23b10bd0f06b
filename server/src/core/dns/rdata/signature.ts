import type { FieldKind, RdataFormat } from './field';
import { base64 } from './kinds/encodings';
import { algorithm } from './kinds/mnemonics';
import { name } from './kinds/names';
import { u8, u16, u32 } from './kinds/numbers';
import { dateTime, timestamp } from './kinds/times';
import { oldRecordType, recordType } from './kinds/types';

function ofSignature(type: number, covered: FieldKind, time: FieldKind): RdataFormat {
  return {
    type,
    fields: [
      { name: 'type covered', kind: covered },
      { name: 'algorithm', kind: algorithm },
      { name: 'labels', kind: u8 },
      { name: 'original TTL', kind: u32 },
      { name: 'signature expiration', kind: time },
      { name: 'signature inception', kind: time },
      { name: 'key tag', kind: u16 },
      { name: 'signer’s name', kind: name },
      { name: 'signature', kind: base64 },
    ],
  };
}

/** Types that hold a signature. */
export const signatures: readonly RdataFormat[] = [
  /** SIG, RFC 2535 4.1; seconds since 1970 came with RRSIG */
  ofSignature(24, oldRecordType, dateTime),
  /** RRSIG, RFC 4034 3.1 */
  ofSignature(46, recordType, timestamp),
];
