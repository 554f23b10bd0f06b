import { isSpf, parseSpf, type SpfTerm } from '../../policy/spf';
import { maximumLookups } from '../../policy/spfLookups';
import { RRType } from '../../syntax/mnemonics';
import { type Message, say } from '../../text/message';
import { type RecordText, recordText } from '../../zone/recordText';
import type { RecordIndex, Zone } from '../../zone/zone';
import { describeSpfTerm } from '../spfWords';
import { type HoverDns, targetInFile, targetOf, type World, type WrittenPage } from './inquiries';
import type { HoverPlace, HoverTarget } from './page';
import { publishedPolicy, recordRow, sayFirst, sayNone, shorten } from './published';
import { expandSpf, type SpfExpansion, type UnknownName } from './spfExpansion';
import { fileFacts, longestText, publishedFacts } from './worldFacts';

/** Networks, or names, that are listed; the others are counted. */
const mostListed = 8;

/** Look-ups without an answer that receivers allow (RFC 7208 4.6.4). */
const maximumVoids = 2;

/** An SPF record: each term in words, and at any other place what the whole of it comes to. */
export function findSpfHover({ zone, offset, record }: HoverPlace): HoverTarget | undefined {
  if (zone.records.types.get(record) !== RRType.TXT) return undefined;
  const text = recordText(zone, record);
  if (text.text.length > longestText || !isSpf(text.text)) return undefined;
  const term = findTerm(text, offset);
  return term === undefined
    ? wholeRecord(zone, record, text.text)
    : oneTerm(zone, record, text, term);
}

function wholeRecord(zone: Zone, record: RecordIndex, own: string): HoverTarget {
  const owner = zone.ownerOf(record);
  const name = zone.names.text(owner);
  const page = {
    title: zone.names.prose(owner),
    remarks: [say('{0}', 'SPF')],
    sentences: describeWhole(parseSpf(own).terms),
  };
  const question = { name, own, isMeant: isSpf };
  const place = { span: zone.recordSpan(record), hasName: zone.names.isKnown(owner) };
  return targetOf(place, (world) => {
    if (world === undefined) return { ...page, rows: fileRows(zone, own, name) };
    const published = publishedPolicy(world.dns, name, isSpf);
    const rows = compareRows(zone, own, published, name, world);
    return { ...page, rows: [recordRow(question, world), ...rows] };
  });
}

/** Terms whose networks DNS has. */
const followed: ReadonlySet<string> = new Set(['include', 'redirect', 'a', 'mx']);

function oneTerm(zone: Zone, record: RecordIndex, text: RecordText, term: SpfTerm): HoverTarget {
  const owner = zone.ownerOf(record);
  const name = zone.names.text(owner);
  const span = text.spanOf(term.start, term.end);
  const word = text.text.slice(term.start, term.end);
  const page = {
    title: shorten(word),
    remarks: [say('{0}', 'SPF')],
    sentences: describeSpfTerm(term),
  };
  if (!term.isUsed || !followed.has(term.name)) return targetInFile(span, { ...page, rows: [] });
  const alone = `v=spf1 ${word}`;
  return targetOf({ span, hasName: zone.names.isKnown(owner) }, (world) => ({
    ...page,
    rows:
      world === undefined
        ? fileRows(zone, alone, name)
        : compareRows(zone, alone, alone, name, world),
  }));
}

function findTerm(text: RecordText, offset: number): SpfTerm | undefined {
  return parseSpf(text.text).terms.find(({ start, end }) => {
    const span = text.spanOf(start, end);
    return offset >= span.start && offset <= span.end;
  });
}

/** What becomes of senders whom no term matches. */
function describeWhole(terms: readonly SpfTerm[]): readonly Message[] {
  const last = terms.find(({ name, isUsed }) => isUsed && (name === 'all' || name === 'redirect'));
  const what = say('Who may send mail with this name in the envelope.');
  return last === undefined
    ? [what, say('Nothing is said of others: neutral.')]
    : [what, ...describeSpfTerm(last)];
}

type Rows = WrittenPage['rows'];

