import { Session } from 'node:inspector/promises';

/** Counts of a block that are as good as the same: once, some times, many times. */
function bucketOf(count: number): number {
  if (count === 1) return 0;
  return count < 16 ? 1 : 2;
}

/** Which blocks of one script ran, and about how often (V8's precise coverage). */
export class Coverage {
  readonly #session = new Session();
  readonly #script: string;
  readonly #seen = new Set<number>();

  /** `script` is the end of the script's address. */
  constructor(script: string) {
    this.#script = script;
  }

  async start(): Promise<void> {
    this.#session.connect();
    await this.#session.post('Profiler.enable');
    await this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  get size(): number {
    return this.#seen.size;
  }

  /** The blocks that ran since it was last asked and never did before, or not as often. */
  async takeNew(): Promise<ReadonlySet<number>> {
    const { result } = await this.#session.post('Profiler.takePreciseCoverage');
    const found = new Set<number>();
    for (const { url, functions } of result) {
      if (!url.endsWith(this.#script)) continue;
      for (const { startOffset, count } of functions.flatMap(({ ranges }) => ranges)) {
        const block = startOffset * 4 + bucketOf(count);
        if (count > 0 && !this.#seen.has(block)) found.add(block);
      }
    }
    return found;
  }

  add(blocks: ReadonlySet<number>): void {
    for (const block of blocks) this.#seen.add(block);
  }
}
