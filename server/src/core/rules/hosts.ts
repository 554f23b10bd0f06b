import { canonicalAddress } from '../dns/address';
import type { AbsoluteName } from '../dns/name';
import { distance } from '../text/distance';
import { addressBits } from '../zone/typeBits';
import type { Zone } from '../zone/zone';

/** More hosts than these are not compared: a fix is no search. */
const maximumCandidates = 20_000;

/** In names of fewer characters, one that differs is no slip of the pen. */
const shortestName = 2;

/**
 * Finds hosts of a zone by their address and by a name that is nearly theirs. Indexed when first
 * asked: a zone with thousands of findings has as many fixes that ask.
 */
export class Hosts {
  static readonly #known = new WeakMap<Zone, Hosts>();
  readonly #zone: Zone;
  #byAddress: Map<string, AbsoluteName> | undefined;
  /** Names below the apex, by themselves and by what is left when one character is taken out. */
  #byNearlyName: Map<string, AbsoluteName[]> | undefined;

  private constructor(zone: Zone) {
    this.#zone = zone;
  }

  static of(zone: Zone): Hosts {
    const hosts = Hosts.#known.get(zone) ?? new Hosts(zone);
    Hosts.#known.set(zone, hosts);
    return hosts;
  }

  /** The first host in canonical order that has the address, which is in canonical form. */
  withAddress(address: string): AbsoluteName | undefined {
    this.#byAddress ??= this.#indexAddresses();
    return this.#byAddress.get(address);
  }

  /** The first host in canonical order whose name is one slip away: a letter more, less, other or swapped. */
  closestTo(name: AbsoluteName): AbsoluteName | undefined {
    this.#byNearlyName ??= this.#indexNames();
    const wanted = this.#textOf(name);
    if (wanted.length < shortestName) return undefined;
    const found = new Set(withoutOne(wanted).flatMap((key) => this.#byNearlyName?.get(key) ?? []));
    return [...found]
      .sort((a, b) => this.#zone.names.compare(a, b))
      .find((host) => distance(wanted, this.#textOf(host), 1) <= 1);
  }

  #indexAddresses(): Map<string, AbsoluteName> {
    const index = new Map<string, AbsoluteName>();
    for (const owner of this.#zone.ownersWith(addressBits)) {
      if (this.#zone.names.isWildcard(owner)) continue;
      for (const written of this.#zone.addressesOf(owner)) {
        const address = canonicalAddress(written);
        if (address === undefined) continue;
        const known = index.get(address);
        if (known === undefined || this.#zone.names.compare(owner, known) < 0)
          index.set(address, owner);
      }
    }
    return index;
  }

  #indexNames(): Map<string, AbsoluteName[]> {
    const index = new Map<string, AbsoluteName[]>();
    let candidates = 0;
    for (const owner of this.#zone.ownersWith(addressBits)) {
      if (++candidates > maximumCandidates) break;
      if (this.#zone.names.isWildcard(owner) || owner === this.#zone.apex) continue;
      for (const key of withoutOne(this.#textOf(owner))) {
        const hosts = index.get(key);
        if (hosts === undefined) index.set(key, [owner]);
        else hosts.push(owner);
      }
    }
    return index;
  }

  #textOf(name: AbsoluteName): string {
    return this.#zone.names.written(name, this.#zone.apex);
  }
}

/** Two texts that are one slip apart have one of these in common. */
function withoutOne(text: string): readonly string[] {
  return [text, ...Array.from(text, (_, index) => text.slice(0, index) + text.slice(index + 1))];
}
