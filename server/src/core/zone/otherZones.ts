import type { AbsoluteName, NameTable } from '../dns/name';
import { IntList } from '../text/intList';
import type { OtherSpan } from '../text/span';

/** What the file of another zone says of a name: plain data, and nothing of that zone's tables. */
export interface OtherAnswer {
  /** An alias, by a CNAME or DNAME; a name that is there; one that is not. */
  readonly kind: 'alias' | 'node' | 'nxdomain';
  /** The file, as people are told of it. */
  readonly file: string;
  /** TypeBits of what the name owns, or the wildcard that answers for it. */
  readonly types: number;
  /** The absolute name, its final dot there, that an alias stands for. */
  readonly target: string | undefined;
  /** The address records, each a string of its octets; undefined where one is not sound. */
  readonly addresses: readonly string[] | undefined;
  /** The texts that begin like an SPF record. */
  readonly spf: readonly string[];
  /** Where it is written: the alias, else an address, else any record of the name. */
  readonly place: OtherSpan | undefined;
}

/** What a file says of a name: null where it can't say, undefined where nobody has looked yet. */
type Known = OtherAnswer | null | undefined;

interface OtherFile {
  /** Absolute, with the final dot. */
  readonly apex: string;
  /** By absolute name, of the names that were asked for. */
  readonly answers: Map<string, Known>;
}

/** So many names are asked for; nothing is known of others. */
const mostNames = 100_000;

/** So often in a row a zone asks others, as it finds more to ask: aliases that lead through more files are followed no further. */
export const mostRounds = 8;

/**
 * The zones of other files, by their apex, and what they say of the names that somebody asked for.
 * What is not known yet is noted; whoever can read files answers it, and those who asked ask again.
 */
export class OtherZones {
  readonly #files = new Map<string, OtherFile>();
  readonly #byApex = new Map<string, readonly string[]>();
  /** Files with names that nobody has looked for yet. */
  readonly #open = new Set<string>();
  #names = 0;
  #version = 0;
  #apexVersion = 0;

  /** Goes up with every change. */
  get version(): number {
    return this.#version;
  }

  /** Goes up where an apex comes or goes. */
  get apexVersion(): number {
    return this.#apexVersion;
  }

  hasApex(apex: string): boolean {
    return this.#byApex.has(apex);
  }

  /** True where a zone is known besides the one of this apex. */
  hasBesides(apex: string): boolean {
    return this.#byApex.size > (this.#byApex.has(apex) ? 1 : 0);
  }

