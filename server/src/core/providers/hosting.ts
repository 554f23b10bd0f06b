import type { AbsoluteName, NameTable } from '../dns/name';
import { IntList } from '../text/intList';
import { providers } from './list';
import type { Provider } from './provider';
import { findSlip, hasNearHosts, type Slip } from './slips';

/** Whose exchange a name is. */
export interface Hosting {
  readonly provider: Provider;
  /** True for a name that only proves who owns the domain. */
  readonly isVerification: boolean;
}

/** One exchange of a provider’s set. */
export interface ProviderHost {
  /** NaN where each domain gets its own. */
  readonly preference: number;
  /** `*` in it stands for what differs from customer to customer. */
  readonly host: string;
  readonly matches: (exchange: AbsoluteName) => boolean;
}

export type ProviderSet = readonly ProviderHost[];

/** What a list of answers by name holds for a name that was not asked yet, and for one without. */
const unasked = 0;
const none = 1;

/**
 * Tells of an exchange’s name whose it is. Nothing is asked of the zone: the answers follow from the
 * name’s text alone and are kept, so that the usual exchange costs one look into a list.
 */
export class Hostings {
  static readonly #known = new WeakMap<NameTable, Hostings>();
  readonly #names: NameTable;
  readonly #bySuffix = new Map<AbsoluteName, Hosting>();
  readonly #hostings: Hosting[] = [];
  readonly #slips: Slip[] = [];
  /** By name: `unasked`, `none`, or the place among the hostings plus two. */
  readonly #hostingOf = new IntList();
  readonly #slipOf = new IntList();
  readonly #sets = new Map<Provider, readonly ProviderSet[]>();

  private constructor(names: NameTable) {
    this.#names = names;
    for (const provider of providers) {
      this.#add(provider.suffixes, { provider, isVerification: false });
      this.#add(provider.verification ?? [], { provider, isVerification: true });
    }
  }

  static of(names: NameTable): Hostings {
    let hostings = Hostings.#known.get(names);
    if (hostings === undefined) {
      hostings = new Hostings(names);
      Hostings.#known.set(names, hostings);
    }
    return hostings;
  }

  /** Undefined for a name that is no known provider’s. */
  find(exchange: AbsoluteName): Hosting | undefined {
    let answer = this.#hostingOf.get(exchange);
    if (answer === unasked) {
      answer = this.#keep(this.#hostingOf, exchange, this.#hostings, this.#look(exchange));
    }
    return answer === none ? undefined : this.#hostings[answer - 2];
  }

  /** The provider’s host that a name is one slip away from. */
  findSlip(exchange: AbsoluteName): Slip | undefined {
    let answer = this.#slipOf.get(exchange);
    if (answer === unasked) {
      const names = this.#names;
      // Most names are like no provider’s, and are not worth a string.
      const mayBeSlip = hasNearHosts(names.textLength(exchange), names.characterBits(exchange));
      const slip = mayBeSlip ? findSlip(names.prose(exchange)) : undefined;
      answer = this.#keep(this.#slipOf, exchange, this.#slips, slip);
    }
    return answer === none ? undefined : this.#slips[answer - 2];
  }

  /** The sets that a domain may have, the current one first. */
  setsOf(provider: Provider): readonly ProviderSet[] {
    const known = this.#sets.get(provider);
    if (known !== undefined) return known;
    const sets = provider.sets.map((set) => set.map((line) => this.#read(line)));
    this.#sets.set(provider, sets);
    return sets;
  }

  /** The sets that an exchange's provider documents. */
  setsAround(exchange: AbsoluteName): readonly ProviderSet[] {
    const provider = this.find(exchange)?.provider;
    return provider === undefined ? [] : this.setsOf(provider);
  }

  /** True where the exchanges are one of the provider’s sets, each of them and no other. */
  isComplete(provider: Provider, exchanges: readonly AbsoluteName[]): boolean {
    return this.setsOf(provider).some(
      (set) =>
        set.every(({ matches }) => exchanges.some(matches)) &&
        exchanges.every((exchange) => set.some(({ matches }) => matches(exchange))),
    );
  }

  #look(exchange: AbsoluteName): Hosting | undefined {
    const { root } = this.#names;
    for (let name = exchange; name !== root; name = this.#names.parent(name)) {
      const found = this.#bySuffix.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #keep<T>(answers: IntList, name: AbsoluteName, found: T[], answer: T | undefined): number {
    if (answers.length <= name) answers.extend(Math.max(this.#names.size, name + 1));
    const kept = answer === undefined ? none : found.push(answer) + 1;
    answers.set(name, kept);
    return kept;
  }

  #add(suffixes: readonly string[], hosting: Hosting): void {
    for (const suffix of suffixes) {
      const name = this.#names.parse(`${suffix}.`);
      if (name !== undefined) this.#bySuffix.set(name, hosting);
    }
  }

  #read(line: string): ProviderHost {
    const [preference = '', host = ''] = line.split(' ');
    return { preference: Number.parseInt(preference, 10), host, matches: this.#matcher(host) };
  }

  #matcher(host: string): (exchange: AbsoluteName) => boolean {
    const names = this.#names;
    const isBelow = host.startsWith('*.') && !host.includes('*', 1);
    const name = names.parse(`${isBelow ? host.slice(2) : host}.`);
    if (isBelow && name !== undefined)
      return (exchange) => exchange !== name && names.isAtOrBelow(exchange, name);
    if (!host.includes('*')) return (exchange) => exchange === name;
    const pattern = new RegExp(`^${host.replaceAll('.', '\\.').replaceAll('*', '[^.]+')}$`);
    return (exchange) => pattern.test(names.prose(exchange));
  }
}

/** Of some sets those in which two exchanges are and share a preference. */
export function setsWithEqual(
  sets: readonly ProviderSet[],
  first: AbsoluteName,
  second: AbsoluteName,
): readonly ProviderSet[] {
  return sets.filter((set) => {
    const [one, other] = [first, second].map((each) => set.find(({ matches }) => matches(each)));
    return one !== undefined && one.preference === other?.preference;
  });
}
