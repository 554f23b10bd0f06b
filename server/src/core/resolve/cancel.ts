import type { CancelSignal } from './resolver';

/**
 * Says that nobody wants an answer any more. The core's own, as it knows no AbortController; also
 * cheaper, and without Node's warning where more than ten questions listen to one signal.
 */
export class CancelSource {
  readonly #signal = new SourceSignal();

  get signal(): CancelSignal {
    return this.#signal;
  }

  /** Tells every listener, once. */
  cancel(): void {
    this.#signal.fire();
  }
}

/** The signal of who never loses interest. */
export const neverCancelled: CancelSignal = {
  aborted: false,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
};

class SourceSignal implements CancelSignal {
  #listeners: Set<() => void> | undefined;
  #aborted = false;

  get aborted(): boolean {
    return this.#aborted;
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    // As with the platform's signal, who comes after the event is not told: `aborted` says it.
    if (this.#aborted) return;
    this.#listeners ??= new Set();
    this.#listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners?.delete(listener);
  }

  fire(): void {
    if (this.#aborted) return;
    this.#aborted = true;
    const listeners = this.#listeners;
    this.#listeners = undefined;
    for (const listener of listeners ?? []) listener();
  }
}
