/** Hands over what several senders post, one at a time, to one reader that waits. */
export class Mailbox<Letter> {
  readonly #letters: Letter[] = [];
  #wake: (() => void) | undefined;

  post(letter: Letter): void {
    this.#letters.push(letter);
    this.#wake?.();
  }

  /** The next letter, or undefined when none has come within so many milliseconds. */
  async next(milliseconds: number): Promise<Letter | undefined> {
    if (this.#letters.length === 0) await this.#wait(milliseconds);
    return this.#letters.shift();
  }

  #wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#wake = undefined;
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      this.#wake = done;
    });
  }
}
