import { shortestPlain } from '../plain/engine';
import { PlainScanner } from '../plain/plainScanner';
import { ByteList } from '../text/byteList';
import { IntList } from '../text/intList';
import { type Message, say } from '../text/message';
import type { FileIndex } from '../text/span';
import { CharacterClass, characterClass } from './characters';
import { looksLikeEntry } from './looksLikeEntry';
import { byteOrderMark, ErrorList, type Syntax, TokenKind } from './syntax';

/**
 * Cuts a zone file into tokens and entries (RFC 1035 5.1). Never fails and takes linear time.
 *
 * A parenthesis that is never closed would swallow the rest of the file. Where the whole file shows
 * that this has happened, the entry is ended before the next line that looks like an entry; entries
 * whose parentheses balance are never guessed at. Texts of a length from `plainFrom` on are scanned
 * quickly, to the same result.
 */
export function scan(
  text: string,
  file: FileIndex = 0,
  isFileStart = true,
  plainFrom = shortestPlain,
): Syntax {
  const plain = text.length < plainFrom ? undefined : PlainScanner.create(text);
  const scanner = new Scanner(text, file, { closersAfter: 0, textAfter: undefined }, plain);
  const syntax = scanner.scanBlock(0, text.length, isFileStart);
  plain?.end();
  return syntax;
}

/** Characters from which on a column is memory that the system gives page by page. */
export const longText = 1_000_000;

/** What follows a text that is a part of a file. */
export interface Surroundings {
  /** How many closing parentheses after the text have no opening one after it. */
  readonly closersAfter: number;
  /** What comes next; undefined at the end of the file. */
  readonly textAfter: string | undefined;
}

/** Scans short texts one after the other, each into the columns of the one before. */
export class Rescanner {
  #scanner: Scanner | undefined;

  /** The syntax is of use until the next text is scanned. */
  scan(text: string, file: FileIndex, isFileStart: boolean): Syntax {
    const scanner = new Scanner(text, file, { closersAfter: 0, textAfter: undefined });
    if (this.#scanner !== undefined) scanner.takeColumns(this.#scanner);
    this.#scanner = scanner;
    return scanner.scanBlock(0, text.length, isFileStart);
  }
}

/**
 * Cuts a part of a file that starts with an entry into blocks of about `blockLength`. Undefined
 * where its last entry goes on in the text after.
 */
export function scanBlocks<Block>(
  text: string,
  file: FileIndex,
  surroundings: Surroundings,
  isFileStart: boolean,
  blockLength: number,
  makeBlock: (syntax: Syntax, endsOpen: boolean, keepsColumns: boolean) => Block,
): Block[] | undefined {
  const scanner = new Scanner(text, file, surroundings);
  // Of a long text the columns would be dropped soon.
  const isLong = text.length > 64 * blockLength;
  const blocks: Block[] = [];
  let start = 0;
  do {
    const syntax = scanner.scanBlock(start, blockLength, isFileStart);
    const keepsColumns = !isLong || syntax.errors.count > 0;
    blocks.push(makeBlock(syntax, scanner.endsOpen, keepsColumns));
    if (!keepsColumns) scanner.takeColumns(scanner);
    start += syntax.text.length;
  } while (start < text.length);
  return scanner.needsMore ? undefined : blocks;
}

/** Finds the next place of a character, much faster than looking at each; asked onwards, it takes linear time. */
class Search {
  readonly #text: string;
  readonly #character: string;
  /** Between these two there is none; at the second one there is, or the text ends. */
  #start = 0;
  #found = -1;

  constructor(text: string, character: string) {
    this.#text = text;
    this.#character = character;
  }

  /** The first place at or after a position, the length of the text for none. */
  from(position: number): number {
    if (position < this.#start || position > this.#found) {
      this.#start = position;
      const found = this.#text.indexOf(this.#character, position);
      this.#found = found < 0 ? this.#text.length : found;
    }
    return this.#found;
  }
}

class Scanner {
  readonly #text: string;
  readonly #file: FileIndex;
  readonly #surroundings: Surroundings;
  readonly #quotes: Search;
  readonly #backslashes: Search;
  readonly #lineFeeds: Search;
  readonly #returns: Search;
  readonly #plain: PlainScanner | undefined;
  #tokenKinds = new ByteList(0);
  #tokenStarts = new IntList();
  #tokenEnds = new IntList();
  #entryStarts = new IntList();
  #entryTokens = new IntList();
  /** True where the columns of a block that nobody needs any more are to be used again. */
  #hasSpareColumns = false;
  #errors = new ErrorList();
  /** Where the block starts: what is kept counts from there. */
  #base = 0;
  #position = 0;
  /** Where the parentheses are that are open at the position. */
  #open: number[] = [];
  /** Where the parentheses are that nothing closes, known once the text has ended inside an entry. */
  #unclosed: readonly number[] | undefined;
  /** The first of them at or after the position. */
  #nextUnclosed = 0;
  /** The first of them in the entry, -1 for none. */
  #culprit = -1;
  /** True where the last entry goes on in the text after. */
  needsMore = false;
  /** True where the last entry that was scanned is ended by what comes next. */
  endsOpen = false;

