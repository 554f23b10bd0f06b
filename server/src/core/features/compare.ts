import type { Answer, Question } from '../resolve/resolver';
import { type Message, say } from '../text/message';
import type { Zone } from '../zone/zone';
import type { Published } from './askPublished';
import { layOut, linesOfAnswer, linesOfFile, type Row } from './compareLines';
import type { Compared, Comparison } from './compareQuestions';
import { answerFor, Disagreements } from './compareServers';
import { sayFailure } from './failureWords';

/** Two texts that differ where what is published differs from the file. */
export interface ComparedTexts {
  readonly published: string;
  readonly file: string;
}

/** How the texts are worded. */
export interface CompareOptions {
  readonly word: (message: Message) => string;
  /** The time of day of milliseconds since 1970, in the reader's notation and time zone. */
  readonly formatTime: (at: number) => string;
  /** Milliseconds that a question may take. */
  readonly timeout: number;
}

/** More questions without an answer than these are counted. */
const mostFailures = 20;

/** The question for an RRset. */
export function questionFor(zone: Zone, { owner, type }: Compared): Question {
  return { name: zone.names.text(owner), type };
}

/**
 * What is published and what the file has, as zone text in one layout and order. What could not be
 * asked is told in a comment and left out of both; where name servers differ, what the others say stands
 * in comments below what the newest says.
 */
export function writeComparison(
  zone: Zone,
  { sets, isCut }: Comparison,
  published: Published,
  options: CompareOptions,
): ComparedTexts {
  const comment = (message: Message): string =>
    `; ${options.word(message).replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')}\n`;
  const [left, right]: [Row[], Row[]] = [[], []];
  const failures: Message[] = [];
  const [main, ...others] = published.servers;
  const disagreements = new Disagreements(zone, others);
  sets.forEach((set, index) => {
    const answer = main && answerFor(set, index, main);
    if (answer === undefined) return;
    const here = linesOfFile(zone, set);
    const there = linesOfAnswer(zone, set, answer);
    if (there === undefined) failures.push(sayUnanswered(zone, set, answer, options.timeout));
    else if (here !== undefined) {
      left.push(...there, ...disagreements.find(set, index, there).map(comment));
      right.push(...here);
    }
  });
  const head = [
    sayWho(zone, published, options),
    ...disagreements.describe(published, options.timeout),
    ...(isCut ? [say('The zone has more names than are compared.')] : []),
    ...(zone.isComplete
      ? []
      : [say('Parts of the file could not be read; they are missing here.')]),
    ...failures.slice(0, mostFailures),
    ...(failures.length > mostFailures
      ? [say('{0} more questions got no answer.', failures.length - mostFailures)]
      : []),
  ].map(comment);
  const [texts, fileTexts] = layOut(left, right);
  return { published: head.join('') + texts, file: head.join('') + fileTexts };
}

function sayWho(
  zone: Zone,
  { servers: [main], silent, found }: Published,
  { formatTime, timeout }: CompareOptions,
): Message {
  const apex = zone.names.prose(zone.apex);
  if (main !== undefined)
    return say(
      '{0}: what {1} published at {2}, and what the file says',
      apex,
      main.soa.server,
      formatTime(main.soa.at),
    );
  const answers = [...silent.flatMap(({ soa }) => soa ?? []), found].filter(
    (answer) => answer !== undefined,
  );
  const [last] = answers;
  if (last === undefined || last.kind === 'rrset')
    return say('{0}: none of its name servers can be asked', apex);
  if (last.kind === 'failure')
    return say(
      '{0}: none of its name servers answers: {1}',
      apex,
      sayFailure(last.reason, last.server, timeout),
    );
  return say('{0}: {1} does not have this zone', apex, last.server);
}

function sayUnanswered(
  zone: Zone,
  { owner, type }: Compared,
  answer: Answer,
  timeout: number,
): Message {
  const why =
    answer.kind === 'failure' ? sayFailure(answer.reason, answer.server, timeout) : say('');
  return say('{0} of {1} is not compared: {2}', type, zone.names.prose(owner), why);
}
