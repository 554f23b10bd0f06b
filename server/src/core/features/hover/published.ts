import type { Answer } from '../../resolve/resolver';
import { sayDuration } from '../../text/duration';
import { type Message, say } from '../../text/message';
import { sayFailure } from '../failureWords';
import type { HoverDns, World } from './inquiries';
import { publishedTexts } from './worldFacts';

/** What a reader should not miss. */
export function emphasize(message: Message): Message {
  return say('**{0}**', message);
}

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

/** Characters of a text from a file or from DNS that are shown. */
const mostShown = 300;

/** The start of a text, where it is long. */
export function shorten(text: string): string {
  return text.length > mostShown ? `${text.slice(0, mostShown)}…` : text;
}

/** Things in a row: the first of them, and of each no more than can be read. */
export function sayFirst(items: readonly string[], most: number): Message {
  const shown = items.slice(0, most).map(shorten).join(', ');
  const more = items.length - most;
  return more > 0 ? say('{0} and {1} more', shown, more) : say('{0}', shown);
}

/** The text of the one kind that is published; undefined for none, or as long as it is not known. */
export function publishedPolicy(
  dns: HoverDns,
  name: string,
  isMeant: (text: string) => boolean,
): string | undefined {
  return publishedTexts(dns, name)?.find(isMeant);
}

/** Whether the published record is the file's. */
export function recordRow(
  { name, own, isMeant }: PolicyQuestion,
  { dns, timeout }: World,
): readonly Message[] {
  const answer = dns.ask(name, 'TXT');
  const texts = publishedTexts(dns, name)?.filter(isMeant) ?? [];
  const said = (): Message => {
    if (answer?.kind !== 'rrset') return sayNone(answer, timeout);
    const [text] = texts;
    if (text === undefined) return emphasize(say('not published'));
    const ttl = say('TTL {0}', sayDuration(answer.ttl));
    if (texts.includes(own)) return say('{0} · {1}', say('the same'), ttl);
    return say('{0} · {1}', emphasize(say('differs: {0}', shorten(text))), ttl);
  };
  return [say('Record'), say('{0} characters', own.length), said()];
}

/** A policy in a TXT record: where it is, what the file says, and how it is told from other texts. */
export interface PolicyQuestion {
  /** Absolute, with its final dot. */
  readonly name: string;
  readonly own: string;
  readonly isMeant: (text: string) => boolean;
}
