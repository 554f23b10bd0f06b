import { parseTtl } from '../../dns/ttl';
import { nextField, type Syntax, startsBlank, TokenKind } from '../../syntax/syntax';
import { emptyHeader, type Header, readHeader } from '../../zone/header';
import { isLineEnd } from './blanks';

/** The columns before RDATA; TTL and class stand in either order. */
export const Slot = { owner: 0, first: 1, second: 2, type: 3, rdata: 4 } as const;

/** What an entry is to the formatter. */
export const EntryKind = {
  /** Nothing but blanks: it ends a block. */
  empty: 0,
  comment: 1,
  /** It ends a block. */
  directive: 2,
  record: 3,
  /** Not understood, or not safely: it stays as it is. */
  left: 4,
} as const;

/** A record that can be laid out: its owner, TTL, class and type stand on one line. */
export interface RecordLine {
  readonly entry: number;
  /** Number of its block: entries between empty lines and directives. */
  readonly block: number;
  readonly type: number;
  /** Tokens in the file, -1 where it has none. */
  readonly ownerToken: number;
  readonly ttlToken: number;
  readonly classToken: number;
  readonly typeToken: number;
  /** True where RDATA or a parenthesis follows the type on its line. */
  readonly hasTail: boolean;
  /** What the record will say; empty for nothing. */
  owner: string;
  ttl: string;
  class: string;
  typeWord: string;
  /** True where the class comes before the TTL. */
  isClassFirst: boolean;
}

/** The number of slots. */
export const slotCount = 5;

/** The token in a slot, -1 where it is none of the file. */
export function tokenIn(record: RecordLine, slot: number): number {
  switch (slot) {
    case Slot.owner:
      return record.ownerToken;
    case Slot.first:
      return record.isClassFirst ? record.classToken : record.ttlToken;
    case Slot.second:
      return record.isClassFirst ? record.ttlToken : record.classToken;
    case Slot.type:
      return record.typeToken;
    default:
      return record.hasTail ? record.typeToken + 1 : -1;
  }
}

/** What a slot before RDATA will say; empty for nothing. */
export function textIn(record: RecordLine, slot: number): string {
  switch (slot) {
    case Slot.owner:
      return record.owner;
    case Slot.first:
      return record.isClassFirst ? record.class : record.ttl;
    case Slot.second:
      return record.isClassFirst ? record.ttl : record.class;
    default:
      return record.typeWord;
  }
}

/** A file, or a part of one, as entries of a kind, and its records. */
export interface Lines {
  /** By entry: its EntryKind. */
  readonly kinds: Uint8Array;
  readonly records: readonly RecordLine[];
  readonly blockCount: number;
  /** True where something ends the block that goes on from before, if one does. */
  readonly startsBlock: boolean;
  /** True where something ends the last block. */
  readonly endsBlock: boolean;
  /** True where parentheses do not balance, so that what an entry is hangs by its neighbours. */
  readonly isUnbalanced: boolean;
}

export function readLines(syntax: Syntax): Lines {
  const kinds = new Uint8Array(syntax.entryCount);
  const records: RecordLine[] = [];
  const hasOddBlanks = oddBlanks.test(syntax.text);
  let block = -1;
  let isBlockOver = false;
  let startsBlock = false;
  let isUnbalanced = false;
  for (let entry = 0; entry < syntax.entryCount; entry++) {
    const balance = checkTokens(syntax, entry);
    isUnbalanced ||= balance === Balance.unbalanced;
    const isOdd = balance !== Balance.sound || (hasOddBlanks && hasOddGap(syntax, entry));
    const kind = isOdd ? EntryKind.left : kindOf(syntax, entry);
    kinds[entry] = kind;
    if (kind === EntryKind.empty || kind === EntryKind.directive) isBlockOver = true;
    if (kind !== EntryKind.record) continue;
    const isFirst = block < 0;
    const record = readRecord(syntax, entry, isFirst || isBlockOver ? block + 1 : block);
    if (record === undefined) {
      kinds[entry] = EntryKind.left;
      continue;
    }
    records.push(record);
    if (isFirst) startsBlock = isBlockOver;
    block = record.block;
    isBlockOver = false;
  }
  if (block < 0) startsBlock = isBlockOver;
  return {
    kinds,
    records,
    blockCount: block + 1,
    startsBlock,
    endsBlock: isBlockOver,
    isUnbalanced,
  };
}

/** Of a file whose parentheses do not balance, only records on one line are sound enough. */
export function soundLines(syntax: Syntax, isUnbalanced: boolean): Lines {
  const lines = readLines(syntax);
  if (!isUnbalanced && !lines.isUnbalanced) return lines;
  const { kinds } = lines;
  const records = lines.records.filter(({ entry }) => {
    const first = syntax.entryTokens.get(entry) + 1;
    for (let token = first; token < syntax.entryTokens.get(entry + 1); token++) {
      if (!breaksBefore(syntax, token)) continue;
      kinds[entry] = EntryKind.left;
      return false;
    }
    return true;
  });
  return { ...lines, records };
}

