import { Worker } from 'node:worker_threads';
import type { ToldState } from '../core/zone/guessState';
import type { SecondHalf } from '../core/zone/halves';
import type { WorkerTask } from './worker';

/** The second half of a file, for another thread to read. */
export interface HelperOrder {
  readonly text: string;
  /** Where it starts in the file. */
  readonly base: number;
  /** What it is probably read with. */
  readonly before: ToldState;
}

/** Reading makes next to nothing that the engine is to look after: it would only keep more garbage. */
const youngMegabytes = 3;

/** The other thread, as seen from the one that starts it. */
export class Helper {
  readonly #worker: Worker;
  #isLost = false;

  constructor(script: string) {
    const task: WorkerTask = { kind: 'help' };
    this.#worker = new Worker(script, {
      workerData: task,
      resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes },
    });
    // Such as by running out of memory: then this thread does all alone.
    for (const end of ['error', 'exit'])
      this.#worker.on(end, () => {
        this.#isLost = true;
      });
  }

  /** What the other thread reads; undefined where it can't, or is no longer there. */
  read(order: HelperOrder): Promise<SecondHalf | undefined> {
    if (this.#isLost) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      this.#worker.once('message', resolve);
      this.#worker.once('exit', () => resolve(undefined));
      this.#worker.postMessage(order);
    });
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}
