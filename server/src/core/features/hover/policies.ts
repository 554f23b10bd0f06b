import { isMeantAsDkim } from '../../policy/dkim';
import { isDmarc, policyOf } from '../../policy/dmarc';
import { rsaBits } from '../../policy/keyLength';
import { parseTags, type Tag } from '../../policy/tags';
import { isMeantAsMtaSts, isMeantAsTlsrpt } from '../../policy/transport';
import { domainOf } from '../../route/places';
import { RRType } from '../../syntax/mnemonics';
import { type Message, say } from '../../text/message';
import { type RecordText, recordText } from '../../zone/recordText';
import type { RecordIndex, Zone } from '../../zone/zone';
import { kindAt, kindOf, type PolicyKind } from '../completion/policies';
import { tagWords } from '../completion/tags';
import { targetInFile, targetOf, type World, type WrittenPage } from './inquiries';
import { mtaStsRows } from './mtaSts';
import type { HoverPlace, HoverTarget } from './page';
import { publishedPolicy, recordRow, shorten } from './published';
import { fileFacts, longestText } from './worldFacts';

type TagKind = Exclude<PolicyKind, 'spf'>;

const labels = { dmarc: 'DMARC', dkim: 'DKIM', 'mta-sts': 'MTA-STS', tlsrpt: 'TLSRPT' } as const;

const isMeant: Readonly<Record<TagKind, (text: string) => boolean>> = {
  dmarc: isDmarc,
  dkim: isMeantAsDkim,
  'mta-sts': isMeantAsMtaSts,
  tlsrpt: isMeantAsTlsrpt,
};

/** DMARC, DKIM, MTA-STS and TLSRPT: each tag in words, and at any other place the whole record. */
export function findPolicyHover(place: HoverPlace): HoverTarget | undefined {
  const { zone, offset, record } = place;
  if (zone.records.types.get(record) !== RRType.TXT) return undefined;
  const text = recordText(zone, record);
  const kind = kindOfRecord(zone, record, text.text);
  if (kind === undefined || text.text.length > longestText) return undefined;
  const { tags } = parseTags(text.text);
  const tag = findTag(tags, text, offset);
  return tag === undefined
    ? wholeRecord(zone, record, kind, text.text)
    : targetInFile(text.spanOf(tag.start, tag.end), {
        title: shorten(`${tag.name}=${tag.value}`),
        remarks: [say('{0}', labels[kind])],
        sentences: describeTag(kind, tag, tags),
        rows: [],
      });
}

function kindOfRecord(zone: Zone, record: RecordIndex, text: string): TagKind | undefined {
  const kind = kindOf(text);
  if (kind !== undefined) return kind === 'spf' ? undefined : kind;
  // The version of a key may be left out (RFC 6376 3.6.1).
  const isKey = kindAt(zone, zone.ownerOf(record)) === 'dkim' && isMeantAsDkim(text);
  return isKey ? 'dkim' : undefined;
}

/** The tag at an offset; the version stands for the whole record. */
function findTag(tags: readonly Tag[], text: RecordText, offset: number): Tag | undefined {
  return tags.find(({ name, start, end }) => {
    const span = text.spanOf(start, end);
    return name !== 'v' && offset >= span.start && offset <= span.end;
  });
}

/** What receivers do with mail that fails (RFC 9989 4.7). */
const dmarcPolicies = new Map([
  ['none', say('none: receivers treat it as any other mail.')],
  ['quarantine', say('quarantine: receivers treat it as suspicious.')],
  ['reject', say('reject: receivers refuse it.')],
]);

function describeTag(kind: TagKind, tag: Tag, tags: readonly Tag[]): readonly Message[] {
  const words = tagWords(kind, tag.name) ?? say('Whoever does not know this tag passes over it.');
  if (kind === 'dkim' && tag.name === 'p') return [words, describeKey(tags)];
  const isPolicy = kind === 'dmarc' && ['p', 'sp', 'np'].includes(tag.name);
  const policy = isPolicy ? dmarcPolicies.get(tag.value.toLowerCase()) : undefined;
  return policy === undefined ? [words] : [words, policy];
}

