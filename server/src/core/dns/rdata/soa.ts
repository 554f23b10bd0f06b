import { RRType } from '../../syntax/mnemonics';
import { say } from '../../text/message';
import type { RdataFormat } from './field';
import { name } from './kinds/names';
import { duration, u32 } from './kinds/numbers';

/** RFC 1035 3.3.13; the timers take units as a TTL does, as name servers read them. */
export const soa: RdataFormat = {
  type: RRType.SOA,
  fields: [
    {
      name: 'primary name server',
      kind: name,
      meaning: say('The name server where the zone is changed.'),
    },
    {
      name: 'mailbox',
      kind: name,
      meaning: say('Who is responsible: a mail address whose @ is written as a dot.'),
    },
    {
      name: 'serial',
      kind: u32,
      meaning: say('It goes up with every change, else secondary name servers do not fetch it.'),
    },
    {
      name: 'refresh',
      kind: duration,
      meaning: say('After this time a secondary name server asks whether the zone has changed.'),
    },
    {
      name: 'retry',
      kind: duration,
      meaning: say('After this time it asks again where it got no answer.'),
    },
    {
      name: 'expire',
      kind: duration,
      meaning: say('After this time without an answer it stops to answer for the zone.'),
    },
    {
      name: 'minimum',
      kind: duration,
      meaning: say('How long resolvers remember that a name or a record is not there.'),
    },
  ],
};
