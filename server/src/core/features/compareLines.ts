import type { Answer, AnswerRecord } from '../resolve/resolver';
import { RRType } from '../syntax/mnemonics';
import { scan } from '../syntax/scanner';
import { buildZone } from '../zone/build';
import { canonicalRdata } from '../zone/canonical';
import { lookUp } from '../zone/lookup';
import type { RecordIndex, Zone } from '../zone/zone';
import type { Compared } from './compareQuestions';

/** A record in canonical notation. */
export interface Line {
  readonly owner: string;
  readonly ttl: number;
  readonly type: string;
  readonly rdata: string;
}

/** A comment stands between lines, in their order. */
export type Row = Line | string;

/** The widest that a column of owners gets; a longer one pushes only its own line. */
const widestOwner = 48;

/** What the zone answers; undefined for what is not its own to say. */
export function linesOfFile(zone: Zone, { owner, type }: Compared): readonly Line[] | undefined {
  const answer = lookUp(zone, owner);
  if (answer.kind === 'unknown' || answer.kind === 'elsewhere') return undefined;
  const name = zone.names.text(owner);
  if (answer.kind === 'alias')
    return answer.byDname ? undefined : [lineOf(zone, name, 'CNAME', answer.record)];
  if (answer.kind === 'nxdomain') return [];
  const records = zone
    .recordsOf(answer.owner, RRType[type])
    .filter((record) => !zone.isFlawed(record));
  const [first] = records;
  // Within an RRset there is one TTL only (RFC 2181 5.2); name servers take the first.
  const ttl = first === undefined ? 0 : ttlOf(zone, first);
  return inOrder(records.map((record) => ({ ...lineOf(zone, name, type, record), ttl })));
}

function lineOf(zone: Zone, owner: string, type: string, record: RecordIndex): Line {
  return { owner, ttl: ttlOf(zone, record), type, rdata: canonicalRdata(zone, record) };
}

/** A record without any TTL before it has the SOA's minimum. */
function ttlOf(zone: Zone, record: RecordIndex): number {
  const ttl = zone.records.ttls.get(record);
  if (ttl >= 0) return ttl;
  const [soa] = zone.recordsOf(zone.apex, RRType.SOA);
  return soa === undefined ? 0 : Number(canonicalRdata(zone, soa).split(' ').at(-1));
}

/** What an answer says of a name itself; undefined where it says nothing. */
export function linesOfAnswer(
  zone: Zone,
  { owner }: Compared,
  answer: Answer,
): readonly Line[] | undefined {
  const name = zone.names.text(owner);
  const [alias] = answer.aliases ?? [];
  if (alias !== undefined) return [lineOfAnswer(name, alias)];
  if (answer.kind === 'failure') return undefined;
  if (answer.kind !== 'rrset') return [];
  return inOrder(answer.records.map((record) => lineOfAnswer(name, record)));
}

function lineOfAnswer(owner: string, { ttl, type, data }: AnswerRecord): Line {
  return { owner, ttl, type, rdata: canonicalData(type, data) };
}

/** RDATA of an answer as the file's is written; what is not understood, as far as it can be shown. */
function canonicalData(type: string, data: string): string {
  const zone = buildZone(scan(`. 0 IN ${type} ${data}`), { origin: '.' });
  const isSound = zone.records.length === 1 && zone.errors.length === 0;
  return isSound ? canonicalRdata(zone, 0 as RecordIndex) : data.replaceAll(/[^ -~]+/g, '?');
}

function inOrder(lines: readonly Line[]): readonly Line[] {
  return lines.toSorted((a, b) => (a.rdata < b.rdata ? -1 : 1));
}

/** One record as it is written without columns; equal records are equal texts. */
export function writeLine({ owner, ttl, type, rdata }: Line): string {
  return `${owner} ${ttl} IN ${type} ${rdata}`;
}

/** Both texts in columns of the same widths, each row once. */
export function layOut(
  ...both: readonly [readonly Row[], readonly Row[]]
): readonly [string, string] {
  const all = both.flat().filter((row) => typeof row !== 'string');
  const widest = (lengths: readonly number[]): number =>
    lengths.reduce((a, b) => Math.max(a, b), 0);
  const owner = Math.min(widest(all.map((line) => line.owner.length)), widestOwner);
  const ttl = widest(all.map((line) => String(line.ttl).length));
  const type = widest(all.map((line) => line.type.length));
  const write = (row: Row): string =>
    typeof row === 'string'
      ? row
      : `${row.owner.padEnd(owner)} ${String(row.ttl).padStart(ttl)} IN ${row.type.padEnd(type)} ${row.rdata}\n`;
  const [left, right] = both.map((rows) => [...new Set(rows.map(write))].join(''));
  return [left ?? '', right ?? ''];
}
