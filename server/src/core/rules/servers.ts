import type { AbsoluteName } from '../dns/name';
import { RRType } from '../syntax/mnemonics';
import type { Message } from '../text/message';
import { isAlias, lookUp, type ZoneAnswer } from '../zone/lookup';
import { firstOfType, nextOfType } from '../zone/ofType';
import { addressBits } from '../zone/typeBits';
import type { RecordIndex, Zone } from '../zone/zone';
import { knownFrom, relatedAlias } from './elsewhere';
import { findTargetSlip } from './missingDot';
import { nothing } from './records';
import type { Fix, Judgement } from './rule';
import { fixAlias, fixMissingAddress, isWithoutAddress } from './targets';

/** What a check of the hosts that records name has to say of one. */
interface HostCheck {
  readonly describe: (
    host: AbsoluteName,
    answer: ZoneAnswer,
    record: RecordIndex,
  ) => Message | undefined;
  readonly fix: (record: RecordIndex, host: AbsoluteName) => readonly Fix[];
}

/**
 * Judges the hosts without an address of their own that an owner's records of one type name.
 * Most have one, and are passed over without a look-up.
 */
function judgeHosts(
  zone: Zone,
  owner: AbsoluteName,
  type: number,
  { describe, fix }: HostCheck,
): readonly Judgement[] {
  let found: Judgement[] | undefined;
  // A binding of its own for each turn: fixes are made later.
  for (
    let record = firstOfType(zone, owner, type);
    record >= 0;
    record = nextOfType(zone, record)
  ) {
    const host = zone.targetOf(record);
    if (host === undefined || (zone.typesOf(host) & addressBits) !== 0) continue;
    if (host === zone.names.root) continue;
    if (!(zone.knowsOthers || zone.names.isAtOrBelow(host, zone.apex))) continue;
    const answer = lookUp(zone, host);
    const message = describe(host, answer, record);
    // A name that lacks its final dot is one mistake, and another rule's.
    if (message === undefined || findTargetSlip(zone, record) !== undefined) continue;
    found ??= [];
    found.push({
      span: zone.targetSpan(record),
      message: knownFrom(answer, message),
      related: relatedAlias(zone, host, answer),
      fixes: () => fix(record, host),
    });
  }
  return found ?? nothing;
}

/** Judges the hosts that are aliases; `describe` words it. */
export function judgeAliases(
  zone: Zone,
  owner: AbsoluteName,
  type: number,
  describe: (host: AbsoluteName) => Message,
): readonly Judgement[] {
  return judgeHosts(zone, owner, type, {
    describe: (host, answer) => (isAlias(answer) ? describe(host) : undefined),
    fix: (record, host) => fixAlias(zone, record, host),
  });
}

/** Judges the hosts that are known to have no address; `describe` words it. */
export function judgeWithoutAddress(
  zone: Zone,
  owner: AbsoluteName,
  type: number,
  describe: (host: AbsoluteName, isGlue: boolean) => Message,
): readonly Judgement[] {
  if (!zone.isComplete) return nothing;
  return judgeHosts(zone, owner, type, {
    describe: (host, answer, record) => {
      const isGlue = needsGlue(zone, record, host);
      return isGlue || isWithoutAddress(answer) ? describe(host, isGlue) : undefined;
    },
    fix: (record, host) => fixMissingAddress(zone, record, host),
  });
}

/** A delegation to a name server below the delegated name does not work without its address here. */
function needsGlue(zone: Zone, record: RecordIndex, host: AbsoluteName): boolean {
  const owner = zone.ownerOf(record);
  return (
    owner !== zone.apex &&
    zone.records.types.get(record) === RRType.NS &&
    zone.names.isAtOrBelow(host, owner)
  );
}
