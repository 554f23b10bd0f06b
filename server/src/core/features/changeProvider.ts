import type { AbsoluteName } from '../dns/name';
import { providers } from '../providers/list';
import type { Provider } from '../providers/provider';
import { lineEndOf, removeRecords, replaceRdata } from '../rules/edits';
import { providerOf } from '../rules/hostedExchanges';
import { spfRecords } from '../rules/policies';
import { RRType } from '../syntax/mnemonics';
import { TokenKind, tokenText } from '../syntax/syntax';
import { type Message, say } from '../text/message';
import type { TextEdit } from '../text/span';
import { ignoreFileWord, ignoreWord } from '../zone/ignoreComment';
import { mxSetOf } from '../zone/mxSet';
import { TypeBit } from '../zone/typeBits';
import type { RecordIndex, Zone } from '../zone/zone';
import { plainText } from './completion/item';
import { type WrittenExchange, writeSet } from './completion/providerSets';
import { changeInclude } from './spfEdits';

/** Another provider for the mail of a domain. */
export interface ProviderChange {
  readonly edits: readonly TextEdit[];
  /** What the file can’t do for it; sentences. */
  readonly todo: readonly Message[];
}

/** Programs for reading mail look these up below the domain. */
const configurationLabels = ['autodiscover', 'autoconfig', '_autodiscover._tcp', '_imaps._tcp'];

/** So many TLSA records are named. */
const mostPins = 8;

/** The providers that a domain can have instead of its own: those that have a set of exchanges. */
export function otherProviders(zone: Zone, owner: AbsoluteName): readonly Provider[] {
  const former = providersOf(zone, owner);
  return providers.filter(
    (each) =>
      !(former.length === 1 && former[0] === each) && writeSet(zone, each, owner).length > 0,
  );
}

/** True for a name whose MX records stand in the file itself, each on its own and without a flaw. */
export function canChangeProvider(zone: Zone, owner: AbsoluteName): boolean {
  const records = mxRecords(zone, owner);
  return records.length > 0 && records.every((record) => isPlain(zone, record));
}

/** Undefined where the MX records can’t be exchanged. */
export function changeProvider(
  zone: Zone,
  owner: AbsoluteName,
  provider: Provider,
): ProviderChange | undefined {
  const set = writeSet(zone, provider, owner);
  if (set.length === 0 || !canChangeProvider(zone, owner)) return undefined;
  const rdata = set.map(({ preference, host }) => `${preference} ${plainText(host)}`);
  const edits = exchangeRecords(zone, mxRecords(zone, owner), rdata);
  if (edits === undefined) return undefined;
  const spf = changeSpf(zone, owner, provider);
  const isGuessed = set.some(({ host }) => host.some((part) => typeof part !== 'string'));
  return {
    edits: [...edits, ...(spf ?? [])],
    todo: [
      ...(isGuessed
        ? [say('Each customer of {0} has other exchanges: compare them with yours.', provider.name)]
        : []),
      ...(spf === undefined ? [saySpf(provider)] : []),
      ...furtherSteps(zone, owner, provider),
      ...sayPins(zone, owner, set),
    ],
  };
}

/**
 * Puts MX records into the places of former ones, one for one, so that each keeps its comment; the
 * last place takes those that are left. Undefined where the first record can’t be written anew.
 */
function exchangeRecords(
  zone: Zone,
  former: readonly RecordIndex[],
  rdata: readonly string[],
): readonly TextEdit[] | undefined {
  const isPlaceFor = (record: RecordIndex): boolean => replaceRdata(zone, record, []) !== undefined;
  const places = former.filter(isPlaceFor).slice(0, rdata.length);
  if (places[0] === undefined || places[0] !== former[0]) return undefined;
  const edits = places.flatMap((record, index) => {
    const own = index === places.length - 1 ? rdata.slice(index) : rdata.slice(index, index + 1);
    const records = own.map((each) => ({ type: RRType.MX, rdata: each }));
    return replaceRdata(zone, record, records) ?? [];
  });
  const removed = former.filter((record) => !places.includes(record));
  return [...edits, ...removeButComments(zone, removed)];
}

/** Removes records; the comments behind them stay, on lines of their own. */
function removeButComments(zone: Zone, records: readonly RecordIndex[]): readonly TextEdit[] {
  const comments = new Map(
    records.map((record) => [zone.entrySpan(record).start, commentsOf(zone, record)]),
  );
  return removeRecords(zone, records).map(({ span, text }) => {
    const kept = text === '' ? (comments.get(span.start) ?? []) : [];
    return { span, text: text + kept.map((each) => each + lineEndOf(zone, span.file)).join('') };
  });
}

