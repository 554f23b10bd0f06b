import { RRType } from '../../syntax/mnemonics';
import type { RdataFormat } from './field';
import { name } from './kinds/names';

/** A type whose RDATA is one domain name. */
function ofName(type: number, field: string): RdataFormat {
  return { type, fields: [{ name: field, kind: name }], target: 0 };
}

/** Types whose RDATA is one domain name. */
export const singleNames: readonly RdataFormat[] = [
  /** RFC 1035 3.3.11 */
  ofName(RRType.NS, 'name server'),
  /** RFC 1035 3.3.4, 3.3.5: obsolete since MX, and refused by name servers */
  { ...ofName(3, 'mail destination'), isObsolete: true },
  { ...ofName(4, 'mail forwarder'), isObsolete: true },
  /** RFC 1035 3.3.1 */
  ofName(RRType.CNAME, 'canonical name'),
  /** RFC 1035 3.3.3, 3.3.6, 3.3.8 */
  ofName(7, 'mailbox host'),
  ofName(8, 'mail group member'),
  ofName(9, 'new mailbox name'),
  /** RFC 1035 3.3.12 */
  ofName(RRType.PTR, 'name'),
  /** RFC 1706 6 */
  ofName(23, 'owner'),
  /** RFC 6672 2.1 */
  ofName(RRType.DNAME, 'target'),
];
