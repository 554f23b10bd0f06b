import { RRType } from '../../syntax/mnemonics';
import type { RdataFormat } from './field';

/** RFC 1035 3.3.12 */
export const ptr: RdataFormat = {
  type: RRType.PTR,
  fields: [{ name: 'name', kind: 'name' }],
  target: 0,
};
