import { distance } from '../text/distance';
import { providers } from './list';
import type { Provider } from './provider';

/** A provider’s host that a name is one slip away from. */
export interface Slip {
  readonly provider: Provider;
  readonly host: string;
}

interface Candidate extends Slip {
  /** Which of the letters, digits, hyphen and dot it has, a bit each. */
  readonly characters: number;
}

/** Hosts by the lengths that a name like theirs has: a slip changes it by one at most. */
let byLength: readonly (readonly Candidate[])[] | undefined;

/** Labels that are shorter look alike without any slip: `ovh` and `ovo` may both be someone’s. */
const shortestLabel = 5;

/** What `com` becomes by a slip and yet exists. */
const slipsOfCom: ReadonlySet<string> = new Set(['co', 'cm', 'om']);

/**
 * The provider’s host that is a letter more, less, other or swapped; undefined for a host that a
 * provider has. A name that differs in digits only is another host of the same row, not a slip; and
 * so is one whose domain is too short to tell.
 */
export function findSlip(name: string): Slip | undefined {
  const near = nearHosts(name);
  if (near.some(({ host }) => host === name)) return undefined;
  return near.find(({ host }) => isPlausible(name, host));
}

/** The hosts that are at most one character away, the very one included. */
export function nearHosts(name: string): readonly Slip[] {
  const characters = charactersOf(name);
  return hostsAbout(name.length).filter(
    (candidate) => isNear(candidate, characters) && distance(name, candidate.host, 1) <= 1,
  );
}

/** False where no host can be near to a name of this length and these `characterBits`. */
export function hasNearHosts(length: number, characters: number): boolean {
  for (const candidate of hostsAbout(length)) if (isNear(candidate, characters)) return true;
  return false;
}

/** One slip takes one character away and brings another at most. */
function isNear(candidate: Candidate, characters: number): boolean {
  return !hasManyBits(candidate.characters ^ characters);
}

function hostsAbout(length: number): readonly Candidate[] {
  byLength ??= indexHosts();
  return byLength[length] ?? none;
}

const none: readonly Candidate[] = [];

function isPlausible(name: string, host: string): boolean {
  if (name.replace(/\d/g, '') === host.replace(/\d/g, '')) return false;
  const written = name.split('.');
  const meant = host.split('.');
  if (written.length !== meant.length) return true;
  const at = meant.findIndex((label, index) => label !== written[index]);
  const fromEnd = meant.length - at;
  if (fromEnd === 1) return meant[at] === 'com' && slipsOfCom.has(written[at] ?? '');
  return fromEnd > 2 || (meant[at] ?? '').length >= shortestLabel;
}

function indexHosts(): readonly (readonly Candidate[])[] {
  const index: Candidate[][] = [];
  for (const provider of providers) {
    const hosts = [...provider.sets, ...(provider.outdated ?? [])]
      .flat()
      .map((line) => line.slice(line.indexOf(' ') + 1));
    for (const host of new Set(hosts)) {
      if (host.includes('*')) continue;
      const candidate = { provider, host, characters: charactersOf(host) };
      for (let length = host.length - 1; length <= host.length + 1; length++) {
        const row = index[length];
        if (row === undefined) index[length] = [candidate];
        else row.push(candidate);
      }
    }
  }
  return index;
}

function charactersOf(text: string): number {
  let bits = 0;
  for (let i = 0; i < text.length; i++) bits |= 1 << (text.charCodeAt(i) & 31);
  return bits;
}

/** True for more than two. */
function hasManyBits(bits: number): boolean {
  const withoutOne = bits & (bits - 1);
  return (withoutOne & (withoutOne - 1)) !== 0;
}
