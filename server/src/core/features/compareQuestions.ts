import type { AbsoluteName } from '../dns/name';
import type { QuestionType } from '../resolve/resolver';
import { isOwnName } from '../zone/lookup';
import { mxSetOf } from '../zone/mxSet';
import { TypeBit } from '../zone/typeBits';
import type { Zone } from '../zone/zone';

/** Names that are compared; a zone with more is compared in part. */
const mostNames = 500;

/** One RRset that is to be compared. */
export interface Compared {
  readonly owner: AbsoluteName;
  readonly type: QuestionType;
}

/** What of a zone has to do with mail. */
export interface Comparison {
  /** In canonical order of owners. */
  readonly sets: readonly Compared[];
  /** True where the zone has more than is compared. */
  readonly isCut: boolean;
}

/**
 * The RRsets of a zone that have to do with mail: its SOA, MX and SPF, the addresses and TLSA records
 * of exchanges in the zone, DMARC, MTA-STS, TLSRPT, and the DKIM selectors that the file has.
 */
export function findCompared(zone: Zone): Comparison {
  const types = new Map<AbsoluteName, Set<QuestionType>>();
  let isCut = false;
  const add = (owner: AbsoluteName | undefined, ...wanted: readonly QuestionType[]): void => {
    if (owner === undefined || !zone.names.isKnown(owner) || !isOwnName(zone, owner)) return;
    const known = types.get(owner) ?? new Set();
    if (!types.has(owner) && types.size >= mostNames) isCut = true;
    else types.set(owner, known);
    for (const type of wanted) known.add(type);
  };
  const below = (label: string, name: AbsoluteName) => zone.names.parse(label, name);
  add(zone.apex, 'SOA', 'MX', 'TXT');
  for (const label of ['_dmarc', '_mta-sts', '_smtp._tls']) add(below(label, zone.apex), 'TXT');
  for (const owner of zone.ownersWith(TypeBit.mx)) {
    add(owner, 'MX', 'TXT');
    for (const { exchange } of mxSetOf(zone, owner).records) {
      add(exchange, 'A', 'AAAA');
      add(below('_25._tcp', exchange), 'TLSA');
    }
  }
  for (const owner of zone.ownersWith(TypeBit.txt | TypeBit.cname))
    if (isPolicyOwner(zone, owner)) add(owner, 'TXT');
  const owners = [...types.keys()].sort((a, b) => zone.names.compare(a, b));
  const sets = owners.flatMap((owner) =>
    [...(types.get(owner) ?? [])].map((type): Compared => ({ owner, type })),
  );
  return { sets, isCut };
}

/** True for an owner of DKIM, DMARC, MTA-STS or TLSRPT records, by its name. */
function isPolicyOwner({ names, apex }: Zone, owner: AbsoluteName): boolean {
  if (owner === apex) return false;
  if (['_dmarc', '_mta-sts'].some((label) => names.startsWith(owner, label))) return true;
  const parent = names.parent(owner);
  if (names.startsWith(owner, '_smtp') && names.startsWith(parent, '_tls')) return true;
  return names.startsWith(parent, '_domainkey');
}
