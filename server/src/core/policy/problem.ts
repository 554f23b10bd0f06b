import type { Message } from '../text/message';

/** What is wrong with a stretch of a policy's text, in UTF-16 offsets from its start. */
export interface PolicyProblem {
  readonly start: number;
  readonly end: number;
  readonly message: Message;
}
