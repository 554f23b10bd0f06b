import type { SpfRecord, SpfTerm } from './spf';

/** So many look-ups a receiver makes for one mail (RFC 7208 4.6.4). */
export const maximumLookups = 10;

/** Nothing beyond is counted: records that include each other have no end. */
const maximumCounted = 100;

/** The SPF record that a domain has, as far as it is known. */
export type FindSpf = (domain: string) => SpfRecord | undefined;

export interface Lookups {
  readonly count: number;
  /** The first term of the record that is beyond the limit. */
  readonly term: SpfTerm | undefined;
}

/** True for a term that a receiver asks DNS for. */
export function asksDns(term: SpfTerm): boolean {
  if (!term.isUsed) return false;
  if (term.isModifier) return term.name === 'redirect';
  return term.name !== 'all' && term.name !== 'ip4' && term.name !== 'ip6';
}

/** How many look-ups a record leads to, those of the records that it includes among them. */
export function countLookups(record: SpfRecord, find: FindSpf): Lookups {
  let count = 0;
  let first: SpfTerm | undefined;
  for (const term of record.terms) {
    if (!asksDns(term)) continue;
    count += 1 + countBehind(term, find, maximumCounted - count - 1);
    if (count > maximumLookups && first === undefined) first = term;
    if (count >= maximumCounted) break;
  }
  return { count, term: first };
}

function countBehind(term: SpfTerm, find: FindSpf, left: number): number {
  const leads = term.name === 'include' || term.name === 'redirect';
  if (!leads || left <= 0 || term.domain.includes('%')) return 0;
  const record = find(term.domain);
  let count = 0;
  for (const next of record?.terms ?? []) {
    if (count >= left) break;
    if (asksDns(next)) count += 1 + countBehind(next, find, left - count - 1);
  }
  return count;
}
