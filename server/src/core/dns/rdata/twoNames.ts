import type { RdataFormat } from './field';
import { mailbox, name } from './kinds/names';

/** Types whose RDATA is two domain names. */
export const twoNames: readonly RdataFormat[] = [
  /** MINFO, RFC 1035 3.3.7 */
  {
    type: 14,
    fields: [
      { name: 'responsible mailbox', kind: mailbox },
      { name: 'error mailbox', kind: mailbox },
    ],
  },
  /** RP, RFC 1183 2.2 */
  {
    type: 17,
    fields: [
      { name: 'mailbox', kind: mailbox },
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
