import type { CancelSignal } from '../../core/resolve/resolver';

/** Lets so many through at a time; the others wait, first come, first served. */
export class Gate {
  readonly #capacity: number;
  readonly #queue = new Set<() => void>();
  #inside = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Runs the work when there is room. Undefined when the signal comes while still waiting. */
  async pass<Result>(
    signal: CancelSignal,
    work: () => Promise<Result>,
  ): Promise<Result | undefined> {
    if (!(await this.#enter(signal))) return undefined;
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  #enter(signal: CancelSignal): boolean | Promise<boolean> {
    if (signal.aborted) return false;
    if (this.#inside < this.#capacity && this.#queue.size === 0) {
      this.#inside += 1;
      return true;
    }
    return new Promise((resolve) => {
      const giveUp = () => {
        this.#queue.delete(enter);
        resolve(false);
      };
      const enter = () => {
        signal.removeEventListener('abort', giveUp);
        resolve(true);
      };
      signal.addEventListener('abort', giveUp);
      this.#queue.add(enter);
    });
  }

  #leave(): void {
    this.#inside -= 1;
    // Not before those whose time is up have gone: else each would open sockets for nothing.
    if (this.#queue.size > 0) setImmediate(() => this.#admit());
  }

  /** Lets in who has waited longest. */
  #admit(): void {
    const [next] = this.#queue;
    if (next === undefined || this.#inside >= this.#capacity) return;
    this.#queue.delete(next);
    this.#inside += 1;
    next();
  }
}
