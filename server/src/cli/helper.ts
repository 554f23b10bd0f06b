import { Worker } from 'node:worker_threads';
import type { ToldState } from '../core/zone/guessState';
import type { SecondHalf } from '../core/zone/halves';
import type { WorkerTask } from './worker';

/** The second half of a file, for another thread to read. */
export interface HelperOrder {
  /** ASCII, alone in their buffer, which changes its thread. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where it starts in the file. */
  readonly base: number;
  /** What it is probably read with. */
  readonly before: ToldState;
}

/** The text of bytes that are ASCII. */
export function decodeAscii(bytes: Uint8Array, start = 0, end = bytes.length): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return buffer.toString('latin1', start, end);
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
      this.#worker.postMessage(order, [order.bytes.buffer]);
    });
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}
