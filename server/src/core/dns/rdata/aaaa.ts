import { RRType } from '../../syntax/mnemonics';
import type { RdataFormat } from './field';

/** RFC 3596 2.2 */
export const aaaa: RdataFormat = {
  type: RRType.AAAA,
  fields: [{ name: 'address', kind: 'ipv6' }],
};
