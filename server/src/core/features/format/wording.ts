import { maximumTtl, parseTtl } from '../../dns/ttl';
import { findClass, RRType } from '../../syntax/mnemonics';
import { nextField, type Syntax, tokenText } from '../../syntax/syntax';
import { EntryKind, isDirective, type Lines, type RecordLine } from './lines';
import type { FormatOptions } from './options';

/** Longer owners are not repeated: none that is valid is longer, escapes and all. */
const longestOwner = 1024;

/**
 * Decides which records say their owner, TTL and class, as far as the zone stays the same to every
 * name server: an owner is inherited from the record before (RFC 1035 5.1), a TTL from the $TTL in
 * force (RFC 2308 4), and a class from the first record that says it, where all that do agree.
 */
export function wordRecords(syntax: Syntax, lines: Lines, options: FormatOptions): void {
  wordClasses(syntax, lines, options);
  if (options.mnemonics === 'upper') for (const record of lines.records) raiseMnemonics(record);
  const state: State = { owner: undefined, block: -1, ttl: undefined };
  let next = 0;
  for (let entry = 0; entry < syntax.entryCount; entry++) {
    const record = lines.records[next];
    if (record?.entry === entry) {
      next++;
      wordTtl(syntax, record, state, options);
      wordOwner(syntax, record, state, options);
      continue;
    }
    const kind = lines.kinds[entry];
    if (kind === EntryKind.directive) readDirective(syntax, entry, state);
    // What is not understood may have an owner; nothing is inherited across it.
    else if (kind === EntryKind.left) state.owner = undefined;
  }
}

interface State {
  /** The last owner as it is written; undefined where that means another name by now. */
  owner: string | undefined;
  /** The block of the last record. */
  block: number;
  /** The $TTL in force as it is written. */
  ttl: { readonly text: string; readonly seconds: number } | undefined;
}

function readDirective(syntax: Syntax, entry: number, state: State): void {
  const end = syntax.entryTokens.get(entry + 1);
  const first = nextField(syntax, syntax.entryTokens.get(entry), end);
  if (!isDirective(syntax, first)) return;
  const word = tokenText(syntax, first).toUpperCase();
  if (word !== '$TTL') {
    state.owner = undefined;
    // An included file may change it.
    if (word !== '$ORIGIN') state.ttl = undefined;
    return;
  }
  const argument = nextField(syntax, first + 1, end);
  const seconds =
    argument < end && nextField(syntax, argument + 1, end) === end
      ? secondsOf(syntax, argument)
      : -1;
  state.ttl = seconds < 0 ? undefined : { text: tokenText(syntax, argument), seconds };
}

function secondsOf(syntax: Syntax, token: number): number {
  const { text, tokenStarts, tokenEnds } = syntax;
  const seconds = parseTtl(text, tokenStarts.get(token), tokenEnds.get(token));
  return seconds <= maximumTtl ? seconds : -1;
}

function wordTtl(syntax: Syntax, record: RecordLine, { ttl }: State, options: FormatOptions): void {
  if (ttl === undefined) return;
  if (options.ttl === 'write' && record.ttlToken < 0) record.ttl = ttl.text;
  if (options.ttl !== 'omit' || record.ttlToken < 0) return;
  if (secondsOf(syntax, record.ttlToken) === ttl.seconds) record.ttl = '';
}

function wordOwner(
  syntax: Syntax,
  record: RecordLine,
  state: State,
  { repeatedOwners }: FormatOptions,
): void {
  const written = record.ownerToken < 0 ? undefined : tokenText(syntax, record.ownerToken);
  // The SOA's owner is what an origin is found by.
  if (state.owner !== undefined && record.type !== RRType.SOA) {
    if (repeatedOwners === 'omit' && written === state.owner && record.block === state.block)
      record.owner = '';
    if (repeatedOwners === 'write' && written === undefined && state.owner.length <= longestOwner)
      record.owner = state.owner;
  }
  if (written !== undefined) state.owner = written;
  state.block = record.block;
}

function raiseMnemonics(record: RecordLine): void {
  record.class = record.class.toUpperCase();
  record.typeWord = record.typeWord.toUpperCase();
}

function wordClasses(syntax: Syntax, lines: Lines, options: FormatOptions): void {
  if (options.class === 'keep') return;
  const { records } = lines;
  const first = records.find(({ classToken }) => classToken >= 0);
  if (first === undefined) return;
  const wanted = classAt(syntax, first.classToken);
  if (records.some((each) => each.classToken >= 0 && classAt(syntax, each.classToken) !== wanted))
    return;
  if (hasOtherClass(syntax, lines, wanted)) return;
  for (const record of records) {
    if (options.class === 'write' && record.classToken < 0) record.class = first.class;
    if (options.class === 'omit' && record !== first) record.class = '';
  }
}

/** True where an entry that is not understood may say another class. */
function hasOtherClass(syntax: Syntax, { kinds }: Lines, wanted: number): boolean {
  for (let entry = 0; entry < kinds.length; entry++) {
    if (kinds[entry] !== EntryKind.left) continue;
    const end = syntax.entryTokens.get(entry + 1);
    for (let token = syntax.entryTokens.get(entry); token < end; token++) {
      const found = classAt(syntax, token);
      if (found >= 0 && found !== wanted) return true;
    }
  }
  return false;
}

function classAt({ text, tokenStarts, tokenEnds }: Syntax, token: number): number {
  return findClass(text, tokenStarts.get(token), tokenEnds.get(token));
}
