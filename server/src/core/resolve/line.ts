/** Those who wait their turn, first come, first served. A set would look at all who left before. */
export class Line<Waiting> {
  readonly #places: (Place<Waiting> | undefined)[] = [];
  #first = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Adds one at the end; gives what takes it out again, before its turn. */
  add(waiting: Waiting): () => void {
    const place: Place<Waiting> = { waiting };
    this.#places.push(place);
    this.#size += 1;
    return () => {
      if (place.waiting === undefined) return;
      place.waiting = undefined;
      this.#size -= 1;
    };
  }

  /** Takes out who has waited longest. */
  next(): Waiting | undefined {
    while (this.#first < this.#places.length) {
      const place = this.#places[this.#first];
      this.#places[this.#first] = undefined;
      this.#first += 1;
      const waiting = place?.waiting;
      if (place === undefined || waiting === undefined) continue;
      place.waiting = undefined;
      this.#size -= 1;
      return waiting;
    }
    this.#places.length = 0;
    this.#first = 0;
    return undefined;
  }
}

interface Place<Waiting> {
  /** Undefined once it has gone. */
  waiting: Waiting | undefined;
}
