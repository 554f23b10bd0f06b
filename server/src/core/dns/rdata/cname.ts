import { RRType } from '../../syntax/mnemonics';
import type { RdataFormat } from './field';

/** RFC 1035 3.3.1 */
export const cname: RdataFormat = {
  type: RRType.CNAME,
  fields: [{ name: 'canonical name', kind: 'name' }],
  target: 0,
};
