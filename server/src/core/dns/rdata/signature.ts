import { say } from '../../text/message';
import type { FieldKind, RdataFormat } from './field';
import { base64 } from './kinds/encodings';
import { algorithm } from './kinds/mnemonics';
import { name } from './kinds/names';
import { u8, u16, u32 } from './kinds/numbers';
import { dateTime, timestamp } from './kinds/times';
import { oldRecordType, recordType } from './kinds/types';

/** A zone's name; it can't have more labels than the owner that was signed (RFC 4034 3.1.3). */
const signer: FieldKind = {
  holds: name.holds,
  read: (input, output, field) => {
    const start = output.length;
    const flaw = name.read(input, output, field);
    if (flaw !== undefined) return flaw;
    const labels = countLabels(output.bytes, start);
    if (labels <= (output.bytes[3] ?? 0)) return undefined;
    return say(
      'The {0} has {1} labels, but the signed owner has {2}.',
      field.name,
      labels,
      output.bytes[3] ?? 0,
    );
  },
  present: (wire) => {
    const start = wire.position;
    const text = name.present(wire);
    return text === undefined || countLabels(wire.bytes, start) > (wire.bytes[3] ?? 0)
      ? undefined
      : text;
  },
};

function countLabels(bytes: Uint8Array, start: number): number {
  let count = 0;
  for (let at = start; (bytes[at] ?? 0) !== 0; at += 1 + (bytes[at] ?? 0)) count++;
  return count;
}

function ofSignature(
  type: number,
  covered: FieldKind,
  time: FieldKind,
  signerName: FieldKind,
): RdataFormat {
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
      { name: 'signer’s name', kind: signerName },
      { name: 'signature', kind: base64 },
    ],
  };
}

/** Types that hold a signature. */
export const signatures: readonly RdataFormat[] = [
  /** SIG, RFC 2535 4.1; seconds since 1970 came with RRSIG */
  ofSignature(24, oldRecordType, dateTime, name),
  /** RRSIG, RFC 4034 3.1 */
  ofSignature(46, recordType, timestamp, signer),
];
