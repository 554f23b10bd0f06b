import type { AbsoluteName } from '../dns/name';
import { RRType } from '../syntax/mnemonics';
import { say } from '../text/message';
import type { TextEdit } from '../text/span';
import {
  hasAddress,
  isAlias,
  isMissing,
  lookUp,
  lookUpCanonical,
  typesIn,
  type ZoneAnswer,
} from '../zone/lookup';
import type { RecordIndex, Zone } from '../zone/zone';
import { insertRecords, renameTarget, replaceRdata } from './edits';
import { Hosts } from './hosts';
import type { Fix, FixGrade } from './rule';

/** True where a zone says that the name has no address record; an alias is another matter. */
export function isWithoutAddress(answer: ZoneAnswer): boolean {
  return isMissing(answer) || (typesIn(answer) !== undefined && !hasAddress(answer));
}

/** What can be done here about a record that names a host without an address. */
export function fixMissingAddress(
  zone: Zone,
  record: RecordIndex,
  host: AbsoluteName,
): readonly Fix[] {
  if (lookUp(zone, host).kind === 'elsewhere') return [];
  const add = [addRecord(zone, record, host, 'A'), addRecord(zone, record, host, 'AAAA')];
  const closest = Hosts.of(zone).closestTo(host);
  if (closest === undefined) return add;
  const change: Fix = {
    title: say('Change to {0}', zone.names.prose(closest)),
    grade: 'unsafe',
    edits: [renameTarget(zone, record, closest)],
  };
  return [change, ...add];
}

const remark = ' ; replace by the real address';

/** The addresses are the ones that RFC 5737 and RFC 3849 set aside for examples. */
function addRecord(zone: Zone, near: RecordIndex, host: AbsoluteName, type: 'A' | 'AAAA'): Fix {
  const placeholder = type === 'A' ? '192.0.2.1' : '2001:db8::1';
  const name = zone.names.prose(host);
  const insert = (rdata: readonly string[]): readonly TextEdit[] => [
    insertRecords(zone, near, host, RRType[type], rdata),
  ];
  return {
    title:
      type === 'A'
        ? say('Add an A record for {0}, to fill in', name)
        : say('Add an AAAA record for {0}, to fill in', name),
    grade: 'unsafe',
    toFillIn: {
      host,
      type,
      placeholder,
      remark,
      fillIn: (addresses) => ({
        title: say('Add {0} for {1}, as it is published', addresses.join(', '), name),
        grade: 'unsafe',
        edits: insert(addresses),
      }),
    },
    edits: insert([placeholder + remark]),
  };
}

/** Puts another name into the place of the one that a record points to. */
export function nameInstead(
  zone: Zone,
  record: RecordIndex,
  name: AbsoluteName,
  grade: FixGrade,
): Fix {
  return {
    title: say('Name {0} instead', zone.names.prose(name)),
    grade,
    edits: [renameTarget(zone, record, name)],
  };
}

/** What can be done about a record that names an alias. */
export function fixAlias(zone: Zone, record: RecordIndex, host: AbsoluteName): readonly Fix[] {
  const answer = lookUp(zone, host);
  const canonical = lookUpCanonical(zone, host);
  if (canonical === undefined || !isAlias(answer)) return [];
  // A name that is known to have no address would only be the next mistake.
  const isUsable = canonical.answer.kind === 'unknown' || hasAddress(canonical.answer);
  if (!isUsable) return [];
  // What another file says, may not be what is served.
  const grade = canonical.said.length > 0 ? 'unsafe' : 'safe';
  const found: Fix[] = [nameInstead(zone, record, canonical.name, grade)];
  if (answer.kind !== 'alias' || answer.byDname || canonical.answer.kind !== 'node') return found;
  if (zone.ownerOf(answer.record) !== host) return found;
  const { owner } = canonical.answer;
  const addresses = [RRType.A, RRType.AAAA].flatMap((type) =>
    zone.recordsOf(owner, type).map((address) => ({ type, rdata: zone.rdataText(address) })),
  );
  const edit = replaceRdata(zone, answer.record, addresses);
  if (edit !== undefined)
    found.push({
      title: say('Give {0} its own address records', zone.names.prose(host)),
      grade: 'unsafe',
      edits: [edit],
    });
  return found;
}
