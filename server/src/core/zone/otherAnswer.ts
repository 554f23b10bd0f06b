import type { AbsoluteName } from '../dns/name';
import { RRType } from '../syntax/mnemonics';
import type { OtherSpan, Span } from '../text/span';
import { addressKeys, addressTypes } from './hostAddresses';
import { isBelowCut, lookUp, nextOfAlias } from './lookup';
import type { OtherAnswer } from './otherZones';
import { recordText, textStartsWith } from './recordText';
import { TypeBit } from './typeBits';
import type { RecordIndex, Zone } from './zone';

/** Names a file for people, and finds the lines of a place in one of the zone's files. */
export interface OtherPlaces {
  readonly file: string;
  readonly placeOf: (span: Span) => OtherSpan;
}

/**
 * True for a zone whose file can speak for it: all of it is there, and a name server would load it.
 * The root's is not asked: it only delegates.
 */
function isReliable(zone: Zone): boolean {
  const { names, apex } = zone;
  return (
    zone.isComplete &&
    (zone.typesOf(apex) & TypeBit.soa) !== 0 &&
    zone.classNumber === 1 &&
    names.isKnown(apex) &&
    zone.errors.length === 0
  );
}

/** The apex of a zone; undefined for a part of one, and where nobody knows the origin. */
export function apexOf(zone: Zone): string | undefined {
  const { names, apex } = zone;
  const isZone = (zone.typesOf(apex) & TypeBit.soa) !== 0 && names.isKnown(apex);
  return isZone && apex !== names.root ? names.text(apex) : undefined;
}

/** What the file of a zone says of a name to those who ask from outside; undefined where it can't say. */
export function answerOutside(
  zone: Zone,
  name: string,
  { file, placeOf }: OtherPlaces,
): OtherAnswer | undefined {
  const asked = zone.names.parse(name);
  if (asked === undefined || !isReliable(zone) || isBelowCut(zone, asked)) return undefined;
  const answer = lookUp(zone, asked);
  const none = { file, types: 0, target: undefined, addresses: [], spf: [], place: undefined };
  if (answer.kind === 'nxdomain') return { ...none, kind: 'nxdomain' };
  if (answer.kind === 'alias') {
    const owner = zone.ownerOf(answer.record);
    const target = nextOfAlias(zone, asked, answer);
    // What may not stand together is not loaded.
    const isAlone =
      answer.byDname || (zone.typesOf(owner) & ~(TypeBit.cname | TypeBit.dnssec)) === 0;
    if (target === undefined || !isAlone) return undefined;
    return {
      ...none,
      kind: 'alias',
      types: zone.typesOf(owner),
      target: zone.names.text(target),
      place: placeOf(zone.recordSpan(answer.record)),
    };
  }
  if (answer.kind !== 'node') return undefined;
  const { owner, types } = answer;
  const record = tellingRecord(zone, owner);
  return {
    ...none,
    kind: 'node',
    types,
    addresses: addressKeys(zone, owner),
    spf: spfTexts(zone, owner),
    place: record < 0 ? undefined : placeOf(zone.recordSpan(record)),
  };
}

/** An address record, else any record of the owner, -1 for none. */
function tellingRecord(zone: Zone, owner: AbsoluteName): RecordIndex {
  const [address] = addressTypes.flatMap((type) => zone.recordsOf(owner, type));
  return address ?? zone.firstOf(owner);
}

function spfTexts(zone: Zone, owner: AbsoluteName): readonly string[] {
  return zone
    .recordsOf(owner, RRType.TXT)
    .filter((record) => textStartsWith(zone, record, 'v=spf1'))
    .map((record) => recordText(zone, record).text);
}
