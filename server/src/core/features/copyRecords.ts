import { typeMnemonic } from '../syntax/mnemonics';
import { canonicalRdata } from '../zone/canonical';
import type { RecordIndex, Zone } from '../zone/zone';
import type { Stretch } from './format/edits';

/** What records can be copied as. */
export const copyForms = ['dig', 'json', 'markdown'] as const;
export type CopyForm = (typeof copyForms)[number];

/** More is no selection of somebody. */
const mostRecords = 10_000;

/** The records that a stretch of the file touches, in another form; undefined where there are none. */
export function copyRecords(zone: Zone, stretch: Stretch, form: CopyForm): string | undefined {
  const records = recordsIn(zone, stretch);
  if (records.length === 0) return undefined;
  if (form === 'dig')
    return [...new Set(records.map((record) => digCommand(zone, record)))].join('\n');
  const rows = records.map((record) => rowOf(zone, record));
  return form === 'json' ? `${JSON.stringify(rows, undefined, 2)}\n` : markdownTable(rows);
}

interface Row {
  readonly name: string;
  readonly type: string;
  /** Seconds. */
  readonly ttl: number;
  readonly data: string;
}

function rowOf(zone: Zone, record: RecordIndex): Row {
  const name = zone.names.text(zone.ownerOf(record));
  const type = typeMnemonic(zone.records.types.get(record));
  const ttl = zone.records.ttls.get(record);
  return { name, type, ttl, data: canonicalRdata(zone, record) };
}

function recordsIn(zone: Zone, { start, end }: Stretch): readonly RecordIndex[] {
  const found: RecordIndex[] = [];
  for (
    let block = zone.blocks.at(0, start);
    block !== undefined;
    block = zone.blocks.after(block)
  ) {
    if ((zone.blocks.syntaxOf(block)?.base ?? end) > end) break;
    for (const record of zone.blocks.recordsOf(block)) {
      const span = zone.recordSpan(record);
      const isKnown = !zone.isFlawed(record) && zone.names.isKnown(zone.ownerOf(record));
      if (span.file !== 0 || !isKnown || span.start > end || span.end < start) continue;
      found.push(record);
      if (found.length >= mostRecords) return found;
    }
  }
  return found;
}

/** The name is quoted for every shell: what is no letter, digit, dot, hyphen or underscore stays in quotes. */
function digCommand(zone: Zone, record: RecordIndex): string {
  const name = zone.names.text(zone.ownerOf(record));
  const quoted = /^[\w.-]+$/.test(name) ? name : `'${name.replaceAll("'", '\\039')}'`;
  return `dig ${quoted} ${typeMnemonic(zone.records.types.get(record))}`;
}

function markdownTable(rows: readonly Row[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  const code = (text: string): string => {
    const fence = '`'.repeat(
      1 + Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length)),
    );
    return fence + text.replaceAll('|', '\\|') + fence;
  };
  const head = line(['Name', 'Type', 'TTL', 'Data']) + line(['---', '---', '---:', '---']);
  return (
    head +
    rows
      .map(({ name, type, ttl, data }) =>
        line([code(name), type, ttl < 0 ? '' : String(ttl), code(data)]),
      )
      .join('')
  );
}
