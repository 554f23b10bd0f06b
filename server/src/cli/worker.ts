import { parentPort, workerData } from 'node:worker_threads';
import type { Files } from '../core/text/files';
import { buffersOf, readSecondHalf } from '../core/zone/halves';
import type { RunSettings } from './checkText';
import type { HelperOrder } from './helper';
import { type Job, runJob } from './job';
import { OtherFiles } from './otherFiles';

/** What a worker thread is started for: files that it is sent, or a half of one. */
export type WorkerTask =
  | { readonly kind: 'files'; readonly settings: RunSettings }
  | { readonly kind: 'help' };

/** What a worker thread does, until it is ended. */
export function runWorker(files: Files): void {
  const task: WorkerTask = workerData;
  // Running out of memory ends the thread, and whoever started it says so.
  if (task.kind === 'files') {
    const { settings } = task;
    const others = new OtherFiles(settings.others, settings.root, files);
    parentPort?.on('message', (job: Job) => {
      void runJob(job, settings, files, others).then((result) => parentPort?.postMessage(result));
    });
  } else
    parentPort?.on('message', ({ text, base, before }: HelperOrder) => {
      const found = readSecondHalf(text, base, before);
      parentPort?.postMessage(found, found === undefined ? [] : buffersOf(found));
    });
}