/** What stands in comments of a record, but what says which rules are to be quiet about it. */
function commentsOf(zone: Zone, record: RecordIndex): readonly string[] {
  const { syntax, entry } = zone.placeOf(record);
  const found: string[] = [];
  for (let at = syntax.entryTokens.get(entry); at < syntax.entryTokens.get(entry + 1); at++)
    if (syntax.tokenKinds.get(at) === TokenKind.comment) found.push(tokenText(syntax, at));
  return found.filter((each) => !each.replaceAll(ignoreFileWord, '').includes(ignoreWord));
}

function mxRecords(zone: Zone, owner: AbsoluteName): readonly RecordIndex[] {
  return zone.recordsOf(owner, RRType.MX);
}

function isPlain(zone: Zone, record: RecordIndex): boolean {
  const { file, generatedBy } = zone.syntaxOf(record);
  return file === 0 && generatedBy === undefined && !zone.isFlawed(record);
}

/** Those whose exchanges the owner has. */
function providersOf(zone: Zone, owner: AbsoluteName): readonly Provider[] {
  const found = mxSetOf(zone, owner).records.flatMap((mx) => providerOf(zone, mx) ?? []);
  return [...new Set(found)];
}

/** Undefined where the SPF record has to be changed by hand. */
function changeSpf(
  zone: Zone,
  owner: AbsoluteName,
  provider: Provider,
): readonly TextEdit[] | undefined {
  const [record, ...others] = spfRecords(zone, owner);
  if (record === undefined || others.length > 0 || !isPlain(zone, record)) return undefined;
  const former = providersOf(zone, owner)
    .filter((each) => each !== provider)
    .flatMap(({ spf }) => spf ?? []);
  return changeInclude(zone, record, former, provider.spf);
}

function saySpf({ name, spf }: Provider): Message {
  return spf === undefined
    ? say('SPF: say in the record who sends for the domain now; {0} names no include.', name)
    : say(
        'SPF: the record must have {0}, and no longer the include of a former provider.',
        `include:${spf}`,
      );
}

function furtherSteps(zone: Zone, owner: AbsoluteName, { name }: Provider): readonly Message[] {
  const { names } = zone;
  const isThere = (label: string): boolean => {
    const found = names.parse(label, owner);
    return found !== undefined && zone.typesOf(found) !== 0;
  };
  const clients = configurationLabels.filter(isThere);
  return [
    say('DKIM: publish the keys of {0}; remove former ones when their mail has arrived.', name),
    isThere('_dmarc')
      ? say('DMARC: look at the reports before its policy is made stricter again.')
      : say('DMARC: there is no record yet; begin with p=none and an address for reports.'),
    ...(isThere('_mta-sts')
      ? [say('MTA-STS: list the new exchanges in the policy, and give its record another id.')]
      : []),
    ...(clients.length > 0
      ? [
          say(
            'Programs for mail find their servers by {0}: have them lead to {1}.',
            clients.join(', '),
            name,
          ),
        ]
      : []),
  ];
}

/** The TLSA records of exchanges that are given up, where they are in the zone (RFC 7672 3). */
function sayPins(
  zone: Zone,
  owner: AbsoluteName,
  set: readonly WrittenExchange[],
): readonly Message[] {
  const { names } = zone;
  const kept = new Set(set.map(({ host }) => names.parse(plainText(host), zone.apex)));
  const pins = mxSetOf(zone, owner).records.flatMap(({ exchange }) => {
    const pinned = kept.has(exchange) ? undefined : names.parse('_25._tcp', exchange);
    const isThere = pinned !== undefined && (zone.typesOf(pinned) & TypeBit.tlsa) !== 0;
    return isThere ? names.prose(pinned) : [];
  });
  if (pins.length === 0) return [];
  const shown = [...pins.slice(0, mostPins), ...(pins.length > mostPins ? ['…'] : [])].join(', ');
  return [say('TLSA: {0} can go when no domain has the former exchanges any more.', shown)];
}

/** A provider by the name that it has. */
export function findProvider(name: string): Provider | undefined {
  return providers.find((each) => each.name === name);
}

/** The exchanges of a provider as they would be written for an owner, in a line. */
export function describeSet(zone: Zone, owner: AbsoluteName, provider: Provider): string {
  return writeSet(zone, provider, owner)
    .map(({ preference, host }) => `${preference} ${plainText(host).replace(/\.$/, '')}`)
    .join(', ');
}
