import type { AbsoluteName } from '../dns/name';
import { type Message, say } from '../text/message';
import {
  type DeliveryGroup,
  deliveryGroups,
  isNullMx,
  type MxRecord,
  type MxSet,
} from '../zone/mxSet';
import type { Zone } from '../zone/zone';

/** What an MX record means for delivery, in words (RFC 5321 5.1). */
export interface MxWords {
  /** When the host is tried: “tried first”. */
  readonly place: Message;
  /** What senders do, sentence by sentence. */
  readonly sentences: readonly Message[];
}

export function describeMx(zone: Zone, set: MxSet, mx: MxRecord): MxWords {
  if (isNullMx(zone, mx)) return describeNullMx(zone, set);
  const groups = deliveryGroups(set.records.filter((each) => !isNullMx(zone, each)));
  const index = groups.findIndex(({ exchanges }) => exchanges.includes(mx.exchange));
  const others = (groups[index]?.exchanges ?? []).filter((exchange) => exchange !== mx.exchange);
  const list = (names: readonly AbsoluteName[]): Message => sayList(zone, names, mx.exchange);
  const before = groups.slice(0, index);
  const after = groups[index + 1];
  if (groups.length === 1 && others.length === 0) {
    return { place: say('the only exchange'), sentences: onlyExchange };
  }
  const sentences: Message[] = [];
  if (before.length > 0) sentences.push(comeHere(before, list));
  else if (others.length > 0) sentences.push(shareLoad(others, list));
  else sentences.push(say('Senders try this host first.'));
  if (before.length > 0 && others.length > 0) sentences.push(shareLoad(others, list));
  if (after === undefined) {
    sentences.push(
      before.length === 0
        ? say('A rejection is final: it does not move on to another host.')
        : say('A rejection by one of them is final and does not lead here.'),
    );
  } else {
    sentences.push(
      say(
        'Only when no connection comes about, they go on to {0} (preference {1}); a rejection is final and does not move on.',
        list(after.exchanges),
        after.preference,
      ),
    );
  }
  if (after === undefined && before.length > 0)
    sentences.push(
      say(
        'It needs the same filtering and the same list of recipients as the first: senders of spam often try the last host first.',
      ),
    );
  return { place: sayPlace(groups, index, others, list), sentences };
}

const onlyExchange: readonly Message[] = [
  say('Senders deliver to this host alone.'),
  say('While it can’t be reached, mail waits at the sender and is returned after some days.'),
];

function describeNullMx(zone: Zone, set: MxSet): MxWords {
  const owner = zone.names.prose(set.owner);
  return {
    place: say('null MX'),
    sentences: [
      say('{0} takes no mail: senders return it at once instead of trying for days.', owner),
    ],
  };
}

function sayPlace(
  groups: readonly DeliveryGroup[],
  index: number,
  others: readonly AbsoluteName[],
  list: (names: readonly AbsoluteName[]) => Message,
): Message {
  const order =
    index === 0
      ? say('tried first')
      : index === groups.length - 1
        ? say('tried last')
        : say('tried as number {0}', index + 1);
  if (others.length === 0) return order;
  return say('{0}, the load shared with {1} at random', order, list(others));
}

function comeHere(
  before: readonly DeliveryGroup[],
  list: (names: readonly AbsoluteName[]) => Message,
): Message {
  const [first] = before;
  if (before.length === 1 && first !== undefined) {
    return first.exchanges.length === 1
      ? say(
          'Senders try {0} first (preference {1}) and come here only when it accepts no connection.',
          list(first.exchanges),
          first.preference,
        )
      : say(
          'Senders try {0} first (preference {1}, in random order) and come here only when none of them accepts a connection.',
          list(first.exchanges),
          first.preference,
        );
  }
  return say(
    'Senders try {0} before, the lower preference first, and come here only when none of them accepts a connection.',
    list(before.flatMap(({ exchanges }) => exchanges)),
  );
}

function shareLoad(
  others: readonly AbsoluteName[],
  list: (names: readonly AbsoluteName[]) => Message,
): Message {
  return say(
    'Senders take this host or {0} at random; when one accepts no connection, another one of them.',
    list(others),
  );
}

/** More names than these are counted instead. */
const maximumNames = 6;

/** Names in a row, without what they share with the name that the reader is looking at. */
function sayList(zone: Zone, names: readonly AbsoluteName[], beside: AbsoluteName): Message {
  const parent = zone.names.parent(beside);
  const short = (name: AbsoluteName): string =>
    zone.names.parent(name) === parent && parent !== zone.names.root
      ? zone.names.written(name, parent)
      : zone.names.prose(name);
  const shown = names.slice(0, maximumNames).map(short);
  if (names.length > shown.length)
    return say('{0} and {1} more', shown.join(', '), names.length - shown.length);
  const last = shown.pop() ?? '';
  return shown.length === 0 ? say('{0}', last) : say('{0} and {1}', shown.join(', '), last);
}
