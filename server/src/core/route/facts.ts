import { formatAddress } from '../dns/address';
import type { AbsoluteName } from '../dns/name';
import type { KnownAnswer } from '../resolve/cache';
import type { QuestionType } from '../resolve/resolver';
import { type AddressSource, addressKeys, addressSource } from '../zone/hostAddresses';
import { isMissing, isOwnName, lookUpCanonical, typesIn } from '../zone/lookup';
import { mxSetOf } from '../zone/mxSet';
import { TypeBit } from '../zone/typeBits';
import type { Zone } from '../zone/zone';

/** What is known of a name, aliases followed. */
export type Known<Item> =
  | {
      readonly kind: 'known';
      /** The name itself, or the one that its aliases lead to. */
      readonly canonical: string;
      readonly items: readonly Item[];
      /** False for a name that does not exist at all. */
      readonly exists: boolean;
    }
  /** Its aliases lead in a circle. */
  | { readonly kind: 'alias-loop' };

export interface MxFact {
  readonly preference: number;
  /** Absolute, with its final dot; `.` for a null MX. */
  readonly exchange: string;
}

/**
 * What a sender would find out, as far as it is known: undefined is not known (yet), and a route that
 * needs it waits. Names are absolute, in presentation form with their final dot.
 */
export interface RouteFacts {
  readonly mx: (name: string) => Known<MxFact> | undefined;
  /** In the form of RFC 5952, IPv4 before IPv6, each in the order of the records. */
  readonly addresses: (name: string) => Known<string> | undefined;
}

/** What DNS has answered; `alias-loop` where it says that aliases lead in a circle. */
export type AskForRoute = (
  name: string,
  type: QuestionType,
) => KnownAnswer | 'alias-loop' | undefined;

/** What DNS says, asked through the port that live rules use. */
export function dnsFacts(ask: AskForRoute): RouteFacts {
  return {
    mx: (name) => {
      const answer = ask(name, 'MX');
      if (answer === undefined) return undefined;
      if (answer === 'alias-loop') return loop;
      // Servers give records in any order; a route is to be the same each time.
      return known(name, answer, dataOf(answer).toSorted().map(readMx));
    },
    addresses: (name) => {
      // Both at once, so that neither waits for the other.
      const answers = [ask(name, 'A'), ask(name, 'AAAA')] as const;
      if (answers.includes('alias-loop')) return loop;
      const [ipv4, ipv6] = answers.map((each) => (each === 'alias-loop' ? undefined : each));
      const addresses = [...dataOf(ipv4), ...dataOf(ipv6)];
      const one = ipv4 ?? ipv6;
      if (one === undefined) return undefined;
      const isSettled = addresses.length > 0 || ipv4?.kind === 'nxdomain' || answers.every(Boolean);
      return isSettled ? known(name, one, addresses) : undefined;
    },
  };
}

const loop = { kind: 'alias-loop' } as const;

function known<Item>(name: string, answer: KnownAnswer, items: readonly Item[]): Known<Item> {
  const canonical = answer.aliases.at(-1)?.data ?? name;
  return { kind: 'known', canonical, items, exists: answer.kind !== 'nxdomain' };
}

function dataOf(answer: KnownAnswer | undefined): readonly string[] {
  return answer?.kind === 'rrset' ? answer.records.map(({ data }) => data) : [];
}

/** The fields of an MX record’s RDATA. */
export function readMx(data: string): MxFact {
  const [preference = '', exchange = ''] = data.split(' ');
  return { preference: Number(preference), exchange };
}

/**
 * What a zone says, and beyond it whoever knows more, such as DNS. Names below an origin that is not
 * known have no final dot; nobody else is asked for them.
 */
export class ZoneFacts implements RouteFacts {
  readonly #zone: Zone;
  readonly #beyond: RouteFacts | undefined;
  /** The names that were told as text, so that those below an unknown origin find back. */
  readonly #names = new Map<string, AbsoluteName>();

  constructor(zone: Zone, beyond?: RouteFacts) {
    this.#zone = zone;
    this.#beyond = beyond;
  }

  /** The owners of MX records that this zone answers for, in canonical order (RFC 4034 6.1). */
  owners(): readonly string[] {
    const { names } = this.#zone;
    return [...this.#zone.ownersWith(TypeBit.mx)]
      .filter((owner) => isOwnName(this.#zone, owner))
      .sort((a, b) => names.compare(a, b))
      .map((owner) => this.#text(owner));
  }

  mx(text: string): Known<MxFact> | undefined {
    const zone = this.#zone;
    const name = this.#name(text);
    if (name === undefined) return undefined;
    const end = lookUpCanonical(zone, name);
    if (end === undefined) return loop;
    const canonical = this.#text(end.name);
    if (isMissing(end.answer)) return { kind: 'known', canonical, items: [], exists: false };
    const isHere = end.answer.kind === 'node' && isOwnName(zone, end.name);
    const records = isHere && end.answer.kind === 'node' ? this.#mxOf(end.answer.owner) : [];
    // In a part of a zone, what is missing may stand in another part.
    if (!isHere || (records.length === 0 && !zone.isComplete))
      return this.#ask(end.name, (facts) => facts.mx(canonical));
    return { kind: 'known', canonical, items: records, exists: true };
  }

  addresses(text: string): Known<string> | undefined {
    const zone = this.#zone;
    const name = this.#name(text);
    if (name === undefined) return undefined;
    const end = lookUpCanonical(zone, name);
    if (end === undefined) return loop;
    const canonical = this.#text(end.name);
    const source = addressSource(zone, end.name);
    const items = source === undefined ? [] : this.#addressesOf(source);
    if (items.length > 0) return { kind: 'known', canonical, items, exists: true };
    const exists = !isMissing(end.answer);
    const isOwn = end.answer.kind === 'node' && isOwnName(zone, end.name) && zone.isComplete;
    const isElsewhere = end.answer.kind === 'elsewhere' && typesIn(end.answer) !== undefined;
    if (exists && !isOwn && !isElsewhere)
      return this.#ask(end.name, (facts) => facts.addresses(canonical));
    return { kind: 'known', canonical, items, exists };
  }

  #mxOf(owner: AbsoluteName): readonly MxFact[] {
    return mxSetOf(this.#zone, owner).records.map(({ preference, exchange }) => ({
      preference,
      exchange: this.#text(exchange),
    }));
  }

  #addressesOf(source: AddressSource): readonly string[] {
    return (addressKeys(this.#zone, source) ?? []).map((key) => {
      const octets = Array.from(key, (_, index) => key.charCodeAt(index));
      return formatAddress({ family: octets.length === 4 ? 4 : 6, octets });
    });
  }

  #ask<Item>(
    name: AbsoluteName,
    ask: (facts: RouteFacts) => Known<Item> | undefined,
  ): Known<Item> | undefined {
    const mayAsk = this.#beyond !== undefined && this.#zone.names.isKnown(name);
    return mayAsk ? ask(this.#beyond) : undefined;
  }

  #name(text: string): AbsoluteName | undefined {
    return this.#names.get(text) ?? this.#zone.names.parse(text);
  }

  #text(name: AbsoluteName): string {
    const text = this.#zone.names.text(name);
    if (!this.#zone.names.isKnown(name)) this.#names.set(text, name);
    return text;
  }
}
