/** Widths of cells or lines as counts, so that those of a stretch are the sum of its parts'. */
export class WidthCounts {
  readonly #ordinary: number;
  readonly #greatest: number;
  readonly #counts: Int32Array;
  #total = 0;
  #widest = 0;

  /** Widths up to `ordinary` never stand out; those beyond `greatest` always do. */
  constructor(ordinary: number, greatest: number) {
    this.#ordinary = ordinary;
    this.#greatest = greatest;
    this.#counts = new Int32Array(greatest + 2);
  }

  get total(): number {
    return this.#total;
  }

  add(width: number, times = 1): void {
    const counted = Math.min(width, this.#greatest + 1);
    this.#counts[counted] = (this.#counts[counted] ?? 0) + times;
    this.#total += times;
    this.#widest = Math.max(this.#widest, counted);
  }

  clear(): void {
    if (this.#total === 0) return;
    this.#counts.fill(0, 0, this.#widest + 1);
    this.#total = 0;
    this.#widest = 0;
  }

  /** Calls back with each width that there is, and how often. */
  forEach(visit: (width: number, times: number) => void): void {
    for (let width = 0; width <= this.#widest; width++) {
      const times = this.#counts[width] ?? 0;
      if (times > 0) visit(width, times);
    }
  }

  /**
   * The widest width there is, without those that stand out: wider than the ordinary width and
   * wider than three quarters of all.
   */
  common(): number {
    if (this.#widest <= this.#ordinary) return this.#widest;
    let quartile = 0;
    let behind = Math.floor((this.#total - 1) * 0.75) - (this.#counts[0] ?? 0);
    while (behind >= 0) behind -= this.#counts[++quartile] ?? 0;
    let common = Math.min(Math.max(this.#ordinary, quartile), this.#greatest);
    while (common > 0 && this.#counts[common] === 0) common--;
    return common;
  }
}
