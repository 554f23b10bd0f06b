import type { Answer } from '../../resolve/resolver';
import { type Message, say } from '../../text/message';
import { sayFailure } from '../failureWords';

/** Why nothing is published, as far as the answer tells; `timeout` in milliseconds. */
export function sayNone(answer: Answer | undefined, timeout: number): Message {
  switch (answer?.kind) {
    case undefined:
      return say('asking…');
    case 'nxdomain':
      return say('the name does not exist (NXDOMAIN)');
    case 'nodata':
      return say('none (NODATA)');
    case 'failure':
      return sayFailure(answer.reason, answer.server, timeout);
    case 'rrset':
      return say('none');
  }
}
