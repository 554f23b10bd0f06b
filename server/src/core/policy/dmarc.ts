import { type Message, say } from '../text/message';
import type { PolicyProblem } from './problem';
import { checkReportUris } from './reportUri';
import { findRepeated, parseTags, placeOf, splitValue, type Tag } from './tags';

/** How receivers find a DMARC record among the TXT records of a name (RFC 9989); case counts. */
const version = /^v[ \t]*=[ \t]*DMARC1[ \t]*(?:;|$)/;

export function isDmarc(text: string): boolean {
  return version.test(text);
}

const nearly = /^\s*v\s*(?:=\s*)?dmarc|;\s*v\s*=\s*dmarc1\s*(?:;|$)/i;

/** True for a text that was meant to be a DMARC record, whether receivers know it as one or not. */
export function isMeantAsDmarc(text: string): boolean {
  return isDmarc(text) || nearly.test(text);
}

const policies = ['none', 'quarantine', 'reject'];

/** The values that tags take; what is not listed is free, or unknown and passed over. */
const values: Readonly<Record<string, readonly string[]>> = {
  p: policies,
  sp: policies,
  np: policies,
  adkim: ['r', 's'],
  aspf: ['r', 's'],
  psd: ['y', 'n', 'u'],
  t: ['y', 'n'],
};

/** What a tag takes; nothing for one that is free. */
export function dmarcValues(tag: string): readonly string[] {
  return (Object.hasOwn(values, tag) ? values[tag] : undefined) ?? [];
}

/** What is wrong with a DMARC record (RFC 9989 4.7); pct, rf and ri of RFC 7489 are passed over. */
export function checkDmarc(text: string): readonly PolicyProblem[] {
  if (!isDmarc(text)) return [badVersion(text)];
  const { tags, problems } = parseTags(text);
  const found = [...problems, ...findRepeated(tags), ...tags.flatMap(checkTag)];
  const says = (name: string): boolean => tags.some((tag) => tag.name === name);
  if (found.length === 0 && !says('p') && !says('rua')) {
    const [first] = tags;
    const message = say('Neither p nor rua is there: this record does nothing.');
    found.push({ start: 0, end: first?.end ?? text.length, message });
  }
  return found;
}

/** The policy that holds for a name at the record, or below it. */
export function policyOf(text: string, isBelow: boolean): string {
  const { tags } = parseTags(text);
  const find = (name: string): string | undefined =>
    tags.find((tag) => tag.name === name)?.value.toLowerCase();
  return (isBelow ? find('sp') : undefined) ?? find('p') ?? 'none';
}

function badVersion(text: string): PolicyProblem {
  const start = text.length - text.trimStart().length;
  const semicolon = text.indexOf(';', start);
  const end = semicolon < 0 ? text.length : semicolon;
  const message = say(
    'A DMARC record starts with v=DMARC1 in these letters, then a semicolon. Receivers pass over this one.',
  );
  return { start: start < end ? start : 0, end, message };
}

function checkTag(tag: Tag): readonly PolicyProblem[] {
  const { name, value } = tag;
  if (name === 'rua' || name === 'ruf') return checkReportUris(tag, true);
  if (name === 'fo')
    return splitValue(tag, ':').flatMap(({ text, start, end }) =>
      /^[01ds]$/i.test(text) ? [] : [problem(tag, start, end, badValue(tag, text, '0, 1, d, s'))],
    );
  const allowed = Object.hasOwn(values, name) ? values[name] : undefined;
  if (allowed === undefined || allowed.includes(value.toLowerCase())) return [];
  const place = placeOf(tag);
  return [problem(tag, place.start, place.end, badValue(tag, value, allowed.join(', ')))];
}

function problem(tag: Tag, start: number, end: number, message: Message): PolicyProblem {
  return start < end ? { start, end, message } : { start: tag.start, end: tag.end, message };
}

function badValue(tag: Tag, value: string, allowed: string): Message {
  return say('“{0}” is one of {1}; “{2}” is none of them.', tag.name, allowed, value);
}
