import { say } from '../text/message';
import type { PolicyProblem } from './problem';
import { checkReportUris } from './reportUri';
import { findRepeated, parseTags, placeOf, type TagList } from './tags';

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
  const { found, list } = check(text, 'STSv1');
  const id = list.tags.find(({ name }) => name === 'id');
  if (id === undefined)
    found.push(
      missing(list, say('The id is missing: senders can’t tell whether the policy has changed.')),
    );
  else if (!/^[A-Za-z0-9]{1,32}$/.test(id.value)) {
    const message = say(
      'An id has 1 to 32 letters and digits and nothing else; “{0}” has not.',
      id.value,
    );
    found.push({ ...placeOf(id), message });
  }
  return found;
}

/** What is wrong with the record that says where TLS reports go (RFC 8460 3). */
export function checkTlsrpt(text: string): readonly PolicyProblem[] {
  const { found, list } = check(text, 'TLSRPTv1');
  const rua = list.tags.find(({ name }) => name === 'rua');
  if (rua === undefined)
    found.push(missing(list, say('Without rua, no report is sent to anybody.')));
  else found.push(...checkReportUris(rua, false));
  return found;
}

function check(text: string, version: string): { found: PolicyProblem[]; list: TagList } {
  const list = parseTags(text);
  const found = [...list.problems, ...findRepeated(list.tags)];
  if (!new RegExp(`^v=${version}[ \\t]*;`).test(text)) {
    const semicolon = text.indexOf(';');
    const message = say(
      'The record starts with v={0} in these letters, then a semicolon. Senders pass over this one.',
      version,
    );
    found.push({ start: 0, end: semicolon < 0 ? text.length : semicolon, message });
  }
  return { found, list };
}

function missing({ tags }: TagList, message: PolicyProblem['message']): PolicyProblem {
  const [first] = tags;
  return { start: first?.start ?? 0, end: first?.end ?? 1, message };
}
