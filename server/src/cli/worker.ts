import { parentPort, workerData } from 'node:worker_threads';
import type { Files } from '../core/text/files';
import type { RunSettings } from './checkText';
import { type Job, runJob } from './job';
import { OtherFiles } from './otherFiles';

/** What a worker thread does: each file that it is sent, until it is ended. */
export function runWorker(files: Files): void {
  const settings: RunSettings = workerData;
  const others = new OtherFiles(settings.others, settings.root, files);
  parentPort?.on('message', (job: Job) => {
    // Running out of memory ends the thread, and the pool says so.
    void runJob(job, settings, files, others).then((result) => parentPort?.postMessage(result));
  });
}
