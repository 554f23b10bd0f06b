import { canonicalAddress, formatAddress, parseAddress } from '../dns/address';
import type { HostAddress, HostFacts, MxFacts } from '../resolve/lookup';
import type { Answer } from '../resolve/resolver';
import { RRType } from '../syntax/mnemonics';
import { sayDuration } from '../text/duration';
import { type Message, say } from '../text/message';
import { isAlias, lookUpCanonical } from '../zone/lookup';
import { isNullMx, type MxRecord, type MxSet } from '../zone/mxSet';
import type { OtherAnswer } from '../zone/otherZones';
import type { Zone } from '../zone/zone';
import { sayFailure } from './failureWords';

/** What DNS said about an MX record, as far as it is known. */
export interface LiveFacts {
  /** Of the exchange; undefined for a null MX, which has none. */
  readonly host: HostFacts | undefined;
  readonly mx: MxFacts;
  /** The time that was allowed, in milliseconds. */
  readonly timeout: number;
}

type Word = (message: Message) => string;

/** The table's rows: what, this file, published (without live facts that column is missing). */
export function buildRows(
  zone: Zone,
  { set, mx }: { readonly set: MxSet; readonly mx: MxRecord },
  live: LiveFacts | undefined,
  word: Word,
): readonly (readonly string[])[] {
  const rows: string[][] = [];
  if (!isNullMx(zone, mx)) {
    const file = readFile(zone, mx);
    rows.push(...addressRows(4, file, live, word), ...addressRows(6, file, live, word));
    const alias = aliasRow(zone, file, live, word);
    if (alias !== undefined) rows.push(alias);
  }
  rows.push(mxRow(zone, set, live, word));
  return live === undefined ? rows.map(([what = '', file = '']) => [what, file]) : rows;
}

/** What the file says about an exchange. */
interface FileFacts {
  readonly ipv4: readonly string[];
  readonly ipv6: readonly string[];
  /** Why there are no addresses, where the file can't say. */
  readonly unknown: Message | undefined;
  /** The canonical name, where the exchange is an alias. */
  readonly canonical: string | undefined;
}

function readFile(zone: Zone, mx: MxRecord): FileFacts {
  const found = lookUpCanonical(zone, mx.exchange);
  const canonical =
    isAlias(mx.answer) && found !== undefined ? zone.names.prose(found.name) : undefined;
  const none = { ipv4: [], ipv6: [], canonical };
  if (found === undefined) return { ...none, unknown: say('an alias in a loop') };
  const { answer } = found;
  if (answer.kind === 'unknown') {
    const isInZone = zone.names.isAtOrBelow(found.name, zone.apex);
    return { ...none, unknown: isInZone ? say('not in this file') : say('out of zone') };
  }
  if (answer.kind === 'elsewhere') return { ...none, unknown: sayOther(answer.said) };
  if (answer.kind !== 'node') return { ...none, unknown: undefined };
  const addresses = (type: number): readonly string[] =>
    zone.recordsOf(answer.owner, type).map((record) => {
      const text = zone.rdataText(record);
      return canonicalAddress(text) ?? text;
    });
  return {
    ipv4: addresses(RRType.A),
    ipv6: addresses(RRType.AAAA),
    canonical,
    unknown: undefined,
  };
}

/** What the file of another zone has, in a cell for the file that is open. */
function sayOther({ addresses = [], file }: OtherAnswer): Message {
  const words = addresses.slice(0, maximumAddresses).map(presentKey);
  return words.length === 0 ? say('none in {0}', file) : say('{0}, in {1}', words.join(', '), file);
}

/** An address that is a string of its octets, as people write it. */
function presentKey(key: string): string {
  const octets = Array.from(key, (octet) => octet.charCodeAt(0));
  return formatAddress({ family: octets.length === 4 ? 4 : 6, octets });
}

/** More addresses than these are counted instead. */
const maximumAddresses = 12;

/** A row for each address of a family, the file's beside the published one. */
function addressRows(
  family: 4 | 6,
  file: FileFacts,
  live: LiveFacts | undefined,
  word: Word,
): string[][] {
  const inFile = family === 4 ? file.ipv4 : file.ipv6;
  const published = inOrder((live?.host?.addresses ?? []).filter((each) => each.family === family));
  const answer = family === 4 ? live?.host?.ipv4 : live?.host?.ipv6;
  const what = family === 4 ? 'IPv4' : 'IPv6';
  const knowsBoth = file.unknown === undefined && answer?.kind === 'rrset';
  const ttls = new Set(published.map(({ ttl }) => ttl));
  const rows: string[][] = published.map((each, index) => {
    const isInFile = inFile.includes(each.address);
    const words = word(sayAddress(each, index === 0 || ttls.size > 1));
    const note = knowsBoth && !isInFile ? `${words} · **${word(say('only published'))}**` : words;
    return [isInFile ? word(say('{0}', each.address)) : '', note];
  });
  const seen = new Set(published.map(({ address }) => address));
  for (const address of inFile.filter((each) => !seen.has(each))) {
    const missing = answer !== undefined && answer.kind !== 'failure';
    rows.push([word(say('{0}', address)), missing ? `**${word(say('not published'))}**` : '']);
  }
  if (published.length === 0 && live !== undefined) {
    const [first] = rows;
    const why = word(sayNone(answer, live.timeout));
    if (first === undefined) rows.push(['', why]);
    else if (first[1] === '') first[1] = why;
  }
  if (rows.length === 0) rows.push(['', '']);
  const [first] = rows;
  if (first !== undefined && inFile.length === 0 && first[0] === '')
    first[0] = sayNoAddress(family, file, word);
  const more = rows.length - maximumAddresses;
  if (more > 0) rows.splice(maximumAddresses, more, ['', word(say('and {0} more', more))]);
  return rows.map((row, index) => [index === 0 ? what : '', ...row]);
}

