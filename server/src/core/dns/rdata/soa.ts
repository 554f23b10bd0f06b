import { RRType } from '../../syntax/mnemonics';
import type { RdataFormat } from './field';
import { name } from './kinds/names';
import { duration, u32 } from './kinds/numbers';

/** RFC 1035 3.3.13; the timers take units as a TTL does, as name servers read them. */
export const soa: RdataFormat = {
  type: RRType.SOA,
  fields: [
    { name: 'primary name server', kind: name },
    { name: 'mailbox', kind: name },
    { name: 'serial', kind: u32 },
    { name: 'refresh', kind: duration },
    { name: 'retry', kind: duration },
    { name: 'expire', kind: duration },
    { name: 'minimum', kind: duration },
  ],
};
