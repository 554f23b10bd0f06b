import type { Judgement } from '../rules/rule';
import { type Message, say } from '../text/message';

/** What a finding says, and whose answer it follows from where DNS was asked. */
export function sayFinding(
  { message, asked }: Judgement,
  formatTime: (at: number) => string,
): Message {
  if (asked === undefined) return message;
  return say('{0} Asked {1} at {2}.', message, asked.server, formatTime(asked.at));
}
