/** Milliseconds: a timer would take as long as publishing that takes no longer. */
const quick = 4;

/**
 * Publishes findings soon after a change: at once while that is quick, and in a large file only
 * when typing pauses, so that checking never takes more than a part of the time.
 */
export class Publisher {
  readonly #publish: (uri: string) => void;
  readonly #clock: () => number;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** How long the last check of each document took, in milliseconds. */
  readonly #durations = new Map<string, number>();

  constructor(publish: (uri: string) => void, clock: () => number) {
    this.#publish = publish;
    this.#clock = clock;
  }

  schedule(uri: string): void {
    const duration = this.#durations.get(uri);
    if (duration !== undefined && duration <= quick) {
      this.now(uri);
      return;
    }
    clearTimeout(this.#timers.get(uri));
    const delay = Math.min(2 * (duration ?? 0), 1000);
    this.#timers.set(
      uri,
      setTimeout(() => this.now(uri), delay),
    );
  }

  now(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.delete(uri);
    const start = this.#clock();
    this.#publish(uri);
    this.#durations.set(uri, this.#clock() - start);
  }

  drop(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.delete(uri);
    this.#durations.delete(uri);
  }
}