/** What a record of the file comes to, beside what the published one does. */
function compareRows(
  zone: Zone,
  inFile: string,
  published: string | undefined,
  name: string,
  { dns, timeout }: World,
): Rows {
  const world = publishedFacts(dns);
  const file = expandSpf(inFile, name, fileFacts(zone, world));
  const there = published === undefined ? undefined : expandSpf(published, name, world);
  return rowsOf(file, there, { isWaiting: dns.isWaiting(), why: whyUnknown(dns, timeout) });
}

function fileRows(zone: Zone, inFile: string, name: string): Rows {
  const file = expandSpf(inFile, name, fileFacts(zone, undefined));
  return rowsOf(file, undefined, { isWaiting: false, why: () => undefined });
}

/** How the asking stands. */
interface Asking {
  readonly isWaiting: boolean;
  /** Why the records of a name are not known, where DNS has said so. */
  readonly why: (unknown: UnknownName) => Message | undefined;
}

function whyUnknown(dns: HoverDns, timeout: number): Asking['why'] {
  return ({ name, types }) => {
    const failed = types
      .map((type) => dns.ask(name, type))
      .find((answer) => answer?.kind === 'failure');
    return failed === undefined ? undefined : sayNone(failed, timeout);
  };
}

function rowsOf(
  file: SpfExpansion,
  published: SpfExpansion | undefined,
  { isWaiting, why }: Asking,
): Rows {
  const row = (what: Message, tell: (side: SpfExpansion) => Message | undefined) => [
    what,
    tell(file),
    published && tell(published),
  ];
  const both = published === undefined ? [file] : [file, published];
  const rows: (readonly (Message | undefined)[])[] = [
    row(say('Look-ups'), sayLookups),
    row(say('Networks'), (side) =>
      side === published && isSameList(file.networks, side.networks) && side.networks.length > 0
        ? say('the same')
        : sayNetworks(side),
    ),
  ];
  if (both.some(({ voids }) => voids > 0))
    rows.push(
      row(say('Void look-ups'), ({ voids }) =>
        voids > maximumVoids
          ? say('**{0}**: receivers may stop after {1}', voids, maximumVoids)
          : say('{0}', voids),
      ),
    );
  if (both.some(({ missing }) => missing.length > 0))
    rows.push(
      row(say('Without one SPF record'), ({ missing }) => sayFirst(missing.map(prose), mostListed)),
    );
  if (both.some(({ unknown }) => unknown.length > 0))
    rows.push(
      row(isWaiting ? say('Still asking') : say('Not known'), ({ unknown }) =>
        sayUnknown(unknown, why),
      ),
    );
  return rows;
}

function prose(name: string): string {
  return name.replace(/\.$/, '');
}

/** The names in a row, each with what DNS said instead of an answer. */
function sayUnknown(unknown: readonly UnknownName[], why: Asking['why']): Message {
  const [first = say(''), ...others] = unknown.slice(0, mostListed).map((each) => {
    const reason = why(each);
    const name = shorten(prose(each.name));
    return reason === undefined ? say('{0}', name) : say('{0} ({1})', name, reason);
  });
  const listed = others.reduce((before, each) => say('{0}, {1}', before, each), first);
  const more = unknown.length - mostListed;
  return more > 0 ? say('{0} and {1} more', listed, more) : listed;
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.toSorted().join() === other.toSorted().join();
}

function sayLookups({ lookups, isCut, unknown }: SpfExpansion): Message {
  const count = isCut || unknown.length > 0 ? say('at least {0}', lookups) : say('{0}', lookups);
  return lookups > maximumLookups
    ? say('**{0}**: receivers stop after {1} and use nothing of the record', count, maximumLookups)
    : say('{0} of {1}', count, maximumLookups);
}

function sayNetworks({ networks, isOpen }: SpfExpansion): Message {
  const open = say('some depend on the sender');
  if (networks.length === 0) return isOpen ? open : say('none');
  const listed = say('{0}: {1}', networks.length, sayFirst(networks, mostListed));
  return isOpen ? say('{0}; {1}', listed, open) : listed;
}
