import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Steps } from '../core/text/steps';
import { sliceTime } from './openDocuments';

/** What work takes turns by. */
export interface Turns {
  /** Milliseconds. */
  readonly clock: () => number;
  /** Runs something once others had a turn. */
  readonly later: (run: () => void) => void;
}

/** What a request's work depends on: who asks, and that what is looked at stays what it is. */
export interface WorkedFor {
  readonly token: CancellationToken;
  readonly isCurrent: () => boolean;
}

/**
 * Works in slices of time, others between them. The request fails with `RequestCancelled` or
 * `ContentModified` as soon as nobody wants the result, or it would be one of an older text.
 */
export async function inTurns<Result>(
  steps: Steps<Result>,
  { token, isCurrent }: WorkedFor,
  { clock, later }: Turns,
): Promise<Result> {
  for (;;) {
    for (const end = clock() + sliceTime; clock() < end; ) {
      const { done, value } = steps.next();
      if (done === true) return value;
    }
    await new Promise<void>((resume) => later(resume));
    if (token.isCancellationRequested)
      throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
    if (!isCurrent())
      throw new ResponseError(LSPErrorCodes.ContentModified, 'The document has changed.');
  }
}