  constructor(text: string, file: FileIndex, surroundings: Surroundings, plain?: PlainScanner) {
    this.#plain = plain;
    this.#text = text;
    this.#file = file;
    this.#surroundings = surroundings;
    this.#quotes = new Search(text, '"');
    this.#backslashes = new Search(text, '\\');
    this.#lineFeeds = new Search(text, '\n');
    this.#returns = new Search(text, '\r');
  }

  /** Scans entries until they are as long as a block should be, or the text ends. */
  scanBlock(start: number, blockLength: number, isFileStart: boolean): Syntax {
    const text = this.#text;
    this.#errors = new ErrorList();
    this.#prepareColumns(Math.min(text.length - start, blockLength + (blockLength >> 3)));
    const [entryStarts, entryTokens] = [this.#entryStarts, this.#entryTokens];
    this.#base = start;
    this.#position = start;
    entryStarts.push(0);
    entryTokens.push(0);
    do {
      if (this.#scanPlain() && this.#position === text.length) break;
      const entryStart = this.#position;
      const standsAlone = blockLength < text.length && addsEntries(text, entryStart);
      if (standsAlone && entryStart > start) break;
      // A byte order mark is part of the first entry, but of no token.
      if (entryStart === 0 && isFileStart && text.charCodeAt(0) === byteOrderMark) this.#position++;
      this.#scanEntry();
      entryStarts.push(this.#position - start);
      entryTokens.push(this.#tokenKinds.length);
      if (standsAlone) break;
    } while (this.#position < text.length && this.#position - start < blockLength);
    const isWhole = start === 0 && this.#position === text.length;
    return {
      file: this.#file,
      text: isWhole ? text : text.slice(start, this.#position),
      base: 0,
      generatedBy: undefined,
      tokenKinds: this.#tokenKinds,
      tokenStarts: this.#tokenStarts,
      tokenEnds: this.#tokenEnds,
      entryStarts,
      entryTokens,
      entryCount: entryStarts.length - 1,
      errors: this.#errors,
    };
  }

  /** Scans what entries can be scanned quickly; false where there is no such way. */
  #scanPlain(): boolean {
    if (this.#plain === undefined || this.#unclosed !== undefined) return false;
    this.#position = this.#plain.scan(this.#position, {
      tokenKinds: this.#tokenKinds,
      tokenStarts: this.#tokenStarts,
      tokenEnds: this.#tokenEnds,
      entryStarts: this.#entryStarts,
      entryTokens: this.#entryTokens,
    });
    return true;
  }

  /** Uses the columns of another scanner, or of the last block, for the next one. */
  takeColumns(from: Scanner): void {
    this.#tokenKinds = from.#tokenKinds;
    this.#tokenStarts = from.#tokenStarts;
    this.#tokenEnds = from.#tokenEnds;
    this.#entryStarts = from.#entryStarts;
    this.#entryTokens = from.#entryTokens;
    this.#hasSpareColumns = true;
  }

  #prepareColumns(expected: number): void {
    if (this.#hasSpareColumns) {
      this.#hasSpareColumns = false;
      for (const list of [this.#tokenKinds, this.#tokenStarts, this.#tokenEnds]) list.truncate(0);
      for (const list of [this.#entryStarts, this.#entryTokens]) list.truncate(0);
      return;
    }
    // Columns of a long text that are too long take no more room, as nobody writes to their end;
    // those that are too short are copied, and leave as much garbage.
    const tokens = Math.max(64, Math.floor(expected / (expected < longText ? 12 : 8)));
    this.#tokenKinds = new ByteList(tokens);
    this.#tokenStarts = new IntList(tokens);
    this.#tokenEnds = new IntList(tokens);
    this.#entryStarts = new IntList(Math.max(64, expected >> 5));
    this.#entryTokens = new IntList(Math.max(64, expected >> 5));
  }

  /** Scans to behind the line end that ends the entry, or to the end of the text. */
  #scanEntry(): void {
    const text = this.#text;
    const entryStart = this.#position;
    const tokens = this.#tokenKinds.length;
    const errors = this.#errors.mark();
    this.#open = [];
    this.#culprit = -1;
    this.endsOpen = false;
    while (this.#position < text.length) {
      const kind = characterClass(text.charCodeAt(this.#position));
      if (kind === CharacterClass.blank) this.#position++;
      else if (kind === CharacterClass.lineEnd) {
        this.#skipLineEnd();
        if (this.#open.length === 0) return;
        if (this.#culprit >= 0 && looksLikeEntry(text, this.#position)) break;
      } else this.#scanToken(kind);
    }
    if (this.#open.length === 0) return;
    if (this.#unclosed === undefined) {
      this.#findUnclosed();
      this.#position = entryStart;
      for (const list of [this.#tokenKinds, this.#tokenStarts, this.#tokenEnds])
        list.truncate(tokens);
      this.#errors.reset(errors);
      this.#scanEntry();
    } else this.#endOpenEntry();
  }

  /** The text after closes the last of the parentheses that are open, and nothing the others. */
  #findUnclosed(): void {
    const { closersAfter } = this.#surroundings;
    this.#unclosed = this.#open.slice(0, Math.max(0, this.#open.length - closersAfter));
  }

  /** Ends an entry whose parentheses are not closed. */
  #endOpenEntry(): void {
    const { textAfter } = this.#surroundings;
    if (this.#position === this.#text.length && textAfter !== undefined) {
      this.endsOpen = this.#culprit >= 0 && looksLikeEntry(textAfter, 0);
      this.needsMore = !this.endsOpen;
    } else this.endsOpen = this.#position < this.#text.length;
    if (this.#culprit >= 0)
      this.#error(this.#culprit, this.#culprit + 1, say('This parenthesis is never closed.'));
  }

  #scanToken(kind: number): void {
    if (kind === CharacterClass.quote) this.#scanQuoted();
    else if (kind === CharacterClass.comment) this.#scanComment();
    else if (kind === CharacterClass.open) this.#scanOpen();
    else if (kind === CharacterClass.close) this.#scanClose();
    else this.#scanWord();
  }

  #scanWord(): void {
    const text = this.#text;
    const start = this.#position;
    let position = start;
    while (position < text.length) {
      const kind = characterClass(text.charCodeAt(position));
      if (kind === CharacterClass.backslash) position += this.#escapeLength(position);
      else if (kind === CharacterClass.word) position++;
      else break;
    }
    this.#position = position;
    this.#push(TokenKind.word, start, position);
  }

  #scanQuoted(): void {
    const text = this.#text;
    const start = this.#position;
    const closing = this.#quotes.from(start + 1);
    if (closing < this.#lineEndFrom(start) && closing < this.#backslashes.from(start)) {
      this.#position = closing + 1;
      this.#push(TokenKind.quoted, start, closing + 1);
      return;
    }
    let position = start + 1;
    while (position < text.length) {
      const kind = characterClass(text.charCodeAt(position));
      if (kind === CharacterClass.lineEnd) break;
      if (kind === CharacterClass.backslash) position += this.#escapeLength(position);
      else {
        position++;
        if (kind === CharacterClass.quote) {
          this.#position = position;
          this.#push(TokenKind.quoted, start, position);
          return;
        }
      }
    }
    this.#position = position;
    this.#push(TokenKind.quoted, start, position);
    this.#error(
      start,
      position,
      say('The closing quote is missing: a quoted string ends on its line.'),
    );
  }

  #scanComment(): void {
    const start = this.#position;
    this.#position = this.#lineEndFrom(start);
    this.#push(TokenKind.comment, start, this.#position);
  }

  /** Where the line ends that a position is in. */
  #lineEndFrom(position: number): number {
    return Math.min(this.#lineFeeds.from(position), this.#returns.from(position));
  }

  #scanOpen(): void {
    const start = this.#position++;
    this.#open.push(start);
    this.#push(TokenKind.open, start, this.#position);
    const unclosed = this.#unclosed;
    if (unclosed === undefined) return;
    while ((unclosed[this.#nextUnclosed] ?? start) < start) this.#nextUnclosed++;
    if (unclosed[this.#nextUnclosed] === start && this.#culprit < 0) this.#culprit = start;
  }

  #scanClose(): void {
    const start = this.#position++;
    this.#push(TokenKind.close, start, this.#position);
    if (this.#open.pop() === undefined) {
      this.#error(start, this.#position, say('This closing parenthesis has no opening one.'));
    }
  }

  /** A backslash takes the next character with it, but never a line end or the end of the text. */
  #escapeLength(position: number): number {
    const next = position + 1;
    if (next >= this.#text.length) return 1;
    return characterClass(this.#text.charCodeAt(next)) === CharacterClass.lineEnd ? 1 : 2;
  }

  #skipLineEnd(): void {
    const code = this.#text.charCodeAt(this.#position++);
    if (code === 0x0d && this.#text.charCodeAt(this.#position) === 0x0a) this.#position++;
  }

  #push(kind: number, start: number, end: number): void {
    this.#tokenKinds.push(kind);
    this.#tokenStarts.push(start - this.#base);
    this.#tokenEnds.push(end - this.#base);
  }

  #error(start: number, end: number, message: Message): void {
    const base = this.#base;
    this.#errors.add({ file: this.#file, start: start - base, end: end - base }, message);
  }
}

/** True at a $INCLUDE or $GENERATE, whose entries cost more to read: they are blocks of their own. */
function addsEntries(text: string, entryStart: number): boolean {
  let position = entryStart;
  while (characterClass(text.charCodeAt(position)) === CharacterClass.blank) position++;
  if (text.charCodeAt(position) !== 0x24) return false;
  const letter = text.charCodeAt(position + 1) | 0x20;
  return letter === 0x69 || letter === 0x67;
}
