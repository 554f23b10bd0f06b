import type { Moment } from '../../dns/serial';
import type { PolicyFetcher } from '../../resolve/policyFetcher';
import type { Answer, CancelSignal } from '../../resolve/resolver';
import type { Inquirable } from '../../resolve/stack';
import { tableRow } from '../../text/markdown';
import { type Message, say, type Translate, wordMessage } from '../../text/message';
import type { FileIndex, Span } from '../../text/span';
import type { RecordIndex, Zone } from '../../zone/zone';
import { sayFailure } from '../failureWords';
import { escapeNames } from './text';

/** Words a message in the reader's language, as Markdown. */
export type Word = (message: Message) => string;

/** Where the mouse is: at a record, from its owner or type to its last field. */
export interface HoverPlace {
  readonly zone: Zone;
  readonly file: FileIndex;
  readonly offset: number;
  readonly record: RecordIndex;
  readonly moment: Moment;
}

/** What a hover shows, before it is known where. */
export interface HoverPage {
  /** Such as a name; from a file, and not yet escaped. */
  readonly title: string;
  /** What stands beside the title. */
  readonly remarks: readonly Message[];
  readonly sentences: readonly Message[];
  /** What, this file, published; without anything asked the third cell is left away. */
  readonly rows: (word: Word) => readonly (readonly string[])[];
  /** What was answered, so far. */
  readonly answers: readonly Answer[];
}

/** What asks the world for a hover. */
export interface HoverSources {
  readonly dns: Inquirable;
  readonly policies: PolicyFetcher;
  /** Addresses of name servers that are asked instead of those of NS records. */
  readonly nameServers: readonly string[];
  /** The time that is allowed for a question, in milliseconds. */
  readonly timeout: number;
}

/** What is being asked; who has waited long enough takes what is known by then. */
export interface PageLookup {
  readonly snapshot: () => HoverPage;
  readonly done: Promise<unknown>;
}

/** One thing that can be hovered. */
export interface HoverTarget {
  readonly span: Span;
  /** What the file says. */
  readonly page: () => HoverPage;
  /** Asks the world; undefined where there is nothing to ask. */
  readonly ask: ((sources: HoverSources, signal: CancelSignal) => PageLookup) | undefined;
  /** False where the file does not say which zone it is, so that there is no name to ask for. */
  readonly hasName: boolean;
  /** True for an exchange, whose mail servers can be talked to. */
  readonly isExchange?: boolean;
}

/** Finds what its kind has to say of a place; undefined for any other place. */
export type HoverProvider = (place: HoverPlace) => HoverTarget | undefined;

/** What is shown, and what became of asking. */
export interface Hovered {
  readonly page: HoverPage;
  readonly live:
    | { readonly kind: 'nothing' | 'off' | 'untrusted' | 'no-origin' }
    | { readonly kind: 'asked'; readonly timeout: number };
}

/** Where the hover will be read. */
export interface HoverOptions {
  readonly translate: Translate;
  /** The time of day of milliseconds since 1970, in the reader's notation and time zone. */
  readonly formatTime: (at: number) => string;
  /** Whether `command:` links work where the hover is shown. */
  readonly hasCommands: boolean;
  /** What a click on “Test” runs; absent where there is nothing to test. */
  readonly testLink?: string | undefined;
}

/** The hover as Markdown: what it is, what it means, the file beside the world, who was asked. */
export function buildHover({ page, live }: Hovered, options: HoverOptions): string {
  const word: Word = (message) => wordMessage(message, options.translate, escapeNames);
  const title = [`**${escapeNames(page.title)}**`, ...page.remarks.map(word)].join(' · ');
  const parts = [title, page.sentences.map(word).join(' ')];
  const isAsked = live.kind === 'asked';
  const rows = page.rows(word).map((cells) => cells.slice(0, isAsked ? 3 : 2));
  if (rows.length > 0) {
    const head = ['', word(say('this file')), ...(isAsked ? [word(say('published'))] : [])];
    parts.push([head, head.map(() => ':--'), ...rows].map(tableRow).join('\n'));
  }
  if (live.kind !== 'nothing')
    parts.push(word(sayAsked(page, live, options)) + commandLink(live, word, options));
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Who was asked, when, how long it took; or why nobody was. */
function sayAsked({ answers }: HoverPage, live: Hovered['live'], options: HoverOptions): Message {
  if (live.kind === 'untrusted') return say('Live answers are off: this workspace is not trusted');
  if (live.kind === 'no-origin')
    return say('Not asked: the file does not say to which zone its relative names belong');
  if (live.kind !== 'asked') return say('Live answers are off');
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
  live: Hovered['live'],
  word: Word,
  { hasCommands, testLink }: HoverOptions,
): string {
  if (!hasCommands) return '';
  switch (live.kind) {
    case 'off':
      return ` · [${word(say('Turn on'))}](command:zone-mx.openLiveSettings)`;
    case 'untrusted':
      return ` · [${word(say('Manage trust'))}](command:workbench.trust.manage)`;
    case 'asked':
      return [
        ` · [${word(say('Refresh'))}](command:zone-mx.refreshLiveAnswers)`,
        testLink === undefined ? '' : ` · [${word(say('Test the mail server'))}](${testLink})`,
      ].join('');
    default:
      return '';
  }
}
