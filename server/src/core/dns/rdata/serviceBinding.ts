import { say } from '../../text/message';
import type { FieldKind, RdataFormat } from './field';
import { name, readName } from './kinds/names';
import { u16 } from './kinds/numbers';
import { parameters } from './serviceParameters';

/** A domain name that may be quoted, unlike any other, because name servers take it so. */
const targetName: FieldKind = {
  holds: name.holds,
  read: (input, output) => {
    input.take();
    const unquoted = input.unquoted();
    const start = input.text.indexOf(unquoted, input.start);
    return readName(input, output, start, start + unquoted.length);
  },
  present: name.present,
};

/** RFC 9460 2.1 */
function ofBinding(type: number): RdataFormat {
  return {
    type,
    fields: [
      {
        name: 'SvcPriority',
        kind: u16,
        meaning: say('0 makes the record an alias; else clients try the lowest first.'),
      },
      {
        name: 'TargetName',
        kind: targetName,
        meaning: say('Where the service is; a single dot for the owner itself.'),
      },
      { name: 'SvcParams', kind: parameters, meaning: say('How to reach it.') },
    ],
  };
}

/** SVCB and HTTPS. */
export const serviceBindings: readonly RdataFormat[] = [ofBinding(64), ofBinding(65)];
