import type { Answer, AnswerRecord, Question } from '../resolve/resolver';
import { RRType } from '../syntax/mnemonics';
import { scan } from '../syntax/scanner';
import { type Message, say } from '../text/message';
import { buildZone } from '../zone/build';
import { canonicalRdata } from '../zone/canonical';
import { lookUp } from '../zone/lookup';
import type { RecordIndex, Zone } from '../zone/zone';
import type { Published } from './askPublished';
import type { Compared, Comparison } from './compareQuestions';
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

/** A record in canonical notation. */
interface Line {
  readonly owner: string;
  readonly ttl: number;
  readonly type: string;
  readonly rdata: string;
}

/** The widest that a column of owners gets; a longer one pushes only its own line. */
const widestOwner = 48;

/** More questions without an answer than these are counted. */
const mostFailures = 20;

/** The question for an RRset. */
export function questionFor(zone: Zone, { owner, type }: Compared): Question {
  return { name: zone.names.text(owner), type };
}

/**
 * What is published and what the file has, as zone text in one layout and order. What could not be
 * asked is told in a comment and left out of both.
 */
export function writeComparison(
  zone: Zone,
  { sets, isCut }: Comparison,
  published: Published,
  options: CompareOptions,
): ComparedTexts {
  const [left, right]: [Line[], Line[]] = [[], []];
  const failures: Message[] = [];
  sets.forEach((set, index) => {
    const answer = published.kind === 'answered' ? answerFor(set, index, published) : undefined;
    if (answer === undefined) return;
    const here = linesOfFile(zone, set);
    const there = linesOfAnswer(zone, set, answer);
    if (there === undefined) failures.push(sayUnanswered(zone, set, answer, options.timeout));
    else if (here !== undefined) {
      left.push(...there);
      right.push(...here);
    }
  });
  const head = [
    sayWho(zone, published, options),
    ...(isCut ? [say('The zone has more names than are compared.')] : []),
    ...(zone.isComplete
      ? []
      : [say('Parts of the file could not be read; they are missing here.')]),
    ...failures.slice(0, mostFailures),
    ...(failures.length > mostFailures
      ? [say('{0} more questions got no answer.', failures.length - mostFailures)]
      : []),
  ].map((message) => `; ${options.word(message).replaceAll(/\p{Cc}+/gu, ' ')}\n`);
  const [texts, others] = layOut(left, right);
  return { published: head.join('') + texts, file: head.join('') + others };
}

function answerFor(
  { type }: Compared,
  index: number,
  { soa, answers }: Published & { readonly kind: 'answered' },
): Answer | undefined {
  // It has been asked for already, to find out who has the zone.
  return type === 'SOA' ? soa : answers[index];
}

/** What the zone answers; undefined for what is not its own to say. */
function linesOfFile(zone: Zone, { owner, type }: Compared): readonly Line[] | undefined {
  const answer = lookUp(zone, owner);
  if (answer.kind === 'unknown' || answer.kind === 'elsewhere') return undefined;
  const name = zone.names.text(owner);
  if (answer.kind === 'alias')
    return answer.byDname ? undefined : [lineOf(zone, name, 'CNAME', answer.record)];
  if (answer.kind === 'nxdomain') return [];
  const records = zone
    .recordsOf(answer.owner, RRType[type])
    .filter((record) => !zone.isFlawed(record));
  const [first] = records;
  // Within an RRset there is one TTL only (RFC 2181 5.2); name servers take the first.
  const ttl = first === undefined ? 0 : ttlOf(zone, first);
  return inOrder(records.map((record) => ({ ...lineOf(zone, name, type, record), ttl })));
}

function lineOf(zone: Zone, owner: string, type: string, record: RecordIndex): Line {
  return { owner, ttl: ttlOf(zone, record), type, rdata: canonicalRdata(zone, record) };
}

/** A record without any TTL before it has the SOA's minimum. */
function ttlOf(zone: Zone, record: RecordIndex): number {
  const ttl = zone.records.ttls.get(record);
  if (ttl >= 0) return ttl;
  const [soa] = zone.recordsOf(zone.apex, RRType.SOA);
  return soa === undefined ? 0 : Number(canonicalRdata(zone, soa).split(' ').at(-1));
}

/** What an answer says of a name itself; undefined where it says nothing. */
function linesOfAnswer(
  zone: Zone,
  { owner }: Compared,
  answer: Answer,
): readonly Line[] | undefined {
  const name = zone.names.text(owner);
  const [alias] = answer.aliases ?? [];
  if (alias !== undefined) return [lineOfAnswer(name, alias)];
  if (answer.kind === 'failure') return undefined;
  if (answer.kind !== 'rrset') return [];
  return inOrder(answer.records.map((record) => lineOfAnswer(name, record)));
}

function lineOfAnswer(owner: string, { ttl, type, data }: AnswerRecord): Line {
  return { owner, ttl, type, rdata: canonicalData(type, data) };
}

/** RDATA of an answer as the file's is written; what is not understood, as far as it can be shown. */
function canonicalData(type: string, data: string): string {
  const zone = buildZone(scan(`. 0 IN ${type} ${data}`), { origin: '.' });
  const isSound = zone.records.length === 1 && zone.errors.length === 0;
  return isSound ? canonicalRdata(zone, 0 as RecordIndex) : data.replaceAll(/[^ -~]+/g, '?');
}

function inOrder(lines: readonly Line[]): readonly Line[] {
  return lines.toSorted((a, b) => (a.rdata < b.rdata ? -1 : 1));
}

/** Both texts in columns of the same widths. */
function layOut(...both: readonly [readonly Line[], readonly Line[]]): readonly [string, string] {
  const all = both.flat();
  const widest = (lengths: readonly number[]): number =>
    lengths.reduce((a, b) => Math.max(a, b), 0);
  const owner = Math.min(widest(all.map((line) => line.owner.length)), widestOwner);
  const ttl = widest(all.map((line) => String(line.ttl).length));
  const type = widest(all.map((line) => line.type.length));
  const write = (line: Line): string =>
    `${line.owner.padEnd(owner)} ${String(line.ttl).padStart(ttl)} IN ${line.type.padEnd(type)} ${line.rdata}\n`;
  const [left, right] = both.map((lines) => [...new Set(lines.map(write))].join(''));
  return [left ?? '', right ?? ''];
}

function sayWho(
  zone: Zone,
  published: Published,
  { formatTime, timeout }: CompareOptions,
): Message {
  const apex = zone.names.prose(zone.apex);
  if (published.kind === 'answered') {
    const { server, at } = published.soa;
    return say(
      '{0}: what {1} published at {2}, and what the file says',
      apex,
      server,
      formatTime(at),
    );
  }
  const { last } = published;
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
