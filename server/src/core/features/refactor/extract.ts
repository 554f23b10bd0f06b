import { keepOwner, lineEndOf } from '../../rules/edits';
import { RRType } from '../../syntax/mnemonics';
import { scan } from '../../syntax/scanner';
import { entryAt, startsBlank } from '../../syntax/syntax';
import { type Message, say } from '../../text/message';
import type { FindInclusion } from '../../zone/includes';
import type { Zone } from '../../zone/zone';
import type { Stretch } from '../format/edits';
import { EntryKind, readLines } from '../format/lines';
import { entryStart, type OwnFile, readOwnFile, saysTheSame } from './ownFile';
import type { Refactoring } from './refactoring';

/** A refactoring that makes a file. */
export interface Extraction extends Refactoring {
  /** What the file will hold. */
  readonly newText: string;
}

/** Entries from the first record, or comment, of a selection to its last one. */
interface Selected {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly records: number;
}

/**
 * Moves the records of a selection to a file that `$INCLUDE` names; they keep their origin and their
 * owners. Undefined where the selection is empty or has no record, or the file is not sound.
 */
export function extractRecords(zone: Zone, stretch: Stretch, path: string): Extraction | undefined {
  const own =
    stretch.end > stretch.start && !/["\\\r\n]/.test(path) ? readOwnFile(zone) : undefined;
  if (own === undefined) return undefined;
  const found = findSelected(own, stretch);
  if (found === undefined) return undefined;
  const { selected, reason } = found;
  const title =
    selected.records === 1
      ? say('Move the record to a file of its own')
      : say('Move the {0} records to a file of their own', selected.records);
  const base = { name: 'extractRecords', title, edits: [], newText: '' };
  if (reason !== undefined) return { ...base, reason };
  const lineEnd = lineEndOf(zone, 0);
  const [start, end] = [entryStart(own, selected.from), own.syntax.entryStarts.get(selected.to)];
  const written = /[\s;()]/.test(path) ? `"${path}"` : path;
  const edit = { span: { file: 0, start, end }, text: `$INCLUDE ${written}${lineEnd}` };
  const heir = keepOwner(own.zone, 0, end);
  const edits = heir === undefined ? [edit] : [edit, heir.edit];
  const newText = writeFile(own, selected, lineEnd);
  const include: FindInclusion = (_, asked) =>
    asked === path ? { kind: 'file', syntax: scan(newText, 1) } : { kind: 'unread' };
  if (saysTheSame(own, edits, include)) return { ...base, edits, newText };
  return { ...base, reason: say('Some records have their TTL from the one above.') };
}

function findSelected(
  { syntax, zone }: OwnFile,
  { start, end }: Stretch,
): { readonly selected: Selected; readonly reason: Message | undefined } | undefined {
  const { kinds } = readLines(syntax);
  let from = entryAt(syntax, start);
  let to = entryAt(syntax, end - 1) + 1;
  while (from < to && kinds[from] === EntryKind.empty) from++;
  while (to > from && kinds[to - 1] === EntryKind.empty) to--;
  let records = 0;
  let reason: Message | undefined;
  for (let entry = from; entry < to; entry++) {
    if (kinds[entry] === EntryKind.directive) reason = say('Directives stay in their file.');
    if (kinds[entry] === EntryKind.left) reason = say('There are lines that are not understood.');
    const record = zone.recordIn({ block: 0, syntax, entry });
    if (record === undefined) continue;
    records++;
    if (zone.records.types.get(record) === RRType.SOA)
      reason = say('The SOA record stays in its file.');
  }
  return records === 0 ? undefined : { selected: { from, to, records }, reason };
}

/** The selected entries below their origin; the first record says its owner. */
function writeFile(own: OwnFile, { from, to }: Selected, lineEnd: string): string {
  const { syntax, zone, text } = own;
  const origin = zone.originAt({ block: 0, entry: from });
  let isFirst = true;
  let body = '';
  for (let entry = from; entry < to; entry++) {
    const line = text.slice(entryStart(own, entry), syntax.entryStarts.get(entry + 1));
    const record = zone.recordIn({ block: 0, syntax, entry });
    if (isFirst && record !== undefined && startsBlank(syntax, entry)) {
      const owner = zone.names.written(zone.ownerOf(record), origin);
      body += line.replace(/^\s+/, (gap) => owner + (gap.slice(owner.length) || ' '));
    } else body += line;
    isFirst &&= record === undefined;
  }
  const end = /[\r\n]$/.test(body) ? '' : lineEnd;
  return `$ORIGIN ${zone.names.text(origin)}${lineEnd}${body}${end}`;
}
