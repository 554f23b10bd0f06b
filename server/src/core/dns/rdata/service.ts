import { say } from '../../text/message';
import type { FieldKind, RdataFormat } from './field';
import { mnemonic } from './kinds/mnemonics';
import { name } from './kinds/names';
import { u8, u16 } from './kinds/numbers';
import { longText, quotedText } from './kinds/strings';
import { recordType } from './kinds/types';

/** Letters and digits, with their length before them (RFC 8659 4.1). */
const tag: FieldKind = {
  holds: say('Letters and digits, such as issue.'),
  read: (input, output, field) => {
    input.take();
    const word = input.word();
    if (!/^[a-z0-9]{1,255}$/i.test(word))
      return say('The {0} has letters and digits only; “{1}” is none.', field.name, word);
    output.u8(word.length);
    for (let i = 0; i < word.length; i++) output.u8(word.charCodeAt(i));
    return undefined;
  },
  present: (wire) => {
    const length = wire.number(1);
    const octets = length === undefined ? undefined : wire.take(length);
    const text = octets === undefined ? '' : String.fromCharCode(...octets);
    return /^[a-z0-9]+$/i.test(text) ? text : undefined;
  },
};

/** One octet; NOTIFY is the only scheme with a name (RFC 9859 2.3). */
const scheme = mnemonic({ NOTIFY: 1 }, 1, 'as a word');

/** Types that say where a service is or who may serve it. */
export const services: readonly RdataFormat[] = [
  /** URI, RFC 7553 4 */
  {
    type: 256,
    fields: [
      { name: 'priority', kind: u16 },
      { name: 'weight', kind: u16 },
      { name: 'target', kind: quotedText },
    ],
  },
  /** CAA, RFC 8659 4.1 */
  {
    type: 257,
    fields: [
      {
        name: 'flags',
        kind: u8,
        meaning: say('0, or 128 where whoever does not know the tag must not issue a certificate.'),
      },
      { name: 'tag', kind: tag, meaning: say('issue, issuewild, issuemail or iodef.') },
      {
        name: 'value',
        kind: longText,
        meaning: say('Who may issue certificates; a single semicolon for nobody.'),
      },
    ],
  },
  /** DSYNC, RFC 9859 2.1 */
  {
    type: 66,
    fields: [
      { name: 'RRtype', kind: recordType },
      { name: 'scheme', kind: scheme },
      { name: 'port', kind: u16 },
      { name: 'target', kind: name },
    ],
  },
];
