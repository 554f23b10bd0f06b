import { dmarcValues } from '../../policy/dmarc';
import { parseTags } from '../../policy/tags';
import { type Message, say } from '../../text/message';
import type { Zone } from '../../zone/zone';
import type { Cursor } from '../cursor';
import type { Item, Part } from './item';
import { type PolicyKind, reportAddress } from './policies';
import type { Found } from './targets';
import type { PolicyText } from './text';

interface TagWords {
  readonly name: string;
  readonly words: Message;
  /** What it may be, the usual one first; none where it is free. */
  readonly values?: readonly string[];
  /** What is free, ready to be changed. */
  readonly free?: (zone: Zone, date: number) => readonly Part[];
}

const mailto = (zone: Zone): readonly Part[] => ['mailto:', { fill: reportAddress(zone) }];

/** RFC 9989, RFC 6376 3.6.1, RFC 8461 3.1 and RFC 8460 3; the version stands there already. */
const tags: Readonly<Record<Exclude<PolicyKind, 'spf'>, readonly TagWords[]>> = {
  dmarc: [
    { name: 'p', words: say('What to do with mail that fails.'), values: dmarcValues('p') },
    { name: 'sp', words: say('The same for names below.'), values: dmarcValues('sp') },
    {
      name: 'np',
      words: say('The same for names that do not exist.'),
      values: dmarcValues('np'),
    },
    { name: 'rua', words: say('Where daily reports go.'), free: mailto },
    { name: 'ruf', words: say('Where reports on single mails go.'), free: mailto },
    {
      name: 'adkim',
      words: say('DKIM: r takes the same organization, s the very same name.'),
      values: dmarcValues('adkim'),
    },
    {
      name: 'aspf',
      words: say('SPF: r takes the same organization, s the very same name.'),
      values: dmarcValues('aspf'),
    },
    {
      name: 'fo',
      words: say('When reports on single mails are made.'),
      values: ['0', '1', 'd', 's'],
    },
    {
      name: 't',
      words: say('y: a test, the next milder policy counts.'),
      values: dmarcValues('t'),
    },
    {
      name: 'psd',
      words: say('Whether the name is a public suffix.'),
      values: dmarcValues('psd'),
    },
  ],
  dkim: [
    { name: 'k', words: say('The type of the key.'), values: ['rsa', 'ed25519'] },
    {
      name: 'p',
      words: say('The key in base64; empty where it was revoked.'),
      free: () => [{ fill: '' }],
    },
    { name: 'h', words: say('The hashes that are taken.'), values: ['sha256'] },
    { name: 's', words: say('What the key is for.'), values: ['email', '*'] },
    { name: 't', words: say('y: a test; s: not for names below.'), values: ['s', 'y'] },
  ],
  'mta-sts': [
    {
      name: 'id',
      words: say('Another one whenever the policy changes.'),
      free: (_zone, date) => [`${date}01`],
    },
  ],
  tlsrpt: [{ name: 'rua', words: say('Where reports on TLS go.'), free: mailto }],
};

/** The tag under the cursor, or its value. */
export function completeTags(
  zone: Zone,
  cursor: Cursor,
  text: PolicyText,
  kind: Exclude<PolicyKind, 'spf'>,
  date: number,
): Found {
  const { syntax } = cursor.place;
  const part = findPart(syntax.text, text, cursor.offset);
  // The first part is the version, in this string or the one before.
  if (part === undefined || (part.from === text.start && text.before === '')) return { items: [] };
  const others = new Set(
    parseTags(text.before + syntax.text.slice(text.start, part.from)).tags.map(({ name }) => name),
  );
  for (const { name } of parseTags(syntax.text.slice(part.to, text.end)).tags) others.add(name);
  const wanted = tags[kind].filter(({ name }) => !others.has(name));
  const isValue = part.equals >= 0 && cursor.offset > part.equals;
  const start = isValue ? part.equals + 1 : part.start;
  // The type of a key that is there follows from the key.
  const isFixed = (name: string): boolean => kind === 'dkim' && name === 'k' && others.has('p');
  const items = wanted.flatMap((tag): readonly Item[] => {
    if (isFixed(tag.name)) return [];
    if (!isValue) return [tagItem(zone, tag, date, syntax.text.charCodeAt(start - 1) === 0x3b)];
    return syntax.text.slice(part.start, part.equals).trim() === tag.name
      ? valueItems(zone, tag, date)
      : [];
  });
  const { base, file } = syntax;
  return {
    items,
    span: { file, start: base + start, end: base + Math.max(part.end, cursor.offset) },
  };
}

/** What stands between two semicolons. */
interface TagPart {
  readonly from: number;
  readonly to: number;
  /** Without the blanks around it. */
  readonly start: number;
  readonly end: number;
  /** Where its equals sign is, -1 for none. */
  readonly equals: number;
}

function findPart(source: string, text: PolicyText, offset: number): TagPart | undefined {
  if (offset < text.start || offset > text.end) return undefined;
  const last = source.lastIndexOf(';', offset - 1);
  const from = last < text.start ? text.start : last + 1;
  const next = source.indexOf(';', offset);
  const to = next < 0 || next > text.end ? text.end : next;
  const part = source.slice(from, to);
  const start = Math.min(from + part.length - part.trimStart().length, offset);
  const end = Math.max(from + part.trimEnd().length, start);
  const equals = part.indexOf('=');
  return { from, to, start, end, equals: equals < 0 ? -1 : from + equals };
}

function tagItem(zone: Zone, tag: TagWords, date: number, lacksBlank: boolean): Item {
  const { name, words, values, free } = tag;
  const value: readonly Part[] = values
    ? [{ fill: values[0] ?? '', choices: values }]
    : (free?.(zone, date) ?? []);
  const label = `${name}=`;
  const insert = [`${lacksBlank ? ' ' : ''}${label}`, ...value];
  return { label, kind: 'keyword', insert, group: 1, detail: words };
}

function valueItems(zone: Zone, { values, free, words }: TagWords, date: number): readonly Item[] {
  if (values !== undefined)
    return values.map((label) => ({
      label,
      kind: 'value',
      insert: [label],
      group: 1,
      detail: words,
    }));
  const insert = free?.(zone, date) ?? [];
  const [first] = insert;
  const label = typeof first === 'string' ? first : '';
  return label === '' ? [] : [{ label, kind: 'value', insert, group: 1, detail: words }];
}