  /** True where the zone of a name, absolute with the final dot, is known. */
  hasZoneOf(name: string): boolean {
    for (let rest = name; rest !== ''; rest = rest.slice(rest.indexOf('.') + 1))
      if (this.#byApex.has(rest)) return true;
    return false;
  }

  apexOf(file: string): string | undefined {
    return this.#files.get(file)?.apex;
  }

  /** Says of which zone a file is, undefined for none; gives the apexes that this is of moment to. */
  setApex(file: string, apex: string | undefined): readonly string[] {
    const before = this.#files.get(file);
    if (before?.apex === apex) return [];
    this.#version++;
    this.#apexVersion++;
    this.#names -= before?.answers.size ?? 0;
    this.#files.delete(file);
    this.#open.delete(file);
    if (before !== undefined) {
      const left = (this.#byApex.get(before.apex) ?? []).filter((each) => each !== file);
      if (left.length > 0) this.#byApex.set(before.apex, left);
      else this.#byApex.delete(before.apex);
    }
    if (apex !== undefined) {
      this.#files.set(file, { apex, answers: new Map() });
      this.#byApex.set(apex, [...(this.#byApex.get(apex) ?? []), file]);
    }
    return [before?.apex ?? [], apex ?? []].flat();
  }

  /**
   * What is known of a name in the zone of an apex. Files that say different things of it, such as
   * the views of a zone, say nothing.
   */
  ask(apex: string, name: string): OtherAnswer | undefined {
    let found: OtherAnswer | undefined;
    let isSilent = false;
    for (const file of this.#byApex.get(apex) ?? []) {
      const said = this.#askFile(file, name);
      if (said === undefined || said === null || !(found === undefined || agree(found, said)))
        isSilent = true;
      else found ??= said;
    }
    return isSilent ? undefined : found;
  }

  #askFile(file: string, name: string): Known {
    const answers = this.#files.get(file)?.answers;
    if (answers === undefined) return null;
    if (!answers.has(name)) {
      if (this.#names >= mostNames) return null;
      this.#names++;
      answers.set(name, undefined);
      this.#open.add(file);
    }
    return answers.get(name);
  }

  /** Forgets what was asked and answered once it is much; whoever asks again is answered again. */
  tidyUp(): void {
    if (this.#names < mostNames / 2) return;
    for (const { answers } of this.#files.values()) answers.clear();
    this.#open.clear();
    this.#names = 0;
    this.#version++;
  }

  get hasOpenQuestions(): boolean {
    return this.#open.size > 0;
  }

  /** The files that somebody asked for a name of which nothing is known yet. */
  takeOpen(): readonly string[] {
    const open = [...this.#open];
    this.#open.clear();
    return open;
  }

  /** The names that a file was asked for, answered or not. */
  askedOf(file: string): readonly string[] {
    return [...(this.#files.get(file)?.answers.keys() ?? [])];
  }

  /** The names of which nothing is known yet. */
  unansweredOf(file: string): readonly string[] {
    const answers = this.#files.get(file)?.answers ?? [];
    return [...answers].flatMap(([name, known]) => (known === undefined ? name : []));
  }

  /** Takes a file's answers over; gives whether one of them is another one now. */
  answer(file: string, names: Iterable<string>, look: (name: string) => Known): boolean {
    const answers = this.#files.get(file)?.answers;
    let isChanged = false;
    for (const name of names) {
      const before = answers?.get(name);
      const now = look(name) ?? null;
      if (answers === undefined || JSON.stringify(before) === JSON.stringify(now)) continue;
      answers.set(name, now);
      isChanged = true;
    }
    if (isChanged) this.#version++;
    return isChanged;
  }
}

/** True where two files say the same of a name, wherever it is written. */
function agree(a: OtherAnswer, b: OtherAnswer): boolean {
  const essence = ({ kind, types, target, addresses, spf }: OtherAnswer): string =>
    JSON.stringify([kind, types, target, addresses?.toSorted(), spf.toSorted()]);
  return essence(a) === essence(b);
}

/** The other zones as one zone asks for them: by the numbers that names have in its table. */
export class Elsewhere {
  readonly #names: NameTable;
  readonly #others: OtherZones;
  /** By name: 1 where no zone has it, else 2 more than the number of the apex next above. */
  #standings = new IntList();
  readonly #apexes: string[] = [];
  #apexVersion = -1;
  readonly #answers = new Map<AbsoluteName, OtherAnswer | undefined>();
  #version = -1;
  #ownApex: AbsoluteName | undefined;
  #isAlone = true;

  constructor(names: NameTable, others: OtherZones) {
    this.#names = names;
    this.#others = others;
  }

  /** What the most specific zone that has the name says of it; a zone above `apex` is not asked. */
  ask(name: AbsoluteName, apex: AbsoluteName): OtherAnswer | undefined {
    this.#follow(apex);
    if (this.#isAlone) return undefined;
    if (this.#answers.has(name)) return this.#answers.get(name);
    const zone = this.#zoneOf(name);
    if (zone === undefined) return undefined;
    const answer = this.#isStranger(zone, apex)
      ? undefined
      : this.#others.ask(zone, this.#names.text(name));
    this.#answers.set(name, answer);
    return answer;
  }

  /** A zone above this one that does not delegate it is of another view of the world. */
  #isStranger(zone: string, apex: AbsoluteName): boolean {
    const above = this.#names.parse(zone);
    if (above === undefined || !this.#names.isAtOrBelow(apex, above)) return false;
    return this.#others.ask(zone, this.#names.text(apex)) !== undefined;
  }

  /** Forgets what has changed. */
  #follow(apex: AbsoluteName): void {
    const { version, apexVersion } = this.#others;
    if (version === this.#version && apex === this.#ownApex) return;
    this.#answers.clear();
    this.#version = version;
    if (apexVersion === this.#apexVersion && apex === this.#ownApex) return;
    this.#apexVersion = apexVersion;
    this.#ownApex = apex;
    // Where nobody knows the origin, any name may be in this zone.
    this.#isAlone = !this.#names.isKnown(apex) || !this.#others.hasBesides(this.#names.text(apex));
    this.#standings = new IntList();
    this.#apexes.length = 0;
  }

  #zoneOf(name: AbsoluteName): string | undefined {
    // The root's own file, and what lies above this zone for a name in it, are not asked.
    const path: AbsoluteName[] = [];
    let standing = 1;
    for (let at = name; at !== this.#names.root && at !== this.#ownApex; ) {
      const known = this.#standings.get(at);
      if (known > 0) {
        standing = known;
        break;
      }
      path.push(at);
      const text = this.#names.text(at);
      if (this.#others.hasApex(text)) {
        standing = this.#apexes.push(text) + 1;
        break;
      }
      at = this.#names.parent(at);
    }
    this.#standings.extend(this.#names.size);
    for (const at of path) this.#standings.set(at, standing);
    return this.#apexes[standing - 2];
  }
}
