import { type Message, say } from '../text/message';
import type { PolicyProblem } from './problem';
import { placeOf, splitValue, type Tag } from './tags';

const mailto = /^mailto:[^@\s]+@[^@\s]+$/i;
const other = /^[a-z][a-z0-9+.-]*:\S+$/i;

/**
 * What is wrong with a list of addresses that reports go to. `schemes` are those that receivers use;
 * a size limit (`!10m`), as RFC 7489 had it, is passed over.
 */
export function checkReportUris(tag: Tag, allowsOthers: boolean): readonly PolicyProblem[] {
  if (tag.value === '')
    return [{ ...placeOf(tag), message: say('“{0}” names nobody to report to.', tag.name) }];
  return splitValue(tag, ',').flatMap(({ text, start, end }): readonly PolicyProblem[] => {
    const message = describe(text.replace(/![0-9]+[kmgt]?$/i, ''), allowsOthers);
    if (message === undefined) return [];
    return [text === '' ? { ...placeOf(tag), message } : { start, end, message }];
  });
}

function describe(uri: string, allowsOthers: boolean): Message | undefined {
  if (mailto.test(uri)) return undefined;
  if (uri === '') return say('Between two commas an address is missing.');
  if (/^[^@\s:]+@[^@\s]+$/.test(uri))
    return say('“{0}” lacks its mailto:, so no report is sent to it.', uri);
  if (!/^mailto:/i.test(uri) && other.test(uri) && (allowsOthers || /^https:/i.test(uri)))
    return undefined;
  return say('“{0}” is no address that reports can be sent to, such as mailto:a@example.com.', uri);
}
