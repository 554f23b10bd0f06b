import { say } from '../text/message';
import type { PolicyProblem } from './problem';

/** One `name=value` of a list that is separated by semicolons. */
export interface Tag {
  readonly name: string;
  /** Without the blanks around it. */
  readonly value: string;
  /** From the name to the end of the value. */
  readonly start: number;
  readonly end: number;
  /** Where the value starts; it ends where the tag ends. */
  readonly valueStart: number;
}

export interface TagList {
  readonly tags: readonly Tag[];
  /** Parts that are no tag. */
  readonly problems: readonly PolicyProblem[];
}

/** Names of tags have no blanks and no dots. */
const tagPattern = /^([A-Za-z][A-Za-z0-9_]*)([ \t\r\n]*=[ \t\r\n]*)(.*)$/s;

/** More tags than these are no policy; what follows is not looked at. */
const maximumTags = 100;

/** Reads tags as DKIM, DMARC, MTA-STS and TLSRPT have them (RFC 6376 3.2); empty parts are passed over. */
export function parseTags(text: string): TagList {
  const tags: Tag[] = [];
  const problems: PolicyProblem[] = [];
  for (let from = 0, count = 0; from <= text.length && count < maximumTags; count++) {
    const semicolon = text.indexOf(';', from);
    const to = semicolon < 0 ? text.length : semicolon;
    const part = text.slice(from, to);
    const trimmed = part.trim();
    const start = from + part.length - part.trimStart().length;
    const end = start + trimmed.length;
    from = to + 1;
    if (trimmed === '') continue;
    const [, name, equals = '', value = ''] = tagPattern.exec(trimmed) ?? [];
    if (name === undefined)
      problems.push({
        start,
        end,
        message: say('“{0}” is no tag of the form name=value.', trimmed),
      });
    else tags.push({ name, value, start, end, valueStart: start + name.length + equals.length });
  }
  return { tags, problems };
}

/** A problem for each tag that is there already. */
export function findRepeated(tags: readonly Tag[]): readonly PolicyProblem[] {
  const seen = new Set<string>();
  return tags.flatMap(({ name, start, end }) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    const message = say('“{0}” is there twice; receivers pass over such a record.', name);
    return [{ start, end, message }];
  });
}

/** The stretch of a tag's value, or of the whole tag where the value is empty. */
export function placeOf(tag: Tag): { readonly start: number; readonly end: number } {
  return { start: tag.value === '' ? tag.start : tag.valueStart, end: tag.end };
}

/** The members of a list within a value, trimmed, with their places. */
export function splitValue(
  tag: Tag,
  separator: string,
): readonly { readonly text: string; readonly start: number; readonly end: number }[] {
  let from = tag.valueStart;
  return tag.value.split(separator).map((part) => {
    const start = from + part.length - part.trimStart().length;
    const text = part.trim();
    from += part.length + separator.length;
    return { text, start, end: start + text.length };
  });
}
