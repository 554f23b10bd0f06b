import { RRType } from '../../syntax/mnemonics';
import type { RdataFormat } from './field';

/** RFC 1035 3.3.14 */
export const txt: RdataFormat = {
  type: RRType.TXT,
  fields: [{ name: 'text', kind: 'strings' }],
};
