import { ttlToken } from '../../rules/records';
import { RRType } from '../../syntax/mnemonics';
import { nextField, type Syntax, startsBlank } from '../../syntax/syntax';
import { say } from '../../text/message';
import type { TextEdit } from '../../text/span';
import { canonicalRdata } from '../../zone/canonical';
import type { EntryPlace, RecordIndex, Zone } from '../../zone/zone';
import { type FindRefactorings, mostEdits } from './refactoring';

/** A record of a run: `head` is its owner with the gap behind it, `body` all else up to the line end. */
interface Line {
  readonly start: number;
  readonly end: number;
  readonly body: string;
  readonly record: RecordIndex;
}

/**
 * The records of an owner that stand in a row, in order: SOA, NS, MX and addresses first, exchanges by
 * their preference. Comments on their lines go with them; what stands between records ends the row.
 */
export const sortRecords: FindRefactorings = (zone, { start }) => {
  const place = zone.entryAt(0, start);
  const lines = place === undefined ? [] : findRun(zone, place);
  if (place === undefined || lines.length < 2 || !areAlike(zone, lines)) return [];
  const sorted = lines.toSorted((a, b) => compare(zone, a.record, b.record));
  const edits = lines.flatMap((line, index): readonly TextEdit[] => {
    const body = sorted[index]?.body ?? line.body;
    if (body === line.body) return [];
    const { base, file } = place.syntax;
    return [{ span: { file, start: base + line.start, end: base + line.end }, text: body }];
  });
  const owner = zone.names.prose(zone.ownerOf(lines[0]?.record ?? 0));
  return edits.length === 0
    ? []
    : [{ name: 'sortRecords', title: say('Sort these records of {0}', owner), edits }];
};

/** The entries around a place that hold records of one owner, without anything between them. */
function findRun(zone: Zone, { block, syntax, entry }: EntryPlace): readonly Line[] {
  const record = zone.recordIn({ block, syntax, entry });
  if (record === undefined || syntax.file !== 0) return [];
  const owner = zone.ownerOf(record);
  const at = (each: number): Line | undefined => {
    const found = zone.recordIn({ block, syntax, entry: each });
    const isSame = found !== undefined && !zone.isFlawed(found) && zone.ownerOf(found) === owner;
    return isSame ? lineOf(syntax, each, found) : undefined;
  };
  const lines: Line[] = [];
  for (let each = entry; each >= 0 && lines.length < mostEdits; each--) {
    const line = at(each);
    if (line === undefined) break;
    lines.unshift(line);
  }
  for (let each = entry + 1; each < syntax.entryCount && lines.length < mostEdits; each++) {
    const line = at(each);
    if (line === undefined) break;
    lines.push(line);
  }
  return lines;
}

function lineOf(syntax: Syntax, entry: number, record: RecordIndex): Line {
  const end = syntax.entryTokens.get(entry + 1);
  const first = nextField(syntax, syntax.entryTokens.get(entry), end);
  const token = startsBlank(syntax, entry) ? first : nextField(syntax, first + 1, end);
  const start = syntax.tokenStarts.get(token);
  const last = syntax.tokenEnds.get(end - 1);
  return { start, end: last, body: syntax.text.slice(start, last), record };
}

/** False where one record would inherit the TTL of another one than before, in the run or behind it. */
function areAlike(zone: Zone, lines: readonly Line[]): boolean {
  const ttls = new Set(lines.map(({ record }) => zone.records.ttls.get(record)));
  const saying = lines.filter(({ record }) => ttlToken(zone, record) >= 0);
  return ttls.size === 1 && (saying.length === 0 || saying.length === lines.length);
}

const firstTypes: readonly number[] = [RRType.SOA, RRType.NS, RRType.MX, RRType.A, RRType.AAAA];

function compare(zone: Zone, a: RecordIndex, b: RecordIndex): number {
  const types = [a, b].map((record) => zone.records.types.get(record));
  const [one = 0, other = 0] = types.map((type) => {
    const place = firstTypes.indexOf(type);
    return place < 0 ? firstTypes.length + type : place;
  });
  if (one !== other) return one - other;
  const [left, right] = [canonicalRdata(zone, a), canonicalRdata(zone, b)];
  const byNumber = Number.parseInt(left, 10) - Number.parseInt(right, 10);
  if (types[0] === RRType.MX && byNumber !== 0) return byNumber;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
