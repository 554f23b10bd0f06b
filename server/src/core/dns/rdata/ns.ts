import { RRType } from '../../syntax/mnemonics';
import type { RdataFormat } from './field';

/** RFC 1035 3.3.11 */
export const ns: RdataFormat = {
  type: RRType.NS,
  fields: [{ name: 'name server', kind: 'name' }],
  target: 0,
};
