import type { AbsoluteName } from './dns/name';
import type { Zone } from './zone/zone';

/** Which owners have which keys, and whether anyone has a key. */
export class KeptKeys {
  readonly #byOwner = new Map<AbsoluteName, ReadonlySet<string>>();
  readonly #counts = new Map<string, number>();

  has(key: string): boolean {
    return (this.#counts.get(key) ?? 0) > 0;
  }

  /** Replaces what an owner has. */
  keep(owner: AbsoluteName, now: ReadonlySet<string>): void {
    const before = this.#byOwner.get(owner);
    if (before === undefined && now.size === 0) return;
    for (const key of before ?? []) {
      const left = (this.#counts.get(key) ?? 0) - 1;
      if (left > 0) this.#counts.set(key, left);
      else this.#counts.delete(key);
    }
    for (const key of now) this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    if (now.size > 0) this.#byOwner.set(owner, now);
    else this.#byOwner.delete(owner);
  }
}

interface IgnoredRecord {
  readonly owner: AbsoluteName;
  readonly rules: string;
}

/** What changed in the ignore comments of a zone from one version to the next. */
export class IgnoresSince {
  /** By key. */
  #records: ReadonlyMap<string, IgnoredRecord> = new Map();

  /** The owners whose findings may be hidden or shown now, and what concerns all findings. */
  update(zone: Zone): { readonly owners: readonly AbsoluteName[]; readonly ground: string } {
    const before = this.#records;
    const now = new Map<string, IgnoredRecord>();
    // Not a set: two directives that are alike have a comment each.
    const ground: string[] = [];
    for (const { key, owner, target, comment } of zone.ignores.all) {
      if (target === 'nothing') continue;
      const rules = comment.rules.map(({ id }) => id).join();
      if (owner === undefined) ground.push(`${key} ${rules}`);
      else now.set(key, { owner, rules: `${now.get(key)?.rules ?? ''},${rules}` });
    }
    this.#records = now;
    const changed = [...before, ...now].flatMap(([key, { owner }]) => {
      const [was, is] = [before.get(key), now.get(key)];
      return was?.owner === is?.owner && was?.rules === is?.rules ? [] : [owner];
    });
    return { owners: changed, ground: ground.sort().join('\n') };
  }
}
