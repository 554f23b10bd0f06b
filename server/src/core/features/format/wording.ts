import { maximumTtl, parseTtl } from '../../dns/ttl';
import { findClass, RRType } from '../../syntax/mnemonics';
import { nextField, type Syntax, tokenText } from '../../syntax/syntax';
import { EntryKind, isDirective, type Lines, type RecordLine } from './lines';
import type { FormatOptions } from './options';

/** Longer owners are not repeated: none that is valid is longer, escapes and all. */
const longestOwner = 1024;

/** An owner as it is written. */
interface Owner {
  readonly text: string;
}

/** A TTL as it is written. */
interface Ttl {
  readonly text: string;
  readonly seconds: number;
}

/** What the words of a part take from outside. */
interface WordingStart {
  /** The last owner; undefined where that means another name by now. */
  readonly owner: Owner | undefined;
  /** The $TTL in force. */
  readonly ttl: Ttl | undefined;
  /** True where the first block goes on from before. */
  readonly continuesBlock: boolean;
  /** The class that records are to say, or that all but the first that says it leave out. */
  readonly class: string | undefined;
  /** True for the part with the first record that says it. */
  readonly hasFirstClass: boolean;
}

/** What a part says that counts for the words of others. */
export interface WordingFacts {
  /** Of those behind it; `fromAbove` where it says nothing. */
  readonly owner: Owner | undefined;
  readonly ttl: Ttl | undefined;
  /** The class of the first record that says one, as it is written, and its number. */
  readonly class: string | undefined;
  /** The one class that everything has that may say one; undefined for several. */
  readonly classNumber: number | undefined;
}

/** No class is said. */
const noClass = -1;
const ownerAbove: Owner = { text: '' };
const ttlAbove: Ttl = { text: '', seconds: 0 };

/** True where the words of a part hang by those above. */
function lookAbove({ repeatedOwners, ttl }: FormatOptions): boolean {
  return repeatedOwners !== 'keep' || ttl !== 'keep';
}

/** What a part says of owner, TTL and class, as far as the options ask for it. */
export function readWording(syntax: Syntax, lines: Lines, options: FormatOptions): WordingFacts {
  const state: State = { owner: ownerAbove, block: -1, ttl: ttlAbove };
  if (lookAbove(options)) walk(syntax, lines, state);
  const { owner, ttl } = state;
  const facts = { owner, ttl, class: undefined, classNumber: noClass };
  return options.class === 'keep' ? facts : { ...facts, ...readClasses(syntax, lines) };
}

/** The part with the first record that says the class which is the only one; -1 for none. */
function findOnlyClass(all: readonly WordingFacts[]): number {
  const first = all.findIndex((facts) => facts.class !== undefined);
  const wanted = all[first]?.classNumber;
  if (wanted === undefined) return -1;
  const isOnly = all.every(({ classNumber }) => classNumber === noClass || classNumber === wanted);
  return isOnly ? first : -1;
}

/** How the words of a part come out. */
export interface PartWords {
  readonly start: WordingStart;
  /** What tells it from other words. */
  readonly key: string;
}

const plainWords: PartWords = {
  start: {
    owner: undefined,
    ttl: undefined,
    continuesBlock: false,
    class: undefined,
    hasFirstClass: false,
  },
  key: '',
};

/** By part: how its words come out; `joins` tells whose first block goes on from before. */
export function findWords(
  parts: readonly { readonly wording: WordingFacts }[],
  joins: readonly boolean[],
  options: FormatOptions,
): readonly PartWords[] {
  if (!lookAbove(options) && options.class === 'keep') return parts.map(() => plainWords);
  const firstClass = findOnlyClass(parts.map(({ wording }) => wording));
  const rrClass = parts[firstClass]?.wording.class;
  let owner: Owner | undefined;
  let ttl: Ttl | undefined;
  return parts.map(({ wording }, part) => {
    const hasFirstClass = part === firstClass;
    const continuesBlock = joins[part] === true;
    const start = { owner, ttl, continuesBlock, class: rrClass, hasFirstClass };
    if (wording.owner !== ownerAbove) owner = wording.owner;
    if (wording.ttl !== ttlAbove) ttl = wording.ttl;
    return { start, key: keyOfStart(start, options) };
  });
}

