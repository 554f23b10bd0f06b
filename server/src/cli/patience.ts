import { setTimeout as delay } from 'node:timers/promises';

/** How often it is looked whether the network is back, and for how long in a row, in milliseconds. */
const step = 500;
const longest = 60_000;

/** Waits for a network that was there before: a short gap is not to spoil the rest of a long run. */
export class Patience {
  readonly #isOffline: () => boolean;
  #hasBeenThere = false;
  #isOver = false;

  constructor(isOffline: () => boolean) {
    this.#isOffline = isOffline;
  }

  /** Notes that somebody has answered. */
  note(): void {
    this.#hasBeenThere = true;
  }

  /** True once it is worth to ask again; false where there is no network to wait for. */
  async wait(): Promise<boolean> {
    if (!this.#hasBeenThere) return false;
    for (let waited = 0; !this.#isOver; waited += step) {
      await delay(step);
      if (!this.#isOffline()) return true;
      if (waited >= longest) this.#isOver = true;
    }
    return false;
  }
}
