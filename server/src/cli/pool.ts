import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Files } from '../core/text/files';
import type { RunSettings } from './checkText';
import { type Job, type JobResult, runJob, sayEnded } from './job';
import type { Live } from './live';
import { OtherFiles } from './otherFiles';
import { runAhead } from './runAhead';

/**
 * Below this many bytes in all, threads take longer than they save (measured): each loads the command
 * and warms up on its own, in which time a warm thread checks some eight megabytes.
 */
const worthThreads = 16_000_000;

/** How threads are started. */
export interface ThreadChoice {
  /** The script that they run: the command itself. */
  readonly script: string;
  /** How many to use; undefined for one per core where that pays. */
  readonly count: number | undefined;
}

/** Does the jobs, several at once where that pays, and gives the results in the jobs' order. */
export async function* runJobs(
  jobs: readonly Job[],
  settings: RunSettings,
  files: Files,
  { script, count }: ThreadChoice,
  live?: Live,
): AsyncGenerator<JobResult> {
  const createOthers = (): OtherFiles => new OtherFiles(settings.others, settings.root, files);
  // All files share the answers, and mostly wait for them.
  if (live !== undefined) {
    yield* runAhead(jobs, (job) => runJob(job, settings, files, createOthers(), live));
    return;
  }
  const size = jobs.reduce((sum, job) => sum + job.size, 0);
  const usual = size < worthThreads ? 1 : availableParallelism();
  const threads = Math.min(count ?? usual, jobs.length);
  if (threads < 2) {
    const others = createOthers();
    for (const job of jobs) yield await runJob(job, settings, files, others);
    return;
  }
  const pool = new Pool(jobs, settings, script);
  try {
    pool.start(threads);
    for (let index = 0; index < jobs.length; index++) yield await pool.take(index);
  } finally {
    await pool.stop();
  }
}

/** How far the threads may run ahead of the output, in results that are kept. */
const maximumAhead = 256;

class Pool {
  readonly #jobs: readonly Job[];
  readonly #settings: RunSettings;
  readonly #script: string;
  readonly #workers = new Set<Worker>();
  readonly #idle: Worker[] = [];
  readonly #done = new Map<number, JobResult>();
  readonly #waiting = new Map<number, (result: JobResult) => void>();
  /** The job that each busy worker has. */
  readonly #current = new Map<Worker, number>();
  #next = 0;
  #taken = 0;
  #isStopped = false;

  constructor(jobs: readonly Job[], settings: RunSettings, script: string) {
    this.#jobs = jobs;
    this.#settings = settings;
    this.#script = script;
  }

  start(threads: number): void {
    for (let i = 0; i < threads; i++) this.#startWorker();
  }

  /** The result of a job; jobs are taken in their order. */
  async take(index: number): Promise<JobResult> {
    const result =
      this.#done.get(index) ??
      (await new Promise<JobResult>((resolve) => this.#waiting.set(index, resolve)));
    this.#done.delete(index);
    this.#taken = index + 1;
    for (const worker of this.#idle.splice(0)) this.#giveWork(worker);
    return result;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all([...this.#workers].map((worker) => worker.terminate()));
  }

  #startWorker(): void {
    const worker = new Worker(this.#script, { workerData: this.#settings });
    this.#workers.add(worker);
    worker.on('message', (result: JobResult) => {
      this.#finish(worker, result);
      this.#giveWork(worker);
    });
    worker.on('error', (error) => this.#lose(worker, error));
    this.#giveWork(worker);
  }

  #giveWork(worker: Worker): void {
    const job = this.#jobs[this.#next];
    if (this.#isStopped) return;
    if (job === undefined || this.#next - this.#taken >= maximumAhead) {
      this.#idle.push(worker);
      return;
    }
    this.#current.set(worker, this.#next++);
    worker.postMessage(job);
  }

  #finish(worker: Worker, result: JobResult): void {
    const index = this.#current.get(worker);
    if (index === undefined) return;
    this.#current.delete(worker);
    const resolve = this.#waiting.get(index);
    this.#waiting.delete(index);
    this.#done.set(index, result);
    resolve?.(result);
  }

  /** A thread that ran out of memory costs its file; another thread goes on with the others. */
  #lose(worker: Worker, error: unknown): void {
    this.#workers.delete(worker);
    const index = this.#current.get(worker);
    const path = index === undefined ? undefined : this.#jobs[index]?.path;
    if (path !== undefined) this.#finish(worker, { path, problem: sayEnded(error) });
    if (!this.#isStopped && index !== undefined) this.#startWorker();
  }
}
