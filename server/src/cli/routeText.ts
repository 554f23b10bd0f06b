import type { Route, RouteGroup, SkippedExchange } from '../core/route/route';
import { toSafeJson } from './escape';

/** A route as one line of JSON. */
export function routeToJson({ owner, kind, groups, skipped, outcome }: Route): string {
  return toSafeJson({
    owner,
    kind,
    groups: groupsToJson(groups),
    skipped: skippedToJson(skipped),
    outcome,
  });
}

/** Whether an exchange accepts connections is not known: none is made. */
export function groupsToJson(groups: readonly RouteGroup[]): unknown {
  return groups.map(({ preference, exchanges }) => ({
    preference,
    exchanges: exchanges.map(({ name, addresses, share }) => ({
      name,
      addresses,
      share,
      state: 'unknown',
    })),
  }));
}

export function skippedToJson(skipped: readonly SkippedExchange[]): unknown {
  return skipped.map(({ name, why }) => ({ name, why }));
}