/** True where the entry's first field is the name of a directive. */
export function isDirective(syntax: Syntax, field: number): boolean {
  return (
    syntax.tokenKinds.get(field) === TokenKind.word &&
    syntax.text.charCodeAt(syntax.tokenStarts.get(field)) === 0x24
  );
}

/** True where a line end stands between two tokens that follow each other. */
export function breaksBefore(syntax: Syntax, token: number): boolean {
  const end = syntax.tokenStarts.get(token);
  for (let position = syntax.tokenEnds.get(token - 1); position < end; position++) {
    if (isLineEnd(syntax.text.charCodeAt(position))) return true;
  }
  return false;
}

/**
 * Form feeds and vertical tabs are blanks to us, but not to every name server; without the blanks
 * between them two line ends would be one.
 */
const oddBlanks = /[\f\v]|\r[ \t]+\n/;

const Balance = { sound: 0, flawed: 1, unbalanced: 2 } as const;

/** Tells whether parentheses and quotes are closed; errors are counted only up to a limit, so look. */
function checkTokens(syntax: Syntax, entry: number): number {
  const { tokenKinds, entryTokens } = syntax;
  let depth = 0;
  let isFlawed = false;
  for (let token = entryTokens.get(entry); token < entryTokens.get(entry + 1); token++) {
    const kind = tokenKinds.get(token);
    if (kind === TokenKind.open) depth++;
    else if (kind === TokenKind.close && --depth < 0) {
      isFlawed = true;
      depth = 0;
    } else if (kind === TokenKind.quoted && !isClosed(syntax, token)) isFlawed = true;
  }
  if (depth > 0) return Balance.unbalanced;
  return isFlawed ? Balance.flawed : Balance.sound;
}

function isClosed({ text, tokenStarts, tokenEnds }: Syntax, token: number): boolean {
  const start = tokenStarts.get(token);
  const last = tokenEnds.get(token) - 1;
  if (last <= start || text.charCodeAt(last) !== 0x22) return false;
  let backslashes = 0;
  while (text.charCodeAt(last - 1 - backslashes) === 0x5c) backslashes++;
  return backslashes % 2 === 0;
}

function hasOddGap(syntax: Syntax, entry: number): boolean {
  const { text, tokenStarts, tokenEnds, entryTokens } = syntax;
  let position = syntax.entryStarts.get(entry);
  for (let token = entryTokens.get(entry); token < entryTokens.get(entry + 1); token++) {
    if (oddBlanks.test(text.slice(position, tokenStarts.get(token)))) return true;
    position = tokenEnds.get(token);
  }
  return oddBlanks.test(text.slice(position, syntax.entryStarts.get(entry + 1)));
}

function kindOf(syntax: Syntax, entry: number): number {
  const first = syntax.entryTokens.get(entry);
  const end = syntax.entryTokens.get(entry + 1);
  if (first === end) return EntryKind.empty;
  const field = nextField(syntax, first, end);
  if (field === end)
    return syntax.tokenKinds.get(first) === TokenKind.comment ? EntryKind.comment : EntryKind.left;
  if (isDirective(syntax, field)) return EntryKind.directive;
  return EntryKind.record;
}

const header: Header = emptyHeader();

/** Undefined where the entry is no record, or its owner, TTL, class and type are not plain. */
function readRecord(syntax: Syntax, entry: number, block: number): RecordLine | undefined {
  const { tokenKinds, tokenStarts, tokenEnds, entryTokens } = syntax;
  const first = entryTokens.get(entry);
  const end = entryTokens.get(entry + 1);
  const isBlank = startsBlank(syntax, entry);
  const start = isBlank ? first : nextField(syntax, first + 1, end);
  if (readHeader(syntax, entry, start, end, header) !== undefined) return undefined;
  const { typeToken, type } = header;
  let ttlToken = -1;
  let classToken = -1;
  for (let token = first; token <= typeToken; token++) {
    if (tokenKinds.get(token) !== TokenKind.word) return undefined;
    if (token < end - 1 && tokenEnds.get(token) === tokenStarts.get(token + 1)) return undefined;
    if (token < start || token === typeToken) continue;
    const isTtl = parseTtl(syntax.text, tokenStarts.get(token), tokenEnds.get(token)) >= 0;
    if (isTtl) ttlToken = token;
    else classToken = token;
  }
  const next = typeToken + 1;
  const hasTail = next < end && tokenKinds.get(next) !== TokenKind.comment;
  const text = (token: number): string =>
    token < 0 ? '' : syntax.text.slice(tokenStarts.get(token), tokenEnds.get(token));
  const ownerToken = isBlank ? -1 : first;
  return {
    entry,
    block,
    type,
    ownerToken,
    ttlToken,
    classToken,
    typeToken,
    hasTail,
    owner: text(ownerToken),
    ttl: text(ttlToken),
    class: text(classToken),
    typeWord: text(typeToken),
    isClassFirst: false,
  };
}