function wholeRecord(zone: Zone, record: RecordIndex, kind: TagKind, own: string): HoverTarget {
  const owner = zone.ownerOf(record);
  const name = zone.names.text(owner);
  const page = {
    title: zone.names.prose(owner),
    remarks: [say('{0}', labels[kind])],
    sentences: describeWhole(kind, parseTags(own).tags),
  };
  const place = { span: zone.recordSpan(record), hasName: zone.names.isKnown(owner) };
  return targetOf(place, (world) => {
    const first = world && recordRow({ name, own, isMeant: isMeant[kind] }, world);
    const more = rowsOfKind(zone, record, kind, world);
    return { ...page, rows: first === undefined ? more : [first, ...more] };
  });
}

function rowsOfKind(
  zone: Zone,
  record: RecordIndex,
  kind: TagKind,
  world: World | undefined,
): WrittenPage['rows'] {
  const owner = zone.ownerOf(record);
  if (kind === 'dmarc') return inheritedRows(zone, zone.names.text(owner), world);
  return kind === 'mta-sts' && world !== undefined
    ? mtaStsRows(zone, zone.names.parent(owner), world)
    : [];
}

/** What would hold for the name without a record of its own (RFC 9989 4.10). */
function inheritedRows(zone: Zone, name: string, world: World | undefined): WrittenPage['rows'] {
  const own = name.replace(/^_dmarc\./, '');
  const domain = own === name ? undefined : domainOf(own);
  if (domain === undefined || `${domain}.` === own) return [];
  const above = `_dmarc.${domain}.`;
  const tell = (text: string | undefined): Message | undefined =>
    text === undefined ? undefined : say('{0}', policyOf(text, true));
  const inFile = fileFacts(zone, undefined).texts(above)?.find(isDmarc);
  const published = world && publishedPolicy(world.dns, above, isDmarc);
  if (inFile === undefined && published === undefined) return [];
  return [[say('Without it: the policy of {0}', domain), tell(inFile), tell(published)]];
}

function describeWhole(kind: TagKind, tags: readonly Tag[]): readonly Message[] {
  const find = (name: string): string | undefined => tags.find((tag) => tag.name === name)?.value;
  switch (kind) {
    case 'dmarc':
      return describeDmarc(find);
    case 'dkim':
      return [describeKey(tags), ...describeFlags(find('t') ?? '')];
    case 'mta-sts':
      return [
        say('Senders that honour MTA-STS fetch the policy anew whenever this record changes.'),
      ];
    case 'tlsrpt':
      return [say('Where reports on TLS go.'), say('{0}', shorten(find('rua') ?? ''))];
  }
}

function describeDmarc(find: (name: string) => string | undefined): readonly Message[] {
  const told = (['p', 'sp', 'np'] as const).flatMap((name) => {
    const policy = dmarcPolicies.get(find(name)?.toLowerCase() ?? '');
    const words = tagWords('dmarc', name);
    return policy === undefined || words === undefined ? [] : [say('{0} {1}', words, policy)];
  });
  const sub = find('sp') === undefined ? [say('The same holds for names below.')] : [];
  const test =
    find('t')?.toLowerCase() === 'y' ? [say('A test: the next milder policy counts.')] : [];
  const reports = find('rua') === undefined ? [say('Nobody gets reports.')] : [];
  return [...told, ...sub, ...test, ...reports];
}

/** What a key is, as far as its text tells (RFC 6376 3.6.1, RFC 8463). */
function describeKey(tags: readonly Tag[]): Message {
  const find = (name: string): string => tags.find((tag) => tag.name === name)?.value ?? '';
  const key = find('p').replace(/[ \t\r\n]+/g, '');
  if (key === '') return say('The key was revoked: its signatures count no more.');
  const type = find('k').toLowerCase() || 'rsa';
  const bits = type === 'rsa' ? rsaBits(key) : undefined;
  if (bits !== undefined && bits < 1024)
    return say('An RSA key of {0} bits: receivers take none below 1024.', bits);
  if (bits !== undefined) return say('An RSA key of {0} bits.', bits);
  return type === 'ed25519' ? say('An Ed25519 key.') : say('A key of the type {0}.', shorten(type));
}

function describeFlags(flags: string): readonly Message[] {
  const set = new Set(
    flags
      .toLowerCase()
      .split(':')
      .map((flag) => flag.trim()),
  );
  return [
    ...(set.has('y') ? [say('Test mode: receivers treat the mail as if it were not signed.')] : []),
    ...(set.has('s') ? [say('Not for names below the domain.')] : []),
  ];
}
