import { RRType } from '../../syntax/mnemonics';
import { say } from '../../text/message';
import type { RdataFormat } from './field';
import { name } from './kinds/names';
import { u16 } from './kinds/numbers';

/** RFC 1035 3.3.9 */
export const mx: RdataFormat = {
  type: RRType.MX,
  fields: [
    {
      name: 'preference',
      kind: u16,
      meaning: say('Senders try the lowest first, and those that are equal in random order.'),
    },
    {
      name: 'exchange',
      kind: name,
      meaning: say(
        'The host that takes the mail: a name with address records, no alias. A single dot takes none.',
      ),
    },
  ],
  target: 1,
  explain: ([first, second]) => {
    if (first === undefined) return say('MX needs a preference and an exchange.');
    if (/^\d/.test(first)) {
      return second === undefined ? say('MX needs an exchange after the preference.') : undefined;
    }
    if (second === undefined) return say('MX needs a preference before the exchange.');
    return /^\d+$/.test(second)
      ? say('The preference stands before the exchange: {0} {1}.', second, first)
      : undefined;
  },
};
