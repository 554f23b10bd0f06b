import { type Moment, serialStyle } from '../dns/serial';
import { parseTtl } from '../dns/ttl';
import { findSlip, findTargetSlip } from '../rules/missingDot';
import { ttlToken } from '../rules/records';
import { RRType } from '../syntax/mnemonics';
import { nextField, type Syntax, startsBlank, tokenSpan, tokenText } from '../syntax/syntax';
import { sayDuration } from '../text/duration';
import { type Message, say } from '../text/message';
import { isGenericRecord } from '../zone/canonical';
import { findSerial } from '../zone/soaSerial';
import type { RecordIndex, Zone } from '../zone/zone';
import type { Stretch } from './format/edits';
import { isDirective } from './format/lines';

/** The values of the settings that are choices. */
export const hintChoices = {
  /** Of which relative names the absolute form is shown: of those that look like a slip, or of all. */
  names: ['off', 'surprising', 'all'],
  /** Which plain seconds are said in words: those of $TTL and of the SOA, or those of records, too. */
  ttl: ['off', 'timers', 'all'],
} as const;

/** What is shown between the words of the file. */
export interface HintSettings {
  readonly names: (typeof hintChoices.names)[number];
  readonly ttl: (typeof hintChoices.ttl)[number];
  /** The owner that a record inherits. */
  readonly owners: boolean;
  /** The date that a serial says. */
  readonly serial: boolean;
}

/** Something that the text means and does not say. */
export interface Hint {
  /** In UTF-16 units of the file that was opened. */
  readonly offset: number;
  readonly label: Message;
  readonly tooltip: Message;
}

/** More than any screen shows. */
const mostHints = 2000;

/** Seconds below this are read at a glance. */
const leastSeconds = 60;

/** The hints in a stretch of the file that was opened, in no certain order; the cost is that of the stretch. */
export function findInlayHints(
  zone: Zone,
  stretch: Stretch,
  settings: HintSettings,
  moment: Moment,
): readonly Hint[] {
  const hints: Hint[] = settings.serial ? serialHints(zone, stretch, moment) : [];
  for (
    let block = zone.blocks.at(0, stretch.start);
    block !== undefined;
    block = zone.blocks.after(block)
  ) {
    const syntax = zone.blocks.syntaxOf(block);
    if (syntax === undefined || syntax.base >= stretch.end) break;
    if (settings.ttl !== 'off') addDefaultTtls(syntax, stretch, hints);
    for (const record of zone.blocks.recordsOf(block)) {
      const span = zone.entrySpan(record);
      if (span.start >= stretch.end || hints.length >= mostHints) return hints;
      if (span.end > stretch.start) addRecord(zone, record, settings, hints);
    }
  }
  return hints;
}

function addRecord(zone: Zone, record: RecordIndex, settings: HintSettings, hints: Hint[]): void {
  const syntax = zone.syntaxOf(record);
  if (syntax.generatedBy !== undefined || syntax.file !== 0) return;
  const entry = zone.records.entries.get(record);
  const first = nextField(syntax, syntax.entryTokens.get(entry), syntax.entryTokens.get(entry + 1));
  const isBlank = startsBlank(syntax, entry);
  if (settings.names !== 'off') {
    if (!isBlank) addOwner(zone, record, first, settings, hints);
    addTarget(zone, record, settings, hints);
  }
  if (settings.owners && isBlank)
    hints.push({
      offset: tokenSpan(syntax, first).start,
      label: say('{0}', zone.names.written(zone.ownerOf(record), zone.originOf(record))),
      tooltip: say(
        'The owner that this record inherits: {0}.',
        zone.names.prose(zone.ownerOf(record)),
      ),
    });
  if (settings.ttl === 'all') addSeconds(syntax, ttlToken(zone, record), hints);
  if (settings.ttl !== 'off' && zone.records.types.get(record) === RRType.SOA)
    addTimers(zone, record, syntax, hints);
}

