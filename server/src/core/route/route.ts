import { foldName } from '../resolve/names';
import type { Known, MxFact, RouteFacts } from './facts';

/** How a domain says where its mail goes. */
export type RouteKind =
  | 'mx'
  /** No MX records, but addresses: the domain itself is its exchange (RFC 5321 5.1). */
  | 'implicit'
  /** Takes no mail (RFC 7505). */
  | 'null'
  /** Neither MX records nor addresses. */
  | 'none';

/** What becomes of a message. */
export type RouteOutcome =
  | 'delivered'
  /** No exchange that takes it can be reached: it is tried again for days, then returned. */
  | 'deferred'
  /** The domain takes no mail: it is returned at once. */
  | 'rejected'
  /** There is nobody to take it to: it is returned at once. */
  | 'undeliverable';

/** Why a sender does not try an exchange. */
export type SkippedBecause =
  | 'down'
  | 'no-address'
  | 'alias-loop'
  /** It is the sender itself, or no better than it: mail would go round in a loop. */
  | 'own';

export interface RouteExchange {
  readonly name: string;
  /** The name that has the addresses: another one where the exchange is an alias. */
  readonly canonical: string;
  /** In the order of the records; empty where they are not known. */
  readonly addresses: readonly string[];
  /** The part of the senders that try it first in its group, from 0 to 1. */
  readonly share: number;
}

/** Exchanges that share a preference: a sender takes them in random order. */
export interface RouteGroup {
  readonly preference: number;
  readonly exchanges: readonly RouteExchange[];
}

export interface SkippedExchange {
  readonly name: string;
  readonly canonical: string;
  readonly preference: number;
  readonly why: SkippedBecause;
}

/** The steps of a sender (RFC 5321 5.1). Names are absolute, with their final dot. */
export interface Route {
  readonly owner: string;
  /** The name whose records count: another one where the owner is an alias. */
  readonly canonical: string;
  readonly kind: RouteKind;
  /** What is tried, the lowest preference first, without what is skipped. */
  readonly groups: readonly RouteGroup[];
  readonly skipped: readonly SkippedExchange[];
  readonly outcome: RouteOutcome;
}

/** What is assumed of the world. Names are absolute, in lower case, with their final dot. */
export interface Assumptions {
  /** Hosts that accept no connection. */
  readonly down: ReadonlySet<string>;
  /** What the sender itself is called, where it is one of the exchanges. */
  readonly own: ReadonlySet<string>;
}

export const noAssumptions: Assumptions = { down: new Set(), own: new Set() };

/** The route of mail for an owner; undefined as long as it is not known where its mail goes. */
export function planRoute(
  owner: string,
  facts: RouteFacts,
  assumptions: Assumptions = noAssumptions,
): Route | undefined {
  const mx = facts.mx(owner);
  if (mx === undefined) return undefined;
  if (mx.kind === 'alias-loop') {
    const skipped = [{ name: owner, canonical: owner, preference: 0, why: mx.kind }];
    return { ...nowhere(owner, owner), skipped };
  }
  const { canonical } = mx;
  if (mx.items.length === 0) return planImplicit(owner, mx, facts, assumptions);
  if (mx.items.every(({ exchange }) => exchange === '.'))
    return { ...nowhere(owner, canonical), kind: 'null', outcome: 'rejected' };
  const judged = judge(bestOf(mx.items), facts, assumptions);
  return { owner, canonical, kind: 'mx', ...judged, outcome: outcomeOf(judged) };
}

/** What comes next where an attempt at a group fails. */
export interface Failing {
  /** No host of it accepts a connection: the next group, by its preference, or the sender's queue. */
  readonly noConnection: number | 'queue';
  /** A host of it says no: the message goes back, and no other host is tried (RFC 5321 5.1). */
  readonly rejection: 'returned';
}

/** What comes after each group, in their order. */
export function failingOf({ groups }: Route): readonly Failing[] {
  return groups.map((_, index) => ({
    noConnection: groups[index + 1]?.preference ?? 'queue',
    rejection: 'returned',
  }));
}

