import { type Message, say } from '../../text/message';
import type { FieldKind, RdataFormat } from './field';
import { name } from './kinds/names';
import { u16 } from './kinds/numbers';
import { string } from './kinds/strings';
import { countGroups } from './posixExpression';

/** A substitution such as `!^.*$!sip:info@example.com!i` (RFC 3403 4.1), or nothing. */
const substitution: FieldKind = {
  holds: say('A substitution such as {0}, or "" for none.', '!^.*$!sip:info@example.com!i'),
  read: (input, output, field): Message | undefined => {
    const start = output.length;
    const flaw = string.read(input, output, field);
    if (flaw !== undefined || isSubstitution(output.bytes.subarray(start + 1, output.length)))
      return flaw;
    return say(
      'The {0} is a substitution such as !^.*$!sip:info@example.com!; {1} is none.',
      field.name,
      input.word(),
    );
  },
  present: (wire) => {
    const length = wire.bytes[wire.position] ?? 0;
    const text = wire.bytes.subarray(wire.position + 1, wire.position + 1 + length);
    return isSubstitution(text) ? string.present(wire) : undefined;
  },
};

/**
 * True for nothing, and for a delimiter, an expression, the delimiter, a replacement, the delimiter
 * and flags. The replacement refers to groups that the expression has.
 */
function isSubstitution(octets: Uint8Array): boolean {
  if (octets.length === 0) return true;
  const text = String.fromCharCode(...octets);
  const delimiter = text.charAt(0);
  if (/[\d\\i\0]/.test(delimiter) || text.includes('\0')) return false;
  const parts = [''];
  for (let i = 1; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === delimiter) parts.push('');
    else if (character === '\\' && parts.length < 3) {
      if (++i === text.length) return false;
      parts[parts.length - 1] += character + text.charAt(i);
    } else parts[parts.length - 1] += character;
  }
  const [expression = '', replacement = '', flags = ''] = parts;
  if (parts.length !== 3 || !/^i*$/.test(flags)) return false;
  const groups = countGroups(expression);
  const references = [...replacement.matchAll(/\\(.)/gs)].map(([, digit]) => digit ?? '');
  return (
    groups >= 0 &&
    references.every((digit) => digit !== '0' && !(/\d/.test(digit) && Number(digit) > groups))
  );
}

/** RFC 3403 4.1 */
export const naptr: RdataFormat = {
  type: 35,
  fields: [
    { name: 'order', kind: u16 },
    { name: 'preference', kind: u16 },
    { name: 'flags', kind: string },
    { name: 'services', kind: string },
    { name: 'regexp', kind: substitution },
    { name: 'replacement', kind: name },
  ],
};
