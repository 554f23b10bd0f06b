import { findRdataFormat } from '../../dns/rdata/formats';
import { maximumTtl, parseTtl } from '../../dns/ttl';
import { ttlToken } from '../../rules/records';
import { classMnemonic, RRType, typeMnemonic } from '../../syntax/mnemonics';
import { tokenText } from '../../syntax/syntax';
import { sayDuration } from '../../text/duration';
import { say } from '../../text/message';
import type { Zone } from '../../zone/zone';
import { type Cursor, recordsAround } from '../cursor';
import { typeWords } from '../typeWords';
import type { Item } from './item';
import { canHave } from './names';
import type { Found } from './targets';

/** How many records around the cursor tell what is in use. */
const mostNeighbours = 500;

/** Those that most zones have, in the order in which they are offered. */
const usualTypes: readonly number[] = [
  ...[RRType.A, RRType.AAAA, RRType.MX, RRType.TXT, RRType.CNAME, RRType.NS, RRType.SRV],
  ...[257, RRType.TLSA, RRType.PTR, 65, 64, RRType.DS, 44, RRType.DNAME, 35, RRType.SOA],
];

/** What nobody should begin to write: obsolete, or made by programs. */
const notOffered: ReadonlySet<number> = new Set([
  ...[3, 4, 11, 22, 23, 24, 25, 30, 38, 99, 32768, 32769],
]);

/** Every type that a person may write, the usual ones first. */
const offeredTypes: readonly number[] = [
  ...usualTypes,
  ...Array.from({ length: 300 }, (_, type) => type).filter((type) => {
    const format = findRdataFormat(type);
    if (format === undefined || format.isGenericOnly || format.isObsolete) return false;
    return !usualTypes.includes(type) && !notOffered.has(type);
  }),
];

/** TTL, class and type, as far as they are missing. */
export function completeHeader(zone: Zone, cursor: Cursor): Found {
  const { position } = cursor;
  if (position.kind !== 'header') return { items: [] };
  const items = [...completeType(zone, cursor)];
  if (!position.hasClass) items.push(classItem(zone));
  if (!position.hasTtl) items.push(...completeTtl(zone, cursor));
  return { items };
}

function classItem(zone: Zone): Item {
  const label = classMnemonic(zone.classNumber);
  return {
    label,
    kind: 'keyword',
    insert: [label],
    group: 5,
    detail: say('the class of the zone'),
  };
}

function completeType(zone: Zone, cursor: Cursor): readonly Item[] {
  // In an entry that has a type behind the cursor, only TTL and class are missing.
  if (!cursor.isLast) return [];
  const inUse = new Set(
    recordsAround(zone, cursor.place, mostNeighbours).map((record) =>
      zone.records.types.get(record),
    ),
  );
  const { owner } = cursor;
  const isPossible = (type: number): boolean =>
    owner === undefined ? type !== RRType.SOA : canHave(zone, owner, type);
  const isLower = isTypedLower(zone, cursor);
  return offeredTypes.flatMap((type): Item[] => {
    const words = typeWords(type);
    if (words === undefined || !isPossible(type)) return [];
    const mnemonic = typeMnemonic(type);
    const label = isLower ? mnemonic.toLowerCase() : mnemonic;
    return [
      {
        ...{ label, kind: 'type', insert: [label] },
        group: inUse.has(type) ? 2 : usualTypes.includes(type) ? 3 : 4,
        detail: words.purpose,
        documentation: [words.purpose, say('{0}', words.source)],
      },
    ];
  });
}

/** True where types are written in lower case here. */
function isTypedLower(zone: Zone, { typed, place }: Cursor): boolean {
  if (typed !== '') return /^[a-z]/.test(typed);
  const [record] = recordsAround(zone, place, 2);
  if (record === undefined) return false;
  const word = tokenText(zone.syntaxOf(record), zone.records.typeTokens.get(record));
  return word === word.toLowerCase();
}

/** Times in use around the cursor, and usual ones. */
export function completeTtl(zone: Zone, cursor: Cursor): readonly Item[] {
  const written = new Map<number, string>();
  const only = ttlOfSet(zone, cursor);
  if (only !== undefined) return [ttlItem(String(only), only, true)];
  for (const record of recordsAround(zone, cursor.place, mostNeighbours)) {
    const token = ttlToken(zone, record);
    const text = token < 0 ? '' : tokenText(zone.syntaxOf(record), token);
    const seconds = parseTtl(text, 0, text.length);
    const isUsual = seconds >= 0 && seconds <= maximumTtl && text.length <= 20;
    if (record !== cursor.record && isUsual && written.size < 20) written.set(seconds, text);
  }
  const used = [...written].sort(([a], [b]) => a - b);
  const hasUnits = used.some(([, text]) => /[a-z]/i.test(text));
  const usual: readonly (readonly [number, string])[] = [
    [300, '5m'],
    [3600, '1h'],
    [86_400, '1d'],
  ];
  return [
    ...used.map(([seconds, text]) => ttlItem(text, seconds, true)),
    ...usual
      .filter(([seconds]) => !written.has(seconds))
      .map(([seconds, text]) => ttlItem(hasUnits ? text : String(seconds), seconds, false)),
  ];
}

/** The TTL of the other records of the RRset, which must be this record's too (RFC 2181 5.2). */
function ttlOfSet(zone: Zone, { owner, record }: Cursor): number | undefined {
  if (owner === undefined || record === undefined) return undefined;
  const others = zone.recordsOf(owner, zone.records.types.get(record));
  const other = others.find((each) => each !== record);
  const seconds = other === undefined ? -1 : zone.records.ttls.get(other);
  return seconds < 0 ? undefined : seconds;
}

function ttlItem(text: string, seconds: number, isInUse: boolean): Item {
  return {
    ...{ label: text, kind: 'number', insert: [text] },
    group: isInUse ? 6 : 7,
    detail: sayDuration(seconds),
  };
}
