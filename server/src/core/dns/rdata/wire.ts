import { presentLabel } from '../labels';
import { isName, type NameTable } from '../name';

/** The most octets that RDATA has (RFC 1035 3.2.1). */
export const maximumRdata = 0xffff;

/**
 * RDATA in wire format, being written. One is filled again and again, so that reading a record makes
 * no object.
 *
 * Octets beyond the buffer are counted and dropped; `length` tells that they were too many.
 */
export class RdataWriter {
  readonly bytes = new Uint8Array(maximumRdata + 1024);
  length = 0;

  u8(value: number): void {
    this.bytes[this.length++] = value;
  }

  u16(value: number): void {
    const at = this.length;
    this.bytes[at] = value >>> 8;
    this.bytes[at + 1] = value;
    this.length = at + 2;
  }

  u32(value: number): void {
    const at = this.length;
    this.bytes[at] = value >>> 24;
    this.bytes[at + 1] = value >>> 16;
    this.bytes[at + 2] = value >>> 8;
    this.bytes[at + 3] = value;
    this.length = at + 4;
  }

  /** The octets written so far; valid until the next one is written. */
  written(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}

/** RDATA in wire format, being read. What reads beyond the end gives undefined. */
export class RdataReader {
  readonly bytes: Uint8Array;
  /** True where names are written in lower case (RFC 4034 6.2). */
  readonly foldsNames: boolean;
  position = 0;

  constructor(bytes: Uint8Array, foldsNames = false) {
    this.bytes = bytes;
    this.foldsNames = foldsNames;
  }

  get left(): number {
    return this.bytes.length - this.position;
  }

  /** A number of that many octets. */
  number(octets: number): number | undefined {
    const bytes = this.take(octets);
    return bytes?.reduce((number, byte) => number * 256 + byte, 0);
  }

  take(octets: number): Uint8Array | undefined {
    if (octets > this.left) return undefined;
    this.position += octets;
    return this.bytes.subarray(this.position - octets, this.position);
  }

  /** All that is left. */
  rest(): Uint8Array {
    const start = this.position;
    this.position = this.bytes.length;
    return this.bytes.subarray(start);
  }

  /** An uncompressed name in presentation form, with its final dot (RFC 1035 3.1). */
  name(): string | undefined {
    const start = this.position;
    let text = '';
    for (;;) {
      const length = this.number(1);
      if (length === undefined || length > 63 || this.position - start > 255) return undefined;
      if (length === 0) return this.position - start > 255 ? undefined : text || '.';
      const end = this.position + length;
      if (this.take(length) === undefined) return undefined;
      const label = presentLabel(this.bytes, end - length, end);
      text += `${this.foldsNames ? label.toLowerCase() : label}.`;
    }
  }

  /** The same name as `name()` gives, interned; undefined where there is none. */
  intern(names: NameTable): number | undefined {
    const text = this.name();
    if (text === undefined) return undefined;
    const name = names.read(text, 0, text.length, names.root);
    return isName(name) ? name : undefined;
  }
}
