import { isSpf, parseSpf, type SpfTerm } from '../../policy/spf';
import { asksDns, maximumLookups } from '../../policy/spfLookups';
import { foldName } from '../../resolve/names';
import type { QuestionType } from '../../resolve/resolver';
import type { Known } from '../../route/facts';
import type { WorldFacts } from './worldFacts';

/** A name whose records are not known, or not yet, and of which types they are. */
export interface UnknownName {
  readonly name: string;
  readonly types: readonly QuestionType[];
}

/** What an SPF record comes to once its includes are followed (RFC 7208 4.6.4, 5). */
export interface SpfExpansion {
  /** Terms that ask DNS; receivers stop after ten. */
  readonly lookups: number;
  /** Look-ups that found nothing; receivers may stop after two. */
  readonly voids: number;
  /** The networks that may send, as they are written or answered, each once. */
  readonly networks: readonly string[];
  readonly unknown: readonly UnknownName[];
  /** Names that have no SPF record although one is included: receivers give up there. */
  readonly missing: readonly string[];
  /** True where a term depends on the sender, so that its networks can’t be listed. */
  readonly isOpen: boolean;
  /** True where the record goes on beyond what was followed. */
  readonly isCut: boolean;
}

/** What is followed: more than a receiver does, so that one sees by how much a record is too long. */
const most = { lookups: 2 * maximumLookups, networks: 2000, depth: 10, exchanges: 10 } as const;

/** Follows a record of a domain, absolute with its final dot. */
export function expandSpf(text: string, domain: string, facts: WorldFacts): SpfExpansion {
  const expander = new SpfExpander(facts);
  expander.follow(text, domain, []);
  return expander.result();
}

class SpfExpander {
  readonly #facts: WorldFacts;
  readonly #networks = new Set<string>();
  readonly #unknown = new Map<string, UnknownName>();
  readonly #missing = new Set<string>();
  #lookups = 0;
  #voids = 0;
  #isOpen = false;
  #isCut = false;

  constructor(facts: WorldFacts) {
    this.#facts = facts;
  }

  result(): SpfExpansion {
    return {
      lookups: this.#lookups,
      voids: this.#voids,
      networks: [...this.#networks],
      unknown: [...this.#unknown.values()],
      missing: [...this.#missing],
      isOpen: this.#isOpen,
      isCut: this.#isCut,
    };
  }

  /** `above` are the domains whose records lead here. */
  follow(text: string, domain: string, above: readonly string[]): void {
    const { terms } = parseSpf(text);
    for (const term of terms) {
      if (!term.isUsed) continue;
      if (asksDns(term)) {
        if (this.#lookups >= most.lookups) {
          this.#isCut = true;
          return;
        }
        this.#lookups++;
      }
      this.#followTerm(text, term, domain, above);
    }
  }

  #followTerm(text: string, term: SpfTerm, domain: string, above: readonly string[]): void {
    const { name, domain: value } = term;
    const allows = term.qualifier === '+' || term.isModifier;
    if (name === 'ip4' || name === 'ip6') {
      if (allows) this.#allow(value);
      return;
    }
    const asks = asksDns(term);
    if (!asks) return;
    if (name === 'exists' || name === 'ptr' || value.includes('%')) {
      this.#isOpen = true;
      return;
    }
    const target = value === '' ? domain : foldName(`${value.replace(/\.$/, '')}.`);
    if (name === 'include' || name === 'redirect') this.#followRecord(target, [...above, domain]);
    else
      this.#followHosts(
        name,
        target,
        allows ? lengthsOf(text.slice(term.start, term.end)) : undefined,
      );
  }

  #followRecord(name: string, above: readonly string[]): void {
    const texts = this.#facts.texts(name);
    if (texts === undefined) {
      this.#noteUnknown(name, 'TXT');
      return;
    }
    const [record, second] = texts.filter(isSpf);
    if (texts.length === 0) this.#voids++;
    if (record === undefined || second !== undefined) this.#missing.add(name);
    else if (above.includes(name) || above.length > most.depth) this.#isCut = true;
    else this.follow(record, name, above);
  }

  /** The hosts of `a` and `mx`; without `lengths` they are looked up, but not allowed. */
  #followHosts(kind: string, name: string, lengths: Lengths | undefined): void {
    if (kind === 'a') {
      this.#addHost(name, this.#facts.addresses(name), lengths, true);
      return;
    }
    const found = this.#facts.mx(name);
    if (found === undefined) this.#noteUnknown(name, 'MX');
    else if (found.kind === 'known') {
      if (found.items.length === 0) this.#voids++;
      for (const { exchange } of found.items.slice(0, most.exchanges))
        if (exchange !== '.')
          this.#addHost(exchange, this.#facts.addresses(exchange), lengths, false);
    }
  }

  #addHost(
    name: string,
    found: Known<string> | undefined,
    lengths: Lengths | undefined,
    isLookup: boolean,
  ): void {
    if (found === undefined) this.#noteUnknown(name, 'A', 'AAAA');
    if (found?.kind !== 'known') return;
    if (found.items.length === 0 && isLookup) this.#voids++;
    if (lengths === undefined) return;
    for (const address of found.items)
      this.#allow(address + (address.includes(':') ? lengths.ipv6 : lengths.ipv4));
  }

  #noteUnknown(name: string, ...types: readonly QuestionType[]): void {
    if (!this.#unknown.has(name)) this.#unknown.set(name, { name, types });
  }

  #allow(network: string): void {
    if (this.#networks.size < most.networks) this.#networks.add(network.toLowerCase());
    else this.#isCut = true;
  }
}

/** The prefix lengths of a term with their slash; '' where it has none. */
interface Lengths {
  readonly ipv4: string;
  readonly ipv6: string;
}

function lengthsOf(word: string): Lengths {
  const [, ipv4 = '', ipv6] = /(?:(?<!\/)(\/\d+))?(?:\/(\/\d+))?$/.exec(word) ?? [];
  return { ipv4, ipv6: ipv6 ?? '' };
}
