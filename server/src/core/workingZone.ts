import type { Asking } from './lintLive';
import { LiveFindings } from './liveFindings';
import type { BlockStore } from './syntax/blockStore';
import type { ZoneOptions } from './zone/build';
import { LiveZone } from './zone/liveZone';
import type { Zone } from './zone/zone';

/** How many owners are checked before the caller may look at the clock. */
const ownersPerStep = 64;

/**
 * A zone file that is being edited, and its findings: after each edit they are brought up to date in
 * small steps, which the next edit may come between.
 */
export class WorkingZone {
  readonly #live: LiveZone;
  #zone: Zone | undefined;
  #findings: LiveFindings | undefined;
  #asking: Asking | undefined;

  /** `blockLength` is for tests: how long blocks are at least. */
  constructor(text: string, options: ZoneOptions = {}, blockLength?: number) {
    this.#live = new LiveZone(text, options, blockLength);
  }

  get text(): BlockStore {
    return this.#live.store;
  }

  /** True where nothing is left to do: only then the zone and its findings are those of the text. */
  get isSettled(): boolean {
    return this.#zone !== undefined && this.#findings?.isSettled === true;
  }

  /** Replaces the text from `start` to `end`. */
  edit(start: number, end: number, text: string): void {
    this.#live.edit(start, end, text);
    this.#zone = undefined;
  }

  /** Reads included files anew. */
  refreshIncludes(): void {
    this.#live.refreshIncludes();
    this.#zone = undefined;
  }

  /**
   * Checks again what depends on other zones, of which those of these apexes have changed; gives
   * whether anything does.
   */
  recheckOthers(apexes: Iterable<string>): boolean {
    return this.#findings?.recheckAskers(apexes) === true;
  }

  /** Has live rules speak too, or no more. */
  ask(asking: Asking | undefined): void {
    this.#asking = asking;
    this.#findings?.ask(asking);
    this.#zone = undefined;
  }

  /** Does a small part of what is left to do; false where nothing is. */
  step(): boolean {
    if (this.#live.step()) return true;
    if (this.#zone === undefined) {
      this.#zone = this.#live.zone();
      this.#findings ??= new LiveFindings(this.#zone, this.#asking);
      this.#findings.update(this.#zone, this.#live.takeChanges());
      return true;
    }
    for (let count = 0; count < ownersPerStep; count++) {
      if (this.#findings?.step() !== true) return false;
    }
    return true;
  }

  /** Does all that is left to do. */
  settle(): { readonly zone: Zone; readonly findings: LiveFindings } {
    while (this.step());
    if (this.#zone === undefined || this.#findings === undefined)
      throw new Error('The zone did not settle.');
    return { zone: this.#zone, findings: this.#findings };
  }
}
