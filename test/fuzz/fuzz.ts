// Tries texts that are derived from those that reached something new in the core, for a while.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { generateMutant, generateZone } from '../support/zoneGenerator';
import { Coverage } from './coverage';
import { minimise } from './minimise';
import { mutate, type Roll } from './mutate';
import type * as Target from './target';

const finds = 'test/fixtures/fuzz';
/** Texts that are tried before it is asked what they reached. */
const batch = 8;
/** Of so many texts that reached something new, one is timed: that takes as long as a hundred tries. */
const timedOf = 5;
const { checkOnce, checksOfAnyText }: typeof Target = createRequire(__filename)('./target.js');

/** A text that fails: in which check, and where, so that the same flaw is kept once. */
interface Failure {
  readonly check: string;
  readonly key: string;
  readonly error: unknown;
}

const slow: Failure = { check: 'slow', key: 'slow', error: 'takes far longer than others' };
const growing: Failure = { check: 'growing', key: 'growing', error: 'grows too fast' };

function failureOf(text: string): Failure | undefined {
  for (const [check, run] of Object.entries(checksOfAnyText)) {
    try {
      run(text);
    } catch (error) {
      return { check, key: `${check} ${placeOf(error)}`, error };
    }
  }
  return undefined;
}

/** The first place in the target's code that an error names. */
function placeOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : String(error);
  return /target\.js:\d+:\d+/.exec(stack)?.[0] ?? stack.slice(0, 80);
}

/** Milliseconds that a text takes; the best of some runs. */
function timeOf(text: string, runs: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    checkOnce(text);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** True where four times the text takes far more than four times as long, whenever it is measured. */
function growsTooFast(text: string): boolean {
  const small = text.repeat(Math.ceil(5000 / Math.max(text.length, 1)));
  const large = small.repeat(4);
  return [1, 3, 7].every((runs) => timeOf(large, runs) > 12 * timeOf(small, runs) + 5);
}

/** True for a text that takes far longer than others of its length, whenever it is measured. */
function isSlow(text: string, usual: number): boolean {
  return [1, 3, 7].every((runs) => timeOf(text, runs) > 2 + 50 * usual * text.length);
}

function seeds(): readonly string[] {
  const files = ['test/fixtures/quiet', 'test/fixtures/broken', finds, 'samples'].flatMap(
    (folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.zone'))
        .map((name) => readFileSync(join(folder, name), 'utf8')),
  );
  const numbers = Array.from({ length: 60 }, (_, index) => index + 1);
  return [
    ...files,
    ...numbers.map((seed) => generateZone(seed, 8).text),
    ...numbers.map((seed) => generateMutant(seed).text),
  ];
}

class Fuzzer {
  readonly #coverage = new Coverage('/target.js');
  readonly #corpus: string[] = [];
  readonly #failures = new Map<string, string>();
  readonly #roll: Roll;
  #tried = 0;
  /** Milliseconds that a character takes in zones that are nothing special. */
  #usual = 0;

  constructor(seed: number) {
    let state = seed;
    // mulberry32
    this.#roll = (limit) => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
    };
  }

  /** @returns how many flaws were found */
  async run(deadline: number): Promise<number> {
    await this.#coverage.start();
    const zone = generateZone(1, 100).text;
    this.#usual = timeOf(zone, 50) / zone.length;
    for (const text of seeds()) await this.#try([text]);
    const seeded = this.#coverage.size;
    const mutant = (): string => mutate(this.#choose(), this.#choose(), this.#roll);
    while (Date.now() < deadline) await this.#try(Array.from({ length: batch }, mutant));
    const reached = `${this.#coverage.size} blocks and counts reached, ${seeded} of them by the seeds`;
    console.log(
      `${this.#tried} texts tried; ${reached}; ${this.#corpus.length} texts kept; ${this.#failures.size} flaws found`,
    );
    return this.#failures.size;
  }

  /** A text that reached something new; of those that were found lately, more often. */
  #choose(): string {
    const { length } = this.#corpus;
    const back = Math.min(this.#roll(length), this.#roll(length), this.#roll(2) * length + 50);
    return this.#corpus[length - 1 - Math.min(back, length - 1)] ?? '';
  }

  async #try(texts: readonly string[]): Promise<void> {
    for (const text of texts) {
      this.#tried++;
      const failure = failureOf(text);
      if (failure !== undefined) this.#report(text, failure);
      else if (isSlow(text, this.#usual)) this.#report(text, slow);
    }
    // Asking what ran takes longer than running it: only where there is something, one by one.
    if ((await this.#coverage.takeNew()).size === 0) return;
    for (const text of texts) {
      failureOf(text);
      const blocks = await this.#coverage.takeNew();
      if (blocks.size === 0) continue;
      this.#coverage.add(blocks);
      this.#corpus.push(text);
      if (this.#corpus.length % timedOf === 0 && growsTooFast(text)) this.#report(text, growing);
    }
  }

  #report(text: string, failure: Failure): void {
    if (this.#failures.has(failure.key)) return;
    const fails = (shorter: string): boolean => {
      if (failure === slow) return isSlow(shorter, this.#usual);
      if (failure === growing) return growsTooFast(shorter);
      return failureOf(shorter)?.key === failure.key;
    };
    const shortest = minimise(text, fails, Date.now() + 20_000);
    const hash = createHash('sha256').update(shortest).digest('hex').slice(0, 8);
    const file = join(finds, `${failure.check}-${hash}.zone`);
    mkdirSync(finds, { recursive: true });
    writeFileSync(file, shortest);
    this.#failures.set(failure.key, file);
    console.log(`${file}: ${JSON.stringify(shortest)}\n${describe(failure.error)}\n`);
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const [seconds = '60', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2);
console.log(`${seconds} s, seed ${seed}`);
new Fuzzer(Number(seed)).run(Date.now() + Number(seconds) * 1000).then(
  (found) => {
    process.exitCode = found === 0 ? 0 : 1;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 2;
  },
);
