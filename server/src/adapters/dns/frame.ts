import { readName } from './names';

/** Types whose RDATA has one size only: A and AAAA. dns-packet takes that size for granted. */
const sizes: ReadonlyMap<number, number> = new Map([
  [1, 4],
  [28, 16],
]);

const headerSize = 12;

/**
 * Checks that a message is as long as it says: each record and its RDATA lie within it. dns-packet
 * reads on beyond an RDATA that is too short or cut off. Throws a RangeError.
 */
export function checkFrame(message: Uint8Array): void {
  if (message.length < headerSize) throw new RangeError('A message is shorter than its header');
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  let offset = headerSize;
  for (let count = view.getUint16(4); count > 0; count -= 1) {
    offset += readName(message, offset).size + 4;
  }
  const records = view.getUint16(6) + view.getUint16(8) + view.getUint16(10);
  for (let count = records; count > 0; count -= 1) {
    offset += readName(message, offset).size;
    const size = view.getUint16(offset + 8);
    const expected = sizes.get(view.getUint16(offset));
    if (expected !== undefined && expected !== size) throw new RangeError('An address has no size');
    offset += 10 + size;
    if (offset > message.length) throw new RangeError('RDATA is cut off');
  }
}
