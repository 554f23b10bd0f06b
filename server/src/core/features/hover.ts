import { Hostings } from '../providers/hosting';
import { RRType } from '../syntax/mnemonics';
import { tableRow } from '../text/markdown';
import { type Message, say, type Translate, wordMessage } from '../text/message';
import type { FileIndex, Span } from '../text/span';
import { isNullMx, type MxRecord, type MxSet, mxSetOf } from '../zone/mxSet';
import type { Zone } from '../zone/zone';
import { sayFailure } from './failureWords';
import { buildRows, type LiveFacts } from './hoverRows';
import { escapeNames } from './hoverText';
import { describeMx } from './mxWords';

/** The MX record that a hover is about. */
export interface HoverTarget {
  readonly span: Span;
  readonly set: MxSet;
  readonly mx: MxRecord;
}

/** What the world says beside the file, or why it was not asked. */
export type Live =
  | { readonly kind: 'off' }
  | { readonly kind: 'untrusted' }
  /** The file does not say which zone it is, so that there is no name to ask for. */
  | { readonly kind: 'no-origin' }
  | ({ readonly kind: 'asked' } & LiveFacts);

/** Where the hover will be read. */
export interface HoverOptions {
  readonly translate: Translate;
  /** The time of day of milliseconds since 1970, in the reader's notation and time zone. */
  readonly formatTime: (at: number) => string;
  /** Whether `command:` links work where the hover is shown. */
  readonly hasCommands: boolean;
}

/** The MX record at an offset, from its owner or type to its last field. */
export function findHoverTarget(
  zone: Zone,
  file: FileIndex,
  offset: number,
): HoverTarget | undefined {
  const place = zone.entryAt(file, offset);
  const record = place === undefined ? undefined : zone.recordIn(place);
  if (record === undefined || zone.records.types.get(record) !== RRType.MX) return undefined;
  const span = zone.recordSpan(record);
  if (offset < span.start || offset > span.end) return undefined;
  const set = mxSetOf(zone, zone.ownerOf(record));
  const mx = set.records.find((each) => each.record === record);
  return mx === undefined ? undefined : { span, set, mx };
}

/** The hover as Markdown: what it is, what it means, the file beside the world, who was asked. */
export function buildHover(
  zone: Zone,
  target: HoverTarget,
  live: Live,
  options: HoverOptions,
): string {
  const word = (message: Message): string => wordMessage(message, options.translate, escapeNames);
  const { set, mx } = target;
  const { place, sentences } = describeMx(zone, set, mx);
  const isNull = isNullMx(zone, mx);
  const hosting = isNull ? undefined : Hostings.of(zone.names).find(mx.exchange);
  const title = isNull ? zone.names.prose(set.owner) : zone.names.prose(mx.exchange);
  const facts = live.kind === 'asked' ? live : undefined;
  const rows = buildRows(zone, target, facts, word);
  const head = ['', word(say('this file')), ...(facts ? [word(say('published'))] : [])];
  return [
    [
      `**${escapeNames(title)}**`,
      word(say('preference **{0}**', mx.preference)),
      word(place),
      ...(hosting === undefined || hosting.isVerification
        ? []
        : [word(say('hosted by {0}', hosting.provider.name))]),
    ].join(' · '),
    sentences.map(word).join(' '),
    [tableRow(head), tableRow(head.map(() => ':--')), ...rows.map(tableRow)].join('\n'),
    word(buildFooter(live, options)) + commandLink(live, word, options),
  ].join('\n\n');
}

/** Who was asked, when, how long it took; or why nobody was. */
function buildFooter(live: Live, options: HoverOptions): Message {
  if (live.kind === 'off') return say('Live answers are off');
  if (live.kind === 'untrusted') return say('Live answers are off: this workspace is not trusted');
  if (live.kind === 'no-origin')
    return say('Not asked: the file does not say to which zone its relative names belong');
  const answers = [live.host?.ipv4, live.host?.ipv6, live.mx.answer].filter(
    (answer) => answer !== undefined,
  );
  const good = answers.filter((answer) => answer.kind !== 'failure');
  const [first] = good;
  if (first === undefined) {
    const failure = answers.find((answer) => answer.kind === 'failure');
    return failure === undefined
      ? say('Asking DNS; hover again for the answer')
      : say('Not known live: {0}', sayFailure(failure.reason, failure.server, live.timeout));
  }
  const isAuthenticated = good.every(({ authenticated }) => authenticated);
  return say(
    'Asked {0} at {1}, {2} ms, {3}',
    first.server,
    options.formatTime(Math.max(...good.map(({ at }) => at))),
    Math.max(...good.map(({ elapsed }) => elapsed)),
    isAuthenticated ? say('authenticated') : say('not authenticated'),
  );
}

function commandLink(
  live: Live,
  word: (message: Message) => string,
  { hasCommands }: HoverOptions,
): string {
  if (!hasCommands) return '';
  switch (live.kind) {
    case 'off':
      return ` · [${word(say('Turn on'))}](command:zone-mx.openLiveSettings)`;
    case 'untrusted':
      return ` · [${word(say('Manage trust'))}](command:workbench.trust.manage)`;
    case 'no-origin':
      return '';
    case 'asked':
      return ` · [${word(say('Refresh'))}](command:zone-mx.refreshLiveAnswers)`;
  }
}
