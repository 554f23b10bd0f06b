import { RRType } from '../../syntax/mnemonics';
import type { RdataFormat } from './field';
import { ipv4, ipv6 } from './kinds/addresses';

/** RFC 1035 3.4.1 */
export const a: RdataFormat = {
  type: RRType.A,
  fields: [{ name: 'address', kind: ipv4 }],
};

/** RFC 3596 2.2 */
export const aaaa: RdataFormat = {
  type: RRType.AAAA,
  fields: [{ name: 'address', kind: ipv6 }],
};
