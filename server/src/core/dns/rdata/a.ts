import { RRType } from '../../syntax/mnemonics';
import type { RdataFormat } from './field';

/** RFC 1035 3.4.1 */
export const a: RdataFormat = {
  type: RRType.A,
  fields: [{ name: 'address', kind: 'ipv4' }],
};
