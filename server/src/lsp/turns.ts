import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Steps } from '../core/text/steps';
import { type Snapshot, sliceTime } from './openDocuments';

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
  work: WorkedFor,
  { clock, later }: Turns,
): Promise<Result> {
  for (;;) {
    for (const end = clock() + sliceTime; clock() < end; ) {
      const { done, value } = steps.next();
      if (done === true) return value;
    }
    await new Promise<void>((resume) => later(resume));
    endUnlessWanted(work);
  }
}

/** Ends the work for a request where nobody wants its result any more. */
export function endUnlessWanted({ token, isCurrent }: WorkedFor): void {
  if (token.isCancellationRequested)
    throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
  if (!isCurrent())
    throw new ResponseError(LSPErrorCodes.ContentModified, 'The document has changed.');
}

/** What work on a document needs; `Seen` is what the document looks like at a time. */
interface DocumentTools<Seen> {
  readonly settled: (uri: string) => Promise<Seen | undefined>;
  readonly turns: Turns;
}

/** So often work begins anew on the same text. */
const mostAttempts = 8;

/**
 * Works on a document in slices of time, and begins anew where not its text has changed, but what it
 * is read with: a file that it includes, another zone. Null where it is not open.
 */
export async function inTurnsOn<Seen extends Pick<Snapshot, 'version' | 'isCurrent'>, Result>(
  uri: string,
  steps: (snapshot: Seen) => Steps<Result>,
  token: CancellationToken,
  { settled, turns }: DocumentTools<Seen>,
): Promise<Result | null> {
  let version: number | undefined;
  for (let attempt = 1; ; attempt++) {
    const snapshot = await settled(uri);
    if (snapshot === undefined) return null;
    const isSameText = version === undefined || version === snapshot.version;
    version = snapshot.version;
    const isCurrent = (): boolean => isSameText && snapshot.isCurrent();
    endUnlessWanted({ token, isCurrent });
    try {
      return await inTurns(steps(snapshot), { token, isCurrent }, turns);
    } catch (error) {
      if (attempt >= mostAttempts || !isModified(error)) throw error;
    }
  }
}

function isModified(error: unknown): boolean {
  return error instanceof ResponseError && error.code === LSPErrorCodes.ContentModified;
}
