import type { FailureReason } from '../resolve/resolver';
import { sayDuration } from '../text/duration';
import { type Message, say } from '../text/message';

/** Why there is no answer, in plain words; `timeout` in milliseconds. */
export function sayFailure(reason: FailureReason, server: string, timeout: number): Message {
  const who = server === '' ? say('the resolver') : say('{0}', server);
  switch (reason) {
    case 'timeout':
      return say('{0} did not answer within {1}', who, sayTimeout(timeout));
    case 'servfail':
      return say('{0} could not find out (SERVFAIL)', who);
    case 'refused':
      return say('{0} refuses to answer (REFUSED)', who);
    case 'malformed':
      return say('{0} answered, but not with a DNS answer', who);
    case 'unreachable':
      return say('{0} can’t be reached: offline, or no resolver there', who);
    case 'certificate':
      return say('the certificate of {0} can’t be verified', who);
    case 'offline':
      return say('not asked: DNS can’t be reached at the moment');
    case 'captive':
      return say('{0} answers for names that do not exist: is there a portal to sign in to?', who);
    case 'over-budget':
      return say('not asked: too many questions for one zone');
    case 'no-server':
      return say('there is no resolver to ask: see the setting zoneMx.live.servers');
    case 'unsupported':
      return say('a browser can’t ask {0}: it asks over HTTPS only', who);
    case 'alias-loop':
      return say('its aliases lead in a circle');
    case 'bad-name':
      return say('this name can’t be asked for');
    case 'cancelled':
      return say('not asked to the end');
  }
}

function sayTimeout(timeout: number): Message {
  return timeout < 1000 ? say('{0} ms', timeout) : sayDuration(Math.round(timeout / 1000));
}
