import { canonicalAddress } from '../dns/address';
import { asciiName } from '../dns/unicode';
import { RRType } from '../syntax/mnemonics';
import { AnswerReader } from './answers';
import { hasHtmlTable, htmlRows } from './html';
import { JsonReader, parseJson } from './json';
import { ListReader } from './list';
import { type Candidate, type ImportedRecord, RecordReader } from './record';

import { cellsOf, TableReader } from './tables';
import type { Domain } from './values';

export type { ImportedRecord } from './record';

export interface ImportOptions {
  /** The domain that `@` and relative names of tables mean, and whose records bare RDATA is. */
  readonly owner?: string | undefined;
  /** Records of every type; by default MX and address records. */
  readonly all?: boolean | undefined;
}

export interface Imported {
  /** In the order of the text, each once. */
  readonly records: readonly ImportedRecord[];
  /** True where something was left out that says whose it is only relative to a domain. */
  readonly needsOwner: boolean;
  /** True where all of it stands there as in a zone file, without a word of the tool that printed it. */
  readonly isZoneText: boolean;
}

/** A longer line is none of a record: 65,535 octets, each escaped. */
const longestLine = 300_000;

/**
 * The records in a text that was copied from a tool or a page: output of nslookup (Unix, Windows), host,
 * dig, drill, delv and Resolve-DnsName; tables of hosters as tabs, Markdown or HTML; JSON of their APIs.
 * What says no record is passed over. Takes a time that grows with the length of the text.
 */
export function importRecords(given: string, options: ImportOptions = {}): Imported {
  // Windows PowerShell writes UTF-16, of which a reader of octets sees a NUL in every second place.
  const text = given.replaceAll('\0', '').replace(/^(?:\ufeff|\u00ff\u00fe|\ufffd\ufffd)/, '');
  const domain =
    options.owner === undefined ? undefined : asciiName(options.owner).replace(/\.$/, '');
  const { candidates, needsOwner, isZoneText } = findCandidates(text, domain);
  const reader = new RecordReader();
  const records = new Map<string, ImportedRecord>();
  for (const candidate of candidates) {
    const record = reader.read(candidate);
    if (record === undefined || (options.all !== true && !isMail(record))) continue;
    const key = `${record.owner} ${record.type} ${record.rdata}`;
    if (!records.has(key)) records.set(key, record);
  }
  return { records: [...records.values()], needsOwner, isZoneText };
}

interface Found {
  readonly candidates: readonly Candidate[];
  readonly needsOwner: boolean;
  readonly isZoneText: boolean;
}

function findCandidates(text: string, domain: Domain): Found {
  const json = parseJson(text);
  if (json !== undefined) {
    const reader = new JsonReader(domain);
    reader.read(json);
    return { candidates: reader.found, needsOwner: reader.needsOwner, isZoneText: false };
  }
  if (!hasHtmlTable(text)) return readLines(text, domain);
  const candidates: Candidate[] = [];
  const table = new TableReader(candidates, domain);
  for (const row of htmlRows(text)) table.read(row);
  return { candidates, needsOwner: table.needsOwner, isZoneText: false };
}

function readLines(text: string, domain: Domain): Found {
  const lines = text
    .split(/\r\n?|\n/)
    .map((line) => (line.length > longestLine ? '' : unquote(line)));
  const candidates: Candidate[] = [];
  const answers = new AnswerReader(candidates);
  const table = new TableReader(candidates, domain);
  const list = new ListReader(candidates, domain);
  for (const line of lines) {
    if (list.read(line)) continue;
    const cells = cellsOf(line, table.hasColumns);
    if (table.hasColumns && cells !== undefined && table.read(cells)) continue;
    if (!answers.read(line) && cells !== undefined) table.read(cells);
  }
  list.read('');
  answers.end();
  const isZoneText = candidates.length === answers.zoneLines && !/^;(?:;| <<>>) /m.test(text);
  if (candidates.length > 0) return { candidates, needsOwner: table.needsOwner, isZoneText };
  const bare = lines.flatMap((line) => readShort(line.trim(), domain ?? '.'));
  const needsOwner = table.needsOwner || (domain === undefined && bare.length > 0);
  return { candidates: domain === undefined ? [] : bare, needsOwner, isZoneText: false };
}

/** A line without the marks of a mail that quotes it, which are the prompt of nslookup, too. */
function unquote(line: string): string {
  return line.replace(/^(?:> ?){1,9}/, '');
}

/** What `dig +short` prints of a record; names alone may be of any type. */
function readShort(line: string, owner: string): readonly Candidate[] {
  const form = shortForms.find(([each]) => each.test(line));
  if (form !== undefined) return [{ owner, type: form[1], rdata: line }];
  const address = canonicalAddress(line);
  if (address === undefined) return [];
  return [{ owner, type: address.includes(':') ? 'AAAA' : 'A', rdata: address }];
}

const shortForms: readonly (readonly [RegExp, string])[] = [
  [/^\d{1,5} (?:\S+\.|\.)$/, 'MX'],
  [/^(?:\d{1,5} ){3}\S+\.$/, 'SRV'],
  [/^\d{1,3} [a-z0-9]{1,15} "[^"]*"$/, 'CAA'],
  [/^".*"$/, 'TXT'],
];

function isMail({ type }: ImportedRecord): boolean {
  return type === RRType.MX || type === RRType.A || type === RRType.AAAA;
}
