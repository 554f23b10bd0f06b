/** A growing list of octets; as IntList, for values that need no more room. */
export class ByteList {
  #values: Uint8Array;
  #length = 0;

  constructor(capacity: number) {
    this.#values = new Uint8Array(Math.max(capacity, 64));
  }

  get length(): number {
    return this.#length;
  }

  /** The octets that there are now, where they lie. */
  get values(): Uint8Array {
    return this.#values.subarray(0, this.#length);
  }

  get(index: number): number {
    return this.#values[index] ?? 0;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) this.#grow();
    this.#values[this.#length++] = value;
  }

  /** Adds all these octets. */
  append(values: Uint8Array): void {
    const from = this.#length;
    while (from + values.length > this.#values.length) this.#grow();
    this.#values.set(values, from);
    this.#length = from + values.length;
  }

  /** Drops everything from `length` on. */
  truncate(length: number): void {
    if (length >= this.#length) return;
    this.#values.fill(0, length, this.#length);
    this.#length = length;
  }

  #grow(): void {
    const larger = new Uint8Array(this.#values.length * 2);
    larger.set(this.#values);
    this.#values = larger;
  }
}
