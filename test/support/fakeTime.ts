/** A clock and timers that go when the test says so. */
export class FakeTime {
  now = 0;
  readonly #timers = new Set<{ readonly due: number; readonly run: () => void }>();

  readonly clock = (): number => this.now;

  readonly after = (milliseconds: number, run: () => void): (() => void) => {
    const timer = { due: this.now + milliseconds, run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };

  /** How long until each timer, in milliseconds. */
  get waits(): readonly number[] {
    return [...this.#timers].map(({ due }) => due - this.now).toSorted((a, b) => a - b);
  }

  /** Lets time pass, and whoever waits take note. */
  async pass(milliseconds: number): Promise<void> {
    this.now += milliseconds;
    for (const timer of [...this.#timers].toSorted((a, b) => a.due - b.due)) {
      if (timer.due > this.now || !this.#timers.delete(timer)) continue;
      timer.run();
    }
    await settle();
  }
}

/** Lets everything go on that waits for nothing but its turn. */
export async function settle(): Promise<void> {
  await new Promise((done) => setImmediate(done));
}
