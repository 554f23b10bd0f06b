import type { AbsoluteName, NameTable } from '../dns/name';
import { IntList } from '../text/intList';

/**
 * The names directly below a name, in the order in which they first occurred. Made of the names
 * alone, whether they own anything or not; names are added when someone asks.
 */
export class ChildNames {
  static readonly #known = new WeakMap<NameTable, ChildNames>();
  readonly #names: NameTable;
  /** By name, plus one; 0 for none. */
  readonly #first = new IntList();
  readonly #last = new IntList();
  readonly #next = new IntList();

  private constructor(names: NameTable) {
    this.#names = names;
  }

  static of(names: NameTable): ChildNames {
    let children = ChildNames.#known.get(names);
    if (children === undefined) {
      children = new ChildNames(names);
      ChildNames.#known.set(names, children);
    }
    children.#catchUp();
    return children;
  }

  *below(name: AbsoluteName): Generator<AbsoluteName> {
    for (let next = this.#first.get(name); next > 0; next = this.#next.get(next - 1))
      yield (next - 1) as AbsoluteName;
  }

  #catchUp(): void {
    const from = this.#next.length;
    const { size } = this.#names;
    for (const list of [this.#first, this.#last, this.#next]) list.extend(size);
    // The root is its own parent.
    for (let name = Math.max(from, 1); name < size; name++) {
      const parent = this.#names.parent(name as AbsoluteName);
      const last = this.#last.get(parent);
      if (last === 0) this.#first.set(parent, name + 1);
      else this.#next.set(last - 1, name + 1);
      this.#last.set(parent, name + 1);
    }
  }
}
