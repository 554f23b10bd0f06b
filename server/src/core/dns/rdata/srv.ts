import { RRType } from '../../syntax/mnemonics';
import { say } from '../../text/message';
import type { RdataFormat } from './field';
import { name } from './kinds/names';
import { u16 } from './kinds/numbers';

/** RFC 2782 */
export const srv: RdataFormat = {
  type: RRType.SRV,
  fields: [
    { name: 'priority', kind: u16, meaning: say('Clients try the lowest first.') },
    {
      name: 'weight',
      kind: u16,
      meaning: say('Of those with one priority, clients take each as often as its weight says.'),
    },
    { name: 'port', kind: u16, meaning: say('The port of the service.') },
    {
      name: 'target',
      kind: name,
      meaning: say(
        'The host of the service: a name with address records, no alias. A single dot says that there is none.',
      ),
    },
  ],
  target: 3,
};
