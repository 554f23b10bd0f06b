import type { Message } from '../../text/message';
import { say } from '../../text/message';
import type { Zone } from '../../zone/zone';
import type { Cursor } from '../cursor';
import { completeTtl } from './header';
import type { Item } from './item';
import { anyType, findNames } from './names';
import type { Found } from './targets';

interface Directive {
  readonly word: string;
  readonly source: string;
  readonly purpose: Message;
}

const directives: readonly Directive[] = [
  {
    word: '$ORIGIN',
    source: 'RFC 1035 5.1',
    purpose: say('What names without a final dot are relative to.'),
  },
  {
    word: '$TTL',
    source: 'RFC 2308 4',
    purpose: say('The TTL of the records below that have none of their own.'),
  },
  {
    word: '$INCLUDE',
    source: 'RFC 1035 5.1',
    purpose: say('Reads another file here, perhaps with another origin.'),
  },
  {
    word: '$GENERATE',
    source: 'BIND 9',
    purpose: say('Makes records by counting, as in {0}.', '$GENERATE 1-9 host$ A 192.0.2.$'),
  },
];

export function completeDirective(): Found {
  const items = directives.map(
    ({ word, source, purpose }): Item => ({
      ...{ label: word, kind: 'directive', insert: [word], group: 8 },
      detail: purpose,
      documentation: [purpose, say('{0}', source)],
    }),
  );
  return { items };
}

/** What follows a directive: names of this zone for an origin, times for a TTL. */
export function completeArgument(zone: Zone, cursor: Cursor): Found {
  const { position } = cursor;
  if (position.kind !== 'argument') return { items: [] };
  if (position.directive === '$TTL' && position.number === 0)
    return { items: completeTtl(zone, cursor) };
  const isOrigin =
    (position.directive === '$ORIGIN' && position.number === 0) ||
    (position.directive === '$INCLUDE' && position.number === 1);
  return isOrigin ? completeOrigin(zone, cursor) : { items: [] };
}

/** Origins are written in full: what they are relative to changes as soon as lines move. */
function completeOrigin(zone: Zone, { typed }: Cursor): Found {
  const { names, apex } = zone;
  if (!names.isKnown(apex)) return { items: [] };
  const { names: found, isCut } = findNames(
    zone,
    typed,
    anyType,
    (name) =>
      names.isAtOrBelow(name, apex) && !names.isWildcard(name) && !names.hasUnderscore(name),
  );
  const all = new Set([...(names.hasPrefix(apex, typed.toLowerCase()) ? [apex] : []), ...found]);
  const items = [...all].map((name): Item => {
    const label = names.text(name);
    return { label, kind: 'name', insert: [label], group: name === apex ? 0 : 1 };
  });
  return { items, isCut };
}
