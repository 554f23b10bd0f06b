import { nextField, type Syntax } from '../../syntax/syntax';
import type { ByteList } from '../../text/byteList';
import type { AbsoluteName, NameTable } from '../name';

/**
 * The RDATA tokens of one record, one after the other. One is opened again and again, so that
 * reading a record makes no object.
 */
export class RdataInput {
  #syntax: Syntax | undefined;
  #kinds: ByteList | undefined;
  #next = 0;
  #endToken = 0;
  readonly #names: NameTable;
  text = '';
  /** Names without a final dot are relative to it. */
  origin: AbsoluteName;
  /** The token that was taken last; its TokenKind and offsets. */
  token = -1;
  kind = 0;
  start = 0;
  end = 0;
  /** The first token of what a flaw is about, where that is more than the last one. */
  flawToken = -1;

  constructor(names: NameTable) {
    this.#names = names;
    this.origin = names.root;
  }

  get names(): NameTable {
    return this.#names;
  }

  /** Starts at `token`, a word or a quoted string, or at `end`. */
  open(syntax: Syntax, token: number, end: number, origin: AbsoluteName): void {
    this.#syntax = syntax;
    this.#kinds = syntax.tokenKinds;
    this.text = syntax.text;
    this.origin = origin;
    this.#next = token;
    this.#endToken = end;
    this.token = -1;
    this.flawToken = -1;
  }

  get hasMore(): boolean {
    return this.#next < this.#endToken;
  }

  /** The token that `take` would go to. */
  get next(): number {
    return this.#next;
  }

  /** True where a quoted string follows without a blank, as in `alpn="h2"`. */
  get isJoined(): boolean {
    return (
      this.hasMore &&
      this.#next === this.token + 1 &&
      this.#syntax?.tokenStarts.get(this.#next) === this.end &&
      this.text.charCodeAt(this.end) === 0x22
    );
  }

  /** How many characters the token has that `take` would go to. */
  get nextLength(): number {
    const syntax = this.#syntax;
    if (syntax === undefined || !this.hasMore) return 0;
    return syntax.tokenEnds.get(this.#next) - syntax.tokenStarts.get(this.#next);
  }

  /** True where a lone `-` follows. */
  get isDash(): boolean {
    const syntax = this.#syntax;
    if (syntax === undefined || !this.hasMore) return false;
    return (
      this.nextLength === 1 && this.text.charCodeAt(syntax.tokenStarts.get(this.#next)) === 0x2d
    );
  }

  /** Goes to the next token; false where there is none. */
  take(): boolean {
    const syntax = this.#syntax;
    if (syntax === undefined || this.#next >= this.#endToken) return false;
    const token = this.#next;
    this.token = token;
    this.kind = this.#kinds?.get(token) ?? 0;
    this.start = syntax.tokenStarts.get(token);
    this.end = syntax.tokenEnds.get(token);
    this.#next = nextField(syntax, token + 1, this.#endToken);
    return true;
  }

  /** Makes an earlier token the one that a flaw is about. */
  point(token: number): void {
    this.token = token;
    this.flawToken = token;
  }

  /** Told of each domain name, by its offsets, for those who look for names. */
  sawName(_start: number, _end: number): void {
    // Reading a record needs only its octets.
  }

  /** The characters of the token. */
  word(): string {
    return this.text.slice(this.start, this.end);
  }

  /** The token without its quotes, if it has any. */
  unquoted(): string {
    const word = this.word();
    if (!word.startsWith('"')) return word;
    return word.length > 1 && word.endsWith('"') ? word.slice(1, -1) : word.slice(1);
  }
}
