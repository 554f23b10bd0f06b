import { RRType } from '../../syntax/mnemonics';
import type { RdataFormat } from './field';
import { name } from './kinds/names';
import { u16 } from './kinds/numbers';

/** RFC 2782 */
export const srv: RdataFormat = {
  type: RRType.SRV,
  fields: [
    { name: 'priority', kind: u16 },
    { name: 'weight', kind: u16 },
    { name: 'port', kind: u16 },
    { name: 'target', kind: name },
  ],
  target: 3,
};
