import { type Message, say } from '../text/message';
import type { PolicyProblem } from './problem';
import { checkReportUris } from './reportUri';
import { findRepeated, parseTags, placeOf, type Tag } from './tags';

/** True for an MTA-STS record, or what was meant to be one. */
export function isMeantAsMtaSts(text: string): boolean {
  return /^\s*v\s*=\s*STSv/i.test(text);
}

/** True for a TLSRPT record, or what was meant to be one. */
export function isMeantAsTlsrpt(text: string): boolean {
  return /^\s*v\s*=\s*TLSRPT/i.test(text);
}

/** What is wrong with the record that announces an MTA-STS policy (RFC 8461 3.1). */
export function checkMtaSts(text: string): readonly PolicyProblem[] {
  return badVersion(text, 'STSv1') ?? checkTags(text, checkId);
}

/** What is wrong with the record that says where TLS reports go (RFC 8460 3). */
export function checkTlsrpt(text: string): readonly PolicyProblem[] {
  return badVersion(text, 'TLSRPTv1') ?? checkTags(text, checkRua);
}

function badVersion(text: string, version: string): readonly PolicyProblem[] | undefined {
  if (new RegExp(`^v=${version}[ \\t]*;`).test(text)) return undefined;
  const semicolon = text.indexOf(';');
  const message = say(
    'The record starts with v={0} in these letters, then a semicolon. Senders pass over this one.',
    version,
  );
  return [{ start: 0, end: semicolon < 0 ? text.length : semicolon, message }];
}

function checkTags(
  text: string,
  check: (tags: readonly Tag[]) => readonly PolicyProblem[],
): readonly PolicyProblem[] {
  const { tags, problems } = parseTags(text);
  return [...problems, ...findRepeated(tags), ...check(tags)];
}

function checkId(tags: readonly Tag[]): readonly PolicyProblem[] {
  const id = tags.find(({ name }) => name === 'id');
  if (id === undefined)
    return missing(
      tags,
      say('The id is missing: senders can’t tell whether the policy has changed.'),
    );
  if (/^[A-Za-z0-9]{1,32}$/.test(id.value)) return [];
  const message = say(
    'An id has 1 to 32 letters and digits and nothing else; “{0}” has not.',
    id.value,
  );
  return [{ ...placeOf(id), message }];
}

function checkRua(tags: readonly Tag[]): readonly PolicyProblem[] {
  const rua = tags.find(({ name }) => name === 'rua');
  if (rua !== undefined) return checkReportUris(rua, false);
  return missing(tags, say('Without rua, no report is sent to anybody.'));
}

function missing(tags: readonly Tag[], message: Message): readonly PolicyProblem[] {
  const [first] = tags;
  return [{ start: first?.start ?? 0, end: first?.end ?? 1, message }];
}