/** What tells starts apart that make other words. */
function keyOfStart(start: WordingStart, options: FormatOptions): string {
  const { owner, ttl, continuesBlock, class: rrClass, hasFirstClass } = start;
  const classKey = options.class === 'keep' ? '' : `${rrClass} ${hasFirstClass}`;
  const ttlKey = options.ttl === 'keep' ? '' : ttl?.text;
  if (options.repeatedOwners === 'keep') return `${classKey};${ttlKey}`;
  return `${classKey};${ttlKey};${continuesBlock};${owner === undefined ? '' : `"${owner.text}`}`;
}

/**
 * Decides which records say their owner, TTL and class, as far as the zone stays the same to every
 * name server: an owner is inherited from the record before (RFC 1035 5.1), a TTL from the $TTL in
 * force (RFC 2308 4), and a class from the first record that says it, where all that do agree.
 */
export function wordRecords(
  syntax: Syntax,
  lines: Lines,
  start: WordingStart,
  options: FormatOptions,
): void {
  wordClasses(lines.records, start, options);
  if (options.mnemonics === 'upper') for (const record of lines.records) raiseMnemonics(record);
  if (!lookAbove(options)) return;
  const { owner, ttl, continuesBlock } = start;
  const state: State = { owner, block: continuesBlock ? 0 : -1, ttl };
  walk(syntax, lines, state, (record) => {
    wordTtl(syntax, record, state, options);
    wordOwner(syntax, record, state, options);
  });
}

interface State {
  owner: Owner | undefined;
  /** The block of the last record. */
  block: number;
  ttl: Ttl | undefined;
}

/** Follows owner and TTL through a part; calls back at each record with what is in force there. */
function walk(
  syntax: Syntax,
  lines: Lines,
  state: State,
  word?: (record: RecordLine) => void,
): void {
  let next = 0;
  for (let entry = 0; entry < syntax.entryCount; entry++) {
    const record = lines.records[next];
    if (record?.entry === entry) {
      next++;
      word?.(record);
      if (record.ownerToken >= 0) state.owner = { text: tokenText(syntax, record.ownerToken) };
      state.block = record.block;
      continue;
    }
    const kind = lines.kinds[entry];
    if (kind === EntryKind.directive) readDirective(syntax, entry, state);
    // What is not understood may have an owner; nothing is inherited across it.
    else if (kind === EntryKind.left) state.owner = undefined;
  }
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
  { owner, block }: State,
  { repeatedOwners }: FormatOptions,
): void {
  // The SOA's owner is what an origin is found by.
  if (owner === undefined || record.type === RRType.SOA) return;
  const written = record.ownerToken < 0 ? undefined : tokenText(syntax, record.ownerToken);
  if (repeatedOwners === 'omit' && written === owner.text && record.block === block)
    record.owner = '';
  if (repeatedOwners === 'write' && written === undefined && owner.text.length <= longestOwner)
    record.owner = owner.text;
}

function raiseMnemonics(record: RecordLine): void {
  record.class = record.class.toUpperCase();
  record.typeWord = record.typeWord.toUpperCase();
}

function wordClasses(
  records: readonly RecordLine[],
  { class: rrClass, hasFirstClass }: WordingStart,
  options: FormatOptions,
): void {
  if (rrClass === undefined) return;
  const first = hasFirstClass ? records.find(({ classToken }) => classToken >= 0) : undefined;
  for (const record of records) {
    if (options.class === 'write' && record.classToken < 0) record.class = rrClass;
    if (options.class === 'omit' && record !== first) record.class = '';
  }
}

function readClasses(
  syntax: Syntax,
  { kinds, records }: Lines,
): Pick<WordingFacts, 'class' | 'classNumber'> {
  const first = records.find(({ classToken }) => classToken >= 0);
  const found = new Set<number>();
  for (const { classToken } of records) if (classToken >= 0) found.add(classAt(syntax, classToken));
  // An entry that is not understood may say another class.
  for (let entry = 0; entry < kinds.length; entry++) {
    if (kinds[entry] !== EntryKind.left) continue;
    const end = syntax.entryTokens.get(entry + 1);
    for (let token = syntax.entryTokens.get(entry); token < end; token++)
      found.add(classAt(syntax, token));
  }
  found.delete(noClass);
  const [classNumber = noClass] = found;
  return { class: first?.class, classNumber: found.size > 1 ? undefined : classNumber };
}

function classAt({ text, tokenStarts, tokenEnds }: Syntax, token: number): number {
  return findClass(text, tokenStarts.get(token), tokenEnds.get(token));
}
