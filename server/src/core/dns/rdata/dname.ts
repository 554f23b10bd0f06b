import { RRType } from '../../syntax/mnemonics';
import type { RdataFormat } from './field';

/** RFC 6672 2.1 */
export const dname: RdataFormat = {
  type: RRType.DNAME,
  fields: [{ name: 'target', kind: 'name' }],
  target: 0,
};
