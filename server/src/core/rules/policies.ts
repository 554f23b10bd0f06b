import type { AbsoluteName } from '../dns/name';
import { PlainSpf } from '../policy/plainSpf';
import type { PolicyProblem } from '../policy/problem';
import { isSpf } from '../policy/spf';
import { TextFacts } from '../policy/textFacts';
import { RRType } from '../syntax/mnemonics';
import { say } from '../text/message';
import { isNullMx, type MxSet } from '../zone/mxSet';
import { firstOfType, nextOfType } from '../zone/ofType';
import { type RecordText, recordText, textStartsWith } from '../zone/recordText';
import type { RecordIndex, Zone } from '../zone/zone';
import { findCut } from './cutText';
import type { Fix, Judgement } from './rule';
import { differentRecords } from './sameRecord';

const none: readonly RecordIndex[] = [];

/** The TXT records of an owner that start with a word and are what `isMeant` asks for. */
export function findTexts(
  zone: Zone,
  owner: AbsoluteName,
  word: string,
  isMeant: (text: string) => boolean,
): readonly RecordIndex[] {
  let found: RecordIndex[] | undefined;
  let record = firstOfType(zone, owner, RRType.TXT);
  for (; record >= 0; record = nextOfType(zone, record)) {
    if (!textStartsWith(zone, record, word) || !isMeant(recordText(zone, record).text)) continue;
    // What a semicolon cuts short is one mistake, and another rule's.
    if (findCut(zone, record) !== undefined) continue;
    if (found === undefined) found = [record];
    else found.push(record);
  }
  return found ?? none;
}

/** The SPF records of an owner, as receivers find them. */
export function spfRecords(zone: Zone, owner: AbsoluteName): readonly RecordIndex[] {
  return findTexts(zone, owner, 'v=spf1', isSpf);
}

/**
 * The PlainSpf bits of an owner that has one SPF record and that one of the usual kind, 0 for an
 * owner without any; -1 where a closer look is needed.
 */
export function plainSpfOf(zone: Zone, owner: AbsoluteName): number {
  let found = 0;
  let count = 0;
  let record = firstOfType(zone, owner, RRType.TXT);
  for (; record >= 0; record = nextOfType(zone, record)) {
    const facts = zone.records.facts.get(record);
    if (facts >= 0 && (facts & TextFacts.startsLikeSpf) === 0) continue;
    if (count++ > 0 || (facts & TextFacts.isPlainSpf) === 0 || facts < 0) return -1;
    found = facts & plainBits;
  }
  return found;
}

const plainBits = PlainSpf.lookups | PlainSpf.mx | PlainSpf.include;

/**
 * True where the owner says by a null MX, and by nothing else, that it takes no mail (RFC 7505), and
 * while its only MX record is half written.
 */
export function takesNoMail(zone: Zone, set: MxSet): boolean {
  return set.records.every((mx) => isNullMx(zone, mx));
}

/** A judgement for each problem, at the exact words. */
export function judgeText(
  found: RecordText,
  problems: readonly PolicyProblem[],
  mayLackBlank = true,
): readonly Judgement[] {
  return problems.map(({ start, end, message }) => {
    const span = found.spanOf(start, end);
    const seam = found.seams.find((at) => at > start && at < end);
    if (seam === undefined || !mayLackBlank) return { span, message };
    return { span, message, fixes: () => separateStrings(found, seam) };
  });
}

/** Strings are joined as they are: a blank between them has to be within the quotes of one. */
export function separateStrings(found: RecordText, seam: number): readonly Fix[] {
  const { end, file } = found.spanOf(seam - 1, seam);
  if (found.written({ file, start: end, end: end + 1 }) !== '"') return quoteWords(found);
  return [
    {
      title: say('Put a blank between the two strings'),
      grade: 'unsafe',
      edits: [{ span: { file, start: end, end }, text: ' ' }],
    },
  ];
}

/**
 * Judges the TXT records of an owner that may have one policy only: each by itself, and where there
 * are several, the second and later ones.
 */
export function judgeSingle(
  zone: Zone,
  owner: AbsoluteName,
  isMeant: (text: string) => boolean,
  check: (text: string) => readonly PolicyProblem[],
): readonly Judgement[] {
  const records = findTexts(zone, owner, '', isMeant);
  const flaws = records.flatMap((record) => {
    const text = recordText(zone, record);
    return judgeText(text, check(text.text));
  });
  if (flaws.length > 0 || records.length < 2) return flaws;
  const [, ...others] = differentRecords(zone, records);
  return others.map((record) => ({
    span: recordText(zone, record).span,
    message: say(
      'There is another record of this kind here. With several of them senders use none.',
    ),
  }));
}

/** The host whose SMTP service a TLSA record's owner stands for: what follows `_25._tcp`. */
export function exchangeOfTlsa({ names }: Zone, owner: AbsoluteName): AbsoluteName | undefined {
  if (!names.startsWith(owner, '_25')) return undefined;
  const protocol = names.parent(owner);
  return names.startsWith(protocol, '_tcp') ? names.parent(protocol) : undefined;
}

/** Without quotes each word is a string of its own. */
function quoteWords(found: RecordText): readonly Fix[] {
  const { span } = found;
  const words = found.written(span);
  if (!/^[^"();\\\r\n]{1,255}$/.test(words)) return [];
  return [
    {
      title: say('Put the whole text into quotes'),
      grade: 'unsafe',
      edits: [{ span, text: `"${words.replaceAll(/\s+/g, ' ')}"` }],
    },
  ];
}
