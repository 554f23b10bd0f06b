import { FileProblem, type Files } from '../core/text/files';
import { type Message, say } from '../core/text/message';
import { type CheckedFile, checkText, type FileSettings, type RunSettings } from './checkText';
import type { Input } from './inputs';
import type { Live } from './live';
import type { OtherFiles } from './otherFiles';

/** One file to check. */
export interface Job extends Input {
  readonly settings: FileSettings;
  /** The text, where it can't be read again, as of standard input. */
  readonly text?: string;
}

/** A checked file, or why it was not. */
export type JobResult = { readonly path: string } & (
  | { readonly checked: CheckedFile; readonly problem?: never }
  | { readonly problem: Message; readonly checked?: never }
);

/** The result of a check, also where it fails. */
export async function runJob(
  job: Job,
  settings: RunSettings,
  files: Files,
  others: OtherFiles,
  live?: Live,
): Promise<JobResult> {
  const { path } = job;
  try {
    const text = job.text ?? others.keptText(path) ?? (await readInput(job, files));
    const all = { ...settings, ...job.settings };
    return { path, checked: await checkText(path, text, all, files, others, live) };
  } catch (error) {
    return { path, problem: error instanceof FileProblem ? error.words : sayEnded(error) };
  }
}

/** A file that brings the check down, such as by its size, is not to take the others with it. */
export function sayEnded(error: unknown): Message {
  return say('the check ended before its time: {0}', String(error));
}

export function readInput(input: Input, files: Files): Promise<string> {
  return input.isStandardInput ? files.readStandardInput() : files.read(input.path);
}
