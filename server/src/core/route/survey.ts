import { NameTable } from '../dns/name';
import { Hostings } from '../providers/hosting';
import { countNetworks, domainOf, isAtHome, proseName } from './places';
import type { Route } from './route';

/** How a domain receives mail. */
export type Reception =
  | 'none'
  | 'null'
  | 'implicit'
  | 'one'
  /** Several exchanges in the domain itself, or the registered one that it is a part of. */
  | 'own'
  /** Several, all in one network. */
  | 'one-network'
  /** Several, all of one provider that is known, or in one registered domain of somebody else. */
  | 'one-provider'
  /** The most preferred are the domain’s own, the least preferred somebody else’s. */
  | 'backup-elsewhere'
  /** Several, of several operators. */
  | 'several';

export interface Surveyed {
  readonly kind: Reception;
  /** Whose the exchanges are, where all are one’s, not the domain’s own, and more than its name tells. */
  readonly provider: string | undefined;
  /** False where addresses that are not known could make it `one-network`. */
  readonly isSure: boolean;
}

/** An exchange and whose it is; undefined for the domain’s own. */
interface Party {
  readonly name: string;
  readonly preference: number;
  readonly operator: string | undefined;
}

/** Sorts a domain by its route, whatever is assumed to be down. */
export function survey(route: Route): Surveyed {
  if (route.kind !== 'mx') return { kind: route.kind, provider: undefined, isSure: true };
  const parties = partiesOf(route);
  const operators = new Set(parties.map(({ operator }) => operator));
  const [operator] = operators;
  const provider = operators.size === 1 ? operator : undefined;
  if (parties.length === 1) {
    const isItsName = parties[0]?.name === provider;
    return { kind: 'one', provider: isItsName ? undefined : provider, isSure: true };
  }
  if (provider !== undefined) return { kind: 'one-provider', provider, isSure: true };
  if (operators.size > 1 && hasBackupElsewhere(parties))
    return { kind: 'backup-elsewhere', provider, isSure: true };
  const addresses = route.groups.flatMap(({ exchanges }) =>
    exchanges.map((each) => each.addresses),
  );
  const isSure = addresses.every((each) => each.length > 0);
  const isOneNetwork = addresses.length > 1 && countNetworks(addresses) === 1;
  const otherwise = operators.size > 1 ? 'several' : 'own';
  return { kind: isOneNetwork ? 'one-network' : otherwise, provider, isSure };
}

/** The exchanges that are meant for mail; all, where none is. */
function partiesOf({ canonical: owner, groups, skipped }: Route): readonly Party[] {
  const names = new NameTable();
  const hostings = Hostings.of(names);
  const all = [
    ...groups.flatMap(({ preference, exchanges }) =>
      exchanges.map(({ name }) => ({ preference, name })),
    ),
    ...skipped,
  ].map(({ preference, name }) => {
    const known = names.parse(name);
    const hosting = known === undefined ? undefined : hostings.find(known);
    const somebody = hosting?.provider.name ?? domainOf(name) ?? proseName(name);
    const operator = isAtHome(name, owner) ? undefined : somebody;
    const isForMail = name !== '.' && hosting?.isVerification !== true;
    return { name: proseName(name), preference, operator, isForMail };
  });
  const forMail = all.filter(({ isForMail }) => isForMail);
  return forMail.length > 0 ? forMail : all;
}

function hasBackupElsewhere(parties: readonly Party[]): boolean {
  const sorted = parties.toSorted((a, b) => a.preference - b.preference);
  const at = (preference: number | undefined): readonly Party[] =>
    sorted.filter((party) => party.preference === preference);
  const [best, worst] = [at(sorted[0]?.preference), at(sorted.at(-1)?.preference)];
  return (
    best.every(({ operator }) => operator === undefined) &&
    worst.every(({ operator }) => operator !== undefined)
  );
}
