import type { RdataFormat } from './field';
import { name } from './kinds/names';

/** Types whose RDATA is two domain names. */
export const twoNames: readonly RdataFormat[] = [
  /** MINFO, RFC 1035 3.3.7 */
  {
    type: 14,
    fields: [
      { name: 'responsible mailbox', kind: name },
      { name: 'error mailbox', kind: name },
    ],
  },
  /** RP, RFC 1183 2.2 */
  {
    type: 17,
    fields: [
      { name: 'mailbox', kind: name },
      { name: 'text domain name', kind: name },
    ],
  },
  /** TALINK, draft-wijngaards-dnsop-trust-history-02 */
  {
    type: 58,
    fields: [
      { name: 'previous name', kind: name },
      { name: 'next name', kind: name },
    ],
  },
];