function nowhere(owner: string, canonical: string): Route {
  return { owner, canonical, kind: 'none', groups: [], skipped: [], outcome: 'undeliverable' };
}

/** A domain without MX records is its own exchange, of preference 0 (RFC 5321 5.1). */
function planImplicit(
  owner: string,
  { canonical, exists }: Extract<Known<MxFact>, { readonly kind: 'known' }>,
  facts: RouteFacts,
  assumptions: Assumptions,
): Route | undefined {
  const addresses = exists ? facts.addresses(canonical) : undefined;
  if (exists && addresses === undefined) return undefined;
  if (addresses?.kind !== 'known' || addresses.items.length === 0) return nowhere(owner, canonical);
  const judged = judge([{ preference: 0, exchange: canonical }], facts, assumptions);
  return { owner, canonical, kind: 'implicit', ...judged, outcome: outcomeOf(judged) };
}

/** Each exchange once, where it is best, the lowest preference first. */
function bestOf(records: readonly MxFact[]): readonly MxFact[] {
  const best = new Map<string, MxFact>();
  for (const record of records) {
    const key = foldName(record.exchange);
    const known = best.get(key);
    if (known === undefined || record.preference < known.preference) best.set(key, record);
  }
  return [...best.values()].sort((a, b) => a.preference - b.preference);
}

type Judged = Pick<Route, 'groups' | 'skipped'>;

/** The records come sorted by preference. */
function judge(records: readonly MxFact[], facts: RouteFacts, { down, own }: Assumptions): Judged {
  const hosts = records.map((record) => {
    const found = facts.addresses(record.exchange);
    const names = [record.exchange, canonicalOf(record.exchange, found)].map(foldName);
    const isIn = (set: ReadonlySet<string>): boolean => names.some((name) => set.has(name));
    return { ...record, found, isOwn: isIn(own), isDown: isIn(down) };
  });
  const limit = hosts.find(({ isOwn }) => isOwn)?.preference ?? Number.POSITIVE_INFINITY;
  const tried = new Map<number, Omit<RouteExchange, 'share'>[]>();
  const skipped: SkippedExchange[] = [];
  for (const { exchange: name, preference, found, isDown } of hosts) {
    const flaw = preference >= limit ? 'own' : flawOf(name, found);
    const why = flaw ?? (isDown ? 'down' : undefined);
    const canonical = canonicalOf(name, found);
    if (why !== undefined) {
      skipped.push({ name, canonical, preference, why });
      continue;
    }
    const group = tried.get(preference) ?? [];
    const addresses = found?.kind === 'known' ? found.items : [];
    group.push({ name, canonical, addresses });
    tried.set(preference, group);
  }
  const groups = [...tried].map(([preference, exchanges]) => share(preference, exchanges));
  return { groups, skipped };
}

function share(preference: number, exchanges: readonly Omit<RouteExchange, 'share'>[]): RouteGroup {
  return {
    preference,
    exchanges: exchanges.map((each) => ({ ...each, share: 1 / exchanges.length })),
  };
}

function canonicalOf(name: string, found: Known<string> | undefined): string {
  return found?.kind === 'known' ? found.canonical : name;
}

/** Why no sender can deliver there; undefined also where that is not known. */
function flawOf(name: string, found: Known<string> | undefined): SkippedBecause | undefined {
  if (found?.kind === 'alias-loop') return 'alias-loop';
  const hasNone = name === '.' || (found !== undefined && found.items.length === 0);
  return hasNone ? 'no-address' : undefined;
}

/** A host that is down comes back; what is missing, or is the sender itself, does not (RFC 5321 5.1). */
function outcomeOf({ groups, skipped }: Judged): RouteOutcome {
  if (groups.length > 0) return 'delivered';
  return skipped.some(({ why }) => why === 'down') ? 'deferred' : 'undeliverable';
}
