import type { AbsoluteName } from '../dns/name';
import { type Message, say } from '../text/message';
import { isAlias, type ZoneAnswer } from '../zone/lookup';
import type { OtherAnswer } from '../zone/otherZones';
import type { Zone } from '../zone/zone';
import { typeSpan } from './edits';
import type { Related } from './rule';

/** What is said of a name, with the file that it is known from where that is another zone’s. */
export function knownFrom(answer: ZoneAnswer, message: Message): Message {
  return namingFiles(message, saidIn(answer));
}

/** What the file of another zone says, if it does. */
export function saidIn(answer: ZoneAnswer): readonly OtherAnswer[] {
  return answer.kind === 'elsewhere' ? [answer.said] : [];
}

/** A message, and the other zones’ files that it is known from. */
export function namingFiles(message: Message, said: readonly OtherAnswer[]): Message {
  const files = [...new Set(said.map(({ file }) => file))];
  return files.reduce((words, file) => say('{0} This is known from {1}.', words, file), message);
}

/** Where a name is made an alias; nothing for one that is none. */
export function relatedAlias(
  zone: Zone,
  name: AbsoluteName,
  answer: ZoneAnswer,
): readonly Related[] {
  if (!isAlias(answer)) return [];
  const message = say('{0} is made an alias here.', zone.names.prose(name));
  if (answer.kind === 'alias') return [{ span: typeSpan(zone, answer.record), message }];
  return relatedRecord(answer, message);
}

/** Where the file of another zone has the name, if it does. */
export function relatedRecord(answer: ZoneAnswer, message: Message): readonly Related[] {
  const place = answer.kind === 'elsewhere' ? answer.said.place : undefined;
  return place === undefined ? [] : [{ span: place, message }];
}
