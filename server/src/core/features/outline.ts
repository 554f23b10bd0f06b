import type { AbsoluteName } from '../dns/name';
import { exchangeOfTlsa } from '../rules/policies';
import { ownerSpan } from '../rules/records';
import { RRType, typeMnemonic } from '../syntax/mnemonics';
import { type Message, say } from '../text/message';
import type { Span } from '../text/span';
import { mapInSteps, type Steps } from '../text/steps';
import { textStartsWith } from '../zone/recordText';
import type { RecordIndex, Zone } from '../zone/zone';

/** What an entry of the outline stands for. */
export type OutlineKind = 'mail' | 'owner' | 'rrset' | 'note';

/** An entry of the outline of the file that was opened. */
export interface OutlineItem {
  readonly kind: OutlineKind;
  /** A name or a type as it is, or words. */
  readonly name: string | Message;
  readonly detail: string;
  readonly span: Span;
  /** What is shown when it is chosen; within `span`. */
  readonly selection: Span;
  readonly children: readonly OutlineItem[];
}

/** So many owners and RRsets are shown; no tree in an editor is of use for more. */
export const mostItems = 1500;

/** So much of RDATA is shown. */
const mostDetail = 60;

interface Group {
  readonly item: OutlineItem;
  readonly children: OutlineItem[];
  readonly rrsets: Map<number, { readonly first: RecordIndex; end: number; count: number }>;
  end: number;
  /** False once another owner came in between. */
  isOpen: boolean;
}

/**
 * The owners of the file in its order, each with its RRsets, and before them what concerns mail.
 * An owner or RRset that is scattered has the place of its first records.
 */
export function* buildOutline(zone: Zone): Steps<readonly OutlineItem[]> {
  const groups = new Map<AbsoluteName, Group>();
  const mail: OutlineItem[] = [];
  let count = 0;
  let last: Group | undefined;
  for (const record of recordsInFile(zone)) {
    if (record === undefined) {
      yield;
      continue;
    }
    if (count >= mostItems) return yield* toItems(zone, groups, mail, true);
    const owner = zone.ownerOf(record);
    let group = groups.get(owner);
    if (group === undefined) {
      group = startGroup(zone, record);
      groups.set(owner, group);
      count++;
    }
    if (last !== undefined && last !== group) last.isOpen = false;
    last = group;
    if (addRecord(zone, group, record)) count++;
    const word = mailWord(zone, record);
    if (word === undefined) continue;
    mail.push(mailItem(zone, record, word));
    count++;
  }
  return yield* toItems(zone, groups, mail, false);
}

/** The records of the file that was opened; undefined after those of a block. */
function* recordsInFile({ blocks }: Zone): Generator<RecordIndex | undefined, void, undefined> {
  for (const block of blocks.ofFile(0)) {
    yield* blocks.recordsOf(block);
    yield undefined;
  }
}

function startGroup(zone: Zone, record: RecordIndex): Group {
  const span = zone.recordSpan(record);
  const own = ownerSpan(zone, record);
  const name = zone.names.prose(zone.ownerOf(record));
  const children: OutlineItem[] = [];
  const item = { kind: 'owner', name, detail: '', span, selection: own, children } as const;
  return { item, children, rrsets: new Map(), end: span.end, isOpen: true };
}

/** Adds a record to its RRset; gives whether it is the first one. */
function addRecord(zone: Zone, group: Group, record: RecordIndex): boolean {
  const { end } = zone.recordSpan(record);
  if (group.isOpen) group.end = end;
  const type = zone.records.types.get(record);
  const known = group.rrsets.get(type);
  if (known === undefined) group.rrsets.set(type, { first: record, end, count: 1 });
  else {
    known.count++;
    if (group.isOpen) known.end = end;
  }
  return known === undefined;
}

function* toItems(
  zone: Zone,
  groups: ReadonlyMap<AbsoluteName, Group>,
  mail: readonly OutlineItem[],
  isCut: boolean,
): Steps<readonly OutlineItem[]> {
  const items = yield* mapInSteps([...groups.values()], ({ item, rrsets, end }): OutlineItem => {
    const children = [...rrsets].map(([type, { first, end: last, count }]) => {
      const span = { ...zone.recordSpan(first), end: last };
      const more = count > 1 ? ` (+${count - 1})` : '';
      const detail = `${rdataOf(zone, first)}${more}`;
      const selection = zone.recordSpan(first);
      const name = typeMnemonic(type);
      return { kind: 'rrset', name, detail, span, selection, children: [] } as const;
    });
    return { ...item, span: { ...item.span, end }, children };
  });
  const start = { file: 0, start: 0, end: 0 };
  const around = { detail: '', span: start, selection: start };
  if (mail.length > 0)
    items.unshift({ kind: 'mail', name: say('Mail'), ...around, children: mail });
  if (!isCut) return items;
  const name = say('Only the first {0} entries are shown.', mostItems);
  return [{ kind: 'note', name, ...around, children: [] }, ...items];
}

function mailItem(zone: Zone, record: RecordIndex, name: string): OutlineItem {
  const span = zone.recordSpan(record);
  const owner = zone.names.written(zone.ownerOf(record), zone.apex);
  const detail = `${owner} ${rdataOf(zone, record)}`;
  return { kind: 'rrset', name, detail, span, selection: span, children: [] };
}

/** What a record is to mail; undefined for one that does not concern it. */
function mailWord(zone: Zone, record: RecordIndex): string | undefined {
  const { names } = zone;
  const type = zone.records.types.get(record);
  if (type === RRType.MX) return 'MX';
  const owner = zone.ownerOf(record);
  if (type === RRType.TLSA) return exchangeOfTlsa(zone, owner) === undefined ? undefined : 'TLSA';
  const isText = type === RRType.TXT || type === RRType.SPF;
  if (isText && textStartsWith(zone, record, 'v=spf1')) return 'SPF';
  if ((!isText && type !== RRType.CNAME) || !names.hasUnderscore(owner)) return undefined;
  if (names.startsWith(owner, '_dmarc')) return 'DMARC';
  if (names.startsWith(names.parent(owner), '_domainkey')) return 'DKIM';
  if (names.startsWith(owner, '_mta-sts')) return 'MTA-STS';
  return names.hasPrefix(owner, '_smtp._tls.') ? 'TLSRPT' : undefined;
}

/** The beginning of RDATA on one line. */
function rdataOf(zone: Zone, record: RecordIndex): string {
  const syntax = zone.syntaxOf(record);
  const start = zone.rdataSpan(record).start - syntax.base;
  const end = zone.recordSpan(record).end - syntax.base;
  const text = syntax.text.slice(start, Math.min(end, start + 4 * mostDetail));
  const line = text
    .replace(/;[^\n"]*$/gm, '')
    .replaceAll(/[\s()]+/g, ' ')
    .trim();
  return line.length > mostDetail ? `${line.slice(0, mostDetail - 1)}…` : line;
}
