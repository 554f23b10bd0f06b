import type { RdataFormat } from './field';
import { name } from './kinds/names';
import { u16 } from './kinds/numbers';

/** Types with a number before one domain name; MX, the best known of them, has its own file. */
export const preferredNames: readonly RdataFormat[] = [
  /** AFSDB, RFC 1183 1 */
  {
    type: 18,
    fields: [
      { name: 'subtype', kind: u16 },
      { name: 'host name', kind: name },
    ],
  },
  /** RT, RFC 1183 3.3 */
  {
    type: 21,
    fields: [
      { name: 'preference', kind: u16 },
      { name: 'intermediate host', kind: name },
    ],
  },
  /** KX, RFC 2230 3.1 */
  {
    type: 36,
    fields: [
      { name: 'preference', kind: u16 },
      { name: 'exchanger', kind: name },
    ],
  },
  /** LP, RFC 6742 2.4 */
  {
    type: 107,
    fields: [
      { name: 'preference', kind: u16 },
      { name: 'name', kind: name },
    ],
  },
  /** PX, RFC 2163 4 */
  {
    type: 26,
    fields: [
      { name: 'preference', kind: u16 },
      { name: 'RFC 822 domain', kind: name },
      { name: 'X.400 domain', kind: name },
    ],
  },
];
