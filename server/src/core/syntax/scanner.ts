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
 * A parenthesis that is never closed would swallow the rest of the file. Only when the end of the
 * file shows that this has happened, the entry is ended before the next line that looks like an
 * entry, and so are later ones; a file whose parentheses balance is never guessed at.
 */
export function scan(text: string, file: FileIndex = 0): Syntax {
  return new Scanner(text, file).scan();
}

class Scanner {
  readonly #text: string;
  readonly #file: FileIndex;
  readonly #tokenKinds: ByteList;
  readonly #tokenStarts: IntList;
  readonly #tokenEnds: IntList;
  readonly #entryStarts: IntList;
  readonly #entryTokens: IntList;
  readonly #errors = new ErrorList();
  #position = 0;
  /** Tokens of the parentheses that are open at the position. */
  #open: number[] = [];
  /** True once the end of the file was met inside parentheses. */
  #unbalanced = false;

  constructor(text: string, file: FileIndex) {
    this.#text = text;
    this.#file = file;
    const tokens = Math.max(64, Math.floor(text.length / 12));
    this.#tokenKinds = new ByteList(tokens);
    this.#tokenStarts = new IntList(tokens);
    this.#tokenEnds = new IntList(tokens);
    this.#entryStarts = new IntList(Math.max(64, text.length >> 5));
    this.#entryTokens = new IntList(Math.max(64, text.length >> 5));
  }

  scan(): Syntax {
    const text = this.#text;
    // A byte order mark is part of the first entry, but of no token.
    if (text.charCodeAt(0) === byteOrderMark) this.#position = 1;
    this.#entryStarts.push(0);
    this.#entryTokens.push(0);
    let entryStart = 0;
    do {
      this.#scanEntry(entryStart);
      entryStart = this.#position;
      this.#entryStarts.push(entryStart);
      this.#entryTokens.push(this.#tokenKinds.length);
    } while (this.#position < text.length);
    return {
      file: this.#file,
      text,
      tokenKinds: this.#tokenKinds,
      tokenStarts: this.#tokenStarts,
      tokenEnds: this.#tokenEnds,
      entryStarts: this.#entryStarts,
      entryTokens: this.#entryTokens,
      entryCount: this.#entryStarts.length - 1,
      errors: this.#errors,
    };
  }

  /** Scans to behind the line end that ends the entry, or to the end of the text. */
  #scanEntry(entryStart: number): void {
    const text = this.#text;
    this.#open = [];
    while (this.#position < text.length) {
      const start = this.#position;
      const kind = characterClass(text.charCodeAt(start));
      if (kind === CharacterClass.blank) this.#position++;
      else if (kind === CharacterClass.lineEnd) {
        this.#skipLineEnd();
        if (this.#open.length === 0) return;
        if (this.#unbalanced && looksLikeEntry(text, this.#position)) break;
      } else this.#scanToken(kind);
    }
    if (this.#open.length > 0) this.#recover(entryStart);
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
    const text = this.#text;
    const start = this.#position;
    let position = start + 1;
    while (
      position < text.length &&
      characterClass(text.charCodeAt(position)) !== CharacterClass.lineEnd
    )
      position++;
    this.#position = position;
    this.#push(TokenKind.comment, start, position);
  }

  #scanOpen(): void {
    this.#open.push(this.#tokenKinds.length);
    this.#push(TokenKind.open, this.#position, ++this.#position);
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

  /** Ends an entry whose parentheses are not closed before the next line that looks like one. */
  #recover(entryStart: number): void {
    const text = this.#text;
    this.#unbalanced = true;
    let position = entryStart;
    while (position < this.#position) {
      const kind = characterClass(text.charCodeAt(position++));
      if (kind !== CharacterClass.lineEnd || position >= this.#position) continue;
      if (looksLikeEntry(text, position)) this.#position = position;
    }
    let tokens = this.#tokenKinds.length;
    while (tokens > 0 && this.#tokenStarts.get(tokens - 1) >= this.#position) tokens--;
    for (const list of [this.#tokenKinds, this.#tokenStarts, this.#tokenEnds])
      list.truncate(tokens);
    this.#errors.dropFrom(this.#position);
    const start = this.#tokenStarts.get(this.#firstOpen(tokens));
    this.#error(start, start + 1, say('This parenthesis is never closed.'));
  }

  /**
   * The first parenthesis of the entry being read that nothing closes. Those that are closed behind
   * the place where the entry was ended are open again.
   */
  #firstOpen(tokens: number): number {
    const open: number[] = [];
    for (let token = this.#entryTokens.get(this.#entryTokens.length - 1); token < tokens; token++) {
      const kind = this.#tokenKinds.get(token);
      if (kind === TokenKind.open) open.push(token);
      else if (kind === TokenKind.close) open.pop();
    }
    return open[0] ?? 0;
  }

  #push(kind: number, start: number, end: number): void {
    this.#tokenKinds.push(kind);
    this.#tokenStarts.push(start);
    this.#tokenEnds.push(end);
  }

  #error(start: number, end: number, message: Message): void {
    this.#errors.add({ file: this.#file, start, end }, message);
  }
}
