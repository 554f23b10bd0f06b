import type { SmtpSession } from '../../probe/session';
import { isDelivered, judgeSession, type SmtpVerdict } from '../../probe/verdict';
import { tableRow } from '../../text/markdown';
import { type Message, say } from '../../text/message';
import { deliveryGroups, isNullMx, type MxRecord, type MxSet } from '../../zone/mxSet';
import type { Zone } from '../../zone/zone';
import { sayFirst } from '../hover/published';
import { describeMx } from '../mxWords';
import { rowsOf, sayVerdict } from './words';

/** Exchanges that are named as the next ones. */
const mostNext = 6;

/** What became of one address. */
export type ProbedAddress = { readonly address: string } & (
  | { readonly kind: 'session'; readonly session: SmtpSession }
  /** It is of the machine itself or its link, or of no host. */
  | { readonly kind: 'never' }
  /** It is in somebody's own network, and the user did not agree. */
  | { readonly kind: 'declined' }
);

/** What the file says of an exchange, in words: they stay when the file is changed. */
export interface ExchangeWords {
  /** In prose. */
  readonly name: string;
  readonly sentences: readonly Message[];
  /** Where senders go when it takes no mail: those that share its preference, or the next ones. */
  readonly next: readonly string[];
}

export function describeExchange(zone: Zone, set: MxSet, mx: MxRecord): ExchangeWords {
  const { place, sentences } = describeMx(zone, set, mx);
  const owner = zone.names.prose(set.owner);
  const groups = deliveryGroups(set.records.filter((each) => !isNullMx(zone, each)));
  const index = groups.findIndex(({ exchanges }) => exchanges.includes(mx.exchange));
  const others = (groups[index]?.exchanges ?? []).filter((each) => each !== mx.exchange);
  const next = others.length > 0 ? others : (groups[index + 1]?.exchanges ?? []);
  return {
    name: zone.names.prose(mx.exchange),
    sentences: [say('Preference **{0}** of {1}, {2}.', mx.preference, owner, place), ...sentences],
    next: next.map((each) => zone.names.prose(each)),
  };
}

/** What was found out about an exchange. */
export interface Probed {
  readonly exchange: ExchangeWords;
  /** The canonical name where the exchange is an alias; absolute. */
  readonly canonical: string | undefined;
  readonly addresses: readonly ProbedAddress[];
  /** Addresses that were left out, as there are too many. */
  readonly unasked: number;
  /** When, in milliseconds since 1970. */
  readonly at: number;
}

export interface ProbeOptions {
  /** Words a message in the reader's language, as Markdown. */
  readonly word: (message: Message) => string;
  readonly formatTime: (at: number) => string;
}

/** What was said, address by address, and what senders make of it; as Markdown. */
export function writeProbe(
  { exchange, canonical, addresses, unasked, at }: Probed,
  { word, formatTime }: ProbeOptions,
): string {
  const { name, sentences, next } = exchange;
  const alias =
    canonical === undefined ? [] : [say('It is an alias of {0}.', canonical.replace(/\.$/, ''))];
  const said = say(
    'Asked at {0}. No mail was sent: the conversation ends before a sender or a recipient is named.',
    formatTime(at),
  );
  const parts = addresses.map((probed, index) => {
    const after = addresses.slice(index + 1).find(({ kind }) => kind === 'session');
    return writeAddress(probed, after?.address ?? next, word);
  });
  return `${[
    `# ${word(say('{0}', name))}`,
    [...sentences, ...alias].map(word).join(' '),
    word(said),
    ...parts,
    ...(unasked > 0 ? [word(say('{0} more addresses were left out.', unasked))] : []),
  ].join('\n\n')}\n`;
}

function writeAddress(
  probed: ProbedAddress,
  next: string | readonly string[],
  word: ProbeOptions['word'],
): string {
  const head = `## ${word(say('{0}', probed.address))}`;
  if (probed.kind !== 'session') return `${head}\n\n${word(sayNotAsked(probed.kind))}`;
  const verdict = judgeSession(probed.session);
  const rows = [...rowsOf(probed.session)].map((row) => row.map(word));
  const table = [[word(say('step')), word(say('what was said'))], [':--', ':--'], ...rows];
  const then = sayNext(verdict, next);
  const words = [sayVerdict(verdict), ...(then === undefined ? [] : [then])].map(word).join(' ');
  const time = word(say('It took {0} ms.', probed.session.elapsed));
  return [head, `**${words}**`, table.map(tableRow).join('\n'), time].join('\n\n');
}

function sayNotAsked(kind: 'never' | 'declined'): Message {
  return kind === 'never'
    ? say(
        'This address is never connected to: it leads to the machine itself or its own link, or to no host.',
      )
    : say('This address was left out: it lies in a network of its own.');
}

/** Where a sender goes from here; `next` is a further address, or the names of other exchanges. */
function sayNext(verdict: SmtpVerdict, next: string | readonly string[]): Message | undefined {
  if (isDelivered(verdict) || verdict === 'unknown') return undefined;
  if (typeof next === 'string') return say('Then a sender tries the next address, {0}.', next);
  if (next.length > 0)
    return say(
      'Then a sender goes on to {0}, unless it was there before.',
      sayFirst(next, mostNext),
    );
  return verdict === 'refused'
    ? say('There is no other exchange: the message is returned.')
    : say(
        'There is no other exchange: the message waits at the sender and is returned after some days.',
      );
}