function addOwner(
  zone: Zone,
  record: RecordIndex,
  token: number,
  { names }: HintSettings,
  hints: Hint[],
): void {
  const syntax = zone.syntaxOf(record);
  const written = tokenText(syntax, token);
  const owner = zone.ownerOf(record);
  if (names === 'all' ? isAbsolute(written) : findSlip(zone, record, written, owner) === undefined)
    return;
  addName(zone, owner, written, tokenSpan(syntax, token).end, hints);
}

function addTarget(zone: Zone, record: RecordIndex, { names }: HintSettings, hints: Hint[]): void {
  const target = zone.targetOf(record);
  if (target === undefined || isGenericRecord(zone, record)) return;
  const written = zone.targetText(record);
  if (names === 'all' ? isAbsolute(written) : findTargetSlip(zone, record) === undefined) return;
  addName(zone, target, written, zone.targetSpan(record).end, hints);
}

function isAbsolute(written: string): boolean {
  return written.endsWith('.');
}

/** What the origin adds to a relative name. */
function addName(
  zone: Zone,
  name: ReturnType<Zone['ownerOf']>,
  written: string,
  offset: number,
  hints: Hint[],
): void {
  if (!zone.names.isKnown(name)) return;
  const text = zone.names.text(name);
  const isEnd = text.toLowerCase().startsWith(`${written.toLowerCase()}.`);
  hints.push({
    offset,
    label: say('{0}', isEnd ? text.slice(written.length) : ` ${text}`),
    tooltip: say('Without a final dot the name is relative to the origin: it means {0}', text),
  });
}

/** The seconds of $TTL directives. */
function addDefaultTtls(syntax: Syntax, { start, end }: Stretch, hints: Hint[]): void {
  for (let entry = 0; entry < syntax.entryCount; entry++) {
    const from = syntax.base + syntax.entryStarts.get(entry);
    if (from >= end) return;
    const last = syntax.entryTokens.get(entry + 1);
    const first = nextField(syntax, syntax.entryTokens.get(entry), last);
    if (from < start || first >= last || !isDirective(syntax, first)) continue;
    if (tokenText(syntax, first).toUpperCase() === '$TTL')
      addSeconds(syntax, nextField(syntax, first + 1, last), hints, last);
  }
}

/** Refresh, retry, expire and minimum of an SOA record (RFC 1035 3.3.13). */
function addTimers(zone: Zone, record: RecordIndex, syntax: Syntax, hints: Hint[]): void {
  if (zone.isFlawed(record) || isGenericRecord(zone, record)) return;
  const end = syntax.entryTokens.get(zone.records.entries.get(record) + 1);
  let token = zone.records.rdataTokens.get(record);
  for (let field = 0; field < 7 && token < end; field++) {
    if (field >= 3) addSeconds(syntax, token, hints, end);
    token = nextField(syntax, token + 1, end);
  }
}

function addSeconds(
  syntax: Syntax,
  token: number,
  hints: Hint[],
  end = Number.POSITIVE_INFINITY,
): void {
  if (token < 0 || token >= end || syntax.generatedBy !== undefined) return;
  const text = tokenText(syntax, token);
  const seconds = /^\d{2,10}$/.test(text) ? parseTtl(text, 0, text.length) : -1;
  if (seconds < leastSeconds) return;
  const words = sayDuration(seconds);
  hints.push({
    offset: tokenSpan(syntax, token).end,
    label: say(' {0}', words),
    tooltip: say('{0} seconds', text),
  });
}

function serialHints(zone: Zone, { start, end }: Stretch, moment: Moment): Hint[] {
  const serial = findSerial(zone);
  if (serial === undefined || !serial.isWritten || serial.span.file !== 0) return [];
  const { span, value } = serial;
  if (span.end < start || span.start > end) return [];
  const style = serialStyle(value, moment);
  if (style === 'counter') return [];
  const digits = String(value);
  const date =
    style === 'date'
      ? `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`
      : new Date(value * 1000).toISOString().slice(0, 10);
  const label = say(' {0}', date);
  return [{ offset: span.end, label, tooltip: say('The date that the serial says.') }];
}
