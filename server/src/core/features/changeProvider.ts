import type { AbsoluteName } from '../dns/name';
import { providers } from '../providers/list';
import type { Provider } from '../providers/provider';
import { removeRecords, replaceRdata } from '../rules/edits';
import { providerOf } from '../rules/hostedExchanges';
import { spfRecords } from '../rules/policies';
import { RRType } from '../syntax/mnemonics';
import { type Message, say } from '../text/message';
import type { TextEdit } from '../text/span';
import { mxSetOf } from '../zone/mxSet';
import { TypeBit } from '../zone/typeBits';
import type { RecordIndex, Zone } from '../zone/zone';
import { plainText } from './completion/item';
import { writeSet } from './completion/providerSets';
import { changeInclude } from './spfEdits';

/** Another provider for the mail of a domain. */
export interface ProviderChange {
  readonly edits: readonly TextEdit[];
  /** What the file can’t do for it; sentences. */
  readonly todo: readonly Message[];
}

/** Programs for reading mail look these up below the domain. */
const configurationLabels = ['autodiscover', 'autoconfig', '_autodiscover._tcp', '_imaps._tcp'];

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
  const [first, ...others] = mxRecords(zone, owner);
  const set = writeSet(zone, provider, owner);
  if (first === undefined || set.length === 0 || !canChangeProvider(zone, owner)) return undefined;
  const records = set.map(({ preference, host }) => ({
    type: RRType.MX,
    rdata: `${preference} ${plainText(host)}`,
  }));
  const edit = replaceRdata(zone, first, records);
  if (edit === undefined) return undefined;
  const spf = changeSpf(zone, owner, provider);
  const isGuessed = set.some(({ host }) => host.some((part) => typeof part !== 'string'));
  return {
    edits: [edit, ...removeRecords(zone, others), ...(spf ?? [])],
    todo: [
      ...(isGuessed
        ? [say('Each customer of {0} has other exchanges: compare them with yours.', provider.name)]
        : []),
      ...(spf === undefined ? [saySpf(provider)] : []),
      ...furtherSteps(zone, owner, provider),
    ],
  };
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
    ...(hasPins(zone, owner)
      ? [say('TLSA: the records of exchanges that are no longer used can go.')]
      : []),
  ];
}

/** True where an exchange that is given up has TLSA records in the zone (RFC 7672). */
function hasPins(zone: Zone, owner: AbsoluteName): boolean {
  return mxSetOf(zone, owner).records.some(({ exchange }) => {
    const pinned = zone.names.parse('_25._tcp', exchange);
    return pinned !== undefined && (zone.typesOf(pinned) & TypeBit.tlsa) !== 0;
  });
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
