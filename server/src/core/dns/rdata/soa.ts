import { RRType } from '../../syntax/mnemonics';
import type { RdataFormat } from './field';

/** RFC 1035 3.3.13; the timers take units as a TTL does, as name servers read them. */
export const soa: RdataFormat = {
  type: RRType.SOA,
  fields: [
    { name: 'primary name server', kind: 'name' },
    { name: 'mailbox', kind: 'name' },
    { name: 'serial', kind: 'u32' },
    { name: 'refresh', kind: 'ttl' },
    { name: 'retry', kind: 'ttl' },
    { name: 'expire', kind: 'ttl' },
    { name: 'minimum', kind: 'ttl' },
  ],
};