/** Servers answer in a new order each time; a reader compares more easily in one that stays. */
function inOrder(addresses: readonly HostAddress[]): readonly HostAddress[] {
  const octets = ({ address }: HostAddress) => parseAddress(address)?.octets ?? [];
  return addresses.toSorted((a, b) => {
    const [left, right] = [octets(a), octets(b)];
    const index = left.findIndex((octet, i) => octet !== right[i]);
    return index < 0 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
  });
}

/** Why the file has no address; where it can't say, once is enough. The words stay on one line. */
function sayNoAddress(family: 4 | 6, { unknown }: FileFacts, word: Word): string {
  if (unknown !== undefined && family === 6) return '';
  return word(unknown ?? say('none')).replaceAll(' ', '\u00a0');
}

function sayAddress({ address, ttl, reverse }: HostAddress, withTtl: boolean): Message {
  const parts: Message[] = withTtl ? [say('TTL {0}', sayDuration(ttl))] : [];
  const [name] = reverse?.names ?? [];
  if (reverse !== undefined && name !== undefined) {
    const bare = name.replace(/\.$/, '');
    parts.push(
      reverse.namesHost ? say('reverse {0} ✓', bare) : say('reverse {0}, another name', bare),
    );
  } else if (reverse?.answer?.kind === 'nxdomain' || reverse?.answer?.kind === 'nodata') {
    parts.push(say('no reverse name'));
  }
  return parts.reduce((before, part) => say('{0} · {1}', before, part), say('{0}', address));
}

/** Why no address is published, as far as the answer tells. */
function sayNone(answer: Answer | undefined, timeout: number): Message {
  switch (answer?.kind) {
    case undefined:
      return say('asking…');
    case 'nxdomain':
      return say('the name does not exist (NXDOMAIN)');
    case 'nodata':
      return say('none (NODATA)');
    case 'failure':
      return sayFailure(answer.reason, answer.server, timeout);
    case 'rrset':
      return say('none');
  }
}

function aliasRow(
  zone: Zone,
  file: FileFacts,
  live: LiveFacts | undefined,
  word: Word,
): string[] | undefined {
  const chain = live?.host?.aliases ?? [];
  if (file.canonical === undefined && chain.length === 0) return undefined;
  const isKnown = zone.isComplete && file.unknown === undefined;
  const inFile = file.canonical ?? (isKnown ? say('none') : '');
  const published = chain.map(({ data }) => data.replace(/\.$/, '')).join(' → ');
  const ttl = chain.at(-1)?.ttl;
  return [
    word(say('Alias of')),
    word(say('{0}', inFile)),
    ttl === undefined ? '' : word(say('{0} · TTL {1}', published, sayDuration(ttl))),
  ];
}

/** The owner's MX records here and in the world. */
function mxRow(zone: Zone, set: MxSet, live: LiveFacts | undefined, word: Word): string[] {
  const inFile = set.records.map(
    ({ preference, exchange }) => `${preference} ${zone.names.text(exchange)}`,
  );
  const sorted = [...set.records].sort((a, b) => a.preference - b.preference);
  const preferences = sorted.map(({ preference }) => preference).join(', ');
  return [word(say('MX records')), word(say('{0}', preferences)), publishedMx(inFile, live, word)];
}

function publishedMx(inFile: readonly string[], live: LiveFacts | undefined, word: Word): string {
  if (live === undefined) return '';
  const { answer, exchanges } = live.mx;
  if (answer?.kind !== 'rrset') return word(sayNone(answer, live.timeout));
  const published = exchanges.map(
    ({ preference, exchange }) => `${preference} ${exchange.toLowerCase()}`,
  );
  const isSame = [...inFile].sort().join() === [...published].sort().join();
  const ttl = say('TTL {0}', sayDuration(answer.ttl));
  if (isSame) return word(say('{0} · {1}', say('the same'), ttl));
  const shown = published.slice(0, maximumAddresses).map((each) => each.replace(/\.$/, ''));
  return word(say('differs: {0} · {1}', shown.join(', '), ttl));
}
