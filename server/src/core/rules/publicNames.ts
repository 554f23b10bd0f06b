import type { AbsoluteName, NameTable } from '../dns/name';
import { isPlainTopLevel, isPublicSuffix, isTopLevelDomain } from '../dns/publicSuffix';
import { isSpecialUseName } from '../dns/specialUse';
import type { Zone } from '../zone/zone';

/** Whether the public DNS can have a name: by its top-level domain, or by `home.arpa`. */
export type Standing = 'public' | 'special' | 'unknown';

/** What the public DNS says about names, from their text alone; worked out once for each table. */
export class PublicNames {
  static readonly #known = new WeakMap<NameTable, PublicNames>();
  readonly #names: NameTable;
  readonly #arpa: AbsoluteName | undefined;
  readonly #standings = new Map<AbsoluteName, Standing>();
  readonly #suffixes = new Map<AbsoluteName, boolean>();
  readonly #plain = new Map<AbsoluteName, boolean>();

  private constructor(names: NameTable) {
    this.#names = names;
    this.#arpa = names.parse('arpa.');
  }

  static of(names: NameTable): PublicNames {
    let publicNames = PublicNames.#known.get(names);
    if (publicNames === undefined) {
      publicNames = new PublicNames(names);
      PublicNames.#known.set(names, publicNames);
    }
    return publicNames;
  }

  standingOf(name: AbsoluteName): Standing {
    const tail = this.tailOf(name);
    let standing = this.#standings.get(tail);
    if (standing === undefined) {
      standing = findStanding(this.#names.prose(tail));
      this.#standings.set(tail, standing);
    }
    return standing;
  }

  /** The top-level domain of a name; of one below `arpa` its last two labels. */
  tailOf(name: AbsoluteName): AbsoluteName {
    let tail = name;
    let before = name;
    while (this.#names.labelCount(tail) > 1) {
      before = tail;
      tail = this.#names.parent(tail);
    }
    return tail === this.#arpa ? before : tail;
  }

  /** True where both names lie in one domain that someone registered, such as `example.co.uk`. */
  shareDomain(a: AbsoluteName, b: AbsoluteName): boolean {
    const ancestor = this.#commonAncestor(a, b);
    if (this.#names.labelCount(ancestor) < 2) return false;
    if (this.#isPlain(this.tailOf(ancestor))) return true;
    let isSuffix = this.#suffixes.get(ancestor);
    if (isSuffix === undefined) {
      isSuffix = isPublicSuffix(this.#names.prose(ancestor));
      this.#suffixes.set(ancestor, isSuffix);
    }
    return !isSuffix;
  }

  #isPlain(tail: AbsoluteName): boolean {
    let isPlain = this.#plain.get(tail);
    if (isPlain === undefined) {
      isPlain = isPlainTopLevel(this.#names.prose(tail));
      this.#plain.set(tail, isPlain);
    }
    return isPlain;
  }

  #commonAncestor(a: AbsoluteName, b: AbsoluteName): AbsoluteName {
    const names = this.#names;
    let left = a;
    let right = b;
    while (left !== right) {
      const difference = names.labelCount(left) - names.labelCount(right);
      if (difference >= 0) left = names.parent(left);
      if (difference <= 0) right = names.parent(right);
    }
    return left;
  }
}

/** False for a zone whose name says that it is one’s own network’s. */
export function isPublicZone({ names, apex }: Zone): boolean {
  return !names.isKnown(apex) || PublicNames.of(names).standingOf(apex) === 'public';
}

function findStanding(tail: string): Standing {
  if (isSpecialUseName(tail)) return 'special';
  const topLevel = tail.slice(tail.lastIndexOf('.') + 1);
  return isTopLevelDomain(topLevel) ? 'public' : 'unknown';
}
