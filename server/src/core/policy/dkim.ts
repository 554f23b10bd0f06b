import { type Message, say } from '../text/message';
import { statedLength } from './keyLength';
import type { PolicyProblem } from './problem';
import { findRepeated, parseTags, placeOf, splitValue, type Tag } from './tags';

/** Tags that only a key has (RFC 6376 3.6.1); other texts at a selector are not ours to judge. */
const keyTags: ReadonlySet<string> = new Set(['p', 'k', 'h']);

/** True for a text that is a DKIM key, or was meant to be. */
export function isMeantAsDkim(text: string): boolean {
  if (text.startsWith('v=DKIM1') || /^\s*v\s*=\s*DKIM/i.test(text)) return true;
  if (/^\s*v\s*=/i.test(text)) return false;
  return parseTags(text).tags.some(({ name }) => keyTags.has(name));
}

/** What makes a DKIM key useless to those who verify signatures (RFC 6376 3.6.1, RFC 8463). */
export function checkDkim(text: string): readonly PolicyProblem[] {
  const { tags, problems } = parseTags(text);
  const found = [...problems, ...findRepeated(tags)];
  const [first] = tags;
  const version = tags.find(({ name }) => name === 'v');
  if (version !== undefined && (version !== first || version.value !== 'DKIM1')) {
    const message = say('If v is there, it comes first and is DKIM1; else the key is passed over.');
    found.push({ start: version.start, end: version.end, message });
  }
  const type = tags.find(({ name }) => name === 'k');
  if (type !== undefined && !/^(?:rsa|ed25519)$/i.test(type.value)) {
    const message = say('“{0}” is no type of key that is in use: rsa or ed25519.', type.value);
    found.push({ ...placeOf(type), message });
  }
  const key = tags.find(({ name }) => name === 'p');
  if (key === undefined) {
    const message = say('The key itself, p=, is missing: no signature can be verified.');
    found.push({ start: first?.start ?? 0, end: first?.end ?? text.length, message });
  } else found.push(...checkKey(key, /^ed25519$/i.test(type?.value ?? 'rsa')));
  return [...found, ...checkUse(tags)];
}

/** A key of no octets is one that was revoked. */
function checkKey(tag: Tag, isEd25519: boolean): readonly PolicyProblem[] {
  const value = tag.value.replace(/[ \t\r\n]+/g, '');
  if (value === '') return [];
  const flaw = /[^A-Za-z0-9+/=]|=(?=[^=])/.exec(tag.value.replace(/[ \t\r\n]/g, 'A'));
  if (flaw !== null) {
    const start = tag.valueStart + flaw.index;
    const message = say('“{0}” does not belong in base64: the key can’t be read.', flaw[0]);
    return [{ start, end: start + 1, message }];
  }
  const digits = value.replace(/=+$/, '').length;
  const octets = Math.floor((digits * 3) / 4);
  const message = describeKey(value, digits, octets, isEd25519);
  return message === undefined ? [] : [{ ...placeOf(tag), message }];
}

function describeKey(
  value: string,
  digits: number,
  octets: number,
  isEd25519: boolean,
): Message | undefined {
  if (digits % 4 === 1 || (value.length > digits && value.length % 4 !== 0))
    return say('The base64 of the key is not complete: a part of it is missing.');
  if (isEd25519)
    return octets === 32 ? undefined : say('An ed25519 key has 32 octets, this has {0}.', octets);
  const stated = statedLength(value);
  if (stated === undefined || stated <= octets) return undefined;
  return say('The key is cut off: it should have {0} octets and has {1}.', stated, octets);
}

/** Keys for other services than mail verify nothing here; anything but `*` and `email` is one. */
function checkUse(tags: readonly Tag[]): readonly PolicyProblem[] {
  const services = tags.find(({ name }) => name === 's');
  if (services === undefined) return [];
  if (splitValue(services, ':').some(({ text }) => /^(?:\*|email)$/i.test(text))) return [];
  const message = say(
    'The key is for “{0}” and so not for mail; * or email would be.',
    services.value,
  );
  return [{ ...placeOf(services), message }];
}
