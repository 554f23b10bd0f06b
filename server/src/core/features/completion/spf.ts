import { parseSpf } from '../../policy/spf';
import { countLookups, maximumLookups } from '../../policy/spfLookups';
import { providers } from '../../providers/list';
import { type Message, say } from '../../text/message';
import { addressBits } from '../../zone/typeBits';
import type { Zone } from '../../zone/zone';
import type { Cursor } from '../cursor';
import { addressesInUse } from './addresses';
import type { Item, Part } from './item';
import { takesMail } from './policies';
import type { Found } from './targets';
import type { PolicyText } from './text';

const mostAddresses = 10;

/** A term that may come next in an SPF record (RFC 7208 5, 6). */
interface Term {
  readonly label: string;
  readonly insert: readonly Part[];
  readonly words: Message;
  readonly group: number;
  /** True for one that receivers ask DNS for. */
  readonly asks: boolean;
}

/** The terms that have an effect where the cursor is. */
export function completeSpf(zone: Zone, cursor: Cursor, text: PolicyText): Found {
  const { syntax } = cursor.place;
  const start = startOfTerm(syntax.text, text, cursor.offset);
  const end = endOfTerm(syntax.text, text, cursor.offset);
  const before = text.before + syntax.text.slice(text.start, start);
  const after = syntax.text.slice(end, text.end);
  // The version is no term, and a term begins behind a blank.
  if (!/ $/.test(before)) return { items: [] };
  const known = parseSpf((before + after).trimEnd());
  const names = new Set(known.terms.map(({ name }) => name));
  if (parseSpf(before.trimEnd()).terms.some(({ name }) => name === 'all')) return { items: [] };
  const lookups = countLookups(known, () => undefined).count;
  const words = new Set((before + after).split(' '));
  const isLast = after.trim() === '' && cursor.isLast;
  const terms = [
    ...mechanisms(zone, cursor, names),
    ...includes(),
    ...addressTerms(zone, cursor),
    ...(isLast && !names.has('all') ? endings(names) : []),
  ];
  const items = terms
    .filter(({ asks, insert }) => !(asks && lookups >= maximumLookups) && !isThere(words, insert))
    .map(
      ({ label, insert, words: detail, group }): Item => ({
        ...{ label, kind: 'keyword', insert, group, detail },
      }),
    );
  const { base, file } = syntax;
  return { items, span: { file, start: base + start, end: base + end } };
}

function isThere(words: ReadonlySet<string>, [first]: readonly Part[]): boolean {
  return typeof first === 'string' && words.has(first);
}

function startOfTerm(source: string, { start }: PolicyText, offset: number): number {
  let at = offset;
  while (at > start && source.charCodeAt(at - 1) !== 0x20) at--;
  return at;
}

function endOfTerm(source: string, { end }: PolicyText, offset: number): number {
  let at = offset;
  while (at < end && !/[\s";]/.test(source.charAt(at))) at++;
  return at;
}

function mechanisms(zone: Zone, { owner }: Cursor, names: ReadonlySet<string>): readonly Term[] {
  const found: Term[] = [];
  const add = (label: string, insert: readonly Part[], words: Message, asks = true): void => {
    found.push({ label, insert, words, group: 1, asks });
  };
  if (owner !== undefined && takesMail(zone, owner) && !names.has('mx'))
    add('mx', ['mx'], say('The exchanges of the name.'));
  if (owner !== undefined && (zone.typesOf(owner) & addressBits) !== 0 && !names.has('a'))
    add('a', ['a'], say('The addresses of the name.'));
  add('ip4:', ['ip4:', { fill: '192.0.2.1' }], say('An IPv4 address or network.'), false);
  add('ip6:', ['ip6:', { fill: '2001:db8::1' }], say('An IPv6 address or network.'), false);
  add('include:', ['include:', { fill: 'example.net' }], say('Whom another SPF record allows.'));
  add('exists:', ['exists:', { fill: '%{i}.example.net' }], say('Senders whose name exists.'));
  return found;
}

function includes(): readonly Term[] {
  return providers.flatMap(({ name, spf }) => {
    if (spf === undefined) return [];
    const label = `include:${spf}`;
    return [{ label, insert: [label], words: say('{0}', name), group: 3, asks: true }];
  });
}

function addressTerms(zone: Zone, cursor: Cursor): readonly Term[] {
  return addressesInUse(zone, cursor, mostAddresses).map((address) => ({
    ...{ label: `ip4:${address}`, insert: [`ip4:${address}`] },
    words: say('An address of this zone.'),
    group: 2,
    asks: false,
  }));
}

/** What ends a record: behind “all” nothing has an effect, and beside it no redirect. */
function endings(names: ReadonlySet<string>): readonly Term[] {
  const found: Term[] = [];
  const add = (label: string, words: Message, group: number, fill?: string): void => {
    const insert = fill === undefined ? [label] : [label, { fill }];
    found.push({ label, insert, words, group, asks: label === 'redirect=' });
  };
  if (!names.has('redirect')) {
    add('-all', say('Others are not allowed: fail.'), 0);
    add('~all', say('Others are suspicious: softfail.'), 0);
    add('?all', say('Nothing is said of others: neutral.'), 4);
    add('redirect=', say('The SPF record of another name decides.'), 4, '_spf.example.net');
  }
  if (!names.has('exp'))
    add('exp=', say('The name of a text that explains a rejection.'), 4, 'explain.example.net');
  return found;
}
