import { a } from './a';
import { aaaa } from './aaaa';
import { cname } from './cname';
import { dname } from './dname';
import type { RdataFormat } from './field';
import { mx } from './mx';
import { ns } from './ns';
import { ptr } from './ptr';
import { soa } from './soa';
import { srv } from './srv';
import { txt } from './txt';

/** Every type whose RDATA is checked; the fields of all others are opaque. */
const formats: readonly RdataFormat[] = [a, aaaa, cname, dname, mx, ns, ptr, soa, srv, txt];

const byType: (RdataFormat | undefined)[] = [];
for (const format of formats) byType[format.type] = format;

/** The RDATA format of a type, if it is known. */
export function findRdataFormat(type: number): RdataFormat | undefined {
  return byType[type];
}
