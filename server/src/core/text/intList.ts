/**
 * A growing list of 32-bit integers without an object per element.
 *
 * Reading outside the list gives 0, so that a hot loop needs no check of its own.
 */
export class IntList {
  #values: Int32Array;
  #length = 0;

  constructor(capacity = 64) {
    this.#values = new Int32Array(Math.max(capacity, 16));
  }

  get length(): number {
    return this.#length;
  }

  /** The values that there are now, where they lie. */
  get values(): Int32Array {
    return this.#values.subarray(0, this.#length);
  }

  get(index: number): number {
    return this.#values[index] ?? 0;
  }

  set(index: number, value: number): void {
    this.#values[index] = value;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) this.#grow();
    this.#values[this.#length++] = value;
  }

  /** Adds all these values. */
  append(values: Int32Array): void {
    const from = this.#length;
    this.extend(from + values.length);
    this.#values.set(values, from);
  }

  /** Adds zeros up to `length`. */
  extend(length: number): void {
    while (length > this.#values.length) this.#grow();
    if (length > this.#length) this.#length = length;
  }

  /** Drops everything from `length` on. */
  truncate(length: number): void {
    if (length >= this.#length) return;
    this.#values.fill(0, length, this.#length);
    this.#length = length;
  }

  #grow(): void {
    // Doubling would leave megabytes unused in the largest lists.
    const length = this.#values.length;
    const larger = new Int32Array(length < 65_536 ? length * 2 : length + (length >> 1));
    larger.set(this.#values);
    this.#values = larger;
  }
}
