import type { AbsoluteName } from '../../dns/name';
import { Hostings, type ProviderHost } from '../../providers/hosting';
import { providers } from '../../providers/list';
import type { Provider } from '../../providers/provider';
import { lineEndOf } from '../../rules/edits';
import { TokenKind } from '../../syntax/syntax';
import { say } from '../../text/message';
import type { TextEdit } from '../../text/span';
import type { MxRecord } from '../../zone/mxSet';
import type { Zone } from '../../zone/zone';
import type { Cursor } from '../cursor';
import type { Item, Part } from './item';

/** One exchange of a set as it is written. */
export interface WrittenExchange {
  readonly preference: number;
  /** With its final dot; what differs from customer to customer is to be filled in. */
  readonly host: readonly Part[];
}

/** Characters of a customer's part: what stands around it in its label has room. */
const longestFill = 40;

/** Sets in which each customer chooses a part: in what is written for it, the owner's name stands. */
export function writeSet(
  zone: Zone,
  provider: Provider,
  owner: AbsoluteName,
): readonly WrittenExchange[] {
  const [set = []] = Hostings.of(zone.names).setsOf(provider);
  const own = zone.names.isKnown(owner) ? zone.names.prose(owner) : 'example.com';
  const label = own.replace(/[^a-z0-9]+/g, '-').slice(0, longestFill);
  const fill = label.replace(/^-+|-+$/g, '') || 'example';
  return set.map(({ preference, host }, index) => ({
    preference: Number.isNaN(preference) ? 10 * (index + 1) : preference,
    host: writeHost(host, fill),
  }));
}

function writeHost(host: string, fill: string): readonly Part[] {
  const parts = `${host}.`.split('*');
  return parts.flatMap((part, index): Part[] => (index === 0 ? [part] : [{ fill }, part]));
}

/**
 * All exchanges of a provider at once, where the owner has none yet; where it has a part of a set,
 * the others of that one.
 */
export function completeProviders(
  zone: Zone,
  cursor: Cursor,
  others: readonly MxRecord[],
): readonly Item[] {
  const { owner } = cursor;
  // What stands behind would belong to the last line of several.
  if (owner === undefined || !cursor.isLast || isSpread(cursor)) return [];
  if (others.length > 0) return completeSet(zone, cursor, others);
  return providers.flatMap((provider) => {
    const set = writeSet(zone, provider, owner);
    return set.length === 0 ? [] : [setItem(zone, cursor, provider, set)];
  });
}

/** The exchanges that a set of the owner's provider has besides those that are there. */
function completeSet(zone: Zone, cursor: Cursor, others: readonly MxRecord[]): readonly Item[] {
  const hostings = Hostings.of(zone.names);
  const provider = others[0] && hostings.find(others[0].exchange)?.provider;
  if (provider === undefined) return [];
  const isPart = (set: readonly ProviderHost[]): boolean =>
    others.every(({ exchange }) => set.some(({ matches }) => matches(exchange)));
  const set = hostings.setsOf(provider).find(isPart) ?? [];
  const missing = set.filter(({ matches }) => !others.some(({ exchange }) => matches(exchange)));
  if (missing.length === 0 || missing.some(({ host }) => host.includes('*'))) return [];
  const written = missing.map(({ preference, host }) => ({
    preference: Number.isNaN(preference) ? 10 : preference,
    host: [`${host}.`],
  }));
  return [setItem(zone, cursor, provider, written)];
}

function setItem(
  zone: Zone,
  cursor: Cursor,
  provider: Provider,
  set: readonly WrittenExchange[],
): Item {
  const [first] = set;
  const isExchange = cursor.position.kind === 'rdata' && cursor.position.field === 1;
  const lineStart = lineEndOf(zone, cursor.place.syntax.file) + furtherStart(cursor);
  const insert = set.flatMap(({ preference, host }, index): readonly Part[] => {
    const before = index === 0 ? '' : lineStart;
    return isExchange && index === 0 ? host : [`${before}${preference} `, ...host];
  });
  const host = (first?.host ?? []).map((part) => (typeof part === 'string' ? part : part.fill));
  const label = host.join('');
  const further = isExchange ? renumber(cursor, first?.preference ?? 0) : [];
  const shown = isExchange ? label : `${first?.preference ?? 0} ${label}`;
  return {
    label: shown,
    filter: `${shown} ${provider.name}`,
    kind: 'provider',
    insert,
    group: 3,
    detail:
      set.length === 1
        ? say('{0}', provider.name)
        : say('{0}, {1} records', provider.name, set.length),
    documentation: [
      say('The exchanges of {0}, as documented at {1}.', provider.name, provider.source),
    ],
    ...(further.length > 0 ? { further } : {}),
  };
}

/** Gives the record the preference that the provider documents. */
function renumber({ place, position }: Cursor, preference: number): readonly TextEdit[] {
  if (position.kind !== 'rdata') return [];
  const { syntax } = place;
  const [start, end] = [
    syntax.tokenStarts.get(position.rdataToken),
    syntax.tokenEnds.get(position.rdataToken),
  ];
  if (syntax.text.slice(start, end) === String(preference)) return [];
  const span = { file: syntax.file, start: syntax.base + start, end: syntax.base + end };
  return [{ span, text: String(preference) }];
}

/** What a further record of the same owner starts with, up to its preference. */
function furtherStart({ place: { syntax, entry }, position, start }: Cursor): string {
  if (position.kind !== 'rdata') return '';
  const { text, tokenStarts, tokenEnds } = syntax;
  const entryStart = syntax.entryStarts.get(entry);
  const typeStart = tokenStarts.get(position.typeToken);
  const typeEnd = tokenEnds.get(position.typeToken);
  const before = text.slice(entryStart, typeStart).replace(/^\ufeff/, '');
  const owner = /^\S*/.exec(before)?.[0] ?? '';
  const rdataStart = position.field === 0 ? start : tokenStarts.get(position.rdataToken);
  const type = text.slice(typeStart, Math.max(rdataStart, typeEnd));
  return `${' '.repeat(owner.length)}${before.slice(owner.length)}${type.trimEnd() === type ? `${type} ` : type}`;
}

/** True where the record has parentheses, or comments between its fields. */
function isSpread({ place: { syntax, entry }, token }: Cursor): boolean {
  for (let each = syntax.entryTokens.get(entry); each < token; each++)
    if (syntax.tokenKinds.get(each) > TokenKind.quoted) return true;
  return false;
}
